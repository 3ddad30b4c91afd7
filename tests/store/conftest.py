"""Real files in tmp_path; every connection is closed again."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.feed import Fact
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.reader import Reader
from rivermon.store.store import SqliteStore, opened
from tests.store.desk import Desk
from tests.store.still_clock import StillClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be; neither it nor its folder is there yet."""
    return tmp_path / "data" / "rivermon.db"


@pytest.fixture
def database(path: Path) -> Iterator[pw.SqliteDatabase]:
    """The database, new, and connected in the test's thread."""
    database = open_database(path)
    database.connect()
    yield database
    database.close()


@pytest.fixture
def desk(database: pw.SqliteDatabase) -> Desk:
    """Keeps and notes at once."""
    return Desk(database)


@pytest.fixture
def told() -> list[Fact]:
    """What the store told."""
    return []


@pytest.fixture
def clock() -> StillClock:
    """The store's clock."""
    return StillClock()


@pytest.fixture
async def store(path: Path, told: list[Fact], clock: StillClock) -> AsyncIterator[SqliteStore]:
    """A store on a file of its own."""
    async with opened(path, told.extend, clock) as store:
        yield store


@pytest.fixture
def reader(path: Path, database: pw.SqliteDatabase) -> Iterator[Reader]:
    """Reads what the desk wrote."""
    reader = Reader(open_for_reading(path), path)
    yield reader
    reader.close()
