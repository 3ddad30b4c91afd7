"""A stored delivery taken in once more: like any other, but never counted as received."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.feed import DeliveryStored, Fact
from rivermon.core.listing import View
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import SqliteStore, opened
from tests.ledger_check import assert_reconciled
from tests.store.drafts import attempt, invalid, kept, recorded, rejected, replayed
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock

TALLY = "SELECT number FROM tally WHERE name = ?"


async def test_of_what_was_recorded_is_a_duplicate_that_nobody_sent(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    first = await store.keep(recorded())
    again = await store.keep(replayed(recorded(), of=first.delivery_id))
    assert (again.outcome, again.record_id) == (Outcome.DUPLICATE, first.record_id)
    assert one(path, "SELECT redeliveries FROM delivery WHERE id = 1") == 0
    assert [one(path, TALLY, name) for name in ("received", "replays")] == [1, 1]
    (stored,) = (fact for fact in told[-1:] if isinstance(fact, DeliveryStored))
    assert stored.delivery.replay_of == first.delivery_id
    assert_reconciled(path)


async def test_owes_again_what_was_given_up(store: SqliteStore) -> None:
    await store.keep(recorded())
    given_up = Note(callback_id=1, state=CallbackState.ERROR, attempt=attempt(status=404))
    await store.note(given_up)
    await store.keep(replayed(recorded(), of=1))
    (owed,) = await store.owed(9)
    assert owed.id == 1


async def test_of_a_rejected_one_that_is_genuine_now_makes_a_record(
    path: Path, store: SqliteStore
) -> None:
    await store.keep(rejected())
    made = await store.keep(replayed(recorded(), of=1))
    assert (made.outcome, made.record_id) == (Outcome.RECORDED, 1)
    (owed,) = await store.owed(9)
    assert owed.delivery_id == made.delivery_id
    sent = await store.keep(recorded())
    assert sent.outcome is Outcome.DUPLICATE
    assert seen(path, "SELECT outcome, replay_of, redeliveries FROM delivery ORDER BY id") == [
        ("rejected", None, 0),
        ("recorded", 1, 1),
        ("duplicate", None, 0),
    ]
    assert_reconciled(path)


@pytest.mark.parametrize("draft", [rejected(), invalid(), kept()])
async def test_of_what_makes_no_record_is_told_by_its_first(
    path: Path, store: SqliteStore, draft: object
) -> None:
    await store.keep(draft)  # type: ignore[arg-type] # a DeliveryDraft
    again = await store.keep(replayed(draft, of=1))  # type: ignore[arg-type]
    detail = await store.detail(View.DELIVERIES, 1)
    assert detail is not None
    assert [each.id for each in detail.again] == [again.delivery_id]
    assert_reconciled(path)


async def test_rejected_again_it_may_make_room(path: Path) -> None:
    async with opened(path, lambda _: None, StillClock(), RejectedPile(most_rows=2)) as store:
        for number in range(4):
            await store.keep(rejected(b"%d" % number))
            await store.keep(replayed(rejected(b"%d" % number), of=1))
    assert [one(path, TALLY, name) for name in ("received", "dropped")] == [4, 3]
    assert [one(path, TALLY, name) for name in ("replays", "deleted replays")] == [4, 3]
    assert_reconciled(path)


async def test_many_at_once_are_told_apart(path: Path, store: SqliteStore) -> None:
    body = recorded().arrival
    for number in range(3):
        draft = replace(recorded(f"chan-{number}"), arrival=body)
        await store.keep(draft)
        await store.keep(replayed(draft, of=2 * number + 1))
    assert [one(path, TALLY, name) for name in ("received", "replays")] == [3, 3]
    assert_reconciled(path)
