"""Whether the files that are open are still the ones at their path."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rivermon.store.file_watch import FileGone, FileShrunk, FileWatch, files_of

knows_holes = pytest.mark.skipif(
    not hasattr(os, "SEEK_HOLE"), reason="this system tells of no holes"
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE a (b)")
    connection.execute("PRAGMA wal_checkpoint")
    yield connection
    connection.close()


@pytest.fixture
def watch(tmp_path: Path, connection: sqlite3.Connection) -> Iterator[FileWatch]:
    watch = FileWatch(tmp_path / "a.db")
    watch.begin()
    yield watch
    watch.end()


def test_what_sqlite_does_itself_is_no_trouble(
    watch: FileWatch, connection: sqlite3.Connection
) -> None:
    for _ in range(50):
        connection.execute("INSERT INTO a VALUES (randomblob(50000))")
        watch.look()
    connection.execute("PRAGMA wal_checkpoint")
    watch.look()
    assert not watch.displaced()


@pytest.mark.parametrize("place", [0, 1, 2], ids=["database", "log", "index"])
def test_each_file_is_missed(watch: FileWatch, tmp_path: Path, place: int) -> None:
    files_of(tmp_path / "a.db")[place].unlink()
    with pytest.raises(FileGone):
        watch.look()
    assert watch.displaced()


def test_another_file_in_its_place_is_noticed(watch: FileWatch, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes((tmp_path / "a.db").read_bytes())
    other.replace(tmp_path / "a.db")
    with pytest.raises(FileGone):
        watch.look()
    assert watch.mixed(), "the log is not that file's"


def test_a_folder_that_is_gone_is_noticed(watch: FileWatch, tmp_path: Path) -> None:
    tmp_path.rename(tmp_path.with_name("moved"))
    with pytest.raises(FileGone):
        watch.look()


def test_a_file_that_was_cut_is_noticed_once(watch: FileWatch, tmp_path: Path) -> None:
    with (tmp_path / "a.db").open("r+b") as file:
        file.truncate(100)
    with pytest.raises(FileShrunk) as raised:
        watch.look()
    assert not raised.value.log
    watch.look()


@knows_holes
def test_a_database_that_is_made_long_again_is_not_whole(
    watch: FileWatch, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    connection.execute("INSERT INTO a VALUES (randomblob(50000))")
    connection.execute("PRAGMA wal_checkpoint")
    watch.look()
    connection.execute("INSERT INTO a VALUES (randomblob(50000))")
    watch.look()
    os.truncate(tmp_path / "a.db", 0)
    connection.execute("PRAGMA wal_checkpoint")
    assert (tmp_path / "a.db").stat().st_size > watch.size
    with pytest.raises(FileShrunk) as raised:
        watch.look()
    assert not raised.value.log


@knows_holes
def test_a_log_that_is_made_long_again_is_not_whole(
    watch: FileWatch, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    for _ in range(2):
        connection.execute("INSERT INTO a VALUES (randomblob(50000))")
        watch.look()
    os.truncate(tmp_path / "a.db-wal", 0)
    connection.execute("INSERT INTO a VALUES (randomblob(500))")
    with pytest.raises(FileShrunk) as raised:
        watch.look()
    assert raised.value.log


def test_a_log_that_was_emptied_on_purpose_is_no_trouble(
    watch: FileWatch, connection: sqlite3.Connection
) -> None:
    connection.execute("INSERT INTO a VALUES (randomblob(50000))")
    watch.look()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    watch.begin_log()
    watch.look()


def test_a_link_is_followed_to_the_file(tmp_path: Path, connection: sqlite3.Connection) -> None:
    del connection
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "a.db")
    assert files_of(link)[1] == tmp_path / "a.db-wal"
