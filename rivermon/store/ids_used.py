"""The ids that a database has given away, and how a new one begins beyond them.

ModelRiver knows records by their ids, and callbacks on their way know themselves: an id that is
used twice would send one's news to another. Does not know why a new database is begun.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import peewee as pw

from rivermon.store.failure import WORLD
from rivermon.store.file_watch import files_of
from rivermon.store.insertion import Execute
from rivermon.store.tables import AiContent, Callback, Delivery

_SMALLEST_ROW = 64  # bytes; even the emptiest of the three tables' rows takes more
_BEGIN = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)"
_IS_KNOWN = "SELECT 1 FROM sqlite_sequence WHERE name = ?"
_GO_ON = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
_REMEMBER = (
    "UPDATE sqlite_schema SET sql = replace(sql, '\"id\" INTEGER NOT NULL PRIMARY KEY,', "
    "'\"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,') WHERE type = 'table' AND name = ?"
)
NUMBERED: tuple[type[pw.Model], ...] = (AiContent, Delivery, Callback)
"""The tables whose ids others know, in the order of IdsUsed."""


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
    """Make the tables of a new database so that their ids begin beyond those that were used."""
    with database.bind_ctx(NUMBERED):
        for model in NUMBERED:
            model.create_table()
    go_on_beyond(database.execute_sql, used)


def go_on_beyond(execute: Execute, used: IdsUsed) -> None:
    """Have the ids of a database that is there go on beyond those that were used."""
    for model, highest in zip(NUMBERED, used, strict=True):
        name = model._meta.table_name
        if execute(_IS_KNOWN, (name,)).fetchone() is None:
            execute(_BEGIN, (name, 0))
        execute(_GO_ON, (highest, name))


def use_no_id_twice(execute: Execute, *models: type[pw.Model]) -> None:
    """Have tables that are there remember which ids they gave away, in an open transaction.

    SQLite has no statement for it. What a row looks like stays as it is: nothing but the words of
    the schema change, and the note of the highest id, as in the procedure of
    https://www.sqlite.org/lang_altertable.html, section 7. The table of these notes is there
    already, for that of the records.
    """
    names = [model._meta.table_name for model in models]
    execute("PRAGMA writable_schema = ON", ())
    try:
        for name in names:
            execute(_REMEMBER, (name,))
    finally:
        # Also reads the schema anew, from which the statements that follow are made.
        execute("PRAGMA writable_schema = RESET", ())
    version = int(execute("PRAGMA schema_version", ()).fetchone()[0])
    execute(f"PRAGMA schema_version = {version + 1}", ())
    for name in names:
        if execute(_IS_KNOWN, (name,)).fetchone() is None:
            (highest,) = execute(f"SELECT coalesce(max(id), 0) FROM {name}", ()).fetchone()
            execute(_BEGIN, (name, highest))


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
