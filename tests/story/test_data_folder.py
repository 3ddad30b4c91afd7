"""The database is backed up, moved and restored from the window, which closes and opens again."""

from pathlib import Path

import pytest

from rivermon.core.backup import Backup
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings, load
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.operator import Act
from tests.ledger_check import assert_reconciled
from tests.story.living_window import living, played
from tests.story.served import KEY, SECRET
from tests.story.test_second_window import eventually, rows


def settings(db: Path) -> Settings:
    return Settings(db=str(db), port=0)


def safe() -> Safe:
    return Safe(Secrets((SECRET,), KEY))


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for the settings, the log and where the window was."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    return home


def test_it_is_moved_with_everything_in_it(qapp, tmp_path: Path, at_home: Path) -> None:
    old, new = tmp_path / "old" / "river.db", tmp_path / "new"

    async def story(appearance: Appearance) -> None:
        async with living(appearance, settings(old), at_home, safe()) as told:
            await told.send(5)
            told.window.operator.move_data(new)
            await told.opened_again()
            await eventually(lambda: rows(told.window) == 5)
            assert f"The database is in {new} now." in said(told.window)
            await told.send(8)
            await told.quit()
            assert told.chosen.settings.database == new / "river.db"

    played(qapp, story)
    assert sorted(each.name for each in old.parent.iterdir()) == ["river.db.lock"]
    assert_reconciled(new / "river.db")
    environment = {"RIVERMON_SETTINGS": str(at_home / "config" / "settings.toml")}
    assert load({}, environment).database == new / "river.db"


def test_a_back_up_is_made_and_gone_on_with(qapp, tmp_path: Path, at_home: Path) -> None:
    db, file = tmp_path / "data" / "river.db", tmp_path / "copy.db"

    async def story(appearance: Appearance) -> None:
        async with living(appearance, settings(db), at_home, safe()) as told:
            await told.send(3)
            told.window.operator.back_up(file)
            await eventually(lambda: told.done)
            made = Backup(file=str(file), size=file.stat().st_size, records=3)
            assert told.done == [(Act.BACK_UP, made)]
            await told.send(7)
            told.window.operator.restore(file)
            await told.opened_again()
            await eventually(lambda: rows(told.window) == 3)
            assert "copy.db is restored." in said(told.window)
            await told.quit()

    played(qapp, story)
    (aside,) = db.parent.glob("river-replaced-*.db")
    for each in (db, aside):
        assert_reconciled(each)
    assert sorted(each.name for each in db.parent.iterdir()) == sorted(
        [aside.name, "river.db", "river.db.lock"]
    )


def test_what_cannot_be_done_is_said_and_the_window_stays(
    qapp, tmp_path: Path, at_home: Path
) -> None:
    db = tmp_path / "data" / "river.db"
    (tmp_path / "no backup.db").write_text("to do: nothing\n" * 1000)

    async def story(appearance: Appearance) -> None:
        async with living(appearance, settings(db), at_home, safe()) as told:
            await told.send(2)
            told.window.operator.restore(tmp_path / "no backup.db")
            await eventually(lambda: len(told.refused) == 1)
            told.window.operator.move_data(db.parent)
            await eventually(lambda: len(told.refused) == 2)
            assert "not an SQLite database" in told.refused[0]
            assert told.refused[1] == f"The database is in {db.parent} already."
            assert told.window.isVisible()
            await told.send(4)
            await told.quit()

    played(qapp, story)
    assert_reconciled(db)


def test_an_errand_that_fails_leaves_all_as_it_was(qapp, tmp_path: Path, at_home: Path) -> None:
    db, new = tmp_path / "data" / "river.db", tmp_path / "new"

    async def story(appearance: Appearance) -> None:
        async with living(appearance, settings(db), at_home, safe()) as told:
            await told.send(2)
            (at_home / "config").mkdir(parents=True, exist_ok=True)
            (at_home / "config" / "settings.toml").write_text("no toml, this\n")
            (at_home / "config" / "settings.toml").chmod(0o600)
            told.window.operator.move_data(new)
            await told.opened_again()
            await eventually(lambda: rows(told.window) == 2)
            assert "settings.toml cannot be written" in told.window.banner.sentence
            await told.send(4)
            await told.quit()

    played(qapp, story)
    assert_reconciled(db)
    assert list(new.iterdir()) == []


def said(window: MainWindow) -> str:
    return window.status._words.accessibleName()
