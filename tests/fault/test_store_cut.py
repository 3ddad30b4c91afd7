"""The database or its log is cut short while rivermon writes to it, and is made long again."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.ports import StoreUnavailable
from rivermon.store.file_watch import files_of
from rivermon.store.set_aside import were_set_aside
from rivermon.store.store import SqliteStore, opened
from tests.core.told import Told
from tests.fault.store_story import story
from tests.store.drafts import recorded

PAGE = 4096
PATIENCE_S = 15.0

knows_holes = pytest.mark.skipif(
    not hasattr(os, "SEEK_HOLE"), reason="this system tells of no holes"
)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that reads: what is committed meanwhile stays in the log."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM ai_content").fetchone()
        yield connection


async def take_over(connection: sqlite3.Connection, mode: str) -> None:
    """Have all that is in the log in the file."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            busy, log, taken = connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
            if not busy and log == taken:
                return
            await asyncio.sleep(0.01)  # rivermon is at it itself


async def keep_many(store: SqliteStore, count: int) -> None:
    """In many commits, so that the log is longer than what is in it."""
    for first in range(0, count, 10):
        these = range(first, first + 10)
        await asyncio.gather(*(store.keep(recorded(f"c{number}")) for number in these))


@knows_holes
@pytest.mark.parametrize("left", [0, 100, PAGE, 10 * PAGE])
async def test_what_was_cut_while_it_is_taken_over_takes_nothing_in(
    tmp_path: Path, left: int
) -> None:
    path = tmp_path / "rivermon.db"
    feed = ChangeFeed()
    told = Told(feed)
    async with opened(path, feed.tell, SystemClock()) as store:
        with reading(path) as connection:
            await keep_many(store, 200)
            size = path.stat().st_size
            os.truncate(path, left)
            connection.execute("ROLLBACK")
            await take_over(connection, "PASSIVE")
            assert path.stat().st_size >= size, "its length tells nothing"
        with pytest.raises(StoreUnavailable, match="cut short"):
            await store.keep(recorded("new"))
        await told.until(lambda: told.of(TroubleEnded))
        assert Trouble.SET_ASIDE in [fact.trouble for fact in told.of(TroubleBegan)]
        await store.keep(recorded("new"))
    with closing(sqlite3.connect(path)) as looker:
        assert looker.execute("SELECT channel_id FROM ai_content").fetchall() == [("new",)]
    assert len(list(were_set_aside(path))) == 1


async def test_a_log_that_another_program_emptied_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "rivermon.db"
    feed = ChangeFeed()
    told = Told(feed)
    async with opened(path, feed.tell, SystemClock()) as store:
        await keep_many(store, 50)
        with closing(sqlite3.connect(path)) as connection:
            await take_over(connection, "TRUNCATE")
        await told.until(lambda: told.of(TroubleEnded))
        assert Trouble.SET_ASIDE not in [fact.trouble for fact in told.of(TroubleBegan)]
        await store.keep(recorded("new"))
        assert (await store.counts()).records == 51


def to_nothing(log: Path) -> None:
    os.truncate(log, 0)


def in_half(log: Path) -> None:
    os.truncate(log, log.stat().st_size // 2)


@pytest.mark.parametrize("fault", [to_nothing, in_half], ids=lambda fault: fault.__name__)
async def test_a_log_that_is_cut_costs_no_webhook_that_comes(
    tmp_path: Path, fault: Callable[[Path], None]
) -> None:
    async with story(tmp_path) as told:
        await told.take(100)
        fault(files_of(told.database)[1])
        old = set(told.acknowledged)
        for _ in range(20):
            await told.until_taken()
        await asyncio.to_thread(told.served.kill)
        told.run("repair")
        assert told.acknowledged - old <= told.channels()
        assert told.run("doctor", "--ledger")[0] == 0
