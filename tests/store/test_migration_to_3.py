"""A database from before anything was tallied becomes one that reconciles."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rivermon.core.ports import StoreRefused
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import opened
from rivermon.store.tables import SCHEMA_VERSION
from tests.ledger_check import assert_reconciled
from tests.store.eventful import fill
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock

SCHEMA_2 = Path(__file__).with_name("schema_2.sql").read_text(encoding="utf-8")
WORDS = ("content_text_data", "content_text_idx", "delivery_text_data", "delivery_text_idx")
TABLES = ("ai_content", "delivery", "callback", "callback_attempt", *WORDS)
NAMES = "SELECT name FROM pragma_table_info('{}')"
LAST = "SELECT max(id) FROM {}"
TALLIES = "SELECT name, number FROM tally WHERE name != 'owed' ORDER BY name"
MADE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


@pytest.fixture
async def older(tmp_path: Path) -> Path:
    """The file as the rivermon before left it, with its rows and its words."""
    today, path = tmp_path / "today.db", tmp_path / "older" / "rivermon.db"
    async with opened(today, lambda _: None, StillClock(), RejectedPile(most_rows=3)) as store:
        await fill(store)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA_2)
        connection.execute("ATTACH ? AS today", (str(today),))
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")
            names = ", ".join(row[0] for row in connection.execute(NAMES.format(table)))
            connection.execute(f"INSERT INTO {table} SELECT {names} FROM today.{table}")
        connection.commit()
    return path


def test_what_is_there_was_received_and_nothing_dropped(older: Path) -> None:
    there = one(older, "SELECT count(*) FROM delivery")
    open_database(older)
    assert one(older, "PRAGMA user_version") == SCHEMA_VERSION
    deliveries, records = one(older, LAST.format("delivery")), one(older, LAST.format("ai_content"))
    assert seen(older, TALLIES) == [
        ("deliveries worded", deliveries),
        ("dropped", 0),
        ("received", there),
        ("records worded", records),
    ]
    assert there > 10
    assert_reconciled(older)


def test_an_empty_one_begins_at_nothing(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA_2)
    open_database(path)
    names = ("deliveries worded", "dropped", "received", "records worded")
    assert seen(path, TALLIES) == [(name, 0) for name in names]
    assert_reconciled(path)


def test_it_has_all_that_a_new_one_has(older: Path, tmp_path: Path) -> None:
    open_database(older)
    open_database(tmp_path / "new.db")
    assert seen(older, MADE) == seen(tmp_path / "new.db", MADE)


async def test_it_is_counted_on_from_there(older: Path) -> None:
    open_database(older)
    before = one(older, "SELECT number FROM tally WHERE name = 'received'")
    clock = StillClock()
    clock.wall += timedelta(hours=1)
    async with opened(older, lambda _: None, clock, RejectedPile(most_rows=3)) as store:
        again = await fill(store)
    assert one(older, "SELECT number FROM tally WHERE name = 'received'") == before + again
    assert one(older, "SELECT number FROM tally WHERE name = 'dropped'") == 5
    assert_reconciled(older)


def test_nobody_reads_it_before_it_was_renewed(older: Path) -> None:
    with pytest.raises(StoreRefused, match="older rivermon: close that one if it still runs"):
        open_for_reading(older)
