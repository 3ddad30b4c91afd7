"""The whole way through a real ssh: a webhook in, its callback out, and back after a breakdown."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from rivermon.core.entities import CallbackState
from rivermon.core.feed import PublicWayChanged
from rivermon.core.tunnel import TunnelKind, TunnelState
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from tests.core.told import PATIENCE_S
from tests.story.house_at_hand import AtHand, at_hand
from tests.story.loopback_sshd import LoopbackSshd, needs_sshd
from tests.story.served import KEY
from tests.story.story_webhooks import generated

pytestmark = needs_sshd
COMES_BACK_S = 30.0
"""On a busy machine ssh may fail several times, and each wait is twice the one before."""


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as opened:
        yield opened


@pytest.fixture
def sshd(tmp_path: Path):
    with LoopbackSshd(tmp_path) as running:
        yield running


async def until(story: AtHand, state: TunnelState, times: int = 1) -> None:
    """Wait until the public way has come into a state so many times."""

    def came() -> int:
        told = [fact.way.state for fact in story.told.of(PublicWayChanged)]
        changes = [each for at, each in enumerate(told) if not at or each is not told[at - 1]]
        return changes.count(state)

    await story.told.until(lambda: came() >= times, COMES_BACK_S)


async def deliver(story: AtHand, title: str, desk: CallbackDesk, times: int) -> None:
    """Have a webhook come in through the tunnel, and its callback go out."""
    webhook = generated(title, desk)
    async with Sender(story.house.public.way.url) as sender:
        assert (await sender.post(webhook.sample, webhook.headers)).status == 200
    await story.told.state(CallbackState.SUCCESS, times=times)


async def test_a_webhook_goes_through_and_a_tunnel_that_is_killed_comes_back(
    tmp_path, desk, sshd: LoopbackSshd
):
    chosen: dict[str, Any] = {
        "tunnel": TunnelKind.SSH,
        "tunnel_command": sshd.command,
        "public_url": sshd.public_url,
    }
    async with at_hand(tmp_path, desk, **chosen) as story:
        await until(story, TunnelState.UP)
        assert story.house.public.way.url == f"{sshd.public_url}/webhooks/modelriver"
        await deliver(story, "Before", desk, 1)
        assert await asyncio.to_thread(sshd.end_sessions) > 0
        await until(story, TunnelState.RESTARTING)
        assert story.house.public.way.reason.startswith("ssh ended")
        await until(story, TunnelState.UP, times=2)
        await deliver(story, "After", desk, 2)
        async with asyncio.timeout(PATIENCE_S):
            while not (await story.house.store.losses()).public_down_s:
                await story.house.store.check()
        assert (await story.house.store.counts()).deliveries == 2
    async with at_hand(tmp_path, desk) as later:
        losses = await later.house.store.losses()
        assert 0 < losses.public_down_s < 60
        assert losses.received == 2


async def test_a_server_that_is_gone_is_trouble_until_it_is_back(
    tmp_path, desk, sshd: LoopbackSshd
):
    chosen: dict[str, Any] = {
        "tunnel": TunnelKind.SSH,
        "tunnel_command": sshd.command,
        "public_url": sshd.public_url,
    }
    async with at_hand(tmp_path, desk, **chosen) as story:
        await until(story, TunnelState.UP)
        await asyncio.to_thread(sshd.stop)
        await until(story, TunnelState.RESTARTING)
        await asyncio.to_thread(sshd.start)
        await story.controls.try_public_way()
        await until(story, TunnelState.UP, times=2)
        await deliver(story, "After", desk, 1)
