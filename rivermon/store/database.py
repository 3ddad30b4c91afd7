"""Opens the database file: pragmas, schema version, migrations, and one owner at a time.

Does not know what the tables are for.
"""

import logging
import os
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import peewee as pw

from rivermon.core.ports import StoreRefused, StoreUnavailable
from rivermon.store.failure import WORLD, in_words
from rivermon.store.keeping import Execute
from rivermon.store.migrations import MIGRATIONS, Migration
from rivermon.store.tables import APPLICATION_ID, FINDING, SCHEMA_VERSION, TABLES

_log = logging.getLogger(__name__)
_BUSY_S = 5

_WRITER_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # a 200 means that the row survives a power cut, not only a crash
    "foreign_keys": 1,
    "busy_timeout": _BUSY_S * 1000,
    "cache_size": -16_000,
    "journal_size_limit": 64 * 1024 * 1024,
}


def open_database(
    path: Path, *, migrations: Mapping[int, Migration] = MIGRATIONS, version: int = SCHEMA_VERSION
) -> pw.SqliteDatabase:
    """Open the database for writing, made or brought to this rivermon's schema where needed.

    Args:
        path: the file; it and its folder are made, for this user only, where they are missing.
        migrations: from each schema version to the next.
        version: the schema that this rivermon knows.

    Raises:
        StoreUnavailable: the file cannot be opened or written.
        StoreRefused: the file was written by a newer rivermon, or is not rivermon's.
    """
    try:
        _make_private(path)
        found = _found_in(_for_reading(path), path, version)  # first: pragmas change the file
        database = pw.SqliteDatabase(
            str(path), pragmas=_WRITER_PRAGMAS, timeout=_BUSY_S, autoconnect=False
        )
        with database.connection_context():
            _bring_up(database, path, migrations, found, version)
    except WORLD as failure:
        raise StoreUnavailable(in_words(path, failure)) from failure
    return database


def open_for_reading(path: Path) -> pw.SqliteDatabase:
    """Open an existing database so that nothing can be written through it.

    Raises:
        StoreRefused: there is none, or it was written by a newer rivermon, or is not rivermon's.
        StoreUnavailable: the file cannot be opened.
    """
    try:
        if not path.is_file():
            raise StoreRefused(
                f"There is no database at {path} yet: start rivermon first, or give --db."
            )
        database = _for_reading(path)
        found = _found_in(database, path, SCHEMA_VERSION)
    except WORLD as failure:
        raise StoreUnavailable(in_words(path, failure)) from failure
    if found < SCHEMA_VERSION:
        raise StoreRefused(
            f"The database {path} is of an older rivermon: start rivermon once to renew it."
        )
    return database


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _for_reading(path: Path) -> pw.SqliteDatabase:
    pragmas = {"busy_timeout": _BUSY_S * 1000, "query_only": 1, "cache_size": -16_000}
    return pw.SqliteDatabase(str(path), pragmas=pragmas, timeout=_BUSY_S, autoconnect=False)


def _found_in(database: pw.SqliteDatabase, path: Path, version: int) -> int:
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
        raise StoreRefused(
            f"The database {path} was written by a newer rivermon (schema {found}; this one knows "
            f"{version}): install that version again, or choose another file with --db."
        )
    return found


def _bring_up(
    database: pw.SqliteDatabase,
    path: Path,
    migrations: Mapping[int, Migration],
    found: int,
    version: int,
) -> None:
    if found == version:
        return
    if found == 0:
        with database.atomic("IMMEDIATE"), database.bind_ctx(TABLES):
            database.create_tables(TABLES)
            execute: Execute = database.execute_sql
            for statement in FINDING:
                execute(statement, ())
            _stamp(database, version)
        return
    kept = _copy_aside(path, found)
    _log.info("Renewing the database from schema %d to %d; a copy is %s", found, version, kept)
    with database.atomic("IMMEDIATE"):
        for step in range(found, version):
            migrations[step](database)
        _stamp(database, version)


def _stamp(database: pw.SqliteDatabase, version: int) -> None:
    database.pragma("application_id", APPLICATION_ID)
    database.pragma("user_version", version)


def _copy_aside(path: Path, found: int) -> Path:
    """Copy the file, as it is with its log, before it is changed; the copy is kept."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    kept = path.with_name(f"{path.stem}-schema{found}-{now}{path.suffix}")
    os.close(os.open(kept, os.O_CREAT | os.O_RDWR, 0o600))
    source, target = sqlite3.connect(path), sqlite3.connect(kept)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    return kept
