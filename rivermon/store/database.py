"""Opens the database file: pragmas, schema version, migrations, and one owner at a time.

Does not know what the tables are for.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import peewee as pw

from rivermon.core.ports import StoreRefused, StoreUnavailable
from rivermon.store.failure import WORLD, in_words, of_damage, unavailable
from rivermon.store.file_watch import JOURNAL_LIMIT, LEFT_BEHIND, FileGone, FileWatch, files_of
from rivermon.store.ids_used import IdsUsed, begin_beyond
from rivermon.store.indexes import FINDING
from rivermon.store.insertion import STATEMENTS, Execute
from rivermon.store.kept_aside import drop_needless, keep_aside
from rivermon.store.migrations import MIGRATIONS, Migration
from rivermon.store.privacy import make_private, refuse_others
from rivermon.store.schema_found import found_in, why_not_yet
from rivermon.store.tables import APPLICATION_ID, SCHEMA_VERSION, TABLES

_log = logging.getLogger(__name__)
_BUSY_S = 5
# ModelRiver waits 30 s for its answer (protocol, section 4), and others may wait behind this one.
_BUSY_WRITER_S = 2
_OURS = b"ai_content"
_LOOKED_THROUGH = 16 * 1024 * 1024

# On macOS a disk may keep in its own memory what fsync(2) gave it. Of the readers, one takes over
# from the log.
_TO_THE_DISK = {"fullfsync": 1}

_WRITER_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # a 200 means that the row survives a power cut, not only a crash
    **_TO_THE_DISK,
    "foreign_keys": 1,
    "busy_timeout": _BUSY_WRITER_S * 1000,
    "cache_size": -16_000,
    "journal_size_limit": JOURNAL_LIMIT,
    # In pages: 16 MB. Most pages of an index are written again and again before that, and taken
    # over once: a tenth less CPU for a webhook than with SQLite's own 1000.
    "wal_autocheckpoint": 4_000,
    # A statement of many rows may have to be undone alone: not by way of a file.
    "temp_store": "memory",
}


class FollowingDatabase(pw.SqliteDatabase):
    """Connects anew when another file has taken the place of the one that it has open.

    It never makes a file: where there is none, connecting fails.
    """

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(_address(path), uri=True, autoconnect=False, **options)
        self._watch = FileWatch(path)

    def connect(self, reuse_if_open: bool = False) -> bool:  # noqa: FBT001, FBT002 - peewee's
        """Connect where there is no connection to the file that stands at the path now.

        Raises:
            FileGone: another file was put there, and the writer has yet to see it.
        """
        if reuse_if_open and not self.is_closed() and self.left_behind:
            if self._watch.mixed():
                raise FileGone(LEFT_BEHIND)
            self.close()
        new = bool(super().connect(reuse_if_open))
        if new:
            # With its first look SQLite opens the log, too.
            execute: Execute = self.execute_sql
            execute("SELECT count(*) FROM sqlite_schema", ()).fetchone()
            self._watch.begin()
        return new

    @property
    def left_behind(self) -> bool:
        """True when what is connected is not what stands at the path now."""
        return self._watch.displaced()


def open_database(
    path: Path,
    *,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    version: int = SCHEMA_VERSION,
    beyond: IdsUsed | None = None,
) -> pw.SqliteDatabase:
    """Open the database for writing, made or brought to this rivermon's schema where needed.

    Args:
        path: the file; it and its folder are made, for this user only, where they are missing.
        migrations: from each schema version to the next.
        version: the schema that this rivermon knows.
        beyond: where the file is made, its ids begin beyond these.

    Returns:
        The database, not connected; connecting makes no file.

    Raises:
        StoreDamaged: the file is damaged.
        StoreUnavailable: the file cannot be opened or written.
        StoreRefused: the file was written by a newer rivermon, or is not rivermon's.
    """
    try:
        make_private(path)
        found = found_in(_for_reading(path), path, version)  # first: pragmas change the file
        database = pw.SqliteDatabase(
            _address(path),
            pragmas=_WRITER_PRAGMAS,
            timeout=_BUSY_S,
            autoconnect=False,
            uri=True,
            cached_statements=STATEMENTS,
        )
        with database.connection_context():
            if found == 0 and beyond is not None:
                with database.atomic("IMMEDIATE"):
                    begin_beyond(database, beyond)
            _bring_up(database, path, migrations, found, version)
    except WORLD as failure:
        if of_damage(failure) and is_ours(path):
            raise unavailable(path, failure) from failure
        raise StoreUnavailable(in_words(path, failure)) from failure
    return database


def open_for_reading(path: Path) -> FollowingDatabase:
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
        refuse_others(path)
        database = _for_reading(path)
        if found_in(database, path, SCHEMA_VERSION) < SCHEMA_VERSION:
            raise StoreRefused(why_not_yet(path))
    except WORLD as failure:
        raise StoreUnavailable(in_words(path, failure)) from failure
    return database


def _address(path: Path) -> str:
    """The file as SQLite opens it without making it (https://www.sqlite.org/uri.html)."""
    return f"{files_of(path)[0].as_uri()}?mode=rw"


def is_ours(path: Path) -> bool:
    """True when something in a damaged file tells that rivermon made it, and not another program.

    A file that an operator named by mistake must not be renamed.
    """
    with path.open("rb") as file:
        beginning = file.read(_LOOKED_THROUGH)
    # The schema names the table, and so does every callback; no text has zeros in it.
    return _OURS in beginning and b"\0" in beginning


def _for_reading(path: Path) -> FollowingDatabase:
    pragmas = {
        "busy_timeout": _BUSY_S * 1000,
        "query_only": 1,
        "cache_size": -16_000,
        **_TO_THE_DISK,
    }
    return FollowingDatabase(path, pragmas=pragmas, timeout=_BUSY_S)


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
    kept = keep_aside(path, found)
    # Seen at the terminal, too: with many records it takes a while, and nothing listens until then.
    _log.warning(
        "Renewing the database from schema %d to %d: this may take minutes", found, version
    )
    try:
        with database.atomic("IMMEDIATE"):
            for step in range(found, version):
                migrations[step](database)
            _stamp(database, version)
    except Exception as failure:
        drop_needless(kept, path, found, failure)
        raise
    _log.warning("The database is renewed; as it was before, it is kept as %s", kept)


def _stamp(database: pw.SqliteDatabase, version: int) -> None:
    database.pragma("application_id", APPLICATION_ID)
    database.pragma("user_version", version)
