"""Widgets in a row that goes on in a further line where it is too narrow."""

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.wrapped_row import WrappedRow


class Hundred(QPushButton):
    """A button that is 100 by 20."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(20)
        self.setMinimumWidth(100)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def row(page: QWidget) -> WrappedRow:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    made = WrappedRow(page)
    column.addWidget(made)
    return made


def filled(row: WrappedRow, *stretches: int) -> Sequence[QPushButton]:
    buttons = [Hundred() for _ in stretches]
    for button, stretch in zip(buttons, stretches, strict=True):
        row.add(button, stretch)
    return buttons


def shown(page: QWidget, width: int, qtbot: QtBot) -> None:
    page.resize(width, 200)
    with qtbot.waitExposed(page):
        page.show()


def places(buttons: Sequence[QPushButton]) -> list[tuple[int, int, int]]:
    return [(each.x(), each.y(), each.width()) for each in buttons]


def test_where_there_is_room_they_stand_in_one_line(
    page: QWidget, row: WrappedRow, qtbot: QtBot
) -> None:
    buttons = filled(row, 0, 0, 0)
    shown(page, 400, qtbot)
    top = buttons[0].y()
    assert places(buttons) == [(0, top, 100), (108, top, 100), (216, top, 100)]
    assert (row.sizeHint().width(), row.sizeHint().height()) == (316, 20)


def test_what_is_left_over_is_shared(page: QWidget, row: WrappedRow, qtbot: QtBot) -> None:
    buttons = filled(row, 2, 0, 1)
    shown(page, 346, qtbot)
    assert [each.width() for each in buttons] == [120, 100, 110]
    assert buttons[-1].geometry().right() == 345


def test_where_there_is_none_they_go_on_below(page: QWidget, row: WrappedRow, qtbot: QtBot) -> None:
    buttons = filled(row, 0, 0, 0)
    shown(page, 250, qtbot)
    first, second, third = places(buttons)
    assert (first[:1], second[:1], third[:1]) == ((0,), (108,), (0,))
    assert third[1] == first[1] + 24
    assert row.heightForWidth(250) == 44
    assert row.heightForWidth(50) == 68
    assert row.minimumSizeHint().width() == 100


def test_what_is_hidden_leaves_no_gap(page: QWidget, row: WrappedRow, qtbot: QtBot) -> None:
    first, second, third = filled(row, 0, 0, 0)
    shown(page, 400, qtbot)
    second.hide()
    qtbot.waitUntil(lambda: third.x() == 108)
    second.show()
    qtbot.waitUntil(lambda: third.x() == 216)
    assert first.x() == 0


def test_one_that_grows_moves_the_others(page: QWidget, row: WrappedRow, qtbot: QtBot) -> None:
    first, second = filled(row, 0, 0)
    shown(page, 400, qtbot)
    first.setMinimumWidth(150)
    qtbot.waitUntil(lambda: (first.width(), second.x()) == (150, 158))


def test_an_empty_row_has_no_height(row: WrappedRow) -> None:
    assert row.heightForWidth(100) == 0
    assert row.sizeHint().height() == 0
