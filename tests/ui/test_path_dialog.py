"""The dialog for a column of a JSON path: reads while one types, tells a good path."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.filter import BadFilter, parse_path
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.ui.appearance import Appearance
from rivermon.ui.path_dialog import PathDialog


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(appearance: Appearance, page: QWidget, qtbot: QtBot) -> PathDialog:
    made = PathDialog(appearance, page)
    with qtbot.waitExposed(made):
        made.show()
    return made


def told(dialog: PathDialog) -> list[JsonPath]:
    heard: list[JsonPath] = []
    dialog.path_chosen.connect(heard.append)
    return heard


def test_a_good_path_is_told(dialog: PathDialog) -> None:
    heard = told(dialog)
    assert not dialog.isModal()
    QTest.keyClicks(dialog._path, " data.year ")
    QTest.keyClick(dialog._path, Qt.Key.Key_Return)
    assert heard == [JsonPath(Root.DATA, ("year",))]


def test_a_bad_path_says_why_and_is_not_told(dialog: PathDialog) -> None:
    heard = told(dialog)
    assert dialog.reason == ""
    assert not dialog._add.isEnabled()
    QTest.keyClicks(dialog._path, "nowhere.year")
    bad = parse_path("nowhere.year")
    assert isinstance(bad, BadFilter)
    assert dialog.reason == bad.reason
    assert dialog._path.property("bad") is True
    assert not dialog._add.isEnabled()
    QTest.keyClick(dialog._path, Qt.Key.Key_Return)
    assert heard == []
    assert dialog.isVisible()
    dialog._path.setText("customer.user_id")
    assert dialog.reason == ""
    assert dialog._add.isEnabled()


def test_nothing_moves_when_there_is_a_reason(dialog: PathDialog) -> None:
    before = dialog._add.pos()
    dialog._path.setText("nowhere.year")
    assert dialog._add.pos() == before


def test_cancel_and_esc_tell_nothing(dialog: PathDialog) -> None:
    heard = told(dialog)
    dialog._path.setText("data.year")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard == []
