"""Another rivermon's commits are told; what cannot be read is said once, and its end too."""

import asyncio
from datetime import datetime, timedelta
from typing import cast

from rivermon.core.feed import (
    ChangeFeed,
    Fact,
    LedgerChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.onlooker import Onlooker
from rivermon.core.ports import Ledger, StoreUnavailable
from tests.core.fake_clock import FakeClock

PATIENCE_S = 10.0
UNREADABLE = TroubleBegan(Trouble.STORE, "The database cannot be read.")
MENDED = TroubleEnded(Trouble.STORE)


class Versions:
    """A ledger of which nothing is known but its version; None cannot be read."""

    def __init__(self, number: int | None = 1) -> None:
        self.number = number

    async def version(self) -> int:
        if self.number is None:
            raise StoreUnavailable("The database cannot be read.")
        return self.number


class WatchedClock(FakeClock):
    """Lets a test see that somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = asyncio.Event()
        self.waited: list[timedelta] = []

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        assert until is not None
        self.waited.append(until - self.now())
        self.waits.set()
        await super().wait(wake, until)


class Stage:
    """An onlooker with everything it is handed."""

    def __init__(self, number: int | None = 1) -> None:
        self.versions = Versions(number)
        self.clock = WatchedClock()
        self.told: list[Fact] = []
        feed = ChangeFeed()
        feed.subscribe(self.told.extend)
        self.onlooker = Onlooker(cast("Ledger", self.versions), feed, self.clock)

    async def look(self, number: int | None) -> list[Fact]:
        """Let it look once at this version, and return what it told then."""
        async with asyncio.timeout(PATIENCE_S):
            await self.clock.waits.wait()
            self.versions.number = number
            self.told.clear()
            self.clock.waits.clear()
            self.clock.move(0.2)
            await self.clock.waits.wait()
        return list(self.told)


async def test_a_change_is_told_once():
    stage = Stage(1)
    async with stage.onlooker:
        assert await stage.look(1) == []
        assert await stage.look(2) == [LedgerChanged()]
        assert await stage.look(2) == []
        assert await stage.look(1) == [LedgerChanged()]


async def test_it_looks_five_times_a_second():
    stage = Stage()
    async with stage.onlooker:
        for _ in range(3):
            await stage.look(1)
    assert set(stage.clock.waited) == {timedelta(seconds=0.2)}


async def test_what_was_there_before_is_no_change():
    stage = Stage(7)
    async with stage.onlooker:
        assert stage.told == []
        assert await stage.look(7) == []


async def test_a_failure_is_told_once_and_so_is_its_end():
    stage = Stage(1)
    async with stage.onlooker:
        assert await stage.look(None) == [UNREADABLE]
        assert await stage.look(None) == []
        # The number is the old one, but what happened in between nobody knows.
        assert await stage.look(1) == [MENDED, LedgerChanged()]
        assert await stage.look(1) == []
        assert await stage.look(None) == [UNREADABLE]


async def test_a_failure_at_the_beginning_is_told_and_mended():
    stage = Stage(None)
    async with stage.onlooker:
        assert stage.told == [UNREADABLE]
        assert await stage.look(4) == [MENDED, LedgerChanged()]
        assert await stage.look(5) == [LedgerChanged()]


async def test_nothing_is_told_once_it_was_left():
    stage = Stage(1)
    async with asyncio.timeout(PATIENCE_S):
        async with stage.onlooker:
            await stage.clock.waits.wait()
        stage.versions.number = 2
        stage.clock.move(1.0)
    left = [task.get_name() for task in asyncio.all_tasks() if "onlooker" in task.get_name()]
    assert left == []
    assert stage.told == []
