"""Has the connection that is written through, and brings the database back when it failed.

What is gone is put back, what is damaged is set aside for a new beginning; whatever else is wrong
is waited for. Used from the writer's thread only. Does not know what is written.
"""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import peewee as pw

from rivermon.core.feed import LedgerChanged, Trouble, TroubleBegan
from rivermon.core.ports import StoreUnavailable
from rivermon.store.database import open_database
from rivermon.store.failure import (
    WORLD,
    StoreDamaged,
    at_the_start,
    in_words,
    of_a_cut,
    of_damage,
)
from rivermon.store.file_watch import FileShrunk, FileWatch, files_of
from rivermon.store.ids_used import IdsUsed, go_on_beyond, ids_used, ids_used_in
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.ownership import Owner
from rivermon.store.rescue import copied_out, is_free, put_in_place
from rivermon.store.set_aside import set_aside
from rivermon.store.soundness import is_sound

_ROOM = 64 * 1024
_log = logging.getLogger(__name__)


def opened_soundly(path: Path) -> tuple[pw.SqliteDatabase, Told]:
    """Open the database at `path`; where it is damaged, set it aside and begin a new one.

    Returns:
        The database, not connected, and what is to be told of it.

    Raises:
        StoreUnavailable: it cannot be opened.
        StoreRefused: it is not one that this rivermon may open.
    """
    try:
        if not _has_lost_its_file(path):
            return open_database(path), []
    except StoreDamaged as damage:
        _log.info("Not opened: %s", damage, exc_info=True)
    except StoreUnavailable as failure:
        raise StoreUnavailable(at_the_start(str(failure))) from failure
    except OSError as failure:
        raise StoreUnavailable(at_the_start(in_words(path, failure))) from failure
    try:
        used = ids_used_in(path)
        aside = set_aside(path)
    except WORLD as failure:
        raise StoreUnavailable(_not_renamed(path, failure)) from failure
    return open_database(path, beyond=used), told_of_damage(path, aside)


def told_of_damage(path: Path, aside: Path) -> Told:
    """Log and tell that a damaged file was set aside."""
    words = (
        f"The database was damaged: it is kept as {aside.name}, and a new one was begun. Close "
        "rivermon, then `rivermon repair` saves what can be read of it"
    )
    _log.error("%s. (%s)", words, path)
    return [TroubleBegan(Trouble.SET_ASIDE, words), LedgerChanged()]


