"""Back from a newer rivermon, or watching an older one's data: words, and nothing is changed."""

import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from rivermon.store.ownership import owned
from tests.store.second_look import locked
from tests.upgrade.older_folder import OLDER, OlderFolder, contents

NEWER = 'accent = "teal"\nquiet_hours = ["22:00", "07:00"]\n'
COMMANDS = (
    ("serve",),
    (),
    ("records",),
    ("export", "records"),
    ("doctor", "--ledger"),
    ("repair",),
)
ADDED_BY_LOOKING = {
    f".local/share/rivermon/{name}"
    for name in ("rivermon.db-wal", "rivermon.db-shm", "rivermon.db.lock", "rivermon.log")
}


@pytest.fixture
def older(tmp_path: Path) -> OlderFolder:
    return OlderFolder(4, tmp_path / "home")


def make_newer(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE only_a_newer_one_knows (a)")
        connection.execute("PRAGMA user_version = 99")


def kept(older: OlderFolder) -> dict[str, bytes]:
    """All files but those that whoever looks at a database leaves beside it, or writes to."""
    found = contents(older.home)
    return {name: content for name, content in found.items() if name not in ADDED_BY_LOOKING}


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "window")
def test_a_newer_database_is_left_alone_with_words(
    older: OlderFolder, words: tuple[str, ...]
) -> None:
    make_newer(older.database)
    before = kept(older)
    ended = older.run(*words)
    assert ended.code == 1
    assert (
        f"The database {older.database} was written by a newer rivermon (schema 99; this one "
        "knows 4): install that version again, or choose another file with --db." in ended.err
    )
    assert ended.err.count("\n") == 1
    assert kept(older) == before


def test_of_a_newer_database_it_says_where_the_copy_from_before_is(
    older: OlderFolder, tmp_path: Path
) -> None:
    make_newer(older.database)
    for name in ("rivermon-schema3-20260301T100000.db", "rivermon-schema4-20260302T100000.db"):
        older.database.with_name(name).write_bytes(b"a copy")
    older.database.with_name("rivermon-schema5-20260303T100000.db").write_bytes(b"too new")
    copy = older.database.with_name("rivermon-schema4-20260302T100000.db")
    assert f"As it was before that, without what came since, it is {copy}." in (
        older.run("serve").err
    )


def test_a_newer_ones_settings_are_passed_over_and_kept(older: OlderFolder) -> None:
    file = older.config / "settings.toml"
    written = file.read_text(encoding="utf-8") + NEWER
    file.write_text(written, encoding="utf-8")
    with older.served():
        pass
    assert file.read_text(encoding="utf-8") == written
    logged = older.database.with_name("rivermon.log").read_text(encoding="utf-8")
    doctor = older.run("doctor")
    assert doctor.code == 1
    for name in ("accent", "quiet_hours"):
        words = f"{file} names a setting that this rivermon does not know, {name}: "
        assert words in logged
        assert f"!!  settings  {words}" in doctor.out
    assert older.run("config", "set", "theme", "light").code == 0
    changed = tomllib.loads(file.read_text(encoding="utf-8"))
    assert changed == {**tomllib.loads(written), "theme": "light"}


def test_a_slip_in_the_settings_is_still_refused(older: OlderFolder) -> None:
    file = older.config / "settings.toml"
    file.write_text('hold_event = ["a"]\n', encoding="utf-8")
    ended = older.run("serve")
    assert ended.code == 1
    assert f"{file} names an unknown setting, hold_event. Known are: callback_hosts, " in ended.err


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        *((schema, ("--watch",)) for schema in OLDER),
        (1, ("records",)),
        (1, ("export", "records")),
        (1, ("doctor",)),
    ],
)
def test_who_only_looks_does_not_renew_an_older_database(
    tmp_path: Path, schema: int, words: tuple[str, ...]
) -> None:
    older = OlderFolder(schema, tmp_path / "home")
    ended = older.run(*words)
    assert ended.code == 1
    assert (
        f"{older.database} is of an older rivermon: close that one if it still runs, then start "
        "rivermon once to renew it." in ended.err + ended.out
    )
    assert older.found == schema
    assert not older.copies()


@pytest.mark.parametrize("words", [(), ("records",)], ids=["window", "records"])
def test_who_comes_while_it_is_renewed_is_told_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    older = OlderFolder(1, tmp_path / "home")
    with owned(older.database), locked(older.database):
        ended = older.run(*words)
    assert ended.code == 1
    assert (
        f"Another rivermon is renewing the database {older.database}: wait until it is done."
        in ended.err
    )
    assert older.found == 1
