"""Stopping the engine ends the program and all that it started."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from rivermon.core.tunnel import TunnelState
from tests.net.tunnel_at_hand import at_hand, gone, lives, pid_in, plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes end otherwise")

BOX = "https://box.example.net"
RESTARTING = TunnelState.RESTARTING


async def test_stopping_ends_the_program_and_tells_nothing_more(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan(f"pid={tmp_path / 'pid'}", f"print={BOX}", "wait"))
        pid = await pid_in(tmp_path / "pid")
        await hand.until(lambda: hand.origins)
        told = len(hand.heard)
        await hand.tunnel.stop()
        assert not lives(pid)
        await asyncio.sleep(0.1)
        assert len(hand.heard) == told
        hand.tunnel.again()


async def test_stopping_ends_the_deaf_and_their_children(tmp_path: Path):
    own, child = tmp_path / "own", tmp_path / "child"
    async with at_hand() as hand:
        await hand.start(plan("deaf", f"pid={own}", f"child={child}", f"print={BOX}", "wait"))
        pids = [await pid_in(own), await pid_in(child)]
        assert [lives(pid) for pid in pids] == [True, True]
        await hand.tunnel.stop()
        assert [lives(pid) for pid in pids] == [False, False]


async def test_children_of_a_program_that_ended_are_ended_before_it_starts_again(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan(f"child={tmp_path / 'child'}", "exit=1"))
        pid = await pid_in(tmp_path / "child")
        await hand.told(RESTARTING)
        assert not lives(pid)


async def test_a_child_that_left_the_group_keeps_nobody_from_noting_the_end(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan(f"leaver={tmp_path / 'child'}", "exit=1"))
        pid = await pid_in(tmp_path / "child")
        await hand.told(RESTARTING)
        await hand.tunnel.stop()
        os.kill(pid, signal.SIGKILL)
        await gone(pid)


async def test_stopping_during_a_wait_is_at_once():
    async with at_hand() as hand:
        await hand.start(plan("exit=1"))
        await hand.told(RESTARTING, times=3)
        async with asyncio.timeout(1):
            await hand.tunnel.stop()


async def test_another_plan_ends_the_first_program(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan(f"pid={tmp_path / 'one'}", f"print={BOX}", "wait"))
        pid = await pid_in(tmp_path / "one")
        await hand.start(plan(f"pid={tmp_path / 'two'}", f"print={BOX}", "wait"))
        assert not lives(pid)
        assert lives(await pid_in(tmp_path / "two"))


async def test_a_stop_that_is_cancelled_is_finished_by_the_next(tmp_path: Path):
    async with at_hand() as hand:
        await hand.start(plan("deaf", f"pid={tmp_path / 'pid'}", f"print={BOX}", "wait"))
        pid = await pid_in(tmp_path / "pid")
        await hand.until(lambda: hand.origins)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await hand.tunnel.stop()
        await hand.tunnel.stop()
        assert not lives(pid)
