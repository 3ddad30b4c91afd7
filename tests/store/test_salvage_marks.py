"""What the operator did is saved of a damaged database, too: marks, approvals, replays, uptimes."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rivermon.core.approval import Approval
from rivermon.core.clock import SystemClock
from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackState
from rivermon.core.health import Way
from rivermon.store.database import open_database
from rivermon.store.salvage import Salvaged, salvage
from rivermon.store.set_aside import set_aside
from rivermon.store.store import opened
from tests.ledger_check import assert_reconciled
from tests.store.drafts import NOON, attempt, kept, recorded, rejected, replayed
from tests.store.second_look import changed, one, seen

HOUR = timedelta(hours=1)
MARKS = "SELECT * FROM record_mark ORDER BY record_id"
UPTIMES = "SELECT what, began_at, until_at FROM uptime ORDER BY what"
DECIDED = "SELECT id, state, approval, decided_at FROM callback ORDER BY id"
REPLAYS = "SELECT id, outcome, replay_of, redeliveries FROM delivery ORDER BY id"
TALLY = "SELECT number FROM tally WHERE name = ?"


async def _act(path: Path) -> None:
    async with opened(path, lambda _: None, SystemClock()) as store:
        await store.keep(rejected())
        for number in range(1, 5):
            await store.keep(recorded(f"chan-{number}", for_approval=number > 1))
        await store.keep(replayed(recorded("chan-5"), of=1))
        await store.keep(replayed(recorded("chan-1"), of=2))
        await store.keep(kept())
        await store.approve(2, NOON, Approval.EDITED, {"title": "Edited"})
        await store.reject(3, "no")
        await store.pin([1, 2], NOON)
        await store.write_note(4, "look at this")
        await store.note_lasting(Way.LISTENER, NOON, NOON + HOUR)
        done = Note(callback_id=5, state=CallbackState.SUCCESS, attempt=attempt())
        await store.note(done)


@pytest.fixture
def acted(path: Path) -> Path:
    """A database in which the operator has done this and that."""
    asyncio.run(_act(path))
    assert_reconciled(path)
    return path


def brought(source: Path, path: Path) -> Salvaged:
    database = open_database(path)
    with database.connection_context():
        return salvage(source, database)


def test_everything_is_brought_over(acted: Path) -> None:
    before = [seen(acted, query) for query in (MARKS, UPTIMES, DECIDED, REPLAYS)]
    salvaged = brought(set_aside(acted), acted)
    assert salvaged.whole
    assert [seen(acted, query) for query in (MARKS, UPTIMES, DECIDED, REPLAYS)] == before
    assert [one(acted, TALLY, name) for name in ("received", "replays", "owed")] == [6, 2, 6]
    assert_reconciled(acted)


def test_twice_brings_nothing_twice(acted: Path) -> None:
    aside = set_aside(acted)
    brought(aside, acted)
    changed(acted, "UPDATE record_mark SET note = 'of today' WHERE record_id = 1")
    assert not any(brought(aside, acted).brought.values())
    assert one(acted, "SELECT note FROM record_mark WHERE record_id = 1") == "of today"
    assert_reconciled(acted)


def test_marks_follow_their_records_to_other_ids(acted: Path) -> None:
    aside = set_aside(acted)
    asyncio.run(_fill(acted))
    salvaged = brought(aside, acted)
    assert salvaged.whole
    marked = (
        "SELECT r.channel_id, m.pinned_at IS NOT NULL, m.note FROM record_mark m "
        "JOIN ai_content r ON r.id = m.record_id ORDER BY r.channel_id"
    )
    assert seen(acted, marked) == [
        ("chan-1", 1, ""),
        ("chan-2", 1, ""),
        ("chan-4", 0, "look at this"),
    ]
    replays = (
        "SELECT f.outcome, r.channel_id FROM delivery d JOIN delivery f ON f.id = d.replay_of "
        "JOIN ai_content r ON r.id = d.record_id ORDER BY r.channel_id"
    )
    assert seen(acted, replays) == [("recorded", "chan-1"), ("rejected", "chan-5")]
    assert_reconciled(acted)


async def _fill(path: Path) -> None:
    async with opened(path, lambda _: None, SystemClock()) as store:
        for number in range(3):
            await store.keep(recorded(f"new-{number}"))


def test_marks_that_make_no_sense_are_left_out(acted: Path) -> None:
    changed(acted, "UPDATE record_mark SET pinned_at = 'never' WHERE record_id = 1")
    changed(acted, "UPDATE uptime SET what = 'the moon'")
    salvaged = brought(set_aside(acted), acted)
    assert salvaged.unread["record_mark"] == [(1, 1)]
    assert salvaged.unread["uptime"] == [(1, 1)]
    assert len(seen(acted, MARKS)) == 2


def test_an_older_file_lacks_them_and_nothing_is_lost(acted: Path) -> None:
    aside = set_aside(acted)
    with closing(sqlite3.connect(aside)) as connection:
        connection.executescript(
            "DROP TABLE record_mark; DROP TABLE uptime; DROP INDEX callback_awaiting;"
            "DROP INDEX delivery_replay; DROP INDEX delivery_time;"
            "UPDATE callback SET state = 'Progress', next_attempt_at = deadline "
            "WHERE approval = 'waiting';"
            "ALTER TABLE delivery DROP COLUMN replay_of;"
            "ALTER TABLE callback DROP COLUMN approval;"
            "ALTER TABLE callback DROP COLUMN decided_at; PRAGMA user_version = 3"
        )
    salvaged = brought(aside, acted)
    assert salvaged.whole
    assert one(acted, TALLY, "received") == 8
    assert_reconciled(acted)


def test_an_edited_record_whose_callback_is_lost_is_not_sent_as_it_came(acted: Path) -> None:
    changed(acted, "DELETE FROM callback WHERE record_id = 2")
    brought(set_aside(acted), acted)
    body = one(acted, "SELECT CAST(body AS TEXT) FROM callback WHERE record_id = 2")
    assert '"title":"Edited"' in body
    assert_reconciled(acted)


def test_a_lost_mark_of_an_edited_record_is_made_again(acted: Path) -> None:
    changed(acted, "DELETE FROM record_mark")
    brought(set_aside(acted), acted)
    marks = seen(acted, "SELECT record_id, edited_at IS NOT NULL FROM record_mark")
    assert marks == [(2, 1)]
    assert_reconciled(acted)
