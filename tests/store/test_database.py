"""The file: how it is made, opened, refused and renewed."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.ports import StoreRefused, StoreUnavailable
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.tables import APPLICATION_ID, SCHEMA_VERSION
from tests.store.desk import do
from tests.store.second_look import one, seen

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such modes")

COLUMNS = {
    "ai_content": "id title body category metadata channel_id event_name source created_at",
    "delivery": "id received_at remote path headers body type event channel_id verdict scheme "
    "secret reason outcome status duration_ms record_id redeliveries size sent_at "
    "skew_ms dedupe_key replay_of",
    "callback": "id record_id delivery_id kind url state body attempts next_attempt_at deadline "
    "received_at duration_ms reason answered approval decided_at",
    "callback_attempt": "id callback_id started_at duration_ms status answer error",
    "record_mark": "record_id pinned_at note edited_at",
    "uptime": "id what began_at until_at",
    "tally": "name number",
}


def indexes_of(path: Path, table: str) -> dict[str, list[str]]:
    """The indexes of a table by name, each with its columns."""
    listed = seen(path, "SELECT name FROM pragma_index_list(?)", table)
    return {
        name: [column for (column,) in seen(path, "SELECT name FROM pragma_index_info(?)", name)]
        for (name,) in listed
    }


def made_by_another(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


class TestMaking:
    def test_the_writer_flushes_every_commit_to_the_disk(self, database: pw.SqliteDatabase) -> None:
        assert database.pragma("journal_mode") == "wal"
        assert database.pragma("synchronous") == 2, "FULL: a commit survives a power cut"
        assert database.pragma("fullfsync") == 1, "on macOS, too"

    @pytest.mark.usefixtures("database")
    def test_so_does_who_takes_over_from_the_log(self, path: Path) -> None:
        reader = open_for_reading(path)
        with reader.connection_context():
            assert reader.pragma("fullfsync") == 1

    @pytest.mark.usefixtures("database")
    def test_the_file_says_whose_it_is_and_of_which_schema(self, path: Path) -> None:
        assert one(path, "PRAGMA user_version") == SCHEMA_VERSION
        assert one(path, "PRAGMA application_id") == APPLICATION_ID

    @posix
    def test_only_its_user_may_look_into_it(self, path: Path, database: pw.SqliteDatabase) -> None:
        do(database, "DELETE FROM delivery")
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert set(modes) == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
        assert set(modes.values()) == {0o600}, "its log holds content too"

    @pytest.mark.usefixtures("database")
    def test_the_tables_have_the_columns_of_the_protocol(self, path: Path) -> None:
        found = {
            table: " ".join(
                name for (name,) in seen(path, "SELECT name FROM pragma_table_info(?)", table)
            )
            for table in COLUMNS
        }
        assert found == COLUMNS

    @pytest.mark.usefixtures("database")
    def test_content_is_indexed_by_channel_event_and_creation(self, path: Path) -> None:
        indexes = indexes_of(path, "ai_content")
        assert indexes["by_channel"] == ["channel_id"]
        assert indexes["by_event"] == ["event_name"]
        assert indexes["by_creation"] == ["created_at"]

    @pytest.mark.usefixtures("database")
    def test_a_kind_of_callback_is_there_once_and_so_is_a_key_without_channel(
        self, path: Path
    ) -> None:
        unique = "SELECT name FROM pragma_index_list(?) WHERE [unique]"
        assert seen(path, unique, "delivery") == [("delivery_key_without_channel",)]
        assert indexes_of(path, "delivery")["delivery_key_without_channel"] == ["dedupe_key"]
        assert seen(path, unique, "callback") == [("callback_delivery_id_kind",)]
        assert indexes_of(path, "callback")["callback_delivery_id_kind"] == ["delivery_id", "kind"]

    def test_opening_it_again_changes_nothing(self, path: Path) -> None:
        open_database(path)
        before = seen(path, "SELECT * FROM sqlite_master")
        open_database(path)
        assert seen(path, "SELECT * FROM sqlite_master") == before

    def test_an_empty_file_left_by_a_crash_becomes_a_database(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.touch()
        open_database(path)
        assert one(path, "PRAGMA user_version") == SCHEMA_VERSION


class TestRefusing:
    def test_another_programs_database(self, path: Path) -> None:
        made_by_another(path)
        with pytest.raises(StoreRefused, match=r"another program's database: .* --db"):
            open_database(path)
        with pytest.raises(StoreRefused, match="another program's database"):
            open_for_reading(path)

    def test_leaves_another_programs_database_byte_for_byte(self, path: Path) -> None:
        made_by_another(path)
        before = path.read_bytes()
        with pytest.raises(StoreRefused):
            open_database(path)
        assert path.read_bytes() == before
        assert [file.name for file in path.parent.iterdir()] == [path.name]

    def test_an_empty_database_that_another_program_has_signed(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA application_id = 7")
        with pytest.raises(StoreRefused, match="another program's"):
            open_database(path)

    def test_a_newer_schema(self, path: Path) -> None:
        open_database(path, version=SCHEMA_VERSION + 1)
        said = rf"newer rivermon \(schema {SCHEMA_VERSION + 1}; this one knows {SCHEMA_VERSION}\)"
        with pytest.raises(StoreRefused, match=said):
            open_database(path)
        with pytest.raises(StoreRefused, match=said):
            open_for_reading(path)

    def test_reading_where_there_is_nothing(self, path: Path) -> None:
        with pytest.raises(StoreRefused, match=r"There is no database at .* start rivermon first"):
            open_for_reading(path)
        assert not path.parent.exists(), "looking makes nothing"

    def test_reading_an_older_schema(self, path: Path) -> None:
        open_database(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 0")
        with pytest.raises(StoreRefused, match="older rivermon: close that one if it still runs"):
            open_for_reading(path)


class TestUnavailable:
    def test_a_file_that_is_no_database(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"Dear diary, today it rained. " * 100)
        with pytest.raises(StoreUnavailable, match="not an SQLite database: choose another"):
            open_database(path)
        with pytest.raises(StoreUnavailable, match="not an SQLite database"):
            open_for_reading(path)

    def test_a_folder_in_the_files_place(self, path: Path) -> None:
        path.mkdir(parents=True)
        with pytest.raises(StoreUnavailable, match="cannot be opened"):
            open_database(path)

    @pytest.mark.parametrize("below", ["rivermon.db", "deeper/rivermon.db"])
    def test_a_file_in_the_folders_place(self, tmp_path: Path, below: str) -> None:
        (tmp_path / "notes.txt").touch()
        with pytest.raises(StoreUnavailable, match="its folder is a file"):
            open_database(tmp_path / "notes.txt" / below)

    def test_a_folder_called_full_is_not_taken_for_a_full_disk(self, tmp_path: Path) -> None:
        (tmp_path / "full").touch()
        with pytest.raises(StoreUnavailable, match="its folder is a file"):
            open_database(tmp_path / "full" / "deeper" / "rivermon.db")
