"""Looks which schema a database has, and says why this rivermon cannot go on with it.

Changes nothing. Does not know how one schema becomes the next.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import peewee as pw

from rivermon.core.ports import StoreRefused
from rivermon.store.file_watch import files_of
from rivermon.store.kept_aside import newest_kept
from rivermon.store.tables import APPLICATION_ID, SCHEMA_VERSION


def foreign_or_newer(connection: sqlite3.Connection) -> str | None:
    """Why this rivermon cannot go on with a database, in words; None when it can.

    Raises:
        sqlite3.Error: it cannot be read, or is no database.
    """
    ((found,),) = connection.execute("PRAGMA user_version").fetchall()
    ((owner,),) = connection.execute("PRAGMA application_id").fetchall()
    if owner != APPLICATION_ID or not found:
        return "it is another program's database"
    if found > SCHEMA_VERSION:
        return f"a newer rivermon wrote it (schema {found}; this one knows {SCHEMA_VERSION})"
    return None


def found_in(database: pw.SqliteDatabase, path: Path, version: int) -> int:
    """The schema that the file has; refuses another program's file and a newer rivermon's."""
    with database.connection_context():
        found = int(database.pragma("user_version"))
        owner = int(database.pragma("application_id"))
        foreign = owner != APPLICATION_ID and bool(owner or found or database.get_tables())
    if foreign:
        raise StoreRefused(
            f"The file {path} is another program's database: choose another with --db."
        )
    if found > version:
        raise StoreRefused(_newer(path, found, version))
    return found


def _newer(path: Path, found: int, version: int) -> str:
    words = (
        f"The database {path} was written by a newer rivermon (schema {found}; this one knows "
        f"{version}): install that version again, or choose another file with --db."
    )
    kept = newest_kept(path, version)
    if kept is None:
        return words
    return f"{words} As it was before that, without what came since, it is {kept}."


def why_not_yet(path: Path) -> str:
    """What is said to who only looks at a database that has an older schema."""
    if _is_being_written(path):
        return f"Another rivermon is renewing the database {path}: wait until it is done."
    return (
        f"The database {path} is of an older rivermon: close that one if it still runs, then start "
        "rivermon once to renew it."
    )


def _is_being_written(path: Path) -> bool:
    """True while somebody has a transaction open; who waits for one is not kept waiting."""
    address = f"{files_of(path)[0].as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as one:
        try:
            one.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as refusal:
            return refusal.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        one.execute("ROLLBACK")
    return False
