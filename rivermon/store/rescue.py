"""Brings back what a connection has open when its file is not at its path any more.

The file lives on as long as it is open, and SQLite's own backup reads it whole, its log included
(https://www.sqlite.org/backup.html). Does not know why the file is gone.
"""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from rivermon.core.private_files import make_folder
from rivermon.store.file_watch import files_of
from rivermon.store.set_aside import RESCUED, name_beside, sync_folder


def copied_out(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy what `connection` has open into a new file beside `path`, and flush it to the disk.

    Args:
        connection: has the database open that was at `path`, and no transaction.
        path: where that was; its folder is made anew where it is gone.

    Returns:
        The copy's name.

    Raises:
        OSError, sqlite3.Error: it cannot be copied.
    """
    folder = files_of(path)[0].parent
    make_folder(folder)
    insist_on_room(connection, folder)
    copy = name_beside(path, RESCUED)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(copy)) as target:
            connection.backup(target)
    except BaseException:
        for file in files_of(copy):
            file.unlink(missing_ok=True)
        raise
    sync_folder(copy)
    return copy


def is_free(path: Path) -> bool:
    """True when nothing stands at `path` that a copy could not take the place of."""
    main = files_of(path)[0]
    return not os.path.lexists(main) or (main.is_file() and main.stat().st_size == 0)


def put_in_place(copy: Path, path: Path) -> None:
    """Give a copy the name of the database that it was made from.

    What is left of that one's log goes: the copy has all that was in it, and SQLite would mix them.

    Raises:
        OSError: it cannot be renamed.
    """
    main, *leftovers = files_of(path)
    for file in leftovers:
        file.unlink(missing_ok=True)
    copy.replace(main)
    sync_folder(main)


def insist_on_room(connection: sqlite3.Connection, folder: Path) -> None:
    """Fail before a copy is begun that the disk has no room for; it is tried again and again.

    Raises:
        OSError: there is none.
    """
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if shutil.disk_usage(folder).free < pages * size:
        raise OSError(errno.ENOSPC, "No space left for a copy of it")
