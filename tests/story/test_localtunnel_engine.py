"""A signed webhook through the real localtunnel, whose server then breaks down and comes back."""

import asyncio
from pathlib import Path

import aiohttp

from rivermon.core.entities import CallbackState
from rivermon.core.tunnel import TunnelKind, TunnelPlan, TunnelState
from rivermon.net.listener import PATHS
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.signed_sample import SignedSample
from tests.net.tunnel_at_hand import at_hand as tunnel_at_hand
from tests.story.house_at_hand import at_hand
from tests.story.localtunnel_server import DOMAIN, LocaltunnelServer, needs_localtunnel
from tests.story.served import KEY
from tests.story.story_webhooks import generated

pytestmark = needs_localtunnel


async def post(server: LocaltunnelServer, webhook: SignedSample) -> int:
    """Deliver by the name of the public address, as what ends TLS in front of the server does."""
    headers = {**dict(webhook.headers), "Host": f"rivermon.{DOMAIN}"}
    url = f"http://127.0.0.1:{server.port}{PATHS[0]}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=webhook.sample.body, headers=headers) as answer,
    ):
        return answer.status


async def test_a_webhook_comes_through_and_again_after_the_server_broke_down(tmp_path: Path):
    with LocaltunnelServer() as server:
        async with (
            CallbackDesk(api_key=KEY) as desk,
            at_hand(tmp_path, desk) as house,
            tunnel_at_hand() as hand,
        ):
            address = house.house.listener.address
            assert address is not None
            plan = TunnelPlan(kind=TunnelKind.LOCALTUNNEL, command=server.command)
            await hand.start(plan, address)
            await hand.until(lambda: hand.origins)
            assert hand.origins == [server.origin]
            assert await post(server, generated("Before", desk)) == 200
            await house.told.state(CallbackState.SUCCESS)
            await asyncio.to_thread(server.stop)
            told = await hand.told(TunnelState.RESTARTING)
            assert "connection refused" in told.reason
            await asyncio.to_thread(server.start)
            await hand.until(lambda: len(hand.origins) == 2)
            assert await post(server, generated("After", desk)) == 200
            await house.told.state(CallbackState.SUCCESS, times=2)
