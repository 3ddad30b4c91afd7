"""The ids that a database has given away, and how a new one begins beyond them.

ModelRiver knows records by their ids, and callbacks on their way know themselves: an id that is
used twice would send one's news to another. Does not know why a new database is begun.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import peewee as pw

from rivermon.store.failure import WORLD
from rivermon.store.file_watch import files_of
from rivermon.store.insertion import Execute
from rivermon.store.tables import AiContent, Callback, Delivery

_SMALLEST_ROW = 64  # bytes; even the emptiest of the three tables' rows takes more
_BEGIN = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)"
_IS_KNOWN = "SELECT 1 FROM sqlite_sequence WHERE name = ?"
_GO_ON = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"


class IdsUsed(NamedTuple):
    """The highest id of each kind."""

    record: int = 0
    delivery: int = 0
    callback: int = 0

    def or_more(self, other: "IdsUsed") -> "IdsUsed":
        """The higher of both, of each kind."""
        return IdsUsed(*map(max, self, other))


_ASKED: Sequence[tuple[str, ...]] = (
    (
        "SELECT seq FROM sqlite_sequence WHERE name = 'ai_content'",
        "SELECT max(id) FROM ai_content",
        "SELECT max(record_id) FROM callback",
        "SELECT max(record_id) FROM delivery",
    ),
    (
        "SELECT seq FROM sqlite_sequence WHERE name = 'delivery'",
        "SELECT max(id) FROM delivery",
        "SELECT max(delivery_id) FROM callback",
    ),
    (
        "SELECT seq FROM sqlite_sequence WHERE name = 'callback'",
        "SELECT max(id) FROM callback",
    ),
)


def ids_used(execute: Execute, path: Path) -> IdsUsed:
    """The highest ids that a damaged database still tells of.

    Where the end of a table cannot be read, as many ids count as used as rows had room in the file.
    """
    room = sum(file.stat().st_size for file in files_of(path)[:2] if file.exists())
    return IdsUsed(*(_highest(execute, queries, room // _SMALLEST_ROW) for queries in _ASKED))


def ids_used_in(path: Path) -> IdsUsed:
    """The same of a file that nobody has open, and that stays as it is."""
    try:
        connection = sqlite3.connect(f"{files_of(path)[0].as_uri()}?mode=ro", uri=True)
    except WORLD:
        return ids_used(_unreadable, path)
    try:
        return ids_used(connection.execute, path)
    finally:
        connection.close()


def begin_beyond(database: pw.SqliteDatabase, used: IdsUsed) -> None:
    """Make the tables of a new database so that their ids begin beyond those that were used.

    Only there do deliveries and callbacks need to remember what they gave away; the table that
    SQLite keeps of it costs a write with every commit.
    """
    execute: Execute = database.execute_sql
    numbers = zip((AiContent, Delivery, Callback), used, strict=True)
    for model, highest in numbers:
        with database.bind_ctx((model,)):
            making: Any = pw.SchemaManager(model)
            sql, _ = making._create_table(safe=True).query()
        if "AUTOINCREMENT" not in sql:
            sql = sql.replace("PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT", 1)
        execute(sql, ())
        execute(_BEGIN, (model._meta.table_name, highest))


def go_on_beyond(execute: Execute, used: IdsUsed) -> None:
    """Have the records of a database that is there begin beyond the ids that were used."""
    table = AiContent._meta.table_name
    if execute(_IS_KNOWN, (table,)).fetchone() is None:
        execute(_BEGIN, (table, 0))
    execute(_GO_ON, (used.record, table))


def _highest(execute: Execute, queries: Sequence[str], room: int) -> int:
    found: list[int] = []
    sure = False
    for place, query in enumerate(queries):
        try:
            row = execute(query, ()).fetchone()
        except WORLD:
            continue
        if row is not None and row[0] is not None:
            found.append(row[0])
        # What SQLite noted of it, or the end of the table itself; the others only may know more.
        sure = sure or place == 1 or (place == 0 and row is not None)
    return max(found, default=0) if sure else max([room, *found])


def _unreadable(sql: str, values: Sequence[object]) -> None:
    raise sqlite3.DatabaseError(f"cannot be read: {sql} {values}")
