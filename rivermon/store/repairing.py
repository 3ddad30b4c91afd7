"""What is to be repaired around a database, and the order in which it is.

The database itself comes first, then what was set aside beside it. Does not know how rows are
brought over, nor who is told.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec
import peewee as pw

from rivermon.core.ports import StoreUnavailable
from rivermon.store.database import is_ours, open_database
from rivermon.store.failure import WORLD, in_words
from rivermon.store.ids_used import ids_used_in
from rivermon.store.ownership import owned
from rivermon.store.salvage import Salvaged, salvage
from rivermon.store.set_aside import set_aside, were_set_aside
from rivermon.store.working_copy import fault_in

_log = logging.getLogger(__name__)


class Repaired(msgspec.Struct, frozen=True):
    """What was brought from one file; `renamed` when it was the database, and was set aside now."""

    source: Path
    salvaged: Salvaged
    renamed: bool = False


def repaired(path: Path, file: Path | None) -> Iterator[Repaired]:
    """Repair the database at `path`, a file after the other.

    Args:
        path: the database, which nobody else may be using.
        file: what is brought into it; None for the database itself, if it is damaged, and for all
            that was set aside beside it.

    Raises:
        StoreInUse: a rivermon is using the database.
        StoreUnavailable: it cannot be opened or written, or there is no room for a copy.
        StoreRefused: it is not one that this rivermon may open.
    """
    with owned(path):
        try:
            before = [file] if file is not None else list(were_set_aside(path))
            if is_damaged(path):
                used = ids_used_in(path)
                aside = set_aside(path)
                database = open_database(path, beyond=used)
                yield Repaired(aside, _salvaged(aside, database), renamed=True)
            else:
                database = open_database(path)
            for source in before:
                if not _same(source, path):
                    yield Repaired(source, _salvaged(source, database))
        except WORLD as failure:
            raise StoreUnavailable(in_words(path, failure)) from failure


def is_damaged(path: Path) -> bool:
    """True when SQLite finds a fault in the database at `path`, and rivermon made it.

    Raises:
        OSError, sqlite3.Error: it cannot be looked at.
    """
    if not path.exists():
        return False
    fault = fault_in(path)
    if fault is not None:
        _log.info("SQLite says of %s: %s", path, fault)
    return fault is not None and is_ours(path)


def _salvaged(source: Path, database: pw.SqliteDatabase) -> Salvaged:
    with database.connection_context():
        return salvage(source, database)


def _same(one: Path, other: Path) -> bool:
    return other.exists() and other.samefile(one)
