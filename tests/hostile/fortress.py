"""A real `rivermon serve` under attack, watched from outside: its answers, memory and threads."""

import asyncio
import contextlib
import json
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from tests.hostile.besieged import said
from tests.net.raw_http import RawAnswer
from tests.story.served import Served

T = TypeVar("T")
MIB = 1024 * 1024


class Watched(msgspec.Struct):
    """What was seen during an attack: seconds of /health, bytes of memory, threads."""

    health_s: list[float]
    rss: int
    threads: int

    @property
    def prompt_s(self) -> float:
        """So soon came 97 of 100 answers of /health: the rest is left to the machine."""
        ordered = sorted(self.health_s)
        return ordered[int(len(ordered) * 0.97)]

    @property
    def worst_s(self) -> float:
        """The longest that /health took: it tells of one stall, which the rest would hide."""
        return max(self.health_s)


class Fortress:
    """Its address, its process in /proc, and its ledger on the disk."""

    def __init__(self, served: Served, database: Path) -> None:
        parts = urlsplit(served.url)
        self.address = (parts.hostname or "", parts.port or 0)
        self._database = database
        assert served._process is not None
        self._status = Path(f"/proc/{served._process.pid}/status")

    def say(self, sent: bytes) -> list[RawAnswer]:
        """Send bytes on a connection of their own; all that is answered to them."""
        return asyncio.run(said(self.address, sent))

    def ledger(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds in the database."""
        with contextlib.closing(sqlite3.connect(self._database)) as database:
            return database.execute(sql).fetchall()

    def figure(self, name: str) -> int:
        """A number of /proc/<pid>/status."""
        lines = self._status.read_text().splitlines()
        (found,) = [line for line in lines if line.startswith(f"{name}:")]
        return int(found.split()[1])

    def under(self, attack: Callable[[], Coroutine[Any, Any, T]]) -> tuple[T, Watched]:
        """What the attack brought, and what was seen meanwhile."""
        threads = [self.figure("Threads")]
        over = threading.Event()

        def look() -> None:
            while not over.wait(0.01):
                threads.append(self.figure("Threads"))

        looking = threading.Thread(target=look)
        looking.start()
        command = [sys.executable, "-m", "tests.hostile.health_watch"]
        watch = subprocess.Popen(
            [*command, self.address[0], str(self.address[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert watch.stdout is not None
        try:
            assert watch.stdout.readline() == "watching\n"
            brought = asyncio.run(attack())
            told, _ = watch.communicate("", timeout=30)
        finally:
            over.set()
            looking.join()
            watch.kill()
            watch.wait()
        return brought, Watched(json.loads(told), self.figure("VmHWM") * 1024, max(threads))


@contextlib.contextmanager
def fortress(folder: Path, **settings: str) -> Iterator[Fortress]:
    """A `rivermon serve` of its own; and as many open files as the system allows for the attack."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with Served(folder, **settings) as served:
        yield Fortress(served, folder / "rivermon.db")


async def at_once(address: tuple[str, int], sent: bytes, count: int) -> list[RawAnswer]:
    """Send the same from so many connections; all answers."""
    answers = await asyncio.gather(*(said(address, sent) for _ in range(count)))
    return [answer for each in answers for answer in each]
