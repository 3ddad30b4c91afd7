"""Work that may wait for a person: its result and failure come back, and no exit waits for it."""

import asyncio
import subprocess
import sys
import threading

import pytest

from rivermon.core.abandonable import abandonable
from rivermon.core.tasks import OwnedTasks

_LEFT_OPEN = """
import asyncio, threading
from rivermon.safe import Safe
from rivermon.core.held_secrets import LabelledSecret

asked = threading.Event()

class Prompting:
    def why_not(self):
        asked.set()
        threading.Event().wait()

async def quit_meanwhile():
    keeping = asyncio.create_task(Safe(keyring=Prompting()).keep_api_key("mr_live_new"))
    await asyncio.to_thread(asked.wait)
    keeping.cancel()
    await asyncio.wait([keeping])

asyncio.run(quit_meanwhile())
print("ended")
"""


async def test_what_the_work_gives_comes_back() -> None:
    assert await abandonable(threading.current_thread) is not threading.main_thread()


async def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        await abandonable(lambda: 1 // 0)


async def test_who_is_cancelled_does_not_hear_of_it_any_more() -> None:
    go_on = threading.Event()
    async with OwnedTasks("test") as tasks:
        waiting = tasks.start(abandonable(go_on.wait), "waiting")
        assert waiting is not None
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    go_on.set()
    assert waiting.cancelled()
    assert await abandonable(lambda: "the next") == "the next"


def test_a_keyring_that_asks_and_is_not_answered_does_not_keep_rivermon_from_ending() -> None:
    ran = subprocess.run(
        (sys.executable, "-c", _LEFT_OPEN), capture_output=True, text=True, timeout=20, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "ended\n", "")
