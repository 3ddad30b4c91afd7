"""The file is taken away from under rivermon: what it had comes back, and nothing goes astray."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.fault.store_story import story


def remove(database: Path) -> None:
    database.unlink()


def rename(database: Path) -> None:
    database.rename(database.with_name("old.db"))


def remove_all(database: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{database}{end}").unlink()


def remove_log(database: Path) -> None:
    Path(f"{database}-wal").unlink()


def remove_index(database: Path) -> None:
    Path(f"{database}-shm").unlink()


def empty_in_its_place(database: Path) -> None:
    database.unlink()
    database.touch()


def remove_folder(database: Path) -> None:
    shutil.rmtree(database.parent)


def rename_folder(database: Path) -> None:
    database.parent.rename(database.parent.with_name("moved"))


FAULTS = (
    remove,
    rename,
    remove_all,
    remove_log,
    remove_index,
    empty_in_its_place,
    remove_folder,
    rename_folder,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
async def test_what_was_taken_away_under_load_comes_back(
    tmp_path: Path, fault: Callable[[Path], None]
) -> None:
    async with story(tmp_path) as told:
        await told.take(10)
        load = asyncio.gather(*(told.until_taken() for _ in range(40)))
        await told.until_taken()
        fault(told.database)
        await load
        for _ in range(5):
            await told.until_taken()
        await told.stopped()
        told.adds_up()
        assert len(told.acknowledged) == 56


async def test_nobody_has_to_come_for_it_to_come_back(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(10)
        told.database.unlink()
        async with asyncio.timeout(10):
            while not told.database.exists():  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.02)
        assert told.acknowledged == told.channels()


async def test_it_is_put_back_at_the_latest_when_rivermon_stops(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(10)
        told.database.unlink()
        await told.stopped()
        told.adds_up()


async def test_another_file_in_its_place_is_used_and_the_old_one_kept(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(10)
        backup = told.database.with_name("backup")
        with (
            closing(sqlite3.connect(told.database)) as now,
            closing(sqlite3.connect(backup)) as then,
        ):
            now.backup(then)
        await told.take(10)
        backup.replace(told.database)
        await told.until_taken()
        (rescued,) = told.aside("rescued")
        assert rescued.name in told.logged()
        assert len(told.channels()) == 11
        ((newest,),) = told.asked("SELECT max(id) FROM ai_content")
        assert newest > 20, "no id is used twice"
        await told.stopped()
        code, said = told.run("repair")
        assert code == 0, said
        assert "10 records" in said
        told.adds_up()


async def test_a_foreign_file_in_its_place_is_left_alone(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(5)
        notes = told.database.with_name("notes")
        notes.write_text("to do: nothing\n" * 100)
        notes.replace(told.database)
        await told.until_health("unavailable")
        assert (await told.post()).status == 503
        assert told.database.read_text().startswith("to do")
        told.database.unlink()
        await told.until_health("ok")
        await told.take(1)
        await told.stopped()
        told.adds_up()
