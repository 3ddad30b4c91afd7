"""Copies a whole database into a new file while others go on writing to it.

The copy is of one moment, complete, checked, and one file alone. Does not know who wants it.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from rivermon.core.backup import Backup
from rivermon.core.ports import RivermonError
from rivermon.core.private_files import make_file
from rivermon.store.database import open_for_reading
from rivermon.store.failure import WORLD, in_words
from rivermon.store.file_watch import files_of
from rivermon.store.ids_used import go_on_beyond, ids_used_in
from rivermon.store.schema_found import foreign_or_newer
from rivermon.store.set_aside import sync_folder

_PAGES_AT_ONCE = 1_000
_STEPS_OF_A_LOOK = 50_000
_CHECKED = "ok"

Progress = Callable[[int, int], None]
"""Is told, in the thread that copies, how many pages of how many are done."""

Wanted = Callable[[], bool]
"""Asked again and again in that thread; False ends the work."""


class NoBackup(RivermonError):
    """The copy cannot be made or used; the words say why."""


class _Unwanted(Exception):
    """Nobody waits for the copy any more."""


def back_up(path: Path, file: Path, progress: Progress, wanted: Wanted) -> Backup | None:
    """Copy the database at `path` to `file`, whole or not at all.

    Args:
        path: the database, which others may be writing to.
        file: the copy; what stands there is replaced once the copy is whole.
        progress: is told how far it is.
        wanted: ends it when it says False.

    Returns:
        What was copied; None when it was ended.

    Raises:
        NoBackup: it cannot be made.
        StoreRefused: there is no database of this rivermon at `path`.
        StoreUnavailable: the database cannot be opened.
    """
    if any(_same(file, own) for own in files_of(path)):
        raise NoBackup(f"{file} is the database itself: choose another name for the back-up.")
    database = open_for_reading(path)
    with database.connection_context():
        source: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
        return _copied(source, path, file, progress, wanted)


def brought(backup: Path, path: Path, progress: Progress, wanted: Wanted) -> Path | None:
    """Copy a back-up to a new file beside the database at `path`, ready to take its place.

    Returns:
        The new file; None when it was ended.

    Raises:
        NoBackup: it is none of rivermon's, it is damaged, or it cannot be read or copied.
    """
    if not backup.is_file():
        raise NoBackup(f"There is no file {backup}.")
    if any(_same(backup, own) for own in files_of(path)):
        raise NoBackup(f"{backup} is the database that is in use: choose a back-up of it.")
    # Read-only media have no place for the log's index; without a log there is nothing to index.
    alone = "" if files_of(backup)[1].exists() else "&immutable=1"
    main = files_of(path)[0]
    ready = main.with_name(f".{main.name}.restored")
    try:
        with closing(
            sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro{alone}", uri=True)
        ) as source:
            if reason := foreign_or_newer(source):
                raise NoBackup(f"{backup} cannot be restored: {reason}.")
            done = _copied(source, backup, ready, progress, wanted)
    except WORLD as failure:
        raise NoBackup(in_words(backup, failure)) from failure
    return ready if done is not None else None


def number_beyond(ready: Path, path: Path) -> None:
    """Have a restored database give away no id that the one at `path`, which is closed, gave away.

    ModelRiver knows records by them: what comes next would be taken for what came since the copy.

    Raises:
        NoBackup: it cannot be written.
    """
    try:
        used = ids_used_in(path)
        with closing(sqlite3.connect(ready)) as connection, connection:
            go_on_beyond(connection.execute, used)
    except WORLD as failure:
        raise NoBackup(in_words(ready, failure)) from failure


def _copied(
    source: sqlite3.Connection, path: Path, file: Path, progress: Progress, wanted: Wanted
) -> Backup | None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        make_file(part)
        with closing(sqlite3.connect(part)) as target:
            _copy(source, target, progress, wanted)
            records = _checked(target, path, wanted)
        _put(part, file)
    except _Unwanted:
        return None
    except WORLD as failure:
        raise NoBackup(_words(path, file, failure)) from failure
    finally:
        for leftover in files_of(part):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return Backup(file=str(file), size=file.stat().st_size, records=records)


def _copy(
    source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress, wanted: Wanted
) -> None:
    def tell(_status: int, remaining: int, total: int) -> None:
        if not wanted():
            raise _Unwanted
        progress(total - remaining, total)

    # With a moment of its own the copy does not begin anew at every commit of the others.
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(target, pages=_PAGES_AT_ONCE, progress=tell)
    finally:
        source.rollback()


def _checked(target: sqlite3.Connection, path: Path, wanted: Wanted) -> int:
    """How many records are in a copy that is whole and sound; it becomes one file."""
    target.set_progress_handler(lambda: not wanted(), _STEPS_OF_A_LOOK)
    try:
        target.execute("PRAGMA journal_mode = delete")
        ((found, *_), *_) = target.execute("PRAGMA quick_check(1)").fetchall()
        ((records,),) = target.execute("SELECT count(*) FROM ai_content").fetchall()
    except sqlite3.OperationalError as failure:
        if failure.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise _Unwanted from failure
        raise
    if found != _CHECKED:
        raise NoBackup(
            f"{path} is damaged ({found}), so no copy was made: close rivermon, and "
            "`rivermon repair` saves what it can."
        )
    return int(records)


def _put(part: Path, file: Path) -> None:
    with part.open("rb+") as whole:
        os.fsync(whole.fileno())
    part.replace(file)
    sync_folder(file)


def _words(path: Path, file: Path, failure: BaseException) -> str:
    if isinstance(failure, OSError):
        return f"The back-up {file} cannot be written: {failure.strerror or failure}."
    said = in_words(path, failure)
    return f"No copy was made to {file}: {said[0].lower()}{said[1:]}"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
