"""A signed webhook through a real ssh tunnel: it breaks down, and the engine has it back."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.core.entities import CallbackState
from rivermon.core.tunnel import TunnelKind, TunnelPlan, TunnelState
from rivermon.net.listener import PATHS
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample
from rivermon.ui.qt_loop import run
from tests.net.tunnel_at_hand import TunnelAtHand
from tests.net.tunnel_at_hand import at_hand as tunnel_at_hand
from tests.story.house_at_hand import AtHand, at_hand
from tests.story.loopback_sshd import LoopbackSshd, needs_sshd
from tests.story.served import KEY
from tests.story.story_webhooks import generated

pytestmark = needs_sshd
PATIENCE_S = 20.0


async def answered(webhook: SignedSample, public_url: str, status: int | None) -> None:
    """Post by the public address until that is answered: ssh does not say when it leads on."""
    async with asyncio.timeout(PATIENCE_S), Sender(f"{public_url}{PATHS[0]}") as sender:
        while (await sender.post(webhook.sample, webhook.headers)).status != status:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def connected(folder: Path) -> AsyncIterator[tuple[LoopbackSshd, AtHand, TunnelAtHand]]:
    """A house, and a tunnel through a server to it."""
    with LoopbackSshd(folder) as sshd:
        async with (
            CallbackDesk(api_key=KEY) as desk,
            at_hand(folder, desk) as house,
            tunnel_at_hand() as hand,
        ):
            address = house.house.listener.address
            assert address is not None
            plan = TunnelPlan(kind=TunnelKind.SSH, command=sshd.command, url=sshd.public_url)
            await hand.start(plan, address)
            yield sshd, house, hand


async def breaks_down_and_comes_back(folder: Path) -> None:
    async with connected(folder) as (sshd, house, hand):
        assert (await hand.told(TunnelState.STARTING)).origin == sshd.public_url
        await answered(generated("Before", house.desk), sshd.public_url, 200)
        await house.told.state(CallbackState.SUCCESS)
        assert sshd.end_sessions() > 0
        told = await hand.told(TunnelState.RESTARTING)
        assert told.reason.startswith("ssh ended (exit code 255): ")
        assert "closed" in told.reason or "reset" in told.reason
        assert told.again_at is not None
        await hand.until(lambda: len(hand.origins) == 2)
        await answered(generated("After", house.desk), sshd.public_url, 200)
        await house.told.state(CallbackState.SUCCESS, times=2)
        assert (await house.detail(1)).record is not None
        assert (await house.detail(2)).record is not None


async def test_a_webhook_comes_through_and_again_after_the_session_was_killed(tmp_path: Path):
    await breaks_down_and_comes_back(tmp_path)


def test_the_same_on_the_windows_loop(qapp: QApplication, tmp_path: Path):
    run(qapp, lambda: breaks_down_and_comes_back(tmp_path))


async def test_a_server_that_is_away_is_waited_for(tmp_path: Path):
    async with connected(tmp_path) as (sshd, house, hand):
        await answered(generated("Before", house.desk), sshd.public_url, 200)
        await asyncio.to_thread(sshd.stop)
        told = await hand.told(TunnelState.RESTARTING, times=2)
        assert "Connection refused" in told.reason
        assert "firewall" in told.reason
        await asyncio.to_thread(sshd.start)
        hand.tunnel.again()
        await answered(generated("After", house.desk), sshd.public_url, 200)


async def test_stopping_closes_the_public_address(tmp_path: Path):
    async with connected(tmp_path) as (sshd, house, hand):
        await answered(generated("Before", house.desk), sshd.public_url, 200)
        await hand.tunnel.stop()
        await answered(generated("After", house.desk), sshd.public_url, None)


async def test_a_key_that_is_not_taken_is_told(tmp_path: Path):
    async with connected(tmp_path) as (sshd, _, hand):
        (tmp_path / "sshd" / "user_key.pub").write_text("")
        sshd.end_sessions()
        told = await hand.told(TunnelState.RESTARTING, times=2)
        assert "Permission denied (publickey)." in told.reason
        assert "enter the right key" in told.reason


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::1"])
async def test_a_server_that_tells_its_address_needs_no_other(tmp_path: Path, host: str):
    line = "8beaa541ba3dc2.lhr.life tunneled with tls termination, https://8beaa541ba3dc2.lhr.life"
    with LoopbackSshd(tmp_path, says=line) as sshd:
        async with tunnel_at_hand() as hand:
            await hand.start(TunnelPlan(kind=TunnelKind.SSH, command=sshd.command), (host, 8765))
            await hand.until(lambda: hand.origins)
            assert hand.origins == ["https://8beaa541ba3dc2.lhr.life"]
