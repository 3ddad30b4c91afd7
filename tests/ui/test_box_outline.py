"""A box to choose from is read when it is open, and seen when it has the focus, in either theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.box_outline import draw_outline
from rivermon.ui.theme import SchemeChoice

FAR_ENOUGH = 40


@pytest.fixture(params=[SchemeChoice.LIGHT, SchemeChoice.DARK])
def box(
    request: pytest.FixtureRequest, appearance: Appearance, qtbot: QtBot
) -> Iterator[QComboBox]:
    appearance.choose(request.param)
    page = QWidget()
    page.setObjectName("page")
    column = QVBoxLayout(page)
    made = QComboBox(page)
    made.addItems(["One", "Two", "Three"])
    for widget in (made, QPushButton("Elsewhere", page)):
        column.addWidget(widget)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    for drawn in page.findChildren(QWidget):
        draw_outline(drawn)
    yield made
    page.close()


def pixel(widget: QWidget, at: QPoint) -> QColor:
    return widget.grab().toImage().pixelColor(at)


def apart(one: QColor, other: QColor) -> int:
    """How far two colours are from each other."""
    reds, greens = one.red() - other.red(), one.green() - other.green()
    return abs(reds) + abs(greens) + abs(one.blue() - other.blue())


def test_what_drops_below_it_is_drawn_on_its_own_ground(
    box: QComboBox, appearance: Appearance, qtbot: QtBot
) -> None:
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    corner = QPoint(view.viewport().width() - 3, view.viewport().height() - 3)
    ground = pixel(view.viewport(), corner)
    assert ground == QColor(appearance.theme.colours.surface)
    box.hidePopup()


def test_its_outline_tells_of_the_focus(
    box: QComboBox, appearance: Appearance, qtbot: QtBot
) -> None:
    edge = QPoint(box.width() // 2, 0)
    (before,) = box.window().findChildren(QPushButton)
    before.setFocus()
    usual = pixel(box, edge)
    QTest.keyClick(before, Qt.Key.Key_Backtab)
    qtbot.waitUntil(box.hasFocus)
    focused = pixel(box, edge)
    assert apart(focused, usual) > FAR_ENOUGH
    assert apart(focused, QColor(appearance.theme.colours.ground)) > 3 * FAR_ENOUGH
