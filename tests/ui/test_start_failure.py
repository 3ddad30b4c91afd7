"""The window that says why there is none: read, copied, closed by a key; in every look."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.ports import RivermonError
from rivermon.core.start_failure import Place, StartFailure
from rivermon.settings import Settings, load
from rivermon.store.database import open_for_reading
from rivermon.store.failure import at_the_start, in_words
from rivermon.store.tables import APPLICATION_ID
from rivermon.ui.appearance import Appearance
from rivermon.ui.language import LanguageChoice
from rivermon.ui.reason_words import reason_words
from rivermon.ui.start_failure import StartFailureSheet, show

NEWER = (
    "The database /data/river.db was written by a newer rivermon (schema 99; this one knows 9): "
    "install that version again, or choose another file with --db."
)
BEFORE = "As it was before that, without what came since, it is /data/river-schema8.db."
Shown = Callable[[StartFailure], StartFailureSheet]


@pytest.fixture
def shown(appearance: Appearance, qtbot: QtBot) -> Shown:
    def shown(failure: StartFailure) -> StartFailureSheet:
        sheet = StartFailureSheet(appearance, failure)
        qtbot.addWidget(sheet)
        with qtbot.waitExposed(sheet):
            sheet.open()
        return sheet

    return shown


def _texts(sheet: StartFailureSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel) if label.text()]


def _buttons(sheet: StartFailureSheet) -> list[str]:
    return [button.text() for button in sheet.findChildren(QPushButton)]


def test_it_says_what_happened_and_what_that_means(shown: Shown) -> None:
    sheet = shown(StartFailure(NEWER, mistake=False, places={}))
    title, happened, meaning = _texts(sheet)
    assert (title, happened) == ("rivermon could not start", NEWER)
    assert meaning.startswith("Nothing is received until rivermon runs.")
    assert _buttons(sheet) == ["Copy the text", "Quit"]


def test_a_mistake_of_ours_is_not_the_operators(shown: Shown, tmp_path: Path) -> None:
    mistake = StartFailure("KeyError: 'river'", mistake=True, places={Place.LOG: tmp_path})
    sheet = shown(mistake)
    assert _texts(sheet)[1] == "KeyError: 'river'"
    assert "not in what you did" in _texts(sheet)[2]
    assert "rivermon.log" in _texts(sheet)[2]
    assert "Open the log's folder" in _buttons(sheet)
    alone = shown(StartFailure("KeyError: 'river'", mistake=True, places={}))
    assert "log" not in _texts(alone)[2]


def test_what_it_says_is_copied_and_never_markup(shown: Shown) -> None:
    sheet = shown(StartFailure("<b>port</b> is\u202e 'abc'", mistake=False, places={}))
    words = sheet.findChildren(QLabel)[2]
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert "\u202e" not in words.text()
    assert words.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    copy = next(each for each in sheet.findChildren(QPushButton) if "Copy" in each.text())
    copy.click()
    assert QGuiApplication.clipboard().text() == words.text()
    assert "<b>port</b>" in words.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_key_closes_it_wherever_the_focus_is(
    key: Qt.Key, shown: Shown, qtbot: QtBot, appearance: Appearance
) -> None:
    for at_words in (False, True):
        sheet = shown(StartFailure(NEWER, mistake=False, places={}))
        if at_words:
            sheet.findChildren(QLabel)[2].setFocus()
        with qtbot.waitSignal(sheet.finished):
            QTest.keyClick(QApplication.focusWidget() or sheet, key)


def test_what_a_store_says_is_said_in_chinese(
    shown: Shown, appearance: Appearance, tmp_path: Path
) -> None:
    appearance.language.choose(LanguageChoice.CHINESE)
    try:
        sheet = shown(StartFailure(NEWER, mistake=False, places={Place.DATABASE: tmp_path}))
        texts = [*_texts(sheet), *_buttons(sheet), sheet.windowTitle()]
    finally:
        appearance.language.choose(LanguageChoice.ENGLISH)
    assert all(any("一" <= letter <= "鿿" for letter in text) for text in texts)
    assert "/data/river.db" in texts[1]
    assert "99" in texts[1]


def _settings(tmp_path: Path, text: str) -> RivermonError:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    file.chmod(0o600)
    with pytest.raises(RivermonError) as failed:
        load({}, {"RIVERMON_SETTINGS": str(file)})
    return failed.value


def _database(tmp_path: Path, *pragmas: str) -> RivermonError:
    file = tmp_path / "river.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE rivers (name)")
        for pragma in pragmas:
            database.execute(f"PRAGMA {pragma}")
    with pytest.raises(RivermonError) as failed:
        open_for_reading(file)
    return failed.value


def _missing(tmp_path: Path) -> RivermonError:
    with pytest.raises(RivermonError) as failed:
        load({}, {"RIVERMON_SETTINGS": str(tmp_path / "none.toml")})
    return failed.value


def _nothing(tmp_path: Path) -> RivermonError:
    with pytest.raises(RivermonError) as failed:
        open_for_reading(tmp_path / "none.db")
    return failed.value


@pytest.mark.parametrize(
    "failed",
    [
        partial(_settings, text='port = "abc"'),
        partial(_settings, text="prot = 1"),
        partial(_settings, text='api_key = "x"'),
        partial(_settings, text="port = "),
        _missing,
        _database,
        lambda folder: _database(folder, f"application_id={APPLICATION_ID}", "user_version=999"),
        lambda folder: _database(folder, f"application_id={APPLICATION_ID}", "user_version=1"),
        _nothing,
        lambda folder: RivermonError(at_the_start(in_words(folder, OSError("disk is full")))),
        lambda folder: RivermonError(at_the_start(in_words(folder, OSError("it is locked")))),
        lambda folder: RivermonError(f"{NEWER} {BEFORE}"),
    ],
)
def test_why_it_did_not_start_is_known_in_chinese(
    failed: Callable[[Path], RivermonError], appearance: Appearance, tmp_path: Path
) -> None:
    why = str(failed(tmp_path)).replace(str(tmp_path), "/data")
    appearance.language.choose(LanguageChoice.CHINESE)
    try:
        words = reason_words(why)
    finally:
        appearance.language.choose(LanguageChoice.ENGLISH)
    assert words.endswith("。")
    for english in (" is ", " was ", " has ", " names ", "There ", "holds", "cannot", " start "):
        assert english not in words


def test_it_is_shown_until_it_is_closed(qapp: QApplication) -> None:
    seen: list[str] = []

    def look() -> None:
        sheets = [each for each in qapp.topLevelWidgets() if isinstance(each, StartFailureSheet)]
        for sheet in sheets:
            if sheet.isVisible():
                seen.append(_texts(sheet)[1])
                sheet.close()

    looking = QTimer(interval=10)
    looking.timeout.connect(look)
    looking.start()
    show(StartFailure(NEWER, mistake=False, places={}), Settings(theme="dark"), "1.2.3")
    looking.stop()
    qapp.setStyleSheet("")
    assert seen == [NEWER]
