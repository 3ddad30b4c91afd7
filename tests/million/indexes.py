"""Brings a database's indexes to those that a new one has, in the same order.

SQLite chooses among equal indexes by their order, so that a bench on another order would measure
another rivermon. Does not know the tables.
"""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from rivermon.store.database import open_database

Index = tuple[str, str, str]
_INDEXES = (
    "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "ORDER BY rowid"
)
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"


def drop_all(connection: sqlite3.Connection) -> list[Index]:
    """Drop every index that a statement made; what they were, in their order."""
    dropped: list[Index] = connection.execute(_INDEXES).fetchall()
    _drop(connection, dropped)
    return dropped


def make(connection: sqlite3.Connection, wanted: Iterable[Index]) -> None:
    """Make indexes, in their order."""
    for *_, statement in wanted:
        connection.execute(statement)


def renew(connection: sqlite3.Connection) -> int | None:
    """Drop and make what is not as in a new database; how many were made, None if tables differ."""
    with tempfile.TemporaryDirectory() as folder:
        fresh_path = Path(folder, "fresh.db")
        open_database(fresh_path).close()
        with closing(sqlite3.connect(fresh_path)) as fresh:
            if fresh.execute(_TABLES).fetchall() != connection.execute(_TABLES).fetchall():
                return None
            wanted = _by_table(fresh)
    made = 0
    found = _by_table(connection)
    for table in wanted.keys() | found.keys():
        have, want = found[table], wanted[table]
        same = 0
        while have[same : same + 1] == want[same : same + 1] != []:
            same += 1
        _drop(connection, have[same:])
        make(connection, want[same:])
        made += len(want) - same
    return made


def _by_table(connection: sqlite3.Connection) -> defaultdict[str, list[Index]]:
    tables: defaultdict[str, list[Index]] = defaultdict(list)
    for index in connection.execute(_INDEXES):
        tables[index[0]].append(index)
    return tables


def _drop(connection: sqlite3.Connection, unwanted: Iterable[Index]) -> None:
    for _, name, _ in unwanted:
        connection.execute(f'DROP INDEX "{name}"')
