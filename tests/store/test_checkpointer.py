"""What was committed is taken over beside the writer, whatever happens to the file."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rivermon.store.checkpointer import Checkpointer
from rivermon.store.database import open_database
from tests.store.desk import Desk
from tests.store.drafts import recorded
from tests.store.second_look import one

PATIENCE_S = 10.0


@pytest.fixture
def checkpointer(path: Path, desk: Desk) -> Iterator[Checkpointer]:
    desk.keep(recorded("first"))
    checkpointer = Checkpointer(path)
    checkpointer.start()
    yield checkpointer
    checkpointer.close()


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def commit(
    path: Path, desk: Desk, checkpointer: Checkpointer, commits: int, name: str = "chan"
) -> None:
    for number in range(commits):
        desk.keep(recorded(f"{name}-{number}"))
        checkpointer.committed(path.stat().st_size)


def in_the_file_itself(path: Path, channel: str) -> bool:
    """Whether a channel is in the database without its log.

    Another process looks: who opens and closes the file here takes SQLite's locks from it.
    """
    looked = subprocess.run(["grep", "-q", "-a", channel, str(path)], check=False)
    return looked.returncode == 0


def test_commits_reach_the_database_by_themselves(
    path: Path, desk: Desk, checkpointer: Checkpointer
) -> None:
    desk.execute("PRAGMA wal_autocheckpoint = 0", ())
    commit(path, desk, checkpointer, 16)
    wait_for(lambda: in_the_file_itself(path, "chan-15"))


def test_a_few_commits_are_left_where_they_are(
    path: Path, desk: Desk, checkpointer: Checkpointer
) -> None:
    desk.execute("PRAGMA wal_autocheckpoint = 0", ())
    commit(path, desk, checkpointer, 15)
    checkpointer.close()
    assert not in_the_file_itself(path, "chan-0")
    assert one(path, "SELECT count(*) FROM ai_content") == 16


def test_another_file_in_its_place_is_looked_after_as_well(
    path: Path, desk: Desk, checkpointer: Checkpointer
) -> None:
    commit(path, desk, checkpointer, 16)
    wait_for(lambda: in_the_file_itself(path, "chan-15"))
    desk.database.close()
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        file.unlink(missing_ok=True)
    checkpointer._asked.set()
    database = open_database(path)
    with database.connection_context():
        other = Desk(database)
        other.execute("PRAGMA wal_autocheckpoint = 0", ())
        commit(path, other, checkpointer, 32, "other")
        wait_for(lambda: in_the_file_itself(path, "other-15"))


def test_it_ends_while_there_is_nothing_to_do(checkpointer: Checkpointer) -> None:
    checkpointer.close()
    assert not checkpointer._thread.is_alive()


def test_a_file_that_was_cut_short_is_not_made_long_again(
    path: Path, desk: Desk, checkpointer: Checkpointer
) -> None:
    desk.execute("PRAGMA wal_autocheckpoint = 0", ())
    commit(path, desk, checkpointer, 16)
    wait_for(lambda: in_the_file_itself(path, "chan-15"))
    commit(path, desk, checkpointer, 15, "more")
    before = path.stat().st_size
    os.truncate(path, before // 2)
    checkpointer.committed(before)
    checkpointer.close()
    assert path.stat().st_size == before // 2


def test_the_locks_of_the_database_are_kept(
    path: Path, desk: Desk, checkpointer: Checkpointer
) -> None:
    commit(path, desk, checkpointer, 16)
    wait_for(lambda: in_the_file_itself(path, "chan-15"))
    another = f"import sqlite3; sqlite3.connect({str(path)!r}).execute('SELECT 1 FROM delivery')"
    subprocess.run([sys.executable, "-c", another], check=True)
    assert Path(f"{path}-wal").exists(), "the last one out would have removed it"
