"""The engine runs a tunnel's program, tells its address, and starts it again when it ends."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rivermon.core.tunnel import TunnelKind, TunnelPlan, TunnelState
from tests.net.tunnel_at_hand import SHORT, at_hand, lives, pid_in, plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes end otherwise")

BOX = "https://box.example.net"
STARTING, RESTARTING = TunnelState.STARTING, TunnelState.RESTARTING


@pytest.mark.parametrize("kind", [TunnelKind.OFF, TunnelKind.URL])
async def test_with_nothing_to_run_nothing_runs(kind: TunnelKind):
    async with at_hand() as hand:
        await hand.start(TunnelPlan(kind=kind, url=BOX))
        hand.tunnel.again()
        await hand.tunnel.stop()
        assert hand.heard == []


async def test_the_address_in_the_output_is_told():
    async with at_hand() as hand:
        await hand.start(plan(f"print=Your address: {BOX}", "wait"))
        await hand.until(lambda: hand.origins)
        assert [news.state for news in hand.heard] == [STARTING, STARTING]
        assert [news.origin for news in hand.heard] == ["", BOX]


async def test_an_address_on_standard_error_is_found():
    async with at_hand() as hand:
        await hand.start(plan("print=hello", f"error={BOX}", "wait"))
        await hand.until(lambda: hand.origins)
        assert hand.origins == [BOX]


async def test_an_address_that_comes_late_is_waited_for():
    async with at_hand() as hand:
        await hand.start(plan("print=connecting", "sleep=1.5", f"print={BOX}", "wait"))
        await hand.until(lambda: hand.origins)
        assert len(hand.heard) == 2


async def test_the_same_address_twice_is_told_once_and_another_one_again():
    other = "https://other.example.net"
    async with at_hand() as hand:
        await hand.start(
            plan(f"print={BOX}", f"print={BOX}", "sleep=0.3", f"print={other}", "wait")
        )
        await hand.until(lambda: other in hand.origins)
        assert hand.origins == [BOX, other]


async def test_an_address_that_is_known_is_told_at_once_and_nothing_else_is_looked_for():
    async with at_hand(SHORT) as hand:
        await hand.start(plan(f"print={BOX}", "wait", url="https://mine.example.net"))
        await asyncio.sleep(1.5)
        assert hand.origins == ["https://mine.example.net"]
        assert len(hand.heard) == 1


async def test_an_own_pattern_finds_the_address():
    async with at_hand() as hand:
        await hand.start(plan("print=you are box.example.net", "wait", pattern=r"are (\S+)"))
        await hand.until(lambda: hand.origins)
        assert hand.origins == [BOX]


async def test_a_program_that_ends_is_started_again_after_growing_waits():
    async with at_hand() as hand:
        await hand.start(plan("error=Permission denied (publickey).", "exit=255"))
        first = await hand.told(RESTARTING)
        at = datetime.now(UTC)
        name = Path(sys.executable).name
        said = "Permission denied (publickey)."
        assert first.reason.startswith(f"{name} ended (exit code 255): {said}")
        assert "in a terminal" in first.reason
        assert first.again_at is not None
        assert abs(first.again_at - at - timedelta(seconds=1)) < timedelta(seconds=0.5)
        second = await hand.told(RESTARTING, times=2)
        assert second.again_at is not None
        assert timedelta(seconds=2) <= second.again_at - first.again_at < timedelta(seconds=4)
        assert [news.state for news in hand.heard[:4]] == [STARTING, RESTARTING] * 2


async def test_again_starts_it_at_once_and_does_nothing_while_it_runs(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan("exit=1"))
        await hand.told(RESTARTING, times=3)  # four seconds of waiting from here on
        hand.tunnel.again()
        async with asyncio.timeout(2):
            await hand.told(RESTARTING, times=4)
        await hand.start(plan(f"pid={tmp_path / 'pid'}", f"print={BOX}", "wait"))
        pid = await pid_in(tmp_path / "pid")
        hand.tunnel.again()
        await hand.until(lambda: hand.origins)
        assert lives(pid)


async def test_a_program_that_is_killed_is_started_again(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan(f"pid={tmp_path / 'pid'}", f"print={BOX}", "wait"))
        await hand.until(lambda: hand.origins)
        first = await pid_in(tmp_path / "pid")
        os.kill(first, signal.SIGKILL)
        assert "SIGKILL" in (await hand.told(RESTARTING)).reason
        await hand.until(lambda: len(hand.origins) == 2)
        assert int((tmp_path / "pid").read_text()) != first


async def test_no_address_in_time_ends_it_and_says_so(tmp_path: Path):
    async with at_hand(SHORT) as hand:
        await hand.start(plan(f"pid={tmp_path / 'pid'}", "print=thinking", "wait"))
        pid = await pid_in(tmp_path / "pid")
        told = await hand.told(RESTARTING)
        assert "told no public address within 1 s. Its last words: thinking." in told.reason
        assert "enter it in the settings" in told.reason
        assert not lives(pid)


async def test_a_missing_program_is_told_once_with_its_install_line(tmp_path: Path):
    async with at_hand(environment={"PATH": str(tmp_path)}) as hand:
        await hand.start(TunnelPlan(kind=TunnelKind.COMMAND, command="no-such-tunnel {port}"))
        told = await hand.told(TunnelState.MISSING)
        assert told.reason.startswith("no-such-tunnel is not installed")
        hand.tunnel.again()
        await asyncio.sleep(0.2)
        assert len(hand.heard) == 1


async def test_a_program_that_is_installed_meanwhile_is_started(tmp_path: Path):
    async with at_hand(environment={"PATH": str(tmp_path)}) as hand:
        await hand.start(TunnelPlan(kind=TunnelKind.COMMAND, command="no-such-tunnel {port}"))
        await hand.told(TunnelState.MISSING)
        script = tmp_path / "no-such-tunnel"
        script.write_text(f"#!/bin/sh\necho {BOX}\nexec /bin/sleep 600\n")
        script.chmod(0o755)
        hand.tunnel.again()
        await hand.until(lambda: hand.origins)


@pytest.mark.parametrize("line", ["", "x 'open"])
async def test_a_command_that_cannot_be_run_says_what_to_do(line: str):
    async with at_hand() as hand:
        await hand.start(TunnelPlan(kind=TunnelKind.COMMAND, command=line))
        told = await hand.told(TunnelState.MISSING)
        assert "enter one" in told.reason or "Correct it" in told.reason


async def test_a_file_that_cannot_be_run_is_told_in_words(tmp_path: Path):
    script = tmp_path / "broken"
    script.write_text("#!/no/such/interpreter\n")
    script.chmod(0o755)
    async with at_hand() as hand:
        await hand.start(TunnelPlan(kind=TunnelKind.COMMAND, command=str(script)))
        assert "broken ended" in (await hand.told(RESTARTING)).reason