class Caretaker:
    """Looks after one database and its connection."""

    def __init__(self, database: pw.SqliteDatabase, path: Path, owner: Owner | None = None) -> None:
        """Look after `database` at `path`.

        Args:
            database: is connected when it is needed, and may have to be connected anew.
            path: its file.
            owner: holds it for this process.
        """
        self._database = database
        self._path = path
        self._owner = owner
        self._watch = FileWatch(path)
        self._damaged = False
        self._doubted = False
        self._log_was_cut = False
        self._copy: Path | None = None
        self._used = IdsUsed()
        self._told: Told = []

    def connect(self) -> None:
        """Connect, if there is no connection.

        Raises:
            OSError, peewee.DatabaseError: it cannot be opened.
        """
        if self._database.connect(reuse_if_open=True):
            # With its first look SQLite opens the log, too.
            self._execute("SELECT count(*) FROM sqlite_schema", ()).fetchone()
            self._watch.begin()

    @property
    def size(self) -> int:
        """The length of the database, without its log, at the last look, in bytes."""
        return self._watch.size

    def look(self) -> None:
        """See that what is committed is in the file at the path.

        Raises:
            FileGone: it is not; `mend` brings it back.
            FileShrunk: the file lost some of what was in it, perhaps.
            OSError: the folder cannot be looked into.
        """
        if not self._database.is_closed():
            self._watch.look()

    def mend(self, failure: Exception) -> Told:
        """Bring the database back after a failure, as far as that can be done from here.

        Args:
            failure: what went wrong last.

        Returns:
            What is to be told, once it can be written again.

        Raises:
            StoreUnavailable, StoreRefused, OSError, peewee.DatabaseError: it still cannot.
        """
        self._damaged = self._damaged or of_damage(failure)
        self._doubt(failure)
        if self._owner is not None:
            self._owner.renew()
        connected = not self._database.is_closed()
        if connected and self._watch.displaced():
            self._bring_back()
        elif self._damaged or (self._doubted and not is_sound(self._path)):
            self._begin_anew()
        self._doubted = False
        if self._database.is_closed():
            self._open()
        if self._log_was_cut:
            self._empty_log()
        self._try_room()
        told, self._told = self._told, []
        return told

    def close(self) -> None:
        """Disconnect."""
        self._database.close()
        self._watch.end()

    def _doubt(self, failure: Exception) -> None:
        if isinstance(failure, FileShrunk):
            self._doubted = True
            self._log_was_cut = self._log_was_cut or failure.log
        elif of_a_cut(failure):
            self._doubted = self._log_was_cut = True

    def _bring_back(self) -> None:
        """Put back what the connection has open, or leave it beside what stands there now."""
        self._used = ids_used(self._execute, self._path).or_more(self._used)
        connection: Callable[[], sqlite3.Connection] = self._database.connection
        try:
            self._copy = copied_out(connection(), self._path)
        except WORLD as failure:
            if not (of_damage(failure) or of_a_cut(failure)):
                raise
            self._begin_anew()
            return
        self._database.close()
        self._damaged = self._log_was_cut = False
        main, *others = files_of(self._path)
        if self._watch.has(main) or is_free(self._path):
            put_in_place(self._copy, self._path)
            _log.warning("The file of the database %s was gone, and was put back", self._path)
            self._copy = None
            self._told = [LedgerChanged()]
            return
        for own in filter(self._watch.has, others):
            own.unlink()  # the copy has what is in it; SQLite would mix it into the other database

    def _begin_anew(self) -> None:
        """Set the file aside; its connection is closed after that, for closing it writes to it."""
        if self._database.is_closed():
            found = ids_used_in(self._path)
        else:
            found = ids_used(self._execute, self._path)
        self._used = found.or_more(self._used)
        try:
            aside = set_aside(self._path)
        except PermissionError as failure:  # Windows renames no file that is open: the next start
            raise StoreUnavailable(_not_renamed(self._path, failure)) from failure
        self._database.close()
        self._damaged = self._log_was_cut = False
        self._told = told_of_damage(self._path, aside)

    def _open(self) -> None:
        copy = self._copy
        if copy is not None and copy.exists() and is_free(self._path):
            put_in_place(copy, self._path)
            self._copy = copy = None
            self._told = [LedgerChanged()]
        try:
            open_database(self._path, beyond=self._used)
        except StoreDamaged:
            self._damaged = True
            raise
        self.connect()
        if copy is not None:
            with self._database.atomic("IMMEDIATE"):
                go_on_beyond(self._execute, self._used)
            self._told = _told_of_another(self._path, copy)
            self._copy = None

    def _empty_log(self) -> None:
        """Take over all that is in a log that was cut, and have it begin anew.

        SQLite would go on in it behind the cut, and after a crash read it only up to there.
        """
        (busy, *_) = self._execute("PRAGMA wal_checkpoint(TRUNCATE)", ()).fetchone()
        if busy:
            raise pw.OperationalError("database is locked")
        self._watch.begin_log()
        self._log_was_cut = False

    def _try_room(self) -> None:
        """Write something for good and take it away again.

        An empty transaction succeeds on a full disk; this needs about as much room as a webhook.
        """
        self.connect()
        with self._database.atomic("IMMEDIATE"):
            self._execute("CREATE TABLE IF NOT EXISTS room (bytes BLOB)", ())
            self._execute("INSERT INTO room VALUES (zeroblob(?))", (_ROOM,))
        with self._database.atomic("IMMEDIATE"):
            self._execute("DROP TABLE room", ())
        self._watch.look()

    @property
    def _execute(self) -> Execute:
        execute: Execute = self._database.execute_sql
        return execute


def _not_renamed(path: Path, failure: BaseException) -> str:
    return (
        f"The database {path} is damaged, and cannot be renamed ({failure}): rename it, and "
        "start rivermon again."
    )


def _told_of_another(path: Path, copy: Path) -> Told:
    words = (
        f"Another file replaced the database: what rivermon had is kept as {copy.name}. Close "
        "rivermon, then `rivermon repair` adds it to the new one"
    )
    _log.error("%s. (%s)", words, path)
    return [TroubleBegan(Trouble.SET_ASIDE, words), LedgerChanged()]


def _has_lost_its_file(path: Path) -> bool:
    """True when there is a log with what was committed, and no file that it belongs to.

    SQLite would delete such a log.
    """
    sizes = [file.stat().st_size if file.exists() else 0 for file in files_of(path)]
    return sizes[0] == 0 and sizes[1] > 0
