"""Makes a database as rivermon would leave it: `python -m tests.million.fixture PATH`.

Knows SQLite's bulk manners. Does not know what the rows say.
"""

import argparse
import gc
import multiprocessing
import sqlite3
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from rivermon.store.database import open_database
from rivermon.store.insertion import Execute
from rivermon.store.tallies import OWED, RECEIVED, WORDED_DELIVERIES, WORDED_RECORDS, count, mark
from tests.million import indexes
from tests.million.calendar import Calendar
from tests.million.chunk import rows_of
from tests.million.moments import micros_of
from tests.million.plan import CHUNK, Chunk, chunks
from tests.million.rows import COLUMNS, Rows

RECORDS = 1_000_000
FEWEST = 200
_SEED = 7
_MAKERS = 2
_AHEAD = 6
_TRANSACTION = 20
_HASH_BYTES = 64 * 1024 * 1024
_FULL_TEXT = ("content_text", "delivery_text")
_LAST = "SELECT coalesce(max(id), 0) FROM ai_content"
_BULK = (
    "PRAGMA synchronous = off",
    "PRAGMA cache_size = -1000000",
    "PRAGMA temp_store = memory",
    "PRAGMA threads = 2",
)
_NO_CARE = (*_BULK, "PRAGMA journal_mode = off", "PRAGMA locking_mode = exclusive")


class Figures(NamedTuple):
    """What making a database took: seconds for the rows, for the indexes, in all; bytes."""

    rows_s: float
    indexes_s: float
    total_s: float
    size: int


def make_database(
    path: Path, *, records: int = RECORDS, newest: datetime | None = None, seed: int = _SEED
) -> Figures:
    """Make a database that open_database finds as it likes it; the same seed makes the same rows.

    Args:
        path: the file, which is not there yet. It appears under this name when it is complete.
        records: how many, at least FEWEST; deliveries and callbacks come with them.
        newest: when the newest record was made, aware; now by default.
        seed: where chance begins.

    Raises:
        FileExistsError: the file is there.
        ValueError: too few records, or the tables have columns that nobody fills.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already: remove it, or name another file")
    if records < FEWEST:
        raise ValueError(f"at least {FEWEST} records are needed to have something of everything")
    started_s = time.monotonic()
    unfinished = path.with_name(f"{path.name}.unfinished")
    _remove(unfinished)
    open_database(unfinished).close()
    calendar = Calendar(records, micros_of(newest or datetime.now(UTC)))
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
        for pragma in _NO_CARE:
            connection.execute(pragma)
        dropped = indexes.drop_all(connection)
        _fill(connection, chunks(seed, calendar), records)
        rows_s = time.monotonic() - started_s
        indexes.make(connection, dropped)
        _say(f"{len(dropped)} indexes made")
    _settle(unfinished)
    unfinished.rename(path)
    total_s = time.monotonic() - started_s
    return Figures(rows_s, total_s - rows_s, total_s, path.stat().st_size)


def renew(path: Path, records: int) -> bool:
    """Keep a complete database, with its indexes brought to what rivermon has now.

    Returns:
        False when there is none with so many records and the tables that rivermon has now.
    """
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _BULK:
            connection.execute(pragma)
        made = indexes.renew(connection)
        if made is None or connection.execute(_LAST).fetchone()[0] != records:
            return False
    if made:
        _say(f"{made} indexes made")
        _settle(path)
    return True


def _fill(connection: sqlite3.Connection, wanted: Iterable[Chunk], records: int) -> None:
    inserts = [_insert(connection, table._meta.table_name, names) for table, names in COLUMNS]
    for table in _FULL_TEXT:  # merged less often; a setting that is forgotten below
        connection.execute(
            f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {_HASH_BYTES})"
        )
    started_s = time.monotonic()
    connection.execute("BEGIN")
    for number, rows in enumerate(_made(wanted, records), 1):
        for insert, values in zip(inserts, rows, strict=True):
            connection.executemany(insert, values)
        if number % _TRANSACTION == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN")
            done = min(records, number * CHUNK)
            _say(f"{done:>12,} records  {done / (time.monotonic() - started_s):,.0f}/s")
    (deliveries,) = connection.execute("SELECT count(*) FROM delivery").fetchone()
    count(connection.execute, RECEIVED, deliveries)
    (callbacks,) = connection.execute("SELECT count(*) FROM callback").fetchone()
    count(connection.execute, OWED, callbacks)
    for table, name in (("ai_content", WORDED_RECORDS), ("delivery", WORDED_DELIVERIES)):
        (last,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        mark(connection.execute, name, last)
    connection.execute("COMMIT")
    for table in _FULL_TEXT:
        connection.execute(f"DELETE FROM {table}_config WHERE k = 'hashsize'")


def _made(wanted: Iterable[Chunk], records: int) -> Iterator[Rows]:
    """The rows of all chunks in their order, made in other processes when there are many."""
    if records <= CHUNK:
        yield from map(rows_of, wanted)
        return
    ahead: deque[Future[Rows]] = deque()
    context = multiprocessing.get_context("spawn")
    # Rows hold no cycles, and looking for some costs a third of the time.
    with ProcessPoolExecutor(_MAKERS, context, initializer=gc.disable) as maker:
        for chunk in wanted:
            ahead.append(maker.submit(rows_of, chunk))
            if len(ahead) > _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _insert(connection: sqlite3.Connection, table: str, names: str) -> str:
    """The INSERT of a table, if all of its columns are filled."""
    filled = names.split()
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if not there - {"id"} <= set(filled) <= there | {"rowid"}:
        odd = ", ".join(sorted(there - {"id"} ^ set(filled) - {"id", "rowid"}))
        raise ValueError(f"tests/million/rows.py and the table {table} differ in: {odd}")
    return f"INSERT INTO {table} ({', '.join(filled)}) VALUES ({', '.join('?' * len(filled))})"


def _settle(path: Path) -> None:
    """Open it as rivermon does, so that it is in WAL mode, and leave no log behind."""
    database = open_database(path)
    with database.connection_context():
        execute: Execute = database.execute_sql
        execute("PRAGMA wal_checkpoint(TRUNCATE)", ())


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - a command's output


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.million.fixture", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--newest", type=datetime.fromisoformat, help="ISO 8601 with an offset")
    parser.add_argument(
        "--if-needed",
        action="store_true",
        help="keep a complete one, with its indexes renewed",
    )
    given = parser.parse_args()
    gc.disable()  # see _made
    if given.if_needed:
        if renew(given.path, given.records):
            _say(f"{given.path} is complete")
            return
        _remove(given.path)
    try:
        figures = make_database(
            given.path, records=given.records, newest=given.newest, seed=given.seed
        )
    except (FileExistsError, ValueError) as failure:
        parser.error(str(failure))
    _say(
        f"{given.path}: {given.records:,} records, {figures.size / 1e9:.2f} GB, "
        f"{figures.total_s:.0f} s (rows {figures.rows_s:.0f} s, indexes {figures.indexes_s:.0f} s)"
    )


if __name__ == "__main__":
    _main()
