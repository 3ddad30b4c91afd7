"""Several rows selected: by clicks and keys, through whatever the table does, however many."""

import time
from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.core.feed import RowsDropped
from rivermon.core.listing import NEWEST_FIRST, Sort, SortBy, View
from rivermon.ui.ledger_view import LedgerView
from rivermon.ui.selected_rows import MOST_STRETCHES
from tests.ui.conftest import Stage
from tests.ui.stand_ins import delivery, row, stored

Make = Callable[[list[RecordRow]], Stage]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([row(number) for number in range(1, 101)]).show()


def click(view: LedgerView, place: int, held: Qt.KeyboardModifier = PLAIN) -> None:
    at = QPoint(100, view.rowViewportPosition(place) + view.row_height // 2)
    QTest.mouseClick(view.viewport(), LEFT, held, at)


def press(widget: QWidget, *keys: Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    for key in keys:
        QTest.keyClick(widget, key, held)


def selected_words(staged: Stage) -> str:
    return staged.window.filter_bar._selected.text()


def test_clicks_with_ctrl_and_shift_select_several(staged: Stage) -> None:
    click(staged.rows, 2)
    click(staged.rows, 5, CTRL)
    assert staged.rows.selected_ids == [98, 95]
    assert staged.rows.selected_id == 95
    click(staged.rows, 8, SHIFT)
    assert staged.rows.selected_ids == [98, 95, 94, 93, 92]
    assert staged.rows.selected_id == 92
    assert selected_words(staged) == "5 selected"
    click(staged.rows, 6, CTRL)
    assert staged.rows.selected_ids == [98, 95, 93, 92]
    assert staged.rows.selected_id == 92
    click(staged.rows, 3)
    assert staged.rows.selected_ids == [97]
    assert selected_words(staged) == ""


def test_shift_and_arrows_extend_from_where_the_keys_led(staged: Stage) -> None:
    press(staged.rows, Key.Key_J, Key.Key_J, Key.Key_Down)
    assert staged.rows.selected_ids == [98]
    press(staged.rows, Key.Key_Down, Key.Key_J, held=SHIFT)
    assert staged.rows.selected_ids == [98, 97, 96]
    assert staged.rows.selected_id == 96
    press(staged.rows, Key.Key_K, held=SHIFT)
    assert staged.rows.selected_ids == [98, 97]
    press(staged.rows, Key.Key_Home, held=SHIFT)
    assert staged.rows.selected_ids == [100, 99, 98, 97]
    assert staged.rows.selected_id == 100
    press(staged.rows, Key.Key_Down)
    assert staged.rows.selected_ids == [99]


def test_ctrl_and_space_pick_single_rows_by_the_keyboard(staged: Stage) -> None:
    press(staged.rows, Key.Key_Home)
    press(staged.rows, Key.Key_Down, Key.Key_Down, Key.Key_Space, held=CTRL)
    assert staged.rows.selected_ids == [100, 98]
    press(staged.rows, Key.Key_Space, held=CTRL)
    assert staged.rows.selected_ids == [100]
    assert staged.rows.selected_id == 100


def test_what_the_program_selects_stands_alone_whatever_is_held_down(
    staged: Stage, qtbot: QtBot
) -> None:
    staged.ledger.keep(row(95, state=CallbackState.ERROR), row(90, state=CallbackState.ERROR))
    press(staged.rows, Key.Key_Home)
    press(staged.rows, Key.Key_E)
    qtbot.waitUntil(lambda: staged.rows.selected_ids == [95])
    press(staged.rows, Key.Key_E)
    qtbot.waitUntil(lambda: staged.rows.selected_ids == [90])
    press(staged.rows, Key.Key_E, held=SHIFT)
    qtbot.waitUntil(lambda: staged.rows.selected_ids == [95])


def test_all_rows_are_selected_and_what_comes_is_not(staged: Stage) -> None:
    press(staged.rows, Key.Key_A, held=CTRL)
    assert staged.rows.selected_ids == list(range(100, 0, -1))
    assert not staged.rows.following
    staged.tell(*stored(row(101), row(102)))
    assert staged.rows.selected_ids == list(range(100, 0, -1))
    assert "100 selected" in selected_words(staged)
    press(staged.rows, Key.Key_Escape)
    assert staged.rows.selected_ids == []
    assert selected_words(staged) == ""


def test_rows_that_come_above_and_among_move_nothing(staged: Stage, qtbot: QtBot) -> None:
    click(staged.rows, 3)
    click(staged.rows, 6, SHIFT)
    before = {row_id: staged.top_of(row_id) for row_id in staged.rows.selected_ids}
    staged.tell(*stored(*(row(number) for number in range(101, 131))))
    assert {row_id: staged.top_of(row_id) for row_id in staged.rows.selected_ids} == before
    assert staged.rows.unseen == 30
    assert staged.rows.selected_ids == [97, 96, 95, 94]


def test_selected_rows_that_are_dropped_are_selected_no_more(stage: Make) -> None:
    staged = stage([])
    staged.ledger.keep(*(delivery(number) for number in range(1, 101)))
    staged.window.show()
    staged.show_view(View.DELIVERIES)
    staged.rows.setFocus()
    staged.rows.verticalScrollBar().setValue(60)
    click(staged.rows, 3)
    click(staged.rows, 6, SHIFT)
    place = staged.top_of(94)
    staged.tell(RowsDropped(deliveries=(95, 99, 2)))
    assert staged.rows.selected_ids == [97, 96, 94]
    assert staged.top_of(94) == place
    staged.tell(RowsDropped(deliveries=(94,)))
    assert staged.rows.selected_ids == [97, 96]
    assert staged.rows.selected_id == 94  # its details stay, and say that it is gone
    staged.tell(RowsDropped(deliveries=(97, 96)))
    assert staged.rows.selected_ids == []
    assert staged.rows.selected_count == 0


def test_a_filter_hides_selected_rows_and_gives_them_back(staged: Stage, qtbot: QtBot) -> None:
    click(staged.rows, 3)
    click(staged.rows, 6, SHIFT)
    staged.ledger.match = lambda record: record.id % 2 == 0
    staged.filter("movies")
    assert staged.rows.selected_ids == [96, 94]
    assert "2 selected" in selected_words(staged)
    staged.filter("")
    qtbot.waitUntil(lambda: staged.table.rowCount() == 100)
    assert staged.rows.selected_ids == [97, 96, 95, 94]
    assert staged.rows.selected_id == 94


def test_another_order_keeps_what_is_selected(staged: Stage, qtbot: QtBot) -> None:
    click(staged.rows, 3)
    click(staged.rows, 6, CTRL)
    staged.page.sort_by(Sort(SortBy.TIME, descending=False))
    qtbot.waitUntil(lambda: staged.ids() == list(range(1, 101)))
    assert staged.rows.selected_ids == [94, 97]
    assert staged.rows.selected_id == 94
    assert 0 <= staged.top_of(94) < staged.rows.viewport().height()


def test_the_only_selected_row_counts_though_it_does_not_match(staged: Stage, qtbot: QtBot) -> None:
    click(staged.rows, 3)
    staged.ledger.match = lambda record: record.id < 50
    staged.filter("movies")
    assert staged.table.place_of(97) is None
    assert staged.rows.selected_ids == [97]
    assert staged.rows.selected_count == 1
    staged.tell(RowsDropped(records=(97,)))
    assert staged.rows.selected_ids == []


def test_the_current_row_of_several_is_framed(staged: Stage) -> None:
    click(staged.rows, 3)
    alone = staged.rows.viewport().grab().toImage()
    accent = staged.window.palette().accent().color()
    right_edge = QPoint(
        sum(staged.rows.columnWidth(at) for at in range(staged.rows.model().columnCount())) - 1,
        staged.rows.rowViewportPosition(5) + 10,
    )
    click(staged.rows, 5, CTRL)
    several = staged.rows.viewport().grab().toImage()
    assert alone.pixelColor(right_edge) != accent
    assert several.pixelColor(right_edge) == accent


# --- any number --------------------------------------------------------------------------------


def _hold_a_million(staged: Stage) -> None:
    staged.page.finder.sleep()
    staged.table.begin(NEWEST_FIRST, array("q", range(1_000_000, 0, -1)))


def test_a_million_rows_are_selected_at_once(staged: Stage) -> None:
    _hold_a_million(staged)
    begun = time.perf_counter()
    press(staged.rows, Key.Key_A, held=CTRL)
    staged.rows.viewport().repaint()
    staged.table.put_in([1_000_001])
    staged.table.take_out([500_000])
    staged.rows.viewport().repaint()
    took = time.perf_counter() - begun
    assert staged.rows.selected_count == 999_999
    assert staged.rows.selected_ids[:2] == [1_000_000, 999_999]
    assert took < 0.5, took


def test_a_million_selected_rows_come_back_in_another_order(staged: Stage) -> None:
    _hold_a_million(staged)
    press(staged.rows, Key.Key_A, held=CTRL)
    staged.table.begin(Sort(SortBy.TIME, descending=False), array("q", range(1, 1_000_001)))
    assert staged.rows.selected_count == 1_000_000


def test_a_selection_that_falls_into_too_many_pieces_is_let_go(staged: Stage) -> None:
    _hold_a_million(staged)
    press(staged.rows, Key.Key_Home)
    staged.rows.select_place(2 * MOST_STRETCHES + 5)
    press(staged.rows, Key.Key_Home, held=SHIFT)
    assert staged.rows.selected_count == 2 * MOST_STRETCHES + 6
    mixed = array("q")
    for number in range(500_000):
        mixed.extend((1_000_000 - number, number + 1))
    staged.table.begin(Sort(SortBy.TITLE), mixed)
    assert staged.rows.selected_count <= 1
