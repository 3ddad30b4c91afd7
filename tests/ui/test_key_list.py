"""The list of keys: whole, translatable, and small enough for the first window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.key_list import GROUPS, KeyList


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
def keys(appearance: Appearance, qtbot: QtBot) -> KeyList:
    made = KeyList(appearance)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(keys: KeyList) -> list[str]:
    return [label.text() for label in keys.findChildren(QLabel)]


def test_every_key_and_every_word_is_there(keys: KeyList) -> None:
    shown = texts(keys)
    for title, lines in GROUPS:
        assert title in shown
        for _, words in lines:
            assert words in shown
    assert {"Ctrl", "Shift", "P", "↑", "J", "Page Down", "F1"} <= set(shown)


@pytest.mark.usefixtures("brackets")
def test_every_text_can_be_translated(appearance: Appearance, qtbot: QtBot) -> None:
    made = KeyList(appearance)
    qtbot.addWidget(made)
    assert made.windowTitle() == "«Keys»"
    assert [text for text in texts(made) if not text.startswith("«") and text not in "↑↓"] == []


def test_it_fits_the_first_window(keys: KeyList) -> None:
    assert keys.width() <= 1280 * 0.9
    assert keys.height() <= 800 * 0.9


def test_no_text_is_cut(keys: KeyList) -> None:
    for label in keys.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width(), label.text()


def test_it_is_not_modal_and_esc_closes_it(keys: KeyList) -> None:
    assert not keys.isModal()
    QTest.keyClick(keys, Qt.Key.Key_Escape)
    assert not keys.isVisible()
