"""SQLite's failures, in words for the operator: what happened, what it means, what to do."""

import sqlite3
from pathlib import Path

import peewee as pw

from rivermon.core.ports import StoreUnavailable

_WORDS = (
    ("full", "the disk is full: free some space, rivermon goes on by itself"),
    ("no space left", "the disk is full: free some space, rivermon goes on by itself"),
    ("locked", "another program holds the database: close it, rivermon goes on by itself"),
    ("busy", "another program holds the database: close it, rivermon goes on by itself"),
    ("permission denied", "you may not write there: check the folder's permissions"),
    ("read-only", "it may not be written to: check the file's and the folder's permissions"),
    ("too long", "the name is too long: choose another with --db"),
    ("no such file", "its folder cannot be made: choose another place with --db"),
    ("not a directory", "its folder is a file: choose another place with --db"),
    ("file exists", "its folder is a file: choose another place with --db"),
    ("is a directory", "this is a folder: name a file with --db"),
    ("readonly", "it may not be written to: check the file's and the folder's permissions"),
    ("unable to open", "it cannot be opened: check that the folder exists and may be written to"),
    ("not a database", "the file is not an SQLite database: choose another with --db"),
    ("malformed", "the file is damaged: close rivermon, and `rivermon repair` saves what it can"),
    ("removed or replaced", "its file was removed or replaced: rivermon brings it back"),
    ("cut short", "its file was cut short: rivermon looks what is left"),
    ("no such table", "the file is not rivermon's: choose another with --db"),
    ("disk i/o", "the disk did not answer as it should: check the disk"),
)

WORLD = (pw.OperationalError, pw.DatabaseError, pw.InterfaceError, sqlite3.Error, OSError)
"""What the world can do to a database; anything else is a mistake of ours."""

_OURS = (pw.IntegrityError, pw.DataError, pw.ProgrammingError)


_GOES_ON, _AGAIN = "rivermon goes on by itself", "and start rivermon again"


class StoreDamaged(StoreUnavailable):
    """The file is rivermon's, and its content is not as SQLite wrote it."""


def unavailable(path: Path, failure: BaseException) -> StoreUnavailable:
    """What to raise when the database at `path` could not be used."""
    kind = StoreDamaged if of_damage(failure) else StoreUnavailable
    return kind(in_words(path, failure))


def of_the_world(failure: BaseException) -> bool:
    """True for what the world did; False for a statement or a value that was a mistake of ours."""
    return isinstance(failure, WORLD) and not isinstance(failure, _OURS)


def of_damage(failure: BaseException) -> bool:
    """True for what SQLite says of a file whose content is not as it wrote it; of no other."""
    code = getattr(_first(failure), "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def of_a_cut(failure: BaseException) -> bool:
    """True for what SQLite says when its log ends before what it is to read there."""
    return getattr(_first(failure), "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHORT_READ


def in_words(path: Path, failure: BaseException) -> str:
    """One sentence about why the database at `path` did not do as it was told."""
    first = _first(failure)
    # An OSError's text names the file, and a folder may well be called "full".
    said = getattr(first, "strerror", None) or str(first)
    for clue, words in _WORDS:
        if clue in said.lower():
            return f"The database {path}: {words}."
    return f"The database {path} failed: {said}."


def at_the_start(words: str) -> str:
    """What `in_words` said, of a rivermon that ends because of it and cannot go on."""
    return words.replace(_GOES_ON, _AGAIN)


def _first(failure: BaseException) -> BaseException:
    """What went wrong first: on a full disk SQLite has rolled back, and peewee's rollback fails."""
    while isinstance(failure.__context__, WORLD):
        failure = failure.__context__
    return failure
