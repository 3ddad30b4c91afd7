"""The store as the house sees it: one owner, on the loop, over restarts and kills."""

import asyncio
import itertools
import json
from datetime import timedelta
from pathlib import Path

import pytest

from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackState, Outcome, RecordRow
from rivermon.core.feed import CallbackChanged, CallbackOwed, DeliveryStored, Fact, RecordStored
from rivermon.core.listing import Query, View
from rivermon.core.ports import Ledger, Store, StoreRefused, StoreUnavailable
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import SqliteStore, opened
from tests.store.child import child
from tests.store.drafts import NOON, attempt, recorded, rejected
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock


@pytest.fixture
def diary(path: Path) -> Path:
    """A file that is no database."""
    path.parent.mkdir()
    path.write_bytes(b"Dear diary, today it rained. " * 100)
    return path


async def shown(store: SqliteStore) -> RecordRow:
    """The one record, as a table shows it."""
    query = Query(view=View.RECORDS)
    ids = [row_id async for piece in store.search(query) for row_id in piece.ids]
    (line,) = await store.lines(query, ids)
    assert isinstance(line.row, RecordRow)
    return line.row


async def test_a_webhook_is_kept_called_back_and_shown(
    store: SqliteStore, told: list[Fact]
) -> None:
    result = await store.keep(recorded())
    assert result.outcome is Outcome.RECORDED
    assert result.record_id is not None
    assert [type(fact) for fact in told] == [DeliveryStored, RecordStored, CallbackOwed]
    (owed,) = await store.owed(9)
    assert await store.body(owed.id) == owed.body
    await store.note(Note(callback_id=owed.id, state=CallbackState.SUCCESS, attempt=attempt()))
    assert isinstance(told[-1], CallbackChanged)
    assert await store.owed(9) == []
    row = await shown(store)
    assert (row.id, row.state, row.attempts) == (result.record_id, CallbackState.SUCCESS, 1)
    detail = await store.detail(View.RECORDS, result.record_id)
    assert detail is not None
    assert detail.callbacks[0].attempts == (attempt(),)
    assert (await store.counts()).records == 1


async def test_it_keeps_the_promises_of_the_core(store: SqliteStore) -> None:
    writes: Store = store
    reads: Ledger = store
    assert await writes.held() == []
    assert [piece.done async for piece in reads.search(Query(view=View.RECORDS))] == [1.0]


async def test_times_come_from_its_clock(path: Path, told: list[Fact]) -> None:
    clock = StillClock()
    clock.seconds = 7.5
    async with opened(path, told.extend, clock) as store:
        await store.keep(recorded(started_s=7.0))
        row = await shown(store)
        assert row.created_at == clock.wall
        assert isinstance(told[0], DeliveryStored)
        assert told[0].delivery.duration_ms == 500
        clock.wall += timedelta(seconds=9)
        await store.note(Note(callback_id=1, state=CallbackState.TIMEOUT, failure="gave up"))
        (failure,) = await store.owed(9)
        assert failure.next_attempt_at == clock.wall


async def test_a_callback_is_called_for_again(store: SqliteStore) -> None:
    await store.keep(recorded())
    await store.note(Note(callback_id=1, state=CallbackState.SUCCESS, attempt=attempt()))
    assert await store.call_again([1], NOON) == 1
    (owed,) = await store.owed(9)
    assert owed.next_attempt_at == NOON
    assert await store.call_again([2], NOON) == 0


async def test_a_check_commits_nothing(store: SqliteStore, told: list[Fact]) -> None:
    await store.check()
    assert told == []
    assert (await store.counts()).deliveries == 0


async def test_a_thousand_at_once_are_each_kept_once(path: Path, store: SqliteStore) -> None:
    drafts = [recorded(f"chan-{number % 500}") for number in range(1000)]
    results = await asyncio.gather(*map(store.keep, drafts))
    assert len({result.delivery_id for result in results}) == 1000
    assert [result.outcome for result in results].count(Outcome.RECORDED) == 500
    assert one(path, "SELECT sum(redeliveries) FROM delivery") == 500
    assert (await store.counts()).records == 500


