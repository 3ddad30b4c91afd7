"""What this rivermon is made of and finds on this machine, for who helps from far away.

Only looks: nothing is read from a keyring, or written into one. Does not know the self-test.
"""

import platform
import sqlite3
import sys
from contextlib import closing

from rivermon.core.ports import RivermonError
from rivermon.net.trust import trusted_authorities, trusting
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.qt_version import qt_version


class NothingTrusted(RivermonError):
    """No server's certificate can be verified."""


def made_of() -> str:
    """Python, Qt and SQLite, with their versions.

    Raises:
        sqlite3.Error: this SQLite cannot find words.
    """
    python = platform.python_version()
    return f"Python {python}, {qt_version()}, SQLite {sqlite3.sqlite_version} {_word_search()}"


def system() -> str:
    """Which system, on which processor."""
    return f"{platform.platform()}, {sys.getfilesystemencoding()} for the names of files"


def _word_search() -> str:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE text USING fts5(words)")
        database.execute("INSERT INTO text VALUES ('a river, 河流')")
        found = database.execute("SELECT count(*) FROM text WHERE text MATCH 'riv*'").fetchone()
    if found != (1,):
        raise sqlite3.DatabaseError("FTS5 does not find a word that is there")
    return "with FTS5"


def keyring() -> str:
    """Which keyring would keep the secrets, or why none would. It may take its time."""
    try:
        from keyring import get_keyring  # noqa: PLC0415 - it looks for every one there is

        name = get_keyring().name
    except Exception as failure:  # noqa: BLE001 - backends are foreign, and raise what they like
        return f"none: {type(failure).__name__}: {failure}"
    why_not = SystemKeyring().as_found()
    return f"none to keep secrets in: {why_not}" if why_not else f"{name} would keep the secrets"


def authorities() -> str:
    """Whom TLS trusts, for callbacks and pings to https.

    Raises:
        NothingTrusted: nobody.
    """
    trusting()
    number = trusted_authorities()
    if number is None:
        return "the system itself verifies certificates"
    if not number:
        raise NothingTrusted("no certificate authority is trusted: every https address would fail")
    return f"{number} certificate authorities are trusted"
