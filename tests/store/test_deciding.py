"""What waits for the operator: approved, changed, rejected, or decided by nobody."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rivermon.core.approval import Approval
from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackKind, CallbackState, Record
from rivermon.core.feed import CallbackChanged, CallbackOwed, Fact, RecordChanged
from rivermon.core.filter_terms import Words
from rivermon.core.listing import Query, View
from rivermon.store.deciding import approve
from rivermon.store.reader import Reader
from rivermon.store.store import SqliteStore
from rivermon.store.wording import word_all
from tests.ledger_check import assert_reconciled
from tests.store.desk import Desk
from tests.store.drafts import NOON, attempt, kept, recorded, replayed
from tests.store.second_look import seen
from tests.store.still_clock import StillClock

SOON = NOON + timedelta(minutes=1)
EDITED = {"title": "A better title", "description": "Entirely new words.", "stars": 4}


async def record(store: SqliteStore, record_id: int = 1) -> Record:
    detail = await store.detail(View.RECORDS, record_id)
    assert detail is not None
    assert detail.record is not None
    return detail.record


async def finds(store: SqliteStore, word: str) -> bool:
    asked = Query(view=View.RECORDS, filter=Words(word, exact=True))
    return any([piece.ids async for piece in store.search(asked)])


async def waits(store: SqliteStore, **about: Any) -> None:
    await store.keep(recorded(for_approval=True, data={"title": "How rivers bend"}, **about))


async def test_content_that_needs_approval_is_held(store: SqliteStore, told: list[Fact]) -> None:
    await waits(store)
    (waiting,) = await store.awaiting()
    assert (waiting.state, waiting.approval, waiting.body) == (
        CallbackState.HELD,
        Approval.WAITING,
        b"",
    )
    assert waiting.next_attempt_at is None
    assert (await store.held(), await store.owed(9)) == ([], [])
    (changed,) = (fact for fact in told if isinstance(fact, CallbackChanged))
    assert changed.callback.awaiting
    counts = await store.counts()
    assert (counts.held, counts.awaiting) == (1, 1)


async def test_what_waits_for_a_host_as_well_is_released_by_nobody_else(
    store: SqliteStore,
) -> None:
    await waits(store, held_because="the host is not allowed")
    await store.keep(recorded("chan-2", held_because="the host is not allowed"))
    assert [callback.record_id for callback in await store.held()] == [2]
    assert [callback.record_id for callback in await store.awaiting()] == [1]


async def test_approved_it_is_owed_as_it_is(store: SqliteStore, told: list[Fact]) -> None:
    await waits(store)
    told.clear()
    assert await store.approve(1, SOON, Approval.APPROVED)
    (owed,) = await store.owed(9)
    assert (owed.state, owed.next_attempt_at) == (CallbackState.PROGRESS, SOON)
    assert (owed.approval, owed.decided_at) == (Approval.APPROVED, SOON)
    assert msgspec.json.decode(owed.body)["data"]["title"] == "How rivers bend"
    assert [type(fact) for fact in told] == [CallbackChanged, CallbackOwed]
    assert await store.awaiting() == []
    assert (await record(store)).edited_at is None


async def test_edited_it_is_sent_shown_and_found_by_its_new_words_alone(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    await waits(store)
    assert await finds(store, "bend")
    told.clear()
    assert await store.approve(1, SOON, Approval.EDITED, dict(EDITED))
    (owed,) = await store.owed(9)
    sent = msgspec.json.decode(owed.body)
    saved = "2026-03-01T12:00:00.253Z"
    assert sent["data"] == EDITED | {"id": 1, "saved_at": saved}
    assert sent["task_id"] == "sqlite_1"
    shown = await record(store)
    assert (shown.title, shown.body) == ("A better title", "Entirely new words.")
    assert (shown.category, shown.edited_at) == ("geography", SOON)
    assert await finds(store, "entirely")
    assert not await finds(store, "bend")
    (changed,) = (fact for fact in told if isinstance(fact, RecordChanged))
    assert (changed.row.title, changed.row.state) == ("A better title", CallbackState.PROGRESS)
    assert_reconciled(path)


def test_what_has_no_words_yet_gets_those_it_has_now(desk: Desk, reader: Reader) -> None:
    desk.keep(kept())
    draft = recorded(for_approval=True, data={"title": "How rivers bend"})
    desk.keep(draft, worded=False)
    with desk.database.atomic("IMMEDIATE"):
        approve(desk.execute, 1, SOON, Approval.EDITED, dict(EDITED))
        word_all(desk.execute)
    for word, found in (("bend", []), ("entirely", [1])):
        assert reader.matching(Query(view=View.RECORDS, filter=Words(word)), [1], NOON) == found


async def test_edited_text_is_still_text(store: SqliteStore) -> None:
    draft = recorded(for_approval=True, data={"content": "Slowly, then all at once."})
    await store.keep(draft)
    await store.approve(1, SOON, Approval.EDITED, {"content": "At once.\nOr never."})
    shown = await record(store)
    assert (shown.title, shown.body) == ("At once.", "At once.\nOr never.")


@pytest.mark.parametrize("approval", [Approval.APPROVED, Approval.EDITED])
async def test_only_what_waits_can_be_approved(store: SqliteStore, approval: Approval) -> None:
    await store.keep(recorded())
    data = dict(EDITED) if approval is Approval.EDITED else None
    assert not await store.approve(1, SOON, approval, data)
    assert not await store.approve(7, SOON, approval, data)
    assert (await record(store)).title == "How rivers bend"
    await waits(store, channel="chan-2")
    assert await store.approve(2, SOON, approval, data)
    assert not await store.approve(2, SOON, approval, data)


async def test_rejected_modelriver_is_told(store: SqliteStore, clock: StillClock) -> None:
    await waits(store)
    assert await store.reject(1, "not for our readers")
    detail = await store.detail(View.RECORDS, 1)
    assert detail is not None
    content, failure = (history.callback for history in detail.callbacks)
    assert (content.state, content.approval) == (CallbackState.ERROR, Approval.REJECTED)
    assert content.decided_at == clock.wall
    assert content.reason == "rejected by the operator: not for our readers"
    assert (failure.kind, failure.approval) == (CallbackKind.ERROR, None)
    assert not await store.approve(1, SOON, Approval.APPROVED)


async def test_a_rule_rejects_only_what_nobody_has_decided(store: SqliteStore) -> None:
    await waits(store)
    await store.approve(1, SOON, Approval.APPROVED)
    assert not await store.reject(1, "nobody decided in time", Approval.LAPSED)
    (owed,) = await store.owed(9)
    assert owed.approval is Approval.APPROVED
    await waits(store, channel="chan-2")
    assert await store.reject(2, "nobody decided in time", Approval.LAPSED)
    detail = await store.detail(View.RECORDS, 2)
    assert detail is not None
    given_up = detail.callbacks[0].callback
    assert (given_up.approval, given_up.reason) == (Approval.LAPSED, "nobody decided in time")


async def test_what_is_given_up_while_it_waits_was_decided_by_nobody(
    path: Path, store: SqliteStore, clock: StillClock
) -> None:
    await waits(store)
    await store.note(
        Note(callback_id=1, state=CallbackState.TIMEOUT, reason="too late", failure="too late")
    )
    detail = await store.detail(View.RECORDS, 1)
    assert detail is not None
    given_up = detail.callbacks[0].callback
    assert (given_up.approval, given_up.decided_at) == (Approval.LAPSED, clock.wall)
    assert_reconciled(path)


async def test_what_was_not_approved_does_not_leave_with_a_redelivery(store: SqliteStore) -> None:
    await waits(store)
    await store.reject(1, "no")
    (failure,) = await store.owed(9)
    await store.note(Note(callback_id=failure.id, state=CallbackState.SUCCESS, attempt=attempt()))
    await store.keep(recorded())
    await store.keep(replayed(recorded(), of=1))
    assert await store.owed(9) == []


async def test_what_was_rejected_without_having_waited_does_not_leave_with_a_redelivery_either(
    path: Path, store: SqliteStore
) -> None:
    await store.keep(recorded())
    assert await store.reject(1, "no")
    assert not await store.reject(1, "no, again")
    await store.keep(recorded())
    await store.keep(replayed(recorded(), of=1))
    (failure,) = await store.owed(9)
    assert failure.kind is CallbackKind.ERROR
    assert_reconciled(path)


async def test_sent_by_hand_it_is_approved(store: SqliteStore) -> None:
    await waits(store)
    await store.reject(1, "no")
    assert await store.call_again([1], SOON) == 1
    sent = next(each for each in await store.owed(9) if each.kind is CallbackKind.SUCCESS)
    assert (sent.approval, sent.decided_at) == (Approval.APPROVED, SOON)


async def test_many_are_called_again_but_those_that_wait(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    for number in range(250):
        await store.keep(recorded(f"chan-{number}", for_approval=number == 100))
    told.clear()
    assert await store.call_again([*range(1, 251), 999], SOON) == 249
    due = seen(path, "SELECT DISTINCT next_attempt_at FROM callback WHERE state = 'Progress'")
    assert due == [("2026-03-01T12:01:00.250000Z",)]
    assert sum(isinstance(fact, CallbackOwed) for fact in told) == 249
    assert [callback.record_id for callback in await store.awaiting()] == [101]
