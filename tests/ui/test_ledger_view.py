"""Following and holding: nothing moves under the hand."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.core.feed import LedgerChanged, RowsDropped
from rivermon.core.listing import Sort, SortBy, View
from rivermon.ui.ledger_view import LedgerView
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.row_painter import ROW_HEIGHT
from tests.ui.conftest import Stage
from tests.ui.stand_ins import changed, delivery, row, stored

Make = Callable[[list[RecordRow]], Stage]
FAILED = CallbackState.ERROR
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([row(number) for number in range(1, 101)]).show()


def top_id(view: LedgerView) -> int:
    return view.table.id_at(view.rowAt(0))


def pill(view: LedgerView) -> QPushButton:
    found = view.findChild(NewRowsPill)
    assert isinstance(found, QPushButton)
    return found


def live(staged: Stage) -> QPushButton:
    return staged.window.top_bar._live


def in_view(staged: Stage) -> dict[int, int]:
    """The ids in view and where on the screen they are."""
    first, last = staged.rows.places_in_view()
    return {row_id: staged.top_of(row_id) for row_id in staged.table.ids_between(first, last)}


# --- following ---------------------------------------------------------------------------------


def test_a_following_table_shows_the_newest(staged: Stage) -> None:
    staged.tell(*stored(row(101), row(102)))
    assert staged.rows.following
    assert top_id(staged.rows) == 102
    assert staged.rows.verticalScrollBar().value() == 0
    assert not pill(staged.rows).isVisible()


def test_following_goes_on_for_hundreds_of_rows(staged: Stage) -> None:
    for first in range(101, 701, 3):
        staged.tell(*stored(row(first), row(first + 1), row(first + 2)))
    assert staged.rows.following
    assert top_id(staged.rows) == 700
    assert staged.rows.verticalScrollBar().value() == 0
    assert staged.rows.selected_id is None


def test_a_new_row_is_tinted_for_a_moment(staged: Stage, qtbot: QtBot) -> None:
    fresh = staged.rows._fresh
    assert 100 not in fresh
    staged.tell(*stored(row(101)))
    assert 101 in fresh
    assert 100 not in fresh
    staged.clock.pass_s(0.7)
    with qtbot.waitSignal(fresh.faded, timeout=2000):
        pass
    assert 101 not in fresh


def test_facts_are_shown_at_most_every_33_ms(staged: Stage, qtbot: QtBot) -> None:
    table = staged.table
    batches: list[tuple[int, int]] = []
    table.rowsInserted.connect(lambda _, first, last: batches.append((first, last)))
    staged.tell(*stored(row(101)))
    assert batches == [(0, 0)]
    for number in range(102, 142):
        staged.feed.tell(stored(row(number)))
    assert len(batches) == 1
    qtbot.waitUntil(lambda: table.rowCount() == 141)
    assert batches == [(0, 0), (0, 39)]


# --- holding -----------------------------------------------------------------------------------


def test_nothing_moves_while_scrolled_away(staged: Stage) -> None:
    staged.rows.verticalScrollBar().setValue(455)
    before = in_view(staged)
    assert not staged.rows.following
    for first in range(101, 131, 3):
        staged.tell(*stored(row(first), row(first + 1), row(first + 2)))
        assert in_view(staged) == before
    assert staged.rows.unseen == 30
    assert pill(staged.rows).isVisible()
    assert pill(staged.rows).text() == "30 new"


def test_nothing_moves_while_an_older_row_is_selected(staged: Stage) -> None:
    staged.rows.select_id(97)
    place = staged.top_of(97)
    staged.tell(*stored(*(row(number) for number in range(101, 151))))
    assert staged.rows.selected_id == 97
    assert staged.top_of(97) == place
    assert pill(staged.rows).text() == "50 new"
    staged.tell(changed(row(97), state=FAILED))
    assert staged.rows.selected_id == 97
    assert staged.top_of(97) == place


def test_rows_taken_out_above_move_nothing(stage: Make) -> None:
    staged = stage([])
    staged.ledger.keep(*(delivery(number) for number in range(1, 101)))
    staged.window.show()
    staged.show_view(View.DELIVERIES)
    staged.rows.verticalScrollBar().setValue(1255)
    before = in_view(staged)
    staged.tell(RowsDropped(deliveries=(100, 98, 97, 80)))
    assert in_view(staged) == before
    assert staged.table.rowCount() == 96
    staged.rows.select_id(next(iter(before)) - 5)
    selected = staged.rows.selected_id
    assert selected is not None
    place = staged.top_of(selected)
    staged.tell(RowsDropped(deliveries=(selected + 1, selected - 1, 99)))
    assert staged.top_of(selected) == place
    assert staged.rows.selected_id == selected


def test_a_selected_row_that_is_dropped_leaves_its_neighbours_in_place(stage: Make) -> None:
    staged = stage([])
    staged.ledger.keep(*(delivery(number) for number in range(1, 101)))
    staged.window.show()
    staged.show_view(View.DELIVERIES)
    staged.rows.select_id(95)
    places = in_view(staged)
    staged.tell(RowsDropped(deliveries=(95,)))
    assert not staged.rows.selectionModel().hasSelection()
    assert staged.top_of(96) == places[96]
    assert staged.top_of(94) == places[95]


def test_a_row_that_comes_in_above_the_selected_one_moves_the_others(
    staged: Stage, qtbot: QtBot
) -> None:
    staged.ledger.match = lambda record: record.failed or record.id % 2 == 0
    staged.filter("status:failed")
    staged.rows.select_id(90)
    place = staged.top_of(90)
    assert place > 0
    staged.ledger.keep(row(95, state=FAILED))
    staged.tell(changed(row(95, state=FAILED)))
    qtbot.waitUntil(lambda: staged.table.place_of(95) is not None)
    assert staged.top_of(90) == place
    assert staged.top_of(88) == place + ROW_HEIGHT


def test_a_refresh_keeps_the_selected_row_where_it_is(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.verticalScrollBar().setValue(905)
    staged.rows.select_place(36)
    selected = staged.rows.selected_id
    assert selected is not None
    place = staged.top_of(selected)
    focused = staged.rows.hasFocus()
    for gone in (100, 99, selected + 2, selected - 3, 2, 1):
        del staged.ledger.kept[gone]
    staged.ledger.keep(*(row(number) for number in range(101, 106)))
    inserted: list[int] = []
    staged.table.rowsInserted.connect(lambda *_: inserted.append(1))
    staged.page.finder.ask_again()
    qtbot.waitUntil(lambda: staged.ids() == sorted(staged.ledger.kept, reverse=True))
    assert inserted == [1]
    assert staged.rows.selected_id == selected
    (index,) = staged.rows.selectionModel().selectedRows()
    assert staged.table.id_at(index.row()) == selected
    assert staged.top_of(selected) == place
    assert staged.rows.hasFocus() is focused is True


def test_somebody_elses_new_rows_move_nothing(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(97)
    place = staged.top_of(97)
    staged.ledger.keep(*(row(number) for number in range(101, 111)), row(97, title="Anew"))
    staged.tell(LedgerChanged())
    qtbot.waitUntil(lambda: staged.table.rowCount() == 110)
    qtbot.waitUntil(lambda: staged.table.row_at(13).title == "Anew")  # type: ignore[union-attr] # a record
    assert staged.top_of(97) == place
    assert pill(staged.rows).text() == "10 new"


# --- back to following -------------------------------------------------------------------------


def test_a_click_on_the_pill_follows(staged: Stage) -> None:
    staged.rows.select_id(90)
    staged.tell(*stored(row(101)))
    QTest.mouseClick(pill(staged.rows), Qt.MouseButton.LeftButton)
    assert staged.rows.following
    assert staged.rows.selected_id is None
    assert top_id(staged.rows) == 101
    assert not pill(staged.rows).isVisible()


def test_end_follows(staged: Stage) -> None:
    staged.rows.verticalScrollBar().setValue(300)
    staged.tell(*stored(row(101)))
    QTest.keyClick(staged.rows, Qt.Key.Key_End)
    assert staged.rows.following
    assert staged.rows.unseen == 0
    assert top_id(staged.rows) == 101


def test_scrolling_back_to_the_top_follows(staged: Stage) -> None:
    staged.rows.verticalScrollBar().setValue(300)
    staged.tell(*stored(row(101)))
    staged.rows.verticalScrollBar().setValue(0)
    assert staged.rows.following
    assert staged.rows.unseen == 0


def test_escape_goes_back_step_by_step(staged: Stage) -> None:
    staged.filter("movies")
    QTest.keyClick(staged.rows, Qt.Key.Key_P, CTRL_SHIFT)
    assert live(staged).text() == "Paused"
    QTest.keyClick(staged.rows, Qt.Key.Key_Escape)
    assert live(staged).text() == "Live"
    staged.rows.verticalScrollBar().setValue(300)
    staged.rows.select_place(12)
    QTest.keyClick(staged.rows, Qt.Key.Key_Escape)
    assert staged.rows.selected_id is None
    assert live(staged).text() == "Holding"
    assert staged.page.filter_text == "movies"
    QTest.keyClick(staged.rows, Qt.Key.Key_Escape)
    assert live(staged).text() == "Live"
    assert staged.page.filter_text == "movies"
    QTest.keyClick(staged.rows, Qt.Key.Key_Escape)
    assert staged.page.filter_text == ""
    assert staged.window.filter_bar.box.text() == ""
    assert staged.rows.hasFocus()


def test_the_live_button_holds_and_follows(staged: Stage) -> None:
    assert live(staged).text() == "Live"
    QTest.mouseClick(live(staged), Qt.MouseButton.LeftButton)
    assert live(staged).text() == "Holding"
    before = in_view(staged)
    staged.tell(*stored(row(101)))
    assert in_view(staged) == before
    QTest.mouseClick(live(staged), Qt.MouseButton.LeftButton)
    assert live(staged).text() == "Live"
    assert top_id(staged.rows) == 101


# --- the selection -----------------------------------------------------------------------------


def test_j_and_k_and_arrows_move_the_selection(staged: Stage) -> None:
    for key, expected in (
        (Qt.Key.Key_J, 100),
        (Qt.Key.Key_J, 99),
        (Qt.Key.Key_J, 98),
        (Qt.Key.Key_K, 99),
    ):
        QTest.keyClick(staged.rows, key)
        assert staged.rows.selected_id == expected
    QTest.keyClick(staged.rows, Qt.Key.Key_Down)
    assert staged.rows.selected_id == 98
    QTest.keyClick(staged.rows, Qt.Key.Key_X)
    assert staged.rows.selected_id == 98
    QTest.keyClick(staged.rows, Qt.Key.Key_Home)
    assert staged.rows.selected_id == 100


def test_an_arrow_without_a_selection_begins_in_view(staged: Stage) -> None:
    staged.rows.verticalScrollBar().setValue(455)
    QTest.keyClick(staged.rows, Qt.Key.Key_Down)
    assert staged.rows.selected_id == 100 - 16
    assert staged.rows.verticalScrollBar().value() == 455


def test_a_selected_row_that_does_not_match_stays_in_the_detail_pane(
    staged: Stage, qtbot: QtBot
) -> None:
    detail = staged.window.detail
    staged.rows.verticalScrollBar().setValue(300)
    staged.rows.select_id(85)
    qtbot.waitUntil(lambda: detail.shown is not None)
    shown, place = detail.shown, staged.top_of(85)
    staged.ledger.match = lambda record: record.id <= 40
    staged.filter("movies")
    qtbot.waitUntil(lambda: staged.ids() == list(range(40, 0, -1)))
    assert not staged.rows.selectionModel().hasSelection()
    assert staged.rows.selected_id == 85
    assert detail.shown is shown
    assert staged.ledger.asked_details == [(View.RECORDS, 85)]
    staged.filter("")
    qtbot.waitUntil(lambda: staged.table.rowCount() == 100)
    (index,) = staged.rows.selectionModel().selectedRows()
    assert staged.table.id_at(index.row()) == 85
    assert staged.top_of(85) == place
    assert detail.shown is shown


def test_sorting_keeps_the_selected_row_in_view(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(97)
    place = staged.top_of(97)
    staged.page.sort_by(Sort(SortBy.TIME, descending=False))
    qtbot.waitUntil(lambda: staged.ids() == list(range(1, 101)))
    (index,) = staged.rows.selectionModel().selectedRows()
    assert staged.table.id_at(index.row()) == staged.rows.selected_id == 97
    assert 0 <= staged.top_of(97) <= staged.rows.viewport().height() - ROW_HEIGHT
    staged.page.sort_by(Sort(SortBy.TIME))
    qtbot.waitUntil(lambda: staged.ids() == list(range(100, 0, -1)))
    assert staged.top_of(97) == place


def test_a_selected_row_that_is_found_late_comes_into_view(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(number) for number in range(1, 401)]).show()
    staged.rows.select_id(395)
    place = staged.top_of(395)
    staged.ledger.piece = 50
    staged.ledger.search_gate = asyncio.Event()
    staged.page.sort_by(Sort(SortBy.TIME, descending=False))
    qtbot.waitUntil(lambda: len(staged.ledger.searched) == 2)
    staged.ledger.search_gate.set()
    qtbot.waitUntil(lambda: staged.ids() == list(range(1, 401)))
    assert staged.rows.selected_id == 395
    assert 0 <= staged.top_of(395) <= staged.rows.viewport().height() - ROW_HEIGHT
    assert staged.top_of(395) >= place


def test_what_was_counted_as_new_is_forgotten_with_the_filter(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(90)
    staged.tell(*stored(row(101), row(102)))
    staged.ledger.keep(row(101), row(102), row(103))
    assert pill(staged.rows).text() == "2 new"
    staged.ledger.match = lambda record: record.id < 50
    staged.filter("movies")
    assert staged.rows.unseen == 0
    assert not pill(staged.rows).isVisible()


def test_a_row_that_does_not_match_is_not_counted(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.match = lambda record: record.id % 10 == 0
    staged.filter("movies")
    qtbot.waitUntil(lambda: staged.table.rowCount() == 10)
    staged.rows.select_id(90)
    new = [row(number) for number in range(101, 131)]
    staged.ledger.keep(*new)
    staged.tell(*stored(*new))
    qtbot.waitUntil(lambda: staged.rows.unseen == 3)
    assert pill(staged.rows).text() == "3 new"


# --- any length --------------------------------------------------------------------------------


def test_a_hundred_thousand_rows_are_read_where_they_are_looked_at(
    stage: Make, qtbot: QtBot
) -> None:
    staged = stage([row(number) for number in range(1, 100_001)])
    staged.ledger.piece = 25_000
    staged.show()
    qtbot.waitUntil(lambda: staged.table.rowCount() == 100_000)
    bar = staged.rows.verticalScrollBar()
    for value in (bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        first, last = staged.rows.places_in_view()
        places = range(first, last + 1)
        qtbot.waitUntil(lambda: all(staged.table.line_at(place) for place in places))  # noqa: B023 - waited for here
    assert staged.rows.places_in_view()[1] == 99_999
    read = {row_id for ids in staged.ledger.asked for row_id in ids}
    assert len(read) < 3 * (staged.rows.viewport().height() // ROW_HEIGHT + 2 + 2 * 120)


def test_typing_letters_reads_nothing(staged: Stage) -> None:
    asked = len(staged.ledger.asked)
    QTest.keyClicks(staged.rows, "zzz")
    assert staged.rows.selected_id is None
    assert len(staged.ledger.asked) == asked


def test_the_whole_of_a_cell_is_in_its_tooltip(staged: Stage) -> None:
    index = staged.rows.indexAt(QPoint(staged.rows.columnViewportPosition(2) + 5, 5))
    assert "Title 100" in index.data(Qt.ItemDataRole.ToolTipRole)
