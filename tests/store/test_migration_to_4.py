"""A database from before the operator could act becomes one that knows replays and approvals."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rivermon.store.database import open_database
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import opened
from tests.ledger_check import assert_reconciled
from tests.store.drafts import NOON, recorded
from tests.store.eventful import fill
from tests.store.second_look import changed, one, seen
from tests.store.still_clock import StillClock

SCHEMA_3 = Path(__file__).with_name("schema_3.sql").read_text(encoding="utf-8")
WORDS = ("content_text_data", "content_text_idx", "delivery_text_data", "delivery_text_idx")
TABLES = ("ai_content", "delivery", "callback", "callback_attempt", "tally", *WORDS)
MADE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
ROWS = "SELECT * FROM {} ORDER BY 1"
NAMES = "SELECT name FROM pragma_table_info('{}')"
GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = '{}'"


@pytest.fixture
async def older(tmp_path: Path) -> Path:
    """The file as the rivermon before left it, with its rows, its words and its tallies."""
    today, path = tmp_path / "today.db", tmp_path / "older" / "rivermon.db"
    async with opened(today, lambda _: None, StillClock(), RejectedPile(most_rows=3)) as store:
        await fill(store)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA_3)
        connection.execute("ATTACH ? AS today", (str(today),))
        for table in TABLES:
            names = ", ".join(row[0] for row in connection.execute(NAMES.format(table)))
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} SELECT {names} FROM today.{table}")
        connection.execute(
            "DELETE FROM tally WHERE name NOT IN "
            "('received', 'dropped', 'records worded', 'deliveries worded')"
        )
        connection.commit()
    return path


def test_it_has_all_that_a_new_one_has(older: Path, tmp_path: Path) -> None:
    open_database(older)
    open_database(tmp_path / "new.db")
    assert one(older, "PRAGMA user_version") == 4
    assert seen(older, MADE) == seen(tmp_path / "new.db", MADE)


def test_every_row_is_as_it_was(older: Path) -> None:
    before = {table: seen(older, ROWS.format(table)) for table in TABLES[:4]}
    open_database(older)
    for table, rows in before.items():
        width = len(rows[0])
        now = seen(older, ROWS.format(table))
        assert [row[:width] for row in now] == rows
        assert all(value is None for row in now for value in row[width:])


def test_the_file_is_sound_and_adds_up(older: Path) -> None:
    there = one(older, "SELECT count(*) FROM callback")
    open_database(older)
    assert seen(older, "PRAGMA integrity_check") == [("ok",)]
    assert one(older, "SELECT number FROM tally WHERE name = 'owed'") == there > 0
    assert_reconciled(older)


@pytest.mark.parametrize("table", ["ai_content", "delivery", "callback"])
def test_ids_that_were_given_away_are_not_given_again(older: Path, table: str) -> None:
    last = one(older, f"SELECT max(id) FROM {table}")
    open_database(older)
    assert one(older, GIVEN.format(table)) == last
    changed(older, f"DELETE FROM {table} WHERE id = ?", last)
    with closing(sqlite3.connect(older)) as connection:
        names = [name for (name,) in connection.execute(NAMES.format(table))]
        blank = {"id": "NULL", "record_id": "NULL", "delivery_id": "0", "dedupe_key": "NULL"}
        values = ", ".join(blank.get(name, name) for name in names)
        connection.execute(f"INSERT INTO {table} SELECT {values} FROM {table} LIMIT 1")
        ((made,),) = connection.execute("SELECT last_insert_rowid()").fetchall()
    assert made == last + 1


async def test_it_is_counted_on_from_there(older: Path) -> None:
    open_database(older)
    before = one(older, "SELECT number FROM tally WHERE name = 'owed'")
    clock = StillClock()
    clock.wall += timedelta(hours=1)
    async with opened(older, lambda _: None, clock, RejectedPile(most_rows=3)) as store:
        await store.keep(recorded("another", received_at=NOON))
    assert one(older, "SELECT number FROM tally WHERE name = 'owed'") == before + 1
    assert_reconciled(older)


def test_an_empty_one_begins_at_nothing(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA_3)
    open_database(path)
    assert one(path, "SELECT number FROM tally WHERE name = 'owed'") == 0
    assert seen(path, "SELECT name, seq FROM sqlite_sequence ORDER BY name") == [
        ("callback", 0),
        ("delivery", 0),
    ]


def test_the_first_of_schema_3_has_all_that_a_new_one_has(older: Path, tmp_path: Path) -> None:
    changed(older, "DROP INDEX delivery_key_without_channel")
    changed(older, "CREATE UNIQUE INDEX delivery_dedupe_key ON delivery (dedupe_key)")
    open_database(older)
    open_database(tmp_path / "new.db")
    assert seen(older, MADE) == seen(tmp_path / "new.db", MADE)
