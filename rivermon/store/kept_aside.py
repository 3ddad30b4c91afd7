"""Keeps a copy of a database as it is before it is brought to another schema.

A copy has its name once it is whole, so that what was begun is never taken for one. Does not know
what is changed then.
"""

import logging
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from rivermon.core.private_files import make_file
from rivermon.store.failure import WORLD, of_damage
from rivermon.store.file_watch import files_of
from rivermon.store.rescue import insist_on_room
from rivermon.store.set_aside import sync_folder

_log = logging.getLogger(__name__)


def keep_aside(path: Path, schema: int) -> Path:
    """Copy the database at `path`, as it is with its log, into a file of its own.

    Args:
        path: the database, which nobody else is writing to.
        schema: the version of its schema; the copy's name tells it.

    Returns:
        The copy, for this user only, on the disk.

    Raises:
        OSError, sqlite3.Error: it cannot be made, or there is no room; nothing is left of it.
    """
    _forget_what_was_begun(path)
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    kept = path.with_name(f"{path.stem}-schema{schema}-{now}{path.suffix}")
    part = kept.with_name(f".{kept.name}.part")
    try:
        make_file(part)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
            insist_on_room(source, path.parent)
            source.backup(target)
            target.execute("PRAGMA journal_mode = delete")  # one file alone is the whole of it
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        part.replace(kept)
        sync_folder(kept)
    finally:
        _remove(part)
    return kept


def newest_kept(path: Path, up_to: int) -> Path | None:
    """The copy that was kept last of a database that had schema `up_to`, or an older one."""
    named = (
        (schema, file)
        for schema in range(up_to, 0, -1)
        for file in sorted(path.parent.glob(f"{_globbed(path)}-schema{schema}-*{path.suffix}"))
    )
    newest = max(named, key=lambda each: (each[0], each[1].name), default=None)
    return None if newest is None else newest[1]


def drop_needless(kept: Path, path: Path, schema: int, failure: BaseException) -> None:
    """Remove a copy of what was not changed after all: a full disk needs the room.

    It stays where the database may be damaged, or cannot be looked at.
    """
    if of_damage(failure):
        return
    try:
        with closing(sqlite3.connect(f"{files_of(path)[0].as_uri()}?mode=rw", uri=True)) as now:
            ((found,),) = now.execute("PRAGMA user_version").fetchall()
    except WORLD as reason:
        _log.info("The copy %s stays: %s", kept, reason)
        return
    if found == schema:
        _remove(kept)


def _forget_what_was_begun(path: Path) -> None:
    """Remove what a process that was killed left of a copy, and SQLite's journal of it."""
    for part in path.parent.glob(f".{_globbed(path)}-schema*{path.suffix}.part*"):
        _remove(part)


def _globbed(path: Path) -> str:
    """The stem of the database's name, taken letter by letter in a pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path.stem)


def _remove(copy: Path) -> None:
    for file in files_of(copy):
        with suppress(OSError):
            file.unlink(missing_ok=True)
