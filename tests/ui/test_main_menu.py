"""The main menu: each entry changes a setting at once, in the file too, or asks for the rest."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.notice import NoticeKind
from rivermon.settings import Settings
from rivermon.ui.about_sheet import AboutSheet
from rivermon.ui.appearance import Appearance
from rivermon.ui.chosen_look import follow
from rivermon.ui.language import LanguageChoice
from rivermon.ui.main_menu import MainMenu
from rivermon.ui.notice_words import kind_words
from rivermon.ui.theme import Scheme

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A window with nothing in it but the menu, and a settings file of its own."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, file: Path, **settings: object):
        self.qtbot = qtbot
        self.file = file
        self.appearance = appearance
        self.chosen = Chosen(Settings(theme="light", language="en", **settings), file)  # type: ignore[arg-type] # its own fields
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.button = MainMenu(appearance, self.chosen, self.window)
        self.window.setCentralWidget(self.button)
        self.failures: list[str] = []
        self.button.failed.connect(self.failures.append)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def menu(self) -> QMenu:
        return self.button.entries

    def find(self, *words: str) -> QAction:
        """An entry, through its submenus; what stands behind a tab is a key."""
        menu, found = self.menu, None
        for word in words:
            entries = menu.actions()
            found = next(each for each in entries if each.text().split("\t")[0].startswith(word))
            inner = found.menu()
            menu = inner if isinstance(inner, QMenu) else menu
        assert found is not None
        return found

    def choose(self, *words: str) -> None:
        """Click an entry in the open menus."""
        entry = self.find(*words)
        menu = entry.parent()
        assert isinstance(menu, QMenu)
        menu.popup(QPoint(0, 0))
        self.qtbot.waitUntil(menu.isVisible)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
        self.qtbot.waitUntil(lambda: not menu.isVisible())

    @property
    def written(self) -> dict[str, object]:
        return tomllib.loads(self.file.read_text(encoding="utf-8"))


@pytest.fixture
def bench(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    ends: list[Callable[[], None]] = []

    def make(**settings: object) -> Bench:
        made = Bench(qtbot, appearance, tmp_path / "settings.toml", **settings)
        ends.append(follow(made.chosen, appearance))
        return made

    yield make
    for end in ends:
        end()
    appearance.scale_text(100)
    appearance.language.choose(LanguageChoice.ENGLISH)


def test_the_look_changes_at_once_and_in_the_file(bench: Callable[..., Bench]) -> None:
    made = bench()
    assert made.find("Appearance", "Light").isChecked()
    made.choose("Appearance", "Dark")
    assert made.appearance.scheme is Scheme.DARK
    assert made.written == {"theme": "dark"}
    assert made.find("Appearance", "Dark").isChecked()
    assert not made.find("Appearance", "Light").isChecked()


def test_the_language_changes_at_once_and_in_the_file(bench: Callable[..., Bench]) -> None:
    made = bench()
    for name, choice in (("简体中文", LanguageChoice.CHINESE), ("English", LanguageChoice.ENGLISH)):
        made.choose("Language", name)
        assert made.appearance.language.spoken is choice
        assert made.written == {"language": choice.value}


def test_keys_make_text_larger_smaller_and_usual(bench: Callable[..., Bench]) -> None:
    made = bench()
    for key, size in (
        (Qt.Key.Key_Plus, 110),
        (Qt.Key.Key_Equal, 125),
        (Qt.Key.Key_Minus, 110),
        (Qt.Key.Key_0, 100),
        (Qt.Key.Key_Minus, 90),
    ):
        QTest.keyClick(made.window, key, CTRL)
        assert made.chosen.settings.text_size == size
        assert made.appearance.text_size == size
        assert made.written == {"text_size": size}


def test_text_grows_and_shrinks_to_the_bounds_from_any_size(bench: Callable[..., Bench]) -> None:
    made = bench(text_size=137)
    sizes = []
    for _ in range(6):
        QTest.keyClick(made.window, Qt.Key.Key_Plus, CTRL)
        sizes.append(made.chosen.settings.text_size)
    assert sizes == [150, 175, 200, 200, 200, 200]
    assert not made.find("Text size", "Larger").isEnabled()
    for _ in range(10):
        QTest.keyClick(made.window, Qt.Key.Key_Minus, CTRL)
    assert made.chosen.settings.text_size == 80
    assert not made.find("Text size", "Smaller").isEnabled()
    assert made.find("Text size").text() == "Text size: 80 %"


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_each_kind_of_notice_can_be_switched(bench: Callable[..., Bench], kind: NoticeKind) -> None:
    made = bench()
    words = kind_words(kind)
    made.choose("Notifications", words)
    assert set(made.chosen.settings.notify) == set(NoticeKind) - {kind}
    assert set(made.written["notify"]) == set(NoticeKind) - {kind}  # type: ignore[call-overload] # a list
    made.choose("Notifications", words)
    assert made.chosen.settings.notify == tuple(NoticeKind)


def test_closing_can_be_the_end(bench: Callable[..., Bench]) -> None:
    made = bench()
    made.choose("Notifications", "Keep listening")
    assert made.chosen.settings.close_to_tray is False
    assert made.written == {"close_to_tray": False}


def test_a_change_made_elsewhere_is_shown(bench: Callable[..., Bench]) -> None:
    made = bench()
    made.chosen.change(theme="dark", notify=("store",))
    assert made.find("Appearance", "Dark").isChecked()
    assert made.find("Notifications", "Trouble with").isChecked()
    assert not made.find("Notifications", "Failed").isChecked()


def test_a_setting_that_cannot_be_kept_is_said_and_not_taken(
    bench: Callable[..., Bench],
) -> None:
    made = bench()
    made.file.write_text("theme = [this is no TOML", encoding="utf-8")
    made.choose("Appearance", "Dark")
    assert made.appearance.scheme is Scheme.LIGHT
    assert made.find("Appearance", "Light").isChecked()
    assert not made.find("Appearance", "Dark").isChecked()
    assert len(made.failures) == 1
    assert "settings.toml cannot be written" in made.failures[0]


@pytest.mark.parametrize(
    ("words", "signal"),
    [
        ("Approval rules…", "approval_rules_asked"),
        ("Send a test webhook…", "sample_asked"),
        ("Export…", "export_asked"),
        ("Keys", "keys_asked"),
        ("About rivermon", "about_asked"),
        ("Quit", "quit_asked"),
    ],
)
def test_what_is_not_its_own_is_asked_for(
    bench: Callable[..., Bench], qtbot: QtBot, words: str, signal: str
) -> None:
    made = bench()
    with qtbot.waitSignal(getattr(made.button, signal)):
        made.choose(words)


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_F10, None), (Qt.Key.Key_M, ALT)])
def test_the_keyboard_opens_it_and_goes_through_it(
    bench: Callable[..., Bench],
    qtbot: QtBot,
    key: Qt.Key,
    held: Qt.KeyboardModifier | None,
) -> None:
    made = bench()
    QTest.keyClick(made.window, key, held or Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(made.menu.isVisible)
    assert made.menu.activeAction() is made.find("Settings…")
    QTest.keyClick(made.menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not made.menu.isVisible())


def test_who_only_watches_is_offered_what_can_be_done(qtbot: QtBot, appearance: Appearance) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    button = MainMenu(appearance, Chosen(Settings(), None), window, watching=True)
    words = [action.text() for action in button.entries.actions()]
    assert not {"Notifications", "Approval rules…", "Send a test webhook…"} & set(words)
    assert {"Appearance", "Language", "Export…"} <= set(words)


def test_a_menu_that_is_gone_hears_nothing(qtbot: QtBot, appearance: Appearance) -> None:
    chosen = Chosen(Settings(), None)
    window = QMainWindow()
    button = MainMenu(appearance, chosen, window)
    gone: list[bool] = []
    button.destroyed.connect(lambda: gone.append(True))
    window.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    chosen.change(theme="dark")
    assert chosen._listeners == []


def test_about_says_version_licence_and_database(qtbot: QtBot, appearance: Appearance) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    sheet = AboutSheet(appearance, "1.2.3", "/data/rivermon.db", window)
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    words = " ".join(label.text() for label in sheet.findChildren(type(sheet.say())))
    for wanted in ("rivermon 1.2.3", "MIT licence", "/data/rivermon.db"):
        assert wanted in words
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible())