async def test_rejected_requests_are_bounded(path: Path) -> None:
    pile = RejectedPile(most_rows=3)
    async with opened(path, lambda _: None, StillClock(), pile) as store:
        await store.keep(recorded())
        await asyncio.gather(*(store.keep(rejected(b"%d" % number)) for number in range(9)))
    assert seen(path, "SELECT body FROM delivery WHERE outcome = 'rejected' ORDER BY id") == [
        (b"6",),
        (b"7",),
        (b"8",),
    ]
    assert one(path, "SELECT count(*) FROM delivery") == 4


async def test_rejections_that_were_rolled_back_are_not_counted(path: Path) -> None:
    pile = RejectedPile(most_rows=125)
    async with opened(path, lambda _: None, StillClock(), pile) as store:
        await asyncio.gather(*(store.keep(rejected(b"old")) for _ in range(120)))
        orders = [store.keep(rejected(b"new")) for _ in range(5)]
        orders.append(store.keep(recorded(metadata={"no JSON": object()})))
        results = await asyncio.gather(*orders, return_exceptions=True)
        assert isinstance(results[-1], TypeError), "the group was undone and tried one by one"
        left = seen(path, "SELECT body FROM delivery ORDER BY id")
    assert left == [(b"old",)] * 120 + [(b"new",)] * 5


class TestRestart:
    async def test_what_was_owed_is_owed_after_opening_again(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            await store.keep(recorded("done"))
            await store.keep(recorded("owed"))
            await store.keep(recorded("held", held_because="not allowed"))
            await store.note(Note(callback_id=1, state=CallbackState.SUCCESS, attempt=attempt()))
            owed, held = await store.owed(9), await store.held()
            assert [callback.id for callback in owed] == [2]
        async with opened(path, lambda _: None, StillClock()) as store:
            assert await store.owed(9) == owed
            assert await store.held() == held
            assert (await store.keep(recorded("owed"))).outcome is Outcome.DUPLICATE

    async def test_what_was_ordered_before_closing_is_kept(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            orders = asyncio.gather(*(store.keep(recorded(f"{number}")) for number in range(50)))
            await asyncio.sleep(0)
        assert len(await orders) == 50
        assert one(path, "SELECT count(*) FROM ai_content") == 50

    async def test_closed_it_says_so(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            pass
        with pytest.raises(StoreUnavailable, match="closed"):
            await store.keep(recorded())


class TestOwner:
    async def test_a_second_one_is_refused_and_harms_nothing(
        self, path: Path, store: SqliteStore
    ) -> None:
        with pytest.raises(StoreRefused, match="Another rivermon"):
            async with opened(path, lambda _: None, StillClock()):
                pytest.fail("two owners")
        assert (await store.keep(recorded())).outcome is Outcome.RECORDED

    async def test_a_file_that_cannot_be_opened_is_free_again(self, diary: Path) -> None:
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="not an SQLite database"):
                async with opened(diary, lambda _: None, StillClock()):
                    pytest.fail("opened a diary")


class TestKilled:
    def test_what_was_answered_is_in_the_file(self, path: Path) -> None:
        with child("keep", path) as process:
            assert process.stdout is not None
            answered = list(itertools.islice(process.stdout, 200))
            process.kill()
            answered += [line for line in process.stdout if line.endswith("\n")]
        assert len(answered) >= 200
        stored = {delivery for (delivery,) in seen(path, "SELECT id FROM delivery")}
        assert set(map(int, answered)) <= stored
        assert one(path, "PRAGMA integrity_check") == "ok"

    async def test_each_record_that_survives_is_owed_its_callback(self, path: Path) -> None:
        with child("keep", path) as process:
            assert process.stdout is not None
            list(itertools.islice(process.stdout, 50))
            process.kill()
            process.wait(10)
        async with opened(path, lambda _: None, StillClock()) as store:
            counts = await store.counts()
            owed = await store.owed(counts.records + 1)
        assert counts.deliveries == counts.records == len(owed) >= 50
        for callback in owed:
            task = json.loads(callback.body)["task_id"]
            assert task == f"sqlite_{callback.record_id}"
