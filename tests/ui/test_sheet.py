"""The frame of small windows: blocks nothing, grows with the text, and nothing jumps."""

from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.sheet import Sheet
from rivermon.ui.theme import SchemeChoice
from tests.ui.test_contrast import MARK, contrast


class _Asking(Sheet):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entitle("Say something")
        self.say("It is told to nobody.")
        self.line = QLineEdit(self)
        self.add_field("&Line", self.line)
        self.reason = self.add_reason(self.line)
        self.lines = QPlainTextEdit(self)
        self.lines.setTabChangesFocus(True)
        self.add_field("&Many lines", self.lines, stretch=1)
        self.cancel = self.add_cancel()
        self.main = self.add_main("Say it")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sheet(appearance: Appearance, page: QWidget, qtbot: QtBot) -> _Asking:
    made = _Asking(page)
    with qtbot.waitExposed(made):
        made.open()
    return made


def test_the_window_below_stays_usable(sheet: _Asking, page: QWidget) -> None:
    assert sheet.isVisible()
    assert not sheet.isModal()
    assert sheet.accessibleName() == sheet.windowTitle() == "Say something"
    assert sheet.accessibleDescription() == "It is told to nobody."
    assert sheet.line.accessibleName() == "Line"


def test_tab_goes_as_the_eye_reads(sheet: _Asking) -> None:
    sheet.line.setFocus()
    seen = []
    for _ in range(4):
        seen.append(sheet.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    assert seen == [sheet.line, sheet.lines, sheet.cancel, sheet.main]


def test_return_does_the_main_thing_but_not_in_a_text(sheet: _Asking, qtbot: QtBot) -> None:
    accepted: list[bool] = []
    sheet.accepted.connect(lambda: accepted.append(True))
    QTest.keyClick(sheet.lines, Qt.Key.Key_Return)
    assert sheet.lines.toPlainText() == "\n"
    assert accepted == []
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert accepted == [True]


def test_esc_closes_it_from_a_text_too(sheet: _Asking, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet.lines, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_reason_moves_nothing_and_reaches_the_field(sheet: _Asking, qtbot: QtBot) -> None:
    sheet.line.setAccessibleDescription("Any words")
    before = sheet.lines.geometry()
    sheet.reason.show_reason("It cannot be said.")
    sheet.reason.show_reason("It cannot be said at all.")
    QApplication.sendPostedEvents()
    assert sheet.lines.geometry() == before
    assert sheet.line.property("bad") is True
    assert sheet.line.accessibleDescription() == "It cannot be said at all."
    sheet.reason.show_reason("")
    assert sheet.line.property("bad") is False
    assert sheet.line.accessibleDescription() == "Any words"


def test_a_long_reason_is_not_cut(sheet: _Asking) -> None:
    sheet.reason.show_reason("It cannot be said, " * 30)
    QApplication.sendPostedEvents()
    assert sheet.reason.height() >= sheet.reason.heightForWidth(sheet.reason.width())


def test_it_is_as_wide_as_its_text_asks_for_and_fits_the_screen(
    appearance: Appearance, page: QWidget, qtbot: QtBot
) -> None:
    font = page.font()
    usual = font.pointSizeF()
    widths = []
    for scale in (1.0, 2.0, 12.0):
        font.setPointSizeF(usual * scale)
        made = _Asking(page)
        made.setFont(font)
        with qtbot.waitExposed(made):
            made.open()
        assert made.width() <= made.screen().availableSize().width()
        widths.append(made.width())
    assert widths[1] > 1.7 * widths[0]


def edge_of(choice: QRadioButton) -> str:
    """The colour of the leftmost pixel of the round box."""
    image = choice.grab().toImage()
    return image.pixelColor(0, image.height() // 2).name()


def stands_out(choice: QRadioButton, ground: str) -> bool:
    return contrast(edge_of(choice), ground) >= MARK


def test_the_outline_of_a_box_can_be_seen_in_both_themes(
    appearance: Appearance, page: QWidget, qtbot: QtBot
) -> None:
    made = Sheet(page)
    choice = QRadioButton("It", made)
    choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.add(choice)
    with qtbot.waitExposed(made):
        made.open()
    for scheme in (SchemeChoice.LIGHT, SchemeChoice.DARK):
        appearance.choose(scheme)
        ground = appearance.theme.colours.ground
        qtbot.waitUntil(partial(stands_out, choice, ground))


def test_at_twice_the_text_size_nothing_lies_over_anything_else(
    appearance: Appearance, page: QWidget, qtbot: QtBot
) -> None:
    made = _Asking(page)
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    made.setFont(font)
    with qtbot.waitExposed(made):
        made.open()
    parts = [made.line, made.reason, made.lines, made.main]
    for above, below in pairwise(parts):
        assert above.geometry().bottom() < below.geometry().top()
        assert above.height() >= above.minimumSizeHint().height()
