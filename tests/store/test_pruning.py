"""What is too old goes, what takes too much room goes, the oldest first; pins and debts stay."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackState
from rivermon.core.feed import Fact, RowsDropped
from rivermon.core.listing import View
from rivermon.core.retention import Removed, Retention
from rivermon.store.removal import AT_ONCE
from rivermon.store.store import SqliteStore
from tests.ledger_check import assert_reconciled
from tests.store.drafts import NOON, attempt, invalid, kept, recorded, rejected, replayed
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock

DAY = timedelta(days=1)
WEEK = Retention(age=7 * DAY)
TODAY = NOON + 30 * DAY
IDS = "SELECT id FROM ai_content ORDER BY id"


async def keep(store: SqliteStore, draft: DeliveryDraft, clock: StillClock, at: datetime) -> int:
    """Keep a draft as if it were `at`; its callback succeeds. The delivery's id."""
    clock.wall = at
    made = await store.keep(came(draft, at))
    detail = await store.detail(View.DELIVERIES, made.delivery_id)
    assert detail is not None
    for history in detail.callbacks:
        done = Note(callback_id=history.callback.id, state=CallbackState.SUCCESS, attempt=attempt())
        await store.note(done)
    return made.delivery_id


def came(draft: DeliveryDraft, at: datetime) -> DeliveryDraft:
    return replace(draft, arrival=replace(draft.arrival, received_at=at))


async def month(store: SqliteStore, clock: StillClock) -> None:
    """A record a day for thirty days."""
    for day in range(30):
        await keep(store, recorded(f"chan-{day}"), clock, NOON + day * DAY)


async def all_of(store: SqliteStore, retention: Retention, now: datetime = TODAY) -> Removed:
    """Prune until there is no more."""
    removed: list[Removed] = []
    while not removed or removed[-1].more:
        removed.append(await store.prune(retention, now))
    return Removed(
        records=sum(each.records for each in removed),
        deliveries=sum(each.deliveries for each in removed),
        callbacks=sum(each.callbacks for each in removed),
        size=sum(each.size for each in removed),
    )


async def test_what_is_too_old_goes(
    path: Path, store: SqliteStore, clock: StillClock, told: list[Fact]
) -> None:
    await month(store, clock)
    told.clear()
    would = await store.would_prune(WEEK, TODAY)
    removed = await store.prune(WEEK, TODAY)
    assert removed == would == Removed(records=23, deliveries=23, callbacks=23, size=removed.size)
    assert [row_id for (row_id,) in seen(path, IDS)] == list(range(24, 31))
    (dropped,) = told
    assert isinstance(dropped, RowsDropped)
    assert dropped.records == tuple(range(1, 24))
    assert await store.prune(WEEK, TODAY) == Removed()
    assert_reconciled(path)


async def test_what_is_pinned_or_owed_stays(
    path: Path, store: SqliteStore, clock: StillClock
) -> None:
    await month(store, clock)
    await store.pin([2], TODAY)
    await store.call_again([4], TODAY)
    await store.write_note(5, "a note keeps nothing")
    await store.keep(came(recorded("held", for_approval=True), NOON))
    removed = await all_of(store, WEEK)
    assert removed.records == 21
    assert [row_id for (row_id,) in seen(path, IDS)] == [2, 4, *range(24, 32)]
    assert_reconciled(path)


async def test_deliveries_without_a_record_go_by_their_age_too(
    path: Path, store: SqliteStore, clock: StillClock
) -> None:
    for day in (0, 29):
        for draft in (rejected(), invalid(), kept(f"std-{day}"), recorded(f"chan-{day}")):
            await keep(store, draft, clock, NOON + day * DAY)
    await keep(store, kept("std-0"), clock, TODAY)
    await keep(store, replayed(recorded("chan-0"), of=4), clock, TODAY)
    would = await store.would_prune(WEEK, TODAY)
    removed = await store.prune(WEEK, TODAY)
    assert (removed.records, removed.deliveries) == (1, 6), "with what came again since"
    assert would.deliveries == 5, "but for replays"
    assert one(path, "SELECT min(received_at) FROM delivery") > "2026-03-29"
    assert_reconciled(path)


async def test_a_batch_is_one_transaction_and_there_is_more(
    path: Path, store: SqliteStore, clock: StillClock
) -> None:
    for number in range(AT_ONCE + 5):
        await keep(store, recorded(f"chan-{number}"), clock, NOON + timedelta(seconds=number))
    first = await store.prune(WEEK, TODAY)
    assert (first.records, first.more) == (AT_ONCE, True)
    assert one(path, "SELECT min(id) FROM ai_content") == AT_ONCE + 1, "the oldest went first"
    second = await store.prune(WEEK, TODAY)
    assert (second.records, second.more) == (5, False)


@pytest.fixture
async def large(store: SqliteStore, clock: StillClock) -> SqliteStore:
    """Some two megabytes of webhooks, each as long as the others, and their callbacks."""
    for number in range(200):
        draft = recorded(f"chan-{number}", body=b"x" * 8_000)
        await keep(store, draft, clock, NOON + timedelta(minutes=number))
    return store


def used(path: Path) -> int:
    free = one(path, "SELECT freelist_count FROM pragma_freelist_count")
    return int(one(path, "PRAGMA page_count") - free) * int(one(path, "PRAGMA page_size"))


async def test_what_is_too_large_shrinks_from_its_oldest_end(
    path: Path, large: SqliteStore
) -> None:
    before = used(path)
    await large.pin([3], NOON)
    retention = Retention(most_bytes=before // 2)
    would = await large.would_prune(retention, TODAY)
    removed = await all_of(large, retention)
    assert used(path) <= before // 2
    assert used(path) > before // 3, "and no more than is called for"
    assert one(path, "SELECT min(id) FROM ai_content") == 3
    left = [row_id for (row_id,) in seen(path, IDS)]
    assert left == [3, *range(201 - len(left) + 1, 201)]
    assert 0.5 < would.records / removed.records < 2
    assert_reconciled(path)


async def test_age_and_size_together(path: Path, large: SqliteStore) -> None:
    half = used(path) // 2
    retention = Retention(timedelta(minutes=199), half)
    now = NOON + timedelta(minutes=209)
    first = await large.prune(retention, now)
    assert (first.records, first.more) == (10, True)
    await all_of(large, retention, now)
    assert used(path) <= half


async def test_what_cannot_go_is_not_tried_for_ever(path: Path, large: SqliteStore) -> None:
    await large.pin(list(range(1, 201)), NOON)
    assert await large.prune(Retention(most_bytes=1), TODAY) == Removed()
    assert await large.would_prune(Retention(most_bytes=1), TODAY) == Removed()
    assert one(path, "SELECT count(*) FROM ai_content") == 200


async def test_everything_is_kept_where_nothing_is_said(
    store: SqliteStore, clock: StillClock
) -> None:
    await month(store, clock)
    for retention in (Retention(), Retention(most_bytes=10**12), Retention(timedelta.max)):
        assert await store.prune(retention, TODAY) == Removed()
        assert await store.would_prune(retention, TODAY) == Removed()
