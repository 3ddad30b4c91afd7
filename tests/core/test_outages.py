"""The time that the public way was down is noted while it lasts, over troubles with the store."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from rivermon.core.health import Way
from rivermon.core.outages import Outages
from rivermon.core.ports import StoreUnavailable
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import START, FakeClock


class Noted(NamedTuple):
    """A store, who notes outages in it, and the clock that moves them."""

    file: Path
    store: SqliteStore
    outages: Outages
    clock: FakeClock

    async def after(self, seconds: float, *, down_since_s: float | None) -> None:
        """Let time pass, and say that it is down since then, or that it is not."""
        self.clock.move(seconds)
        since = None if down_since_s is None else START + timedelta(seconds=down_since_s)
        self.outages.note(since)
        await self.outages.write()

    def rows(self) -> list[tuple[float, float]]:
        with closing(sqlite3.connect(self.file)) as database:
            rows = database.execute(
                "SELECT began_at, until_at FROM uptime WHERE what = ? ORDER BY id",
                (Way.PUBLIC_DOWN,),
            ).fetchall()
        return [(_after(began), _after(until)) for began, until in rows]


def _after(moment: str) -> float:
    return (datetime.fromisoformat(moment) - START).total_seconds()


@asynccontextmanager
async def noting(folder: Path) -> AsyncIterator[Noted]:
    clock, file = FakeClock(), folder / "rivermon.db"
    async with opened(file, lambda _: None, clock) as store:
        yield Noted(file, store, Outages(store, clock), clock)


async def test_what_is_up_costs_nothing(tmp_path: Path):
    async with noting(tmp_path) as noted:
        for _ in range(5):
            await noted.after(60, down_since_s=None)
        assert noted.rows() == []


async def test_an_outage_is_noted_from_its_beginning_to_its_end(tmp_path: Path):
    async with noting(tmp_path) as noted:
        await noted.after(65, down_since_s=60)
        assert noted.rows() == [(60, 65)]
        await noted.after(30, down_since_s=60)
        assert noted.rows() == [(60, 95)]
        await noted.after(7, down_since_s=None)
        await noted.after(60, down_since_s=None)
        assert noted.rows() == [(60, 102)]


async def test_two_outages_with_nothing_heard_in_between_are_two(tmp_path: Path):
    async with noting(tmp_path) as noted:
        await noted.after(10, down_since_s=0)
        await noted.after(20, down_since_s=25)
        await noted.after(5, down_since_s=None)
        assert noted.rows() == [(0, 25), (25, 35)]


async def test_a_machine_that_slept_did_not_listen_either(tmp_path: Path):
    async with noting(tmp_path) as noted:
        await noted.after(10, down_since_s=0)
        await noted.after(3600, down_since_s=0)
        await noted.after(10, down_since_s=0)
        await noted.after(10, down_since_s=None)
        assert noted.rows() == [(0, 10), (3610, 3630)]


async def test_what_could_not_be_written_is_written_later(tmp_path: Path, monkeypatch):
    async with noting(tmp_path) as noted:
        works = noted.store.note_lasting

        async def full(*_):
            raise StoreUnavailable("The disk is full.")

        monkeypatch.setattr(noted.store, "note_lasting", full)
        await noted.after(10, down_since_s=0)
        await noted.after(10, down_since_s=None)
        await noted.after(10, down_since_s=25)
        monkeypatch.setattr(noted.store, "note_lasting", works)
        await noted.after(10, down_since_s=25)
        assert noted.rows() == [(0, 20), (25, 40)]
