"""Another program's look at the file: plain sqlite3, a connection of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any


def seen(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows that a second connection finds now."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.execute(sql, values).fetchall())


def one(path: Path, sql: str, *values: Any) -> Any:
    """The first column of the one row that a second connection finds now."""
    ((value, *_),) = seen(path, sql, *values)
    return value


def changed(path: Path, sql: str, *values: Any) -> None:
    """Commit a change through a second connection."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(sql, values)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the database's write lock, as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
