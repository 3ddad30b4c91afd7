"""From an older schema to this one: a copy first, then one transaction."""

import os
import re
import stat
from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.ports import StoreUnavailable
from rivermon.store.database import open_database
from rivermon.store.tables import SCHEMA_VERSION
from tests.store.desk import Desk, do
from tests.store.drafts import recorded
from tests.store.second_look import one, seen

NEXT = SCHEMA_VERSION + 1
TITLES = "SELECT title FROM ai_content"


def add_language(database: pw.SqliteDatabase) -> None:
    do(database, "ALTER TABLE ai_content ADD COLUMN language TEXT")


def translate_titles(database: pw.SqliteDatabase) -> None:
    do(database, "UPDATE ai_content SET language = 'en', title = 'translated ' || title")


def stumble(database: pw.SqliteDatabase) -> None:
    translate_titles(database)
    do(database, "UPDATE no_such_thing SET a = 1")


@pytest.fixture
def older(path: Path) -> Path:
    """A database of today's schema, that holds a record and is closed."""
    database = open_database(path)
    with database.connection_context():
        Desk(database).keep(recorded(title="Delta"))
    return path


def copies_of(path: Path) -> list[Path]:
    named = re.compile(rf"{path.stem}-schema\d+-\d{{8}}T\d{{6}}{path.suffix}")
    return [file for file in path.parent.iterdir() if named.fullmatch(file.name)]


def test_the_steps_run_in_their_order_up_to_the_new_version(older: Path) -> None:
    steps = {SCHEMA_VERSION: add_language, NEXT: translate_titles}
    open_database(older, migrations=steps, version=NEXT + 1)
    assert one(older, "PRAGMA user_version") == NEXT + 1
    assert seen(older, "SELECT title, language FROM ai_content") == [("translated Delta", "en")]


def test_a_copy_of_the_old_file_is_kept_whole(older: Path) -> None:
    open_database(older, migrations={SCHEMA_VERSION: add_language}, version=NEXT)
    (copy,) = copies_of(older)
    assert f"-schema{SCHEMA_VERSION}-" in copy.name
    assert one(copy, "PRAGMA integrity_check") == "ok"
    assert one(copy, "PRAGMA user_version") == SCHEMA_VERSION
    assert one(copy, TITLES) == "Delta"
    reopened = open_database(copy)
    with reopened.connection_context():
        assert do(reopened, TITLES) == [("Delta",)]


def test_the_copy_holds_what_was_still_in_the_log(path: Path) -> None:
    database = open_database(path)
    with database.connection_context():  # keeps the log from being folded into the file
        Desk(database).keep(recorded(title="In the log"))
        assert path.with_name(f"{path.name}-wal").stat().st_size > 0
        open_database(path, migrations={SCHEMA_VERSION: add_language}, version=NEXT)
    (copy,) = copies_of(path)
    assert one(copy, TITLES) == "In the log"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such modes")
def test_only_its_user_may_look_into_the_copy(older: Path) -> None:
    open_database(older, migrations={SCHEMA_VERSION: add_language}, version=NEXT)
    (copy,) = copies_of(older)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_failing_step_undoes_those_before_it(older: Path) -> None:
    steps = {SCHEMA_VERSION: add_language, NEXT: stumble}
    before = seen(older, "SELECT * FROM sqlite_master")
    with pytest.raises(StoreUnavailable, match="the file is not rivermon's"):
        open_database(older, migrations=steps, version=NEXT + 1)
    assert one(older, "PRAGMA user_version") == SCHEMA_VERSION
    assert seen(older, "SELECT * FROM sqlite_master") == before
    assert one(older, TITLES) == "Delta"
    assert copies_of(older) == [], "it would only take room: nothing was changed"


def test_a_copy_that_was_only_begun_is_removed(older: Path) -> None:
    begun = older.with_name(f".{older.stem}-schema1-20260301T120000{older.suffix}.part")
    for file in (begun, begun.with_name(f"{begun.name}-journal")):
        file.write_bytes(b"SQLite format 3\0")
    open_database(older, migrations={SCHEMA_VERSION: add_language}, version=NEXT)
    assert len(copies_of(older)) == 1
    assert not list(older.parent.glob(".*.part*"))


def test_a_renewal_that_failed_can_be_tried_again(older: Path) -> None:
    with pytest.raises(StoreUnavailable):
        open_database(older, migrations={SCHEMA_VERSION: stumble}, version=NEXT)
    open_database(older, migrations={SCHEMA_VERSION: add_language}, version=NEXT)
    assert one(older, "PRAGMA user_version") == NEXT


def test_a_full_disk_is_named_as_such(older: Path) -> None:
    def swell(database: pw.SqliteDatabase) -> None:
        pages = database.pragma("page_count")
        do(database, f"PRAGMA max_page_count = {pages}")
        do(database, "UPDATE ai_content SET body = ?", "x" * 1_000_000)

    with pytest.raises(StoreUnavailable, match="the disk is full"):
        open_database(older, migrations={SCHEMA_VERSION: swell}, version=NEXT)
    assert one(older, "PRAGMA user_version") == SCHEMA_VERSION


def test_nothing_is_copied_where_nothing_changes(older: Path) -> None:
    open_database(older)
    assert copies_of(older) == []
