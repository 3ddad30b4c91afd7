"""A database of the first rivermon's, with rows of each kind, becomes one that can be searched."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.filter_terms import Field
from rivermon.core.listing import Query, View
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.reader import Reader
from rivermon.store.tables import SCHEMA_VERSION
from tests.store.desk import do
from tests.store.found import found, term_of
from tests.store.ledger_of_many import ASKED_AT, fill
from tests.store.plain_answers import everything, matches
from tests.store.second_look import one, seen

SCHEMA_1 = Path(__file__).with_name("schema_1.sql").read_text(encoding="utf-8")
SINCE = {
    "delivery": {"size", "sent_at", "skew_ms", "replay_of"},
    "callback": {"answered", "approval", "decided_at"},
}
TABLES = ("ai_content", "delivery", "callback", "callback_attempt")
SENT = (
    (b'{"timestamp": "2026-03-01T10:00:00Z"}', "[]", "kept"),
    (b'{"timestamp": "2026-03-01T10:00:00Z"}', '[["mr-timestamp", "1772359200"]]', "rejected"),
    (b"[1, 2", '[["MR-Timestamp", "1772359200"]]', "invalid"),
    (b"\xff\x00", "[]", "rejected"),
    (b"{}", "[]", "kept"),
)
"""Bodies and headers that say, or do not say, when ModelRiver sent them."""


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of today's with the same rows."""
    path = tmp_path_factory.mktemp("today") / "rivermon.db"
    database = open_database(path)
    with database.connection_context():
        fill(database)
        for number, (body, headers, outcome) in enumerate(SENT):
            _copy_with(database, number, body, headers, outcome)
    return path


def _copy_with(
    database: pw.SqliteDatabase, number: int, body: bytes, headers: str, outcome: str
) -> None:
    do(
        database,
        "INSERT INTO delivery (id, received_at, remote, path, headers, body, verdict, reason, "
        "outcome, status, duration_ms, redeliveries, size) "
        "VALUES (?, '2026-03-01T10:00:01.500000Z', 'a', '/', ?, ?, 'Valid', ?, ?, 200, 1.0, 0, 0)",
        1000 + number,
        headers,
        body,
        f"oddity {number}",
        outcome,
    )


@pytest.fixture(scope="module")
def older(today: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file as the first rivermon left it."""
    path = tmp_path_factory.mktemp("older") / "rivermon.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA_1)
        for table in TABLES:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            rows = seen(today, f"SELECT {', '.join(names)} FROM {table}")
            marks = ", ".join("?" * len(names))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        connection.commit()
    return path


@pytest.fixture(scope="module")
def renewed(older: Path) -> Path:
    """The same file after it was opened."""
    open_database(older)
    return older


@pytest.fixture(scope="module")
def reader(renewed: Path) -> Iterator[Reader]:
    reader = Reader(open_for_reading(renewed), renewed)
    yield reader
    reader.close()


def test_the_file_is_of_todays_schema_and_sound(renewed: Path) -> None:
    assert one(renewed, "PRAGMA user_version") == SCHEMA_VERSION
    assert one(renewed, "PRAGMA integrity_check") == "ok"


def test_a_copy_of_the_old_file_is_kept(renewed: Path) -> None:
    (copy,) = renewed.parent.glob("rivermon-schema1-*.db")
    assert one(copy, "PRAGMA user_version") == 1
    for table in TABLES:
        count = f"SELECT count(*) FROM {table}"
        assert one(copy, count) == one(renewed, count) > 0


def test_indexes_and_full_text_tables_are_those_of_a_new_database(
    renewed: Path, tmp_path: Path
) -> None:
    open_database(tmp_path / "new.db")
    made = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE {} ORDER BY name"
    for which in ("type = 'index'", "sql LIKE 'CREATE VIRTUAL%'", "name LIKE '%text_%'"):
        fresh = seen(tmp_path / "new.db", made.format(which))
        assert seen(renewed, made.format(which)) == fresh
        assert fresh


def test_its_tables_have_the_columns_of_a_new_database(renewed: Path, tmp_path: Path) -> None:
    open_database(tmp_path / "new.db")
    for table in TABLES:
        described = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')"
        assert sorted(seen(renewed, described)) == sorted(seen(tmp_path / "new.db", described))


def test_what_was_stored_is_as_it_was(renewed: Path, today: Path) -> None:
    for table in TABLES:
        described = f"SELECT name FROM pragma_table_info('{table}')"
        names = [name for (name,) in seen(today, described)]
        kept = ", ".join(name for name in names if name not in SINCE.get(table, ()))
        rows = f"SELECT {kept} FROM {table} ORDER BY id"
        assert seen(renewed, rows) == seen(today, rows)


def test_sizes_and_answers_are_filled_in(renewed: Path, today: Path) -> None:
    assert one(renewed, "SELECT count(*) FROM delivery WHERE size != length(body)") == 0
    answers = "SELECT id, answered FROM callback ORDER BY id"
    assert seen(renewed, answers) == seen(today, answers)


def test_what_modelriver_said_of_the_time_is_read_anew(renewed: Path) -> None:
    times = seen(renewed, "SELECT sent_at, skew_ms FROM delivery WHERE id >= 1000 ORDER BY id")
    at_ten = ("2026-03-01T10:00:00.000000Z", 1500.0)
    assert times == [at_ten, at_ten, at_ten, (None, None), (None, None)]


@pytest.mark.parametrize(
    "text",
    [
        *("refu", "退款", "creme", "gold", "u-17", "chan-3", "secret", "oddity", "std-6", "quota"),
        *("event:article.written", "model:gpt*", "status:4xx", "size:>100", "attempts:>1"),
        *("callback:failed", "customer.plan:gold", "data.a.b:>=1", "verified:raw-body", ""),
    ],
)
def test_everything_in_it_can_be_found(renewed: Path, reader: Reader, text: str) -> None:
    database = open_database(renewed)
    with database.connection_context():
        rows = everything(database)
    term, anything = term_of(text), False
    for view in View:
        expected = [row.id for row in rows[view] if matches(term, row, ASKED_AT)]
        assert found(reader, Query(view=view, filter=term)) == expected[::-1]
        anything = anything or bool(expected)
    assert anything


def test_what_is_typed_is_completed(reader: Reader) -> None:
    assert "claude-4" in reader.values_seen(Field.MODEL, "cl", 5)


def test_it_is_written_to_as_before(renewed: Path, reader: Reader) -> None:
    later = ASKED_AT + timedelta(hours=1)
    database = open_database(renewed)
    with database.connection_context():
        before = do(database, "SELECT count(*) FROM ai_content")[0][0]
        fill(database)  # all known: they are counted as duplicates, and what is rejected is added
        assert do(database, "SELECT count(*) FROM ai_content")[0][0] == before
    query = Query(view=View.DELIVERIES, filter=None)
    assert reader.newer(query, 1004, later)
