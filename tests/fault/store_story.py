"""A real `rivermon serve`, the webhooks it is posted, and what is done to its disk meanwhile."""

import asyncio
import contextlib
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp
import msgspec
import pytest

from rivermon.core.entities import Scheme
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from tests.story.served import SECRET, Served

PATIENCE_S = 15.0
_AT_ONCE = 30
NOWHERE = "http://127.0.0.1:9"  # not an allowed host: callbacks are held

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount and forbid"
)


class Answered(msgspec.Struct, frozen=True):
    """What came back, and after how long."""

    status: int
    retry_after: str | None
    took_s: float


class Story:
    """Posts distinct webhooks to one `rivermon serve`, and remembers what it acknowledged."""

    def __init__(self, folder: Path, database: Path, served: Served) -> None:
        self.folder = folder
        self.database = database
        self.served = served
        self.acknowledged: set[str] = set()
        self._webhooks = signed_samples(
            random.Random(7),
            count=None,
            scheme=Scheme.RAW_BODY,
            secret=SECRET,
            callback_base=NOWHERE,
        )

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    def webhook(self) -> SignedSample:
        return next(self._webhooks)

    async def post(self, webhook: SignedSample | None = None) -> Answered:
        """Post a webhook, a new one unless it is given."""
        webhook = webhook or self.webhook()
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with self._session.post(
            self.served.url, data=webhook.sample.body, headers=webhook.headers
        ) as response:
            await response.read()
            answered = Answered(
                response.status, response.headers.get("Retry-After"), loop.time() - began
            )
        if answered.status == 200:
            self.acknowledged.add(webhook.sample.channel_id)
        return answered

    async def take(self, count: int) -> None:
        """Have `count` webhooks taken in."""
        for begun in range(0, count, _AT_ONCE):
            posted = (self.post() for _ in range(min(_AT_ONCE, count - begun)))
            assert {answered.status for answered in await asyncio.gather(*posted)} == {200}

    async def until_refused(self, most: int = 2000) -> Answered:
        """Post until one is not taken; that answer, which must be ModelRiver's sign to retry."""
        for _ in range(most):
            answered = await self.post()
            if answered.status != 200:
                assert answered.status == 503
                assert int(answered.retry_after or 0) > 0
                return answered
        raise AssertionError(f"{most} webhooks were taken")

    async def health(self) -> str:
        base = self.served.url.split("/webhooks")[0]
        async with self._session.get(f"{base}/health") as response:
            said = msgspec.json.decode(await response.read(), type=dict[str, str])["status"]
            assert (response.status == 200) is (said == "ok")
            return said

    async def until_health(self, wanted: str) -> None:
        """Wait until it says so, without a webhook that would help it along."""
        async with asyncio.timeout(PATIENCE_S):
            while await self.health() != wanted:  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.05)

    async def until_taken(self, webhook: SignedSample | None = None) -> None:
        """Post one webhook again and again, as ModelRiver does, until it is taken."""
        webhook = webhook or self.webhook()
        async with asyncio.timeout(PATIENCE_S):
            while (await self.post(webhook)).status != 200:  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.05)

    async def stopped(self) -> None:
        assert await asyncio.to_thread(self.served.stop) == 0

    def asked(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def channels(self) -> set[str]:
        return {channel for (channel,) in self.asked("SELECT channel_id FROM ai_content")}

    def logged(self) -> str:
        return (self.folder / ".local/share/rivermon/rivermon.log").read_text("utf-8")

    def aside(self, why: str = "damaged") -> list[Path]:
        """The databases that were set aside."""
        return sorted(self.database.parent.glob(f"*-{why}-*.db"))

    def run(self, *arguments: str) -> tuple[int, str]:
        """A command of rivermon's on the same database; its exit code, and what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "rivermon", *arguments, "--db", str(self.database)],
            env=_environment(self.folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout

    def adds_up(self) -> None:
        """Nothing acknowledged is missing, nothing is there twice, the file is sound."""
        assert self.acknowledged <= self.channels()
        code, said = self.run("doctor", "--ledger")
        assert code == 0, said


@asynccontextmanager
async def story(folder: Path, database: Path | None = None) -> AsyncIterator[Story]:
    """A story in `folder`; the database may be elsewhere."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    database = database or folder / "data" / "rivermon.db"
    with Served(home, **_environment(home), RIVERMON_DB=str(database)) as served:
        async with Story(home, database, served) as told:
            yield told


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder / ".local/share"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


@contextmanager
def small_disk(folder: Path, kib: int) -> Iterator[None]:
    """Have a disk of its own at `folder`, so small that it is soon full."""
    folder.mkdir()
    if _ran("mount", "-t", "tmpfs", "-o", f"size={kib}k,mode=0700", "none", str(folder)):
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield
    finally:
        _ran("umount", "-l", str(folder))


@contextmanager
def unchangeable(*paths: Path) -> Iterator[None]:
    """Forbid even root to change files or folders."""
    if any(_ran("chattr", "+i", str(path)) for path in paths):
        for path in paths:
            _ran("chattr", "-i", str(path))
        pytest.skip("this disk cannot forbid root to change a file")
    try:
        yield
    finally:
        for path in paths:
            if path.exists():
                _ran("chattr", "-i", str(path))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Have the folder on a disk that nobody may write to."""
    if _ran("mount", "--bind", str(folder), str(folder)):
        pytest.skip("this machine lets nobody mount a disk")
    try:
        if _ran("mount", "-o", "remount,ro,bind", str(folder)):
            pytest.skip("this disk cannot be made read-only")
        yield
    finally:
        _ran("umount", "-l", str(folder))


def _ran(*command: str) -> int:
    with contextlib.suppress(FileNotFoundError):
        return subprocess.run(command, capture_output=True, check=False).returncode
    return 1


_HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Have another program hold the database's lock."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        try:
            yield
        finally:
            program.stdin.close()
            program.wait(PATIENCE_S)
