"""How long the listener is up is noted, half a minute after half a minute."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from rivermon.core.health import Way
from rivermon.core.ports import StoreUnavailable
from rivermon.core.uptime import Uptime
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import START, FakeClock
from tests.core.told import PATIENCE_S


class Watched(NamedTuple):
    """A store, and the clock that moves it."""

    folder: Path
    store: SqliteStore
    clock: FakeClock

    def noted(self) -> list[tuple[float, float]]:
        """What is noted of the listener, in seconds after the start, oldest first."""
        with closing(sqlite3.connect(self.folder / "rivermon.db")) as database:
            rows = database.execute(
                "SELECT began_at, until_at FROM uptime WHERE what = ? ORDER BY id", (Way.LISTENER,)
            ).fetchall()
        return [(_after(began), _after(until)) for began, until in rows]

    async def until_noted(self, *spans: tuple[float, float]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while self.noted() != list(spans):
                await self.store.check()


def _after(moment: str) -> float:
    return (datetime.fromisoformat(moment) - START).total_seconds()


@asynccontextmanager
async def watched(folder: Path, clock: FakeClock | None = None) -> AsyncIterator[Watched]:
    clock = clock or FakeClock()
    async with opened(folder / "rivermon.db", lambda _: None, clock) as store:
        yield Watched(folder, store, clock)


async def test_it_is_noted_at_the_opening_while_it_lasts_and_at_the_end(tmp_path: Path):
    async with watched(tmp_path) as house:
        async with Uptime(house.store, house.clock) as uptime:
            house.clock.move(5)
            assert house.noted() == []
            await uptime.opened()
            await uptime.opened()
            assert house.noted() == [(5, 5)]
            for elapsed in (35, 65):
                house.clock.move(30)
                await house.until_noted((5, elapsed))
            house.clock.move(10)
        assert house.noted() == [(5, 75)]


async def test_a_listener_that_never_opened_was_never_up(tmp_path):
    async with watched(tmp_path) as house:
        async with Uptime(house.store, house.clock):
            house.clock.move(100)
        assert house.noted() == []


async def test_the_next_start_is_another_stretch(tmp_path):
    clock = FakeClock()
    for _ in range(2):
        async with watched(tmp_path, clock) as house:
            async with Uptime(house.store, clock) as uptime:
                await uptime.opened()
                clock.move(10)
            noted = house.noted()
        clock.move(90)
    assert noted == [(0, 10), (100, 110)]


async def test_a_machine_that_slept_was_down_meanwhile(tmp_path):
    async with watched(tmp_path) as house, Uptime(house.store, house.clock) as uptime:
        await uptime.opened()
        house.clock.move(30)
        await house.until_noted((0, 30))
        house.clock.move(3600)
        await house.until_noted((0, 30), (3630, 3630))
        house.clock.move(30)
        await house.until_noted((0, 30), (3630, 3660))


async def test_a_wall_clock_that_is_set_back_begins_another_stretch(tmp_path):
    async with watched(tmp_path) as house, Uptime(house.store, house.clock) as uptime:
        await uptime.opened()
        house.clock.move(30)
        await house.until_noted((0, 30))
        house.clock.set_wall(-3600)
        house.clock.move(30)
        await house.until_noted((0, 30), (-3540, -3540))


async def test_a_wall_clock_that_is_set_ahead_makes_no_time_down(tmp_path):
    async with watched(tmp_path) as house, Uptime(house.store, house.clock) as uptime:
        await uptime.opened()
        house.clock.set_wall(3600)
        house.clock.move(30)
        await house.until_noted((0, 3630))


async def test_what_the_store_could_not_take_it_is_told_later(tmp_path, monkeypatch):
    async with watched(tmp_path) as house, Uptime(house.store, house.clock) as uptime:
        await uptime.opened()
        works, refused = house.store.note_lasting, asyncio.Event()

        async def full(*_):
            refused.set()
            raise StoreUnavailable("The disk is full.")

        monkeypatch.setattr(house.store, "note_lasting", full)
        house.clock.move(30)
        await asyncio.wait_for(refused.wait(), PATIENCE_S)
        monkeypatch.setattr(house.store, "note_lasting", works)
        house.clock.move(timedelta(seconds=30).total_seconds())
        await house.until_noted((0, 60))
