"""Following and holding: nothing moves under the hand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.ui import records_view
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.records_view import RecordsView
from tests.ui.conftest import Stage
from tests.ui.stand_ins import changed, row, stored

Make = Callable[[list[RecordRow]], Stage]


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([row(number) for number in range(1, 101)]).show()


def top_id(view: RecordsView) -> int:
    return view._table.row_at(view.rowAt(0)).id


def pill(view: RecordsView) -> QPushButton:
    found = view.findChild(NewRowsPill)
    assert isinstance(found, QPushButton)
    return found


def test_a_following_table_shows_the_newest(staged: Stage) -> None:
    view = staged.window.records
    staged.tell(*stored(row(101), row(102)))
    assert view.following
    assert top_id(view) == 102
    assert view.verticalScrollBar().value() == 0
    assert not pill(view).isVisible()


def test_nothing_moves_while_scrolled_away(staged: Stage) -> None:
    view = staged.window.records
    view.verticalScrollBar().setValue(455)
    before, place = top_id(view), view.rowViewportPosition(view.rowAt(0))
    assert not view.following
    for first in range(101, 131, 3):
        staged.tell(*stored(row(first), row(first + 1), row(first + 2)))
        assert top_id(view) == before
        assert view.rowViewportPosition(view.rowAt(0)) == place
    assert view.unseen == 30
    assert pill(view).isVisible()
    assert pill(view).text() == "30 new"


def test_nothing_moves_while_an_older_row_is_selected(staged: Stage) -> None:
    view = staged.window.records
    view.select_record(97)
    position = view._table.position_of(97)
    assert position is not None
    place = view.rowViewportPosition(position)
    staged.tell(*stored(*(row(number) for number in range(101, 151))))
    assert view.selected_id == 97
    position = view._table.position_of(97)
    assert position is not None
    assert view.rowViewportPosition(position) == place
    assert pill(view).text() == "50 new"
    staged.tell(changed(row(97), state=CallbackState.ERROR))
    assert view.selected_id == 97


def test_a_click_on_the_pill_follows(staged: Stage, qtbot: QtBot) -> None:
    view = staged.window.records
    view.select_record(90)
    staged.tell(*stored(row(101)))
    QTest.mouseClick(pill(view), Qt.MouseButton.LeftButton)
    assert view.following
    assert view.selected_id is None
    assert top_id(view) == 101
    assert not pill(view).isVisible()


def test_end_follows(staged: Stage, qtbot: QtBot) -> None:
    view = staged.window.records
    view.verticalScrollBar().setValue(300)
    staged.tell(*stored(row(101)))
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.following
    assert view.unseen == 0
    assert top_id(view) == 101


def test_scrolling_back_to_the_top_follows(staged: Stage) -> None:
    view = staged.window.records
    view.verticalScrollBar().setValue(300)
    staged.tell(*stored(row(101)))
    view.verticalScrollBar().setValue(0)
    assert view.following
    assert view.unseen == 0


def test_j_and_k_and_arrows_move_the_selection(staged: Stage, qtbot: QtBot) -> None:
    view = staged.window.records
    for key, expected in (
        (Qt.Key.Key_J, 100),
        (Qt.Key.Key_J, 99),
        (Qt.Key.Key_J, 98),
        (Qt.Key.Key_K, 99),
    ):
        QTest.keyClick(view, key)
        assert view.selected_id == expected
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selected_id == 98
    QTest.keyClick(view, Qt.Key.Key_X)
    assert view.selected_id == 98


def test_escape_goes_back_step_by_step(staged: Stage, qtbot: QtBot) -> None:
    view = staged.window.records
    view.select_record(90)
    staged.tell(*stored(row(101)))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected_id is None
    assert not view.following
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.following


def test_the_live_button_holds_and_follows(staged: Stage, qtbot: QtBot) -> None:
    view, live = staged.window.records, staged.window.top_bar._live
    assert live.text() == "Live"
    QTest.mouseClick(live, Qt.MouseButton.LeftButton)
    assert live.text() == "Holding"
    before = top_id(view)
    staged.tell(*stored(row(101)))
    assert top_id(view) == before
    QTest.mouseClick(live, Qt.MouseButton.LeftButton)
    assert live.text() == "Live"
    assert top_id(view) == 101


def test_a_new_row_is_tinted_for_a_moment(staged: Stage, qtbot: QtBot) -> None:
    fresh = staged.window.records._fresh
    assert 100 not in fresh
    staged.tell(*stored(row(101)))
    assert 101 in fresh
    assert 100 not in fresh
    staged.clock.pass_s(0.7)
    with qtbot.waitSignal(fresh.faded, timeout=2000):
        pass
    assert 101 not in fresh


def test_the_tail_is_dropped_only_while_following(
    staged: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_view, "KEPT_ROWS", 100)
    view, table = staged.window.records, staged.window.table
    view.select_record(50)
    staged.tell(*stored(row(101), row(102)))
    assert table.rowCount() == 102
    view.follow()
    staged.tell(*stored(row(103)))
    assert table.rowCount() == 100
    assert table.row_at(0).id == 103


def test_following_goes_on_when_the_row_that_had_the_focus_is_dropped(
    staged: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_view, "KEPT_ROWS", 110)
    view, table = staged.window.records, staged.window.table
    view.selectionModel().setCurrentIndex(
        table.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    for number in range(101, 231):
        staged.tell(*stored(row(number)))
    assert table.rowCount() == 110
    assert table.row_at(0).id == 230
    assert view.following
    assert view.verticalScrollBar().value() == 0
    assert view.selected_id is None


def test_older_pages_come_without_moving_what_is_in_view(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(number) for number in range(1, 451)]).show()
    view, table = staged.window.records, staged.window.table
    bar = view.verticalScrollBar()
    for expected in (400, 450):
        bar.setValue(bar.maximum())
        before = top_id(view)
        qtbot.waitUntil(lambda: table.rowCount() == expected)  # noqa: B023
        assert top_id(view) == before
        qtbot.waitUntil(lambda: bar.maximum() > bar.value())
    assert table.complete


def test_facts_are_shown_at_most_every_33_ms(staged: Stage, qtbot: QtBot) -> None:
    table = staged.window.table
    batches: list[tuple[int, int]] = []
    table.rowsInserted.connect(lambda _, first, last: batches.append((first, last)))
    staged.tell(*stored(row(101)))
    assert batches == [(0, 0)]
    for number in range(102, 142):
        staged.feed.tell(stored(row(number)))
    assert len(batches) == 1
    qtbot.waitUntil(lambda: table.rowCount() == 141)
    assert batches == [(0, 0), (0, 39)]
