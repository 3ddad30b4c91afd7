"""However rivermon ends, the tunnel's program ends with it, and so do its children."""

import asyncio
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.net.tunnel_at_hand import PATIENCE_S, command, gone, lives, pid_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes end otherwise")

KEEPER = """
import asyncio, signal, sys
from rivermon.core.clock import SystemClock
from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.net.tunnel import Tunnel

async def main():
    plan = TunnelPlan(kind=TunnelKind.COMMAND, command=sys.argv[1], url="https://box.example.net")
    await Tunnel(SystemClock(), lambda: 0.0).start(plan, ("127.0.0.1", 8765), lambda _: None)
    await asyncio.sleep(600)

# Who runs the tests in the background of a shell has them ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
asyncio.run(main())
"""


def keep(line: str) -> subprocess.Popen[bytes]:
    """A process that keeps a tunnel's program running."""
    return subprocess.Popen([sys.executable, "-c", KEEPER, line], stderr=subprocess.DEVNULL)


def who_names(text: str) -> dict[int, str]:
    """The processes in whose command line a text stands."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], capture_output=True, check=True)
    lines = (line.strip().partition(" ") for line in listed.stdout.decode().splitlines())
    return {int(pid): args for pid, _, args in lines if text in args}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_no_process_outlives_a_rivermon_that_was_ended(tmp_path: Path, how: signal.Signals):
    own, child = tmp_path / "own", tmp_path / "child"
    keeper = keep(command("deaf", f"pid={own}", f"child={child}", "wait"))
    try:
        pids = [await pid_in(own), await pid_in(child)]
        assert [lives(pid) for pid in pids] == [True, True]
        keeper.send_signal(how)
        await asyncio.to_thread(keeper.wait, PATIENCE_S)
        for pid in pids:
            await gone(pid)
    finally:
        keeper.kill()
        keeper.wait()


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no ps here")
async def test_a_rivermon_that_is_killed_while_it_starts_the_program_leaves_nobody(tmp_path: Path):
    mark = str(tmp_path)
    for number in range(8):
        keeper = keep(command(f"pid={tmp_path / str(number)}", "wait"))
        # So that it is killed before, while and after its program starts.
        await asyncio.sleep(0.1 + number * 0.03)
        keeper.kill()
        keeper.wait()
    async with asyncio.timeout(PATIENCE_S):
        while await asyncio.to_thread(who_names, mark):  # noqa: ASYNC110 - other processes end
            await asyncio.sleep(0.1)
