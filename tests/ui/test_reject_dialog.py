"""The dialog for the reason of a rejection."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.callback import failure_body
from rivermon.ui.appearance import Appearance
from rivermon.ui.reject_dialog import LONGEST, RejectDialog
from tests.ui.detail_stage import words

Open = Callable[[Sequence[str] | int], tuple[RejectDialog, list[str]]]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(appearance: Appearance, page: QWidget, qtbot: QtBot) -> Open:
    def open_one(what: Sequence[str] | int) -> tuple[RejectDialog, list[str]]:
        dialog = RejectDialog(what, page)
        heard: list[str] = []
        dialog.chosen.connect(heard.append)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog, heard

    return open_one


def test_the_reason_is_required_and_told(opened: Open) -> None:
    dialog, heard = opened(["Arrival"])
    assert not dialog.isModal()
    assert "“Arrival” will be rejected" in words(dialog)
    assert not dialog._reject.isEnabled()
    QTest.keyClick(dialog._why, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog._why, '  Not "ours"  ')
    assert dialog.told.endswith(failure_body('Not "ours"').decode())
    QTest.keyClick(dialog._why, Qt.Key.Key_Return)
    assert heard == ['Not "ours"']
    assert not dialog.isVisible()


def test_a_usual_reason_is_chosen_by_keys(opened: Open) -> None:
    dialog, heard = opened(3)
    assert "3 record" in words(dialog)
    QTest.keyClick(dialog._why, Qt.Key.Key_Down)
    assert dialog._why.currentText() == "The content is wrong"
    QTest.keyClick(dialog._reject, Qt.Key.Key_Space)
    assert heard == ["The content is wrong"]


def test_what_is_pasted_becomes_one_line_of_bounded_length(opened: Open) -> None:
    dialog, heard = opened(["<b>x</b>"])
    assert "“<b>x</b>”" in words(dialog)
    before = dialog._reject.pos()
    dialog._why.setEditText("a\u202eb " * 200)
    assert dialog._reject.pos() == before
    dialog.accept()
    assert len(heard[0]) <= LONGEST
    assert "\u202e" not in heard[0]


def test_esc_tells_nothing(opened: Open) -> None:
    dialog, heard = opened([""])
    assert "(no title)" in words(dialog)
    QTest.keyClicks(dialog._why, "x")
    QTest.keyClick(dialog._why, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert heard == []


def test_typing_is_never_completed_into_another_reason(opened: Open) -> None:
    dialog, heard = opened(1)
    QTest.keyClicks(dialog._why, "The content")
    QTest.keyClick(dialog._why, Qt.Key.Key_Return)
    assert heard == ["The content"]
