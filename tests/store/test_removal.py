"""What is deleted is gone with all that is its own, and what is owed stays."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.feed import Fact, RowsDropped
from rivermon.core.filter_terms import Field, Words
from rivermon.core.listing import Query, View
from rivermon.core.retention import Removed
from rivermon.store.reader import Reader
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.removal import delete_records
from rivermon.store.store import SqliteStore, opened
from rivermon.store.wording import word_all
from tests.ledger_check import assert_reconciled
from tests.store.desk import Desk
from tests.store.drafts import (
    NOON,
    attempt,
    invalid,
    kept,
    recorded,
    rejected,
    replayed,
    unprocessable,
)
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock

TABLES = ("ai_content", "delivery", "callback", "callback_attempt", "record_mark")


async def settled(store: SqliteStore, channel: str, **about: object) -> int:
    """A record whose callback has succeeded; its id."""
    kept = await store.keep(recorded(channel, **about))  # type: ignore[arg-type] # a draft's own
    detail = await store.detail(View.DELIVERIES, kept.delivery_id)
    assert detail is not None
    (history,) = detail.callbacks
    await store.note(
        Note(callback_id=history.callback.id, state=CallbackState.SUCCESS, attempt=attempt())
    )
    assert kept.record_id is not None
    return kept.record_id


def rows(path: Path) -> list[int]:
    return [one(path, f"SELECT count(*) FROM {table}") for table in TABLES]


async def found(store: SqliteStore, view: View, word: str) -> list[int]:
    asked = Query(view=view, filter=Words(word))
    return [row_id async for piece in store.search(asked) for row_id in piece.ids]


async def test_a_record_goes_with_all_that_is_its_own(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    first = await settled(store, "chan-1", title="Kept apart")
    gone = await settled(store, "chan-2", title="Unforgettable")
    again = await store.keep(recorded("chan-2"))
    await store.pin([gone], NOON)
    assert await found(store, View.RECORDS, "unforgettable") == [gone]
    told.clear()
    removed = await store.delete([gone, 99])
    assert removed == Removed(records=1, deliveries=2, callbacks=1, size=removed.size)
    assert removed.size > len(recorded().arrival.body)
    assert told == [RowsDropped(deliveries=(2, again.delivery_id), records=(gone,), callbacks=(2,))]
    assert rows(path) == [1, 1, 1, 1, 0]
    assert [row[0] for row in seen(path, "SELECT id FROM ai_content")] == [first]
    assert_reconciled(path)


async def test_nothing_of_it_is_found_any_more(path: Path, store: SqliteStore) -> None:
    gone = await settled(
        store, "secret-channel", title="Unforgettable", metadata={"who": "Zephyrine"}
    )
    await settled(store, "chan-1")
    for word in ("unforgettable", "zephyrine", "secret"):
        assert await found(store, View.RECORDS, word)
    await store.delete([gone])
    for word in ("unforgettable", "unforg", "zephyrine", "secret"):
        for view in View:
            assert await found(store, view, word) == []
    for field in Field:
        assert "secret-channel" not in await store.values_seen(field, "secret")
    for table in ("content_words",):
        listed = [term for (term,) in seen(path, f"SELECT term FROM {table} WHERE doc > 0")]
        assert "unforgettable" not in listed


def test_what_has_no_words_yet_is_deleted_as_well(desk: Desk, reader: Reader) -> None:
    asked = Query(view=View.RECORDS, filter=Words("rivers"))
    desk.keep(kept())
    made = desk.keep(recorded(), worded=False)
    desk.settle(1, CallbackState.SUCCESS)
    assert reader.matching(asked, [1], NOON) == []
    with desk.database.atomic("IMMEDIATE"):
        removed, _ = delete_records(desk.execute, [made.record_id or 0])
        word_all(desk.execute)
    assert removed.records == 1
    desk.keep(recorded("another"))
    assert reader.newer(asked, 0, NOON) == [2]


@pytest.mark.parametrize(
    "draft",
    [
        recorded(),
        recorded(held_because="the host is not allowed"),
        recorded(for_approval=True),
        unprocessable(),
    ],
    ids=["in progress", "held", "awaiting", "a failure notice"],
)
async def test_what_is_owed_stays(path: Path, store: SqliteStore, draft: DeliveryDraft) -> None:
    made = await store.keep(draft)
    before = rows(path)
    assert await store.delete([1]) == Removed(kept=1 if made.record_id else 0)
    removed = await store.delete_deliveries([made.delivery_id])
    assert removed == Removed(kept=0 if made.record_id else 1)
    assert rows(path) == before


async def test_a_record_stays_while_its_failure_notice_is_owed(
    path: Path, store: SqliteStore
) -> None:
    await store.keep(recorded())
    await store.reject(1, "unwanted")
    assert await store.delete([1]) == Removed(kept=1)
    (failure,) = await store.owed(9)
    await store.note(Note(callback_id=failure.id, state=CallbackState.SUCCESS, attempt=attempt()))
    removed = await store.delete([1])
    assert (removed.records, removed.callbacks, removed.kept) == (1, 2, 0)
    assert_reconciled(path)


async def test_many_go_in_several_transactions(path: Path, store: SqliteStore) -> None:
    for number in range(230):
        await settled(store, f"chan-{number}")
    removed = await store.delete(list(range(1, 231)))
    assert (removed.records, removed.deliveries, removed.callbacks) == (230, 230, 230)
    assert rows(path) == [0, 0, 0, 0, 0]
    assert_reconciled(path)


async def test_ids_are_not_given_again(store: SqliteStore) -> None:
    await settled(store, "chan-1")
    await store.delete([1])
    made = await store.keep(recorded("chan-1"))
    assert (made.outcome, made.record_id, made.delivery_id) == (Outcome.RECORDED, 2, 2)
    (owed,) = await store.owed(9)
    assert owed.id == 2


async def test_news_of_a_callback_that_is_gone_changes_nothing(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    await settled(store, "chan-1")
    await store.delete([1])
    told.clear()
    await store.note(Note(callback_id=1, state=CallbackState.ERROR, attempt=attempt(), failure="x"))
    assert (told, rows(path)) == ([], [0, 0, 0, 0, 0])


async def test_deliveries_without_a_record_go_by_themselves(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    record_id = await settled(store, "chan-1")
    for draft in (rejected(b"forged"), invalid(), kept("standard"), kept("standard")):
        await store.keep(draft)
    assert await found(store, View.DELIVERIES, "configured") == [2]
    told.clear()
    removed = await store.delete_deliveries([1, 2, 3, 4])
    assert removed == Removed(deliveries=4, size=removed.size)
    assert told == [RowsDropped(deliveries=(2, 3, 4, 5))], "what came again goes with the first"
    assert await found(store, View.DELIVERIES, "configured") == []
    assert [row[0] for row in seen(path, "SELECT record_id FROM delivery")] == [record_id]
    assert_reconciled(path)


@pytest.mark.parametrize("first", [recorded(), kept()], ids=["of a record", "of a kept one"])
async def test_a_redelivery_goes_alone_and_is_counted_no_more(
    path: Path, store: SqliteStore, first: DeliveryDraft
) -> None:
    for draft in (first, first, first, replayed(first, of=1)):
        await store.keep(draft)
    assert one(path, "SELECT redeliveries FROM delivery WHERE id = 1") == 2
    assert (await store.delete_deliveries([2, 4])).deliveries == 2
    assert one(path, "SELECT redeliveries FROM delivery WHERE id = 1") == 1
    assert_reconciled(path)


async def test_one_without_a_channel_takes_along_those_with_its_body(
    path: Path, store: SqliteStore
) -> None:
    bodies = (b"one", b"two", b"one")
    for body in bodies:
        draft = replace(kept(), channel_id=None, dedupe_key=f"body {body!r}")
        await store.keep(replace(draft, arrival=replace(draft.arrival, body=body)))
    assert (await store.delete_deliveries([1])).deliveries == 2
    assert seen(path, "SELECT id FROM delivery") == [(2,)]
    assert_reconciled(path)


async def test_the_pile_of_rejected_ones_is_counted_anew(path: Path) -> None:
    pile = RejectedPile(most_rows=3)
    async with opened(path, lambda _: None, StillClock(), pile) as store:
        for number in range(3):
            await store.keep(rejected(b"%d" % number))
        await store.delete_deliveries([1, 2])
        for number in range(2):
            await store.keep(rejected(b"%d" % number))
    assert one(path, "SELECT count(*) FROM delivery") == 3
    assert_reconciled(path)


async def test_webhooks_come_in_while_much_is_deleted(path: Path, store: SqliteStore) -> None:
    for number in range(300):
        await settled(store, f"chan-{number}")
    deleting = asyncio.gather(store.delete(list(range(1, 301))))
    came = 0
    while not deleting.done():
        await store.keep(recorded(f"new-{came}"))
        came += 1
    await deleting
    assert came > 2
    assert one(path, "SELECT count(*) FROM ai_content") == came
    assert_reconciled(path)
