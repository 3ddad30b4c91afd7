"""A rivermon of its own, in a process that can be killed: `python -m tests.store.child`.

Started with a task ("own" or "keep") and the path of a database; says on stdout what it did.
"""

import asyncio
import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rivermon.core.clock import SystemClock
from rivermon.store.ownership import owned
from rivermon.store.store import opened
from tests.store.drafts import recorded

ROOT = Path(__file__).parents[2]
AT_ONCE = 8


@contextmanager
def child(task: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a child; it is dead at the latest when the block ends."""
    command = [sys.executable, "-m", "tests.store.child", task, str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe) as process:
        try:
            yield process
        finally:
            process.kill()


def say(word: str) -> None:
    """A line, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def own(path: Path) -> None:
    """Own the database until killed."""
    with owned(path):
        say("owned")
        sys.stdin.read()


async def keep(path: Path) -> None:
    """Keep deliveries until killed, and say each one's id once it is committed."""
    async with opened(path, lambda _: None, SystemClock()) as store:
        for first in itertools.count(step=AT_ONCE):
            drafts = [recorded(f"chan-{number}") for number in range(first, first + AT_ONCE)]
            for kept in await asyncio.gather(*map(store.keep, drafts)):
                say(str(kept.delivery_id))


if __name__ == "__main__":
    if sys.argv[1] == "own":
        own(Path(sys.argv[2]))
    else:
        asyncio.run(keep(Path(sys.argv[2])))
