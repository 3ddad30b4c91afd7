"""The file is damaged, at the start or while rivermon runs: set aside, begun anew, salvaged."""

import asyncio
import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.fault.store_story import Story, story

PAGE = 4096
SOME = 200


def overwrite_header(database: Path) -> None:
    with database.open("r+b") as file:
        file.write(os.urandom(100))


def overwrite_first_pages(database: Path) -> None:
    """The page of the header and those of the schema."""
    with database.open("r+b") as file:
        file.write(os.urandom(20 * PAGE))


def overwrite_many_pages(database: Path) -> None:
    with database.open("r+b") as file:
        for page in range(40, database.stat().st_size // PAGE, 4):
            file.seek(page * PAGE)
            file.write(os.urandom(PAGE))


def cut_in_half(database: Path) -> None:
    os.truncate(database, database.stat().st_size // 2)


def cut_to_nothing(database: Path) -> None:
    os.truncate(database, 0)


FAULTS = (
    overwrite_header,
    overwrite_first_pages,
    overwrite_many_pages,
    cut_in_half,
    cut_to_nothing,
)


def folded(database: Path) -> None:
    """Have all that was committed in the file itself, as after many webhooks more."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sums(database: Path) -> list[str]:
    files = (database, Path(f"{database}-wal"))
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.exists()]


async def until_set_aside(told: Story) -> Path:
    """Read and write until the damage is met; the name that the file has then."""
    async with asyncio.timeout(15):
        while not told.aside():
            await told.post()
            await told.until_health("ok")
    await told.until_taken()
    (aside,) = told.aside()
    return aside


@pytest.mark.parametrize("fault", FAULTS[:-1], ids=lambda fault: fault.__name__)
async def test_damage_at_the_start_is_set_aside_and_salvaged(
    tmp_path: Path, fault: Callable[[Path], None]
) -> None:
    async with story(tmp_path) as told:
        await told.take(SOME)
        await told.stopped()
        fault(told.database)
        before = sums(told.database)
        await asyncio.to_thread(told.served.start)
        aside = await until_set_aside(told)
        assert sums(aside)[:1] == before[:1], "it is kept as it was"
        assert aside.name in told.logged()
        assert "rivermon repair" in told.logged()
        ((oldest,),) = told.asked("SELECT min(id) FROM ai_content")
        assert oldest > SOME, "ModelRiver knows the older ones"
        kept = sums(aside)
        code, said = told.run("repair")
        assert code == 1, "rivermon is running"
        assert "Another rivermon is using the database" in said
        await told.stopped()
        told.run("repair")
        assert sums(aside) == kept, "nor is it changed by the repair"
        assert told.run("doctor", "--ledger")[0] == 0


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
async def test_damage_while_it_runs_costs_no_webhook_that_comes(
    tmp_path: Path, fault: Callable[[Path], None]
) -> None:
    async with story(tmp_path) as told:
        await told.take(SOME)
        folded(told.database)
        fault(told.database)
        old = set(told.acknowledged)
        for _ in range(20):
            await told.until_taken()
        await told.stopped()
        told.run("repair")
        assert told.acknowledged - old <= told.channels()
        assert told.run("doctor", "--ledger")[0] == 0


async def test_what_is_only_a_damaged_header_loses_nothing(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(50)
        await told.stopped()
        overwrite_header(told.database)
        await asyncio.to_thread(told.served.start)
        await told.take(5)
        await told.stopped()
        code, said = told.run("repair")
        assert code == 0, said
        assert "everything could be read" in said
        told.adds_up()


async def test_a_log_that_lost_its_file_is_not_deleted(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(10)
        await asyncio.to_thread(told.served.kill)
        log = Path(f"{told.database}-wal")
        (kept,) = sums(log)
        told.database.unlink()
        await asyncio.to_thread(told.served.start)
        await told.take(1)
        (aside,) = told.database.parent.glob("*-damaged-*.db-wal")
        assert sums(aside) == [kept]


async def test_damage_in_an_index_is_mended_from_the_tables(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(50)
        await told.stopped()
        with closing(sqlite3.connect(told.database)) as connection:
            pages = connection.execute(
                "SELECT pageno FROM dbstat WHERE name IN ('by_title', 'content_text_data')"
            ).fetchall()
        with told.database.open("r+b") as file:
            for (page,) in pages:
                file.seek((page - 1) * PAGE)
                file.write(os.urandom(PAGE))
        code, said = told.run("repair")
        assert code == 0, said
        assert "50 deliveries, 50 records, 50 callbacks" in said
        told.adds_up()
        assert told.asked("SELECT min(id), max(id) FROM ai_content") == [(1, 50)]


async def test_a_foreign_file_is_refused_and_stays(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.stopped()
        told.database.write_text("to do: nothing\n" * 1000)
        code, said = await asyncio.to_thread(told.run, "serve", "--port", "0")
        assert code == 1
        assert "not an SQLite database" in said
        assert told.database.read_text().startswith("to do")
        assert told.aside() == []


async def test_a_sound_database_needs_no_repair(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(3)
        await told.stopped()
        code, said = told.run("repair")
        assert code == 0
        assert "nothing to repair" in said
