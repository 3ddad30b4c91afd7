"""A copy of a damaged database that can be opened and read, as far as that goes.

The damaged file itself is only read, byte by byte. Knows SQLite's file format
(https://www.sqlite.org/fileformat2.html), not what is in the tables.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rivermon.store.failure import of_damage
from rivermon.store.file_watch import files_of
from rivermon.store.tables import APPLICATION_ID, ContentText, DeliveryText

_MAGIC = b"SQLite format 3\x00"
_USUAL_PAGE = 4096  # what SQLite has given new databases since 2016
_PAGES = tuple(1 << power for power in range(9, 17))
_LONGEST = 1000  # times as long as what is left; a header that says more is damaged itself
_HEADER = 100
_SOUND = "ok"
_LOOK_AT_WORDS = "INSERT INTO {0} ({0}, rank) VALUES ('integrity-check', 0)"
_FRACTIONS = b"\x00\x40\x20\x20"  # no reserved bytes, and the three numbers that never change
_FORMATS = (b"\x01\x01", b"\x02\x02")


@contextmanager
def working_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Copy a database, with its log, beside itself, and open the copy as well as it can be.

    Raises:
        OSError: it cannot be copied.
    """
    with _copied(path) as copy:
        _make_readable(*files_of(copy)[:2])
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            # A schema that cannot be parsed in full is used as far as it can.
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("PRAGMA cell_size_check = ON")
            yield connection


def fault_in(path: Path) -> str | None:
    """What SQLite finds wrong with a database, its indexes or its words; None if nothing.

    Asked of a copy, for whoever opens a database and closes it again writes to it.

    Raises:
        OSError, sqlite3.Error: it cannot be copied or looked at.
    """
    with _copied(path) as copy, closing(sqlite3.connect(copy)) as connection:
        try:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != _SOUND:
                return str(said)
            for name in _tables_of_words(connection):
                connection.execute(_LOOK_AT_WORDS.format(name))
        except sqlite3.DatabaseError as failure:
            if of_damage(failure):
                return str(failure)
            raise
    return None


def _tables_of_words(connection: sqlite3.Connection) -> list[str]:
    """Those that there are: the first rivermon had none."""
    names = [table._meta.table_name for table in (ContentText, DeliveryText)]
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    return [name for name in names if name in there]


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    main, log, _ = files_of(path)
    with TemporaryDirectory(prefix="rivermon-repair-", dir=main.parent) as folder:
        copy = Path(folder) / "copy.db"
        shutil.copyfile(main, copy)
        if log.exists():
            shutil.copyfile(log, files_of(copy)[1])
        yield copy


def _make_readable(main: Path, log: Path) -> None:
    """Give the copy the header and the length without which SQLite would not look at it."""
    size = main.stat().st_size
    with main.open("r+b") as file:
        if size < _HEADER:
            # The first page may be in the log; SQLite deletes the log of an empty file.
            file.truncate(_page_of(log))
            return
        header = file.read(_HEADER)
        if not _is_plausible(header):
            header = _made_up(-(-size // _USUAL_PAGE))
            file.seek(0)
            file.write(header)
        # What was cut off is read as empty pages.
        page = _page_in(header)
        there, said = -(-size // page), int.from_bytes(header[28:32])
        file.truncate(page * (said if there < said < _LONGEST * there else there))


def _is_plausible(header: bytes) -> bool:
    return (
        header.startswith(_MAGIC)
        and _page_in(header) in _PAGES
        and header[18:20] in _FORMATS
        and header[20:24] == _FRACTIONS
    )


def _page_in(header: bytes) -> int:
    said = int.from_bytes(header[16:18])
    return _PAGES[-1] if said == 1 else said  # two bytes cannot say 65536


def _made_up(pages: int) -> bytes:
    """The header of a database of `pages` pages; what it would say of free pages is not known."""
    numbers = (
        1,  # changes
        pages,
        0,  # the first free page
        0,  # free pages
        1,  # changes of the schema
        4,  # the schema's format
        0,  # the cache
        0,  # vacuuming
        1,  # UTF-8
        0,  # the user's version
        0,  # vacuuming
        APPLICATION_ID,
    )
    return (
        _MAGIC
        + _USUAL_PAGE.to_bytes(2)
        + _FORMATS[1]
        + _FRACTIONS
        + b"".join(number.to_bytes(4) for number in numbers)
        + bytes(20)
        + (1).to_bytes(4)
        + (3_040_000).to_bytes(4)
    )


def _page_of(log: Path) -> int:
    """The size of the log's pages, which its header tells; the usual one where there is none."""
    if not log.exists():
        return _USUAL_PAGE
    with log.open("rb") as file:
        page = int.from_bytes(file.read(12)[8:12])
    return page if page in _PAGES else _USUAL_PAGE
