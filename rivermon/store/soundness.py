"""Asks SQLite whether a database is sound that other connections of this process have open.

It is looked at as by one who never saw it, for they remember pages that the file may have lost.
Does not know what is in it, nor what is done about damage.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from rivermon.store.failure import WORLD, of_a_cut, of_damage
from rivermon.store.file_watch import files_of


def is_sound(path: Path) -> bool:
    """True when SQLite finds nothing wrong with the database at `path` and its log.

    Raises:
        OSError, sqlite3.Error: it cannot be looked at.
    """
    main = files_of(path)[0]
    if main.stat().st_size == 0:
        return False  # SQLite would delete the log, and look at nothing
    try:
        with closing(sqlite3.connect(f"{main.as_uri()}?mode=rw", uri=True)) as stranger:
            return bool(stranger.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except WORLD as failure:
        if of_damage(failure) or of_a_cut(failure):
            return False
        raise
