"""The copy of a database from before it is renewed: whole, found again, and gone if needless."""

import sqlite3
from pathlib import Path

import pytest

from rivermon.store.database import open_database
from rivermon.store.kept_aside import drop_needless, keep_aside, newest_kept
from tests.store.second_look import changed, one


@pytest.fixture(params=["rivermon.db", "my [old].db", "河流", "two.parts.db"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "folder [1]" / str(request.param)
    open_database(path)
    return path


def test_it_is_one_whole_file_and_the_newest_is_found(database: Path) -> None:
    kept = keep_aside(database, 4)
    assert one(kept, "PRAGMA integrity_check") == "ok"
    assert one(kept, "PRAGMA journal_mode") == "delete"
    assert newest_kept(database, 4) == kept
    assert newest_kept(database, 3) is None


def test_the_highest_schema_that_can_be_opened_counts_then_the_latest(database: Path) -> None:
    stem, suffix = database.stem, database.suffix
    names = ("9-20260101T000000", "10-20260101T000000", "10-20260102T000000", "11-20260103T000000")
    files = [database.with_name(f"{stem}-schema{name}{suffix}") for name in names]
    for file in files:
        file.write_bytes(b"")
    assert newest_kept(database, 10) == files[2]


def test_what_was_begun_of_this_database_goes_and_of_others_stays(database: Path) -> None:
    begun = database.with_name(f".{database.stem}-schema1-20260101T000000{database.suffix}.part")
    others = database.with_name(".other-schema1-20260101T000000.db.part")
    for file in (begun, begun.with_name(f"{begun.name}-journal"), others):
        file.write_bytes(b"begun")
    keep_aside(database, 4)
    assert [file for file in database.parent.iterdir() if file.name.startswith(".")] == [others]


def test_it_goes_only_when_the_database_is_as_it_was(database: Path) -> None:
    kept = keep_aside(database, 4)
    drop_needless(kept, database, 4, of_damage())
    assert kept.exists(), "what may be damaged may need it"
    changed(database, "PRAGMA user_version = 5")
    drop_needless(kept, database, 4, OSError())
    assert kept.exists(), "it was renewed"
    changed(database, "PRAGMA user_version = 4")
    drop_needless(kept, database, 4, OSError())
    assert not kept.exists()


def of_damage() -> sqlite3.DatabaseError:
    damage = sqlite3.DatabaseError("database disk image is malformed")
    damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return damage
