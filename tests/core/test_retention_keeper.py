"""What is not to be kept any more goes, an hour after hour, and webhooks do not wait for it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackState
from rivermon.core.feed import CallbackOwed, ChangeFeed, RowsDropped
from rivermon.core.ports import StoreUnavailable
from rivermon.core.retention import Removed, Retention
from rivermon.core.retention_keeper import RetentionKeeper
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import FakeClock
from tests.core.told import PATIENCE_S, Told
from tests.ledger_check import assert_reconciled
from tests.store.drafts import attempt, recorded

MONTH = Retention(age=timedelta(days=30))
KEEP_ALL = Retention()


@dataclass
class Kept:
    """A store that is kept, the time handed in."""

    store: SqliteStore
    told: Told
    clock: FakeClock
    retention: Retention = KEEP_ALL
    settled: set[int] = field(default_factory=set)

    async def stock(self, number: int, days_ago: float) -> None:
        """Store settled records of so many days ago."""
        at = self.clock.now() - timedelta(days=days_ago)
        name = f"{len(self.told.facts)}"
        drafts = [recorded(f"c{name}-{n}", received_at=at) for n in range(number)]
        await asyncio.gather(*map(self.store.keep, drafts))
        owed = {fact.callback.id for fact in self.told.of(CallbackOwed)}
        tried = attempt()
        done = [
            Note(callback_id=each, state=CallbackState.SUCCESS, attempt=tried)
            for each in owed - self.settled
        ]
        self.settled |= owed
        await asyncio.gather(*map(self.store.note, done))

    async def until_records(self, number: int) -> None:
        """Wait until so many records are left."""
        async with asyncio.timeout(PATIENCE_S):
            while (await self.store.counts()).records != number:
                self.clock.move(0.05)


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[Kept]:
    clock, feed = FakeClock(), ChangeFeed()
    told = Told(feed)
    async with opened(folder / "rivermon.db", feed.tell, clock) as store:
        yield Kept(store, told, clock)
    assert_reconciled(folder / "rivermon.db")


async def test_what_is_too_old_goes_at_the_start_and_is_logged_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with kept(tmp_path) as house:
        await house.stock(3, days_ago=31)
        await house.stock(2, days_ago=29)
        with caplog.at_level(logging.INFO, "rivermon.core.retention_keeper"):
            async with RetentionKeeper(house.store, house.clock, lambda: MONTH):
                await house.until_records(2)
        dropped = [each for fact in house.told.of(RowsDropped) for each in fact.records]
        assert sorted(dropped) == [1, 2, 3]
    (line,) = caplog.messages
    assert line.startswith("Deleted what was not to be kept any more: 3 records, 3 deliveries")


async def test_nothing_to_do_is_not_told(tmp_path, caplog):
    async with kept(tmp_path) as house:
        await house.stock(2, days_ago=1)
        with caplog.at_level(logging.INFO, "rivermon.core.retention_keeper"):
            async with RetentionKeeper(house.store, house.clock, lambda: MONTH):
                for _ in range(3):
                    house.clock.move(3600)
                    await house.store.check()
        assert (await house.store.counts()).records == 2
        assert not house.told.of(RowsDropped)
    assert caplog.messages == []


async def test_it_looks_again_every_hour_by_what_is_chosen_then(tmp_path):
    async with kept(tmp_path) as house:
        await house.stock(3, days_ago=31)
        async with RetentionKeeper(house.store, house.clock, lambda: house.retention):
            await house.store.check()
            assert (await house.store.counts()).records == 3
            house.retention = MONTH
            house.clock.move(3599)
            await house.store.check()
            assert (await house.store.counts()).records == 3
            house.clock.move(1)
            await house.until_records(0)


async def test_many_go_in_small_batches_with_pauses(tmp_path, monkeypatch):
    async with kept(tmp_path) as house:
        await house.stock(1500, days_ago=31)
        works, batches = house.store.prune, []

        async def counted(*args):
            batches.append(house.clock.now())
            return await works(*args)

        monkeypatch.setattr(house.store, "prune", counted)
        async with RetentionKeeper(house.store, house.clock, lambda: MONTH):
            await house.until_records(0)
    assert len(batches) > 1
    assert len(set(batches)) == len(batches)


async def test_a_store_that_is_away_is_asked_again_a_minute_later(tmp_path, monkeypatch):
    async with kept(tmp_path) as house:
        await house.stock(2, days_ago=31)
        works, asked = house.store.prune, asyncio.Event()

        async def full(*_):
            asked.set()
            raise StoreUnavailable("The disk is full.")

        monkeypatch.setattr(house.store, "prune", full)
        async with RetentionKeeper(house.store, house.clock, lambda: MONTH):
            await asyncio.wait_for(asked.wait(), PATIENCE_S)
            monkeypatch.setattr(house.store, "prune", works)
            house.clock.move(60)
            await house.until_records(0)


async def test_a_wall_clock_that_is_set_ahead_makes_nothing_older(tmp_path):
    async with kept(tmp_path) as house:
        await house.stock(2, days_ago=1)
        async with RetentionKeeper(house.store, house.clock, lambda: MONTH):
            await house.store.check()
            house.clock.set_wall(365 * 86_400)
            house.clock.move(3600)
            for _ in range(20):
                await house.store.check()
        assert (await house.store.counts()).records == 2


async def test_leaving_ends_it_between_two_batches(tmp_path):
    async with kept(tmp_path) as house:
        await house.stock(1500, days_ago=31)
        async with RetentionKeeper(house.store, house.clock, lambda: MONTH):
            await house.told.until(lambda: house.told.of(RowsDropped))
        left = (await house.store.counts()).records
        assert 0 < left < 1500
        house.clock.move(7200)
        await house.store.check()
        assert (await house.store.counts()).records == left


def test_two_batches_together_say_what_the_later_one_says_of_more():
    one = replace(_removed(1), more=True)
    assert one.and_then(_removed(2)) == _removed(3)


def _removed(number: int) -> Removed:
    return Removed(records=number, deliveries=number, callbacks=number, size=number, kept=number)


async def test_what_is_chosen_later_counts_at_once(tmp_path):
    async with kept(tmp_path) as house:
        await house.stock(3, days_ago=31)
        await house.stock(2, days_ago=1)
        async with RetentionKeeper(house.store, house.clock, lambda: house.retention) as keeper:
            keeper.look_again()
            await asyncio.sleep(0)
            assert (await house.store.counts()).records == 5
            house.retention = MONTH
            keeper.look_again()
            await house.told.until(lambda: house.told.of(RowsDropped))
        assert (await house.store.counts()).records == 2
