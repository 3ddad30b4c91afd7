"""A back-up: whole, of one moment, checked, one file; and what is brought back from one."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rivermon.core.backup import Backup
from rivermon.core.ports import StoreRefused
from rivermon.store.backing_up import NoBackup, back_up, brought, number_beyond
from rivermon.store.store import SqliteStore, opened
from rivermon.store.tables import SCHEMA_VERSION
from tests.ledger_check import assert_reconciled, differences
from tests.store.drafts import recorded
from tests.store.still_clock import StillClock


def unheeded(_done: int, _of: int) -> None:
    """Progress that the test is not about."""


def wanted() -> bool:
    return True


async def fill(store: SqliteStore, begin: int, count: int) -> None:
    drafts = (recorded(channel=f"c-{number}") for number in range(begin, begin + count))
    await asyncio.gather(*(store.keep(draft) for draft in drafts))


def stocked(path: Path, count: int = 50) -> Path:
    async def fill_it() -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            await fill(store, 0, count)

    asyncio.run(fill_it())
    return path


def records(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [each for (each,) in connection.execute("SELECT id FROM ai_content ORDER BY id")]


def test_a_copy_is_one_file_that_is_whole_and_private(tmp_path: Path) -> None:
    path, file = stocked(tmp_path / "river.db"), tmp_path / "copies" / "copy.db"
    said: list[tuple[int, int]] = []
    done = back_up(path, file, lambda *so_far: said.append(so_far), wanted)
    assert done == Backup(file=str(file), size=file.stat().st_size, records=50)
    assert [each.name for each in file.parent.iterdir()] == ["copy.db"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert said[-1][0] == said[-1][1] > 0
    assert records(file) == records(path)
    assert_reconciled(file)


async def test_a_copy_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    path, file = tmp_path / "river.db", tmp_path / "copy.db"
    async with opened(path, lambda _: None, StillClock()) as store:
        await fill(store, 0, 2_000)
        copying = asyncio.get_running_loop().run_in_executor(
            None, back_up, path, file, unheeded, wanted
        )
        begun = 2_000
        while not copying.done():
            await fill(store, begun, 50)
            begun += 50
        done = await copying
        assert done is not None
        assert 2_000 <= done.records < begun
        assert (await store.counts()).records == begun
    assert records(file) == list(range(1, done.records + 1))
    assert_reconciled(file)
    assert_reconciled(path)


def test_what_was_there_is_replaced_only_by_a_whole_copy(tmp_path: Path) -> None:
    path, file = stocked(tmp_path / "river.db"), tmp_path / "copy.db"
    file.write_text("an older copy")
    assert back_up(path, file, unheeded, lambda: False) is None
    assert file.read_text() == "an older copy"
    assert sorted(each.suffix for each in tmp_path.iterdir()) == [".db", ".db", ".lock"]
    assert back_up(path, file, unheeded, wanted) is not None
    assert records(file) == records(path)


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_the_database_itself_is_not_written_over(ending: str, tmp_path: Path) -> None:
    path = stocked(tmp_path / "river.db")
    (tmp_path / "river.db-wal").touch()
    (tmp_path / "link").symlink_to(f"river.db{ending}")
    for file in (Path(f"{path}{ending}"), tmp_path / "link"):
        with pytest.raises(NoBackup, match="is the database itself"):
            back_up(path, file, unheeded, wanted)
    assert records(path) == list(range(1, 51))


def test_where_it_cannot_be_written_it_is_said(tmp_path: Path) -> None:
    path = stocked(tmp_path / "river.db")
    (tmp_path / "a file").touch()
    with pytest.raises(NoBackup, match="cannot be written"):
        back_up(path, tmp_path / "a file" / "copy.db", unheeded, wanted)
    with pytest.raises(StoreRefused, match="no database"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db", unheeded, wanted)


def test_a_damaged_database_is_not_taken_for_a_copy(tmp_path: Path) -> None:
    path, file = stocked(tmp_path / "river.db", 500), tmp_path / "copy.db"
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT pageno FROM dbstat WHERE name = 'by_title'").fetchall()
    with path.open("r+b") as opened_file:
        for (page,) in found:
            opened_file.seek((page - 1) * 4096)
            opened_file.write(os.urandom(4096))
    with pytest.raises(NoBackup, match="damaged"):
        back_up(path, file, unheeded, wanted)
    assert not file.exists()


def test_a_copy_is_brought_beside_the_database_and_goes_on_counting(tmp_path: Path) -> None:
    path, file = stocked(tmp_path / "river.db", 20), tmp_path / "copy.db"
    back_up(path, file, unheeded, wanted)
    stocked(path, 30)
    ready = brought(file, path, unheeded, wanted)
    assert ready is not None
    assert (ready.parent, records(ready)) == (path.parent, list(range(1, 21)))
    assert records(path) == list(range(1, 31))
    number_beyond(ready, path)

    async def one_more() -> None:
        async with opened(ready, lambda _: None, StillClock()) as store:
            kept = await store.keep(recorded(channel="new"))
            assert kept.record_id == 31

    asyncio.run(one_more())
    assert differences(ready) == []


def test_a_copy_with_its_log_beside_it_is_brought_whole(tmp_path: Path) -> None:
    async def copied_alive() -> None:
        async with opened(tmp_path / "river.db", lambda _: None, StillClock()) as store:
            await fill(store, 0, 10)
            for ending in ("", "-wal"):
                shutil.copy(tmp_path / f"river.db{ending}", tmp_path / f"copy.db{ending}")

    asyncio.run(copied_alive())
    assert (tmp_path / "copy.db-wal").stat().st_size > 0
    ready = brought(tmp_path / "copy.db", tmp_path / "river.db", unheeded, wanted)
    assert ready is not None
    assert records(ready) == list(range(1, 11))


def _foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE theirs (a)")


def _newer(file: Path) -> None:
    stocked(file, 1)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _text(file: Path) -> None:
    file.write_text("to do: nothing\n" * 1000)


def _cut(file: Path) -> None:
    stocked(file, 500)
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (_foreign, "another program's database"),
        (_newer, "a newer rivermon wrote it"),
        (_text, "not an SQLite database"),
        (_cut, "damaged"),
        (lambda _: None, "There is no file"),
        (Path.mkdir, "There is no file"),
    ],
)
def test_what_is_no_back_up_is_refused(made, words: str, tmp_path: Path) -> None:
    path, file = stocked(tmp_path / "river.db", 3), tmp_path / "other.db"
    made(file)
    with pytest.raises(NoBackup, match=words):
        brought(file, path, unheeded, wanted)
    assert records(path) == [1, 2, 3]
    assert not list(tmp_path.glob(".*"))


def test_the_database_is_no_back_up_of_itself(tmp_path: Path) -> None:
    path = stocked(tmp_path / "river.db", 3)
    with pytest.raises(NoBackup, match="in use"):
        brought(path, path, unheeded, wanted)
