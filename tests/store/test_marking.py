"""Pins and notes: kept beside the record, shown in its row, and gone without a trace."""

from datetime import timedelta
from pathlib import Path

from rivermon.core.entities import RecordRow
from rivermon.core.feed import Fact, RecordChanged
from rivermon.core.listing import Query, View
from rivermon.store.store import SqliteStore
from tests.store.drafts import NOON, recorded
from tests.store.second_look import one

LATER = NOON + timedelta(hours=1)
MARKS = "SELECT count(*) FROM record_mark"


async def rows(store: SqliteStore, *ids: int) -> list[RecordRow]:
    lines = await store.lines(Query(view=View.RECORDS), ids)
    return [line.row for line in lines if isinstance(line.row, RecordRow)]


async def three(store: SqliteStore) -> None:
    for number in (1, 2, 3):
        await store.keep(recorded(f"chan-{number}"))


async def test_pinned_records_say_so_and_are_told(store: SqliteStore, told: list[Fact]) -> None:
    await three(store)
    told.clear()
    assert await store.pin([1, 3, 99], NOON) == 2
    assert [row.pinned for row in await rows(store, 1, 2, 3)] == [True, False, True]
    changed = [fact.row for fact in told if isinstance(fact, RecordChanged)]
    assert [(row.id, row.pinned) for row in changed] == [(1, True), (3, True)]
    assert len(told) == 2


async def test_what_is_pinned_stays_pinned_since_then(store: SqliteStore) -> None:
    await three(store)
    await store.pin([1], NOON)
    await store.pin([1, 2], LATER)
    details = await store.details(View.RECORDS, [1, 2, 3])
    pins = [detail.record.pinned_at for detail in details if detail.record is not None]
    assert pins == [NOON, LATER, None]


async def test_pins_are_taken_off_and_notes_stay(path: Path, store: SqliteStore) -> None:
    await three(store)
    await store.pin([1, 2], NOON)
    assert await store.write_note(1, "look at this")
    assert await store.pin([1, 2, 3], None) == 3
    assert [(row.pinned, row.noted) for row in await rows(store, 1, 2, 3)] == [
        (False, True),
        (False, False),
        (False, False),
    ]
    assert one(path, MARKS) == 1, "what has no marks has no row"


async def test_a_note_is_kept_changed_and_taken_away(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    await three(store)
    for note in ("look", "look at this\n“twice”", ""):
        told.clear()
        assert await store.write_note(2, note)
        detail = await store.detail(View.RECORDS, 2)
        assert detail is not None
        assert detail.record is not None
        assert detail.record.note == note
        (fact,) = told
        assert isinstance(fact, RecordChanged)
        assert fact.row.noted == bool(note)
    assert one(path, MARKS) == 0


async def test_there_is_no_note_on_a_record_that_is_not_there(
    path: Path, store: SqliteStore, told: list[Fact]
) -> None:
    assert not await store.write_note(9, "look")
    assert await store.pin([9], NOON) == 0
    assert (one(path, MARKS), told) == (0, [])
