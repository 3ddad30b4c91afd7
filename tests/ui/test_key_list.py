"""The list of keys: whole, translatable, and small enough for the first window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.ui.appearance import Appearance
from rivermon.ui.key_groups import held_together, key_groups
from rivermon.ui.key_list import KeyList
from tests.ui.conftest import Stage
from tests.ui.stand_ins import row

Make = Callable[[list[RecordRow]], Stage]


class Brackets(QTranslator):
    """A language in which every text stands between brackets."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"«{text}»"


@pytest.fixture
def brackets(qapp: QCoreApplication) -> Iterator[None]:
    translator = Brackets()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def keys(appearance: Appearance, qtbot: QtBot) -> Iterator[KeyList]:
    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    made = KeyList(appearance, window)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    window.close()


def texts(keys: KeyList) -> list[str]:
    return [label.text() for label in keys.findChildren(QLabel)]


def test_every_key_and_every_word_is_there(keys: KeyList) -> None:
    shown = texts(keys)
    for title, lines in (group for column in key_groups() for group in column):
        assert title in shown
        for _, words in lines:
            assert words in shown
    assert {"Ctrl", "Shift", "P", "↑", "J", "Page Down", "F1"} <= set(shown)


@pytest.mark.usefixtures("brackets")
def test_every_text_can_be_translated(appearance: Appearance, qtbot: QtBot) -> None:
    made = KeyList(appearance)
    qtbot.addWidget(made)
    assert made.windowTitle() == "«Keys»"
    assert [text for text in texts(made) if not text.startswith("«") and text not in "↑↓←→"] == []


def test_it_fits_the_first_window(keys: KeyList) -> None:
    assert keys.width() <= 1280 * 0.9
    assert keys.height() <= 800 * 0.9


def test_what_is_below_the_edge_comes_by_keys(appearance: Appearance, qtbot: QtBot) -> None:
    appearance.scale_text(200)
    made = KeyList(appearance)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    (scroll,) = made.findChildren(QScrollArea)
    assert made.focusWidget() is scroll
    bar = scroll.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(scroll, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    appearance.scale_text(100)


def test_no_text_is_cut(keys: KeyList) -> None:
    for label in keys.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width(), label.text()


def test_it_is_not_modal_and_esc_closes_it(keys: KeyList) -> None:
    assert not keys.isModal()
    QTest.keyClick(keys, Qt.Key.Key_Escape)
    assert not keys.isVisible()


def test_keys_that_are_held_together_are_caps_of_their_own() -> None:
    assert held_together("Ctrl+Shift+P") == ["Ctrl", "Shift", "P"]
    assert held_together("Ctrl++") == ["Ctrl", "+"]
    assert held_together("F1") == ["F1"]


def listed() -> set[QKeySequence]:
    lines = (line for column in key_groups() for _, lines in column for line in lines)
    spelt = {"Page Up": "PgUp", "Page Down": "PgDown"}
    return {QKeySequence(spelt.get(each, each)) for keys, _ in lines for each in keys}


def in_use(window: QWidget) -> set[QKeySequence]:
    keys = {each.key() for each in window.findChildren(QShortcut)}
    for action in window.findChildren(QAction):
        keys.update(action.shortcuts())
    keys.update(each.shortcut() for each in window.findChildren(QAbstractButton))
    return {each for each in keys if not each.isEmpty()}


def test_no_key_of_the_window_is_missing(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(number) for number in range(1, 4)]).show()
    staged.rows.select_id(2)
    qtbot.waitUntil(lambda: staged.window.detail.shown is not None)
    enter = QKeySequence("Ctrl+Enter")  # the other Return
    missing = in_use(staged.window) - listed() - {enter}
    assert [each.toString() for each in missing] == []


def test_no_key_means_two_things_in_the_same_place(stage: Make) -> None:
    staged = stage([row(1)]).show()
    taken: dict[tuple[str, int], int] = {}
    for each in staged.window.findChildren(QShortcut):
        place = (each.key().toString(), id(each.parent()))
        taken[place] = taken.get(place, 0) + 1
    for action in staged.window.findChildren(QAction):
        for keys in action.shortcuts():
            place = (keys.toString(), id(staged.window))
            taken[place] = taken.get(place, 0) + 1
    assert [keys for (keys, _), times in taken.items() if times > 1] == []
