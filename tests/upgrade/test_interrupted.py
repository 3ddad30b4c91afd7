"""A renewal that is killed, finds no room or may not write: the older data are whole, and again."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.fault.store_story import as_root, read_only, small_disk
from tests.ledger_check import assert_reconciled
from tests.store.second_look import one, seen
from tests.upgrade.callbacks_taken import CallbacksTaken
from tests.upgrade.older_folder import OLDER, PATIENCE_S, OlderFolder, lost

TABLES = ("ai_content", "delivery", "callback", "callback_attempt")
MEGABYTE = 1024 * 1024
MOST_COPIES = 1_500

Moment = Callable[[OlderFolder], bool]


def log_beyond(size: int) -> Moment:
    def reached(older: OlderFolder) -> bool:
        log = older.database.with_name("rivermon.db-wal")
        return bool(older.copies()) and log.exists() and log.stat().st_size > size

    return reached


MOMENTS: dict[str, Moment] = {
    "the copy is begun": lambda older: any(older.database.parent.glob("*-schema1-*")),
    "the copy is there": lambda older: bool(older.copies()),
    "pages are written": log_beyond(6 * MEGABYTE),
}


@pytest.fixture
def older(request: pytest.FixtureRequest, tmp_path: Path) -> OlderFolder:
    return OlderFolder(getattr(request, "param", 1), tmp_path / "home")


def grow(database: Path) -> None:
    """Have so many more webhooks in it that it takes a while to renew."""
    with closing(sqlite3.connect(database)) as connection, connection:
        names = [name for _, name, *_ in connection.execute("PRAGMA table_info(delivery)")]
        other = {"id": "NULL", "dedupe_key": "dedupe_key || '-' || n"}
        values = ", ".join(other.get(name, name) for name in names)
        connection.execute(
            f"INSERT INTO delivery WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
            f"FROM more WHERE n < {MOST_COPIES}) SELECT {values} FROM delivery, more "
            "WHERE outcome = 'kept'"
        )


@contextmanager
def serving(older: OlderFolder) -> Iterator[subprocess.Popen[bytes]]:
    """Today's rivermon over it, started and not waited for; gone at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rivermon", "serve"],
        env=dict(older.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE_S)


def killed_when(older: OlderFolder, moment: Moment) -> None:
    deadline = time.monotonic() + PATIENCE_S
    with serving(older) as process:
        while not moment(older):
            assert process.poll() is None, "it ended"
            assert time.monotonic() < deadline, "the moment does not come"
            time.sleep(0.001)


def killed_in_time(folder: Path, moment: Moment) -> tuple[OlderFolder, Path]:
    """A folder whose renewal was killed at a moment, and its database as it was before.

    A busy machine may let the renewal end before this process sees the moment: then once more.
    """
    for number in range(5):
        older = OlderFolder(1, folder / f"home {number}")
        grow(older.database)
        before = older.before(folder / f"before {number}")
        killed_when(older, moment)
        if not older.is_renewed:
            return older, before
    raise AssertionError("every renewal was over before it was killed")


@pytest.mark.parametrize("name", MOMENTS)
def test_killed_while_it_is_renewed_all_is_there_at_the_next_start(
    tmp_path: Path, name: str
) -> None:
    older, before = killed_in_time(tmp_path, MOMENTS[name])
    assert older.found == 1
    after = older.before(tmp_path / "after")
    assert not any(lost(before, after, table) for table in TABLES)
    assert seen(after, "PRAGMA integrity_check") == [("ok",)]
    with older.served():
        assert older.is_renewed
    for table in TABLES:
        unowed = "state != 'Progress'" if table == "callback" else "1"
        assert not lost(before, older.database, table, unowed)
    assert seen(older.database, "PRAGMA integrity_check") == [("ok",)]
    assert_reconciled(older.database)
    assert not list(older.database.parent.glob(".*.part*")), "what was begun is gone"
    for copy in older.copies():
        assert not any(lost(before, copy, table) for table in TABLES)


@as_root
@pytest.mark.parametrize("more", [0, 2], ids=["none for the copy", "none for the renewal"])
def test_without_room_nothing_changes_and_nothing_is_left(
    older: OlderFolder, tmp_path: Path, more: int
) -> None:
    grow(older.database)
    before = older.before(tmp_path / "before")
    size = sum(file.stat().st_size for file in older.database.parent.iterdir())
    disk = tmp_path / "disk"
    room = size * (2 if more else 1) // 1024 + more * 1024 + 64
    with small_disk(disk, room):
        moved = older.moved_to(disk)
        ended = older.run("serve")
        assert ended.code == 1
        assert "the disk is full: free some space, and start rivermon again" in ended.err
        assert "Traceback" not in ended.err
        assert "is kept as" not in ended.err
        assert {file.name for file in moved.parent.iterdir()} <= {
            "rivermon.db",
            "rivermon.db-wal",
            "rivermon.db-shm",
            "rivermon.db.lock",
            "rivermon.log",
        }
        assert one(moved, "PRAGMA user_version") == 1
        assert not any(lost(before, moved, table) for table in TABLES)


@as_root
def test_where_nothing_may_be_written_it_says_so(older: OlderFolder, tmp_path: Path) -> None:
    before = older.before(tmp_path / "before")
    with read_only(older.database.parent):
        ended = older.run("serve")
    assert ended.code == 1
    assert "check the" in ended.err
    assert "permissions" in ended.err
    assert not any(lost(before, older.database, table) for table in TABLES)
    with older.served():
        assert older.is_renewed


@pytest.mark.parametrize("older", OLDER, indirect=True)
def test_of_two_that_start_at_once_one_renews_and_the_other_refuses(older: OlderFolder) -> None:
    with CallbacksTaken() as taken:
        older.call_to(taken.host)
        with serving(older) as first, serving(older) as second:
            deadline = time.monotonic() + PATIENCE_S
            while first.poll() is None and second.poll() is None:
                assert time.monotonic() < deadline, "neither gave way"
                time.sleep(0.01)
            gone, stays = (first, second) if first.poll() is not None else (second, first)
            assert gone.returncode == 1
            assert gone.stderr is not None
            assert "Another rivermon is using the database" in gone.stderr.read().decode()
            assert stays.stdout is not None
            assert stays.stdout.readline().startswith(b"listening on ")
            assert older.is_renewed
            stays.terminate()
            assert stays.wait(PATIENCE_S) == 0
    assert len(older.copies()) == 1
    assert_reconciled(older.database)
