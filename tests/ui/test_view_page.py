"""A view's page in the window: order, columns, filter, sleep, pause, failures and keys."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.core.feed import CallbackChanged, DeliveryStored
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.core.listing import FIRST_SORT, NEWEST_FIRST, Sort, SortBy, View
from rivermon.ui.key_list import KeyList
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.path_dialog import PathDialog
from rivermon.ui.view_page import ViewPage
from tests.ui.conftest import Stage
from tests.ui.stand_ins import (
    callback_of,
    callback_row,
    changed,
    delivery,
    rejected,
    row,
    stored,
)

Make = Callable[[list[RecordRow]], Stage]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
FAILED = CallbackState.ERROR
HELD = CallbackState.HELD
YEAR = JsonPath(Root.DATA, ("year",))
TITLE, ATTEMPTS = 2, 7


@pytest.fixture
def staged(stage: Make) -> Stage:
    """All three views have rows; the newest three records failed."""
    made = stage([row(number, attempts=number % 3) for number in range(1, 101)])
    made.ledger.keep(*(delivery(number) for number in range(1, 41)))
    made.ledger.keep(*(callback_row(number * 10) for number in range(1, 31)))
    return made.show()


def press(staged: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(staged.rows, key, modifier)


def click_header(staged: Stage, place: int) -> None:
    header = staged.rows.header
    at = QPoint(header.sectionViewportPosition(place) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=at)


def menu_of(staged: Stage) -> dict[str, QAction]:
    """Open the menu of the columns, and its entries by their words."""
    header = staged.rows.header
    header.customContextMenuRequested.emit(QPoint(5, 5))
    menu = staged.page._menu
    assert menu.isVisible()
    found = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    menu.close()
    return found


def shown(page: ViewPage) -> list[str]:
    """The keys of the columns that are shown, from left to right."""
    return [section.key for section in page.rows.header.sections() if section.shown]


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def pill_text(staged: Stage) -> str:
    pill = staged.rows.findChild(NewRowsPill)
    assert pill is not None
    return pill.text() if pill.isVisible() else ""


# --- order -------------------------------------------------------------------------------------


def test_clicks_on_a_header_sort_turn_round_and_go_back(staged: Stage, qtbot: QtBot) -> None:
    page, header = staged.page, staged.rows.header
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == 0
    click_header(staged, TITLE)
    assert page.query.sort == Sort(SortBy.TITLE, descending=False)
    qtbot.waitUntil(lambda: staged.ids()[:4] == [1, 10, 100, 11])
    assert header.sortIndicatorSection() == TITLE
    first = header.sortIndicatorOrder()
    click_header(staged, TITLE)
    assert page.query.sort == Sort(SortBy.TITLE)
    qtbot.waitUntil(lambda: staged.ids()[:2] == [99, 98])
    assert header.sortIndicatorOrder() is not first
    click_header(staged, TITLE)
    assert page.query.sort == NEWEST_FIRST
    qtbot.waitUntil(lambda: staged.ids()[:2] == [100, 99])
    assert header.sortIndicatorSection() == 0


def test_time_turns_round_and_back_at_once(staged: Stage, qtbot: QtBot) -> None:
    click_header(staged, 0)
    qtbot.waitUntil(lambda: staged.ids()[:2] == [1, 2])
    click_header(staged, 0)
    qtbot.waitUntil(lambda: staged.ids()[:2] == [100, 99])


def test_numbers_begin_with_the_largest(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.header.show_column(ATTEMPTS, shown=True)
    click_header(staged, ATTEMPTS)
    assert staged.page.query.sort == Sort(SortBy.ATTEMPTS)
    qtbot.waitUntil(lambda: staged.ids()[:2] == [98, 95])


def test_each_view_has_its_own_order(staged: Stage, qtbot: QtBot) -> None:
    click_header(staged, TITLE)
    staged.show_view(View.CALLBACKS)
    assert staged.page.query.sort == FIRST_SORT[View.CALLBACKS]
    assert not staged.rows.header.isSortIndicatorShown()
    click_header(staged, 0)
    click_header(staged, 0)
    click_header(staged, 0)
    assert staged.page.query.sort == FIRST_SORT[View.CALLBACKS]
    staged.show_view(View.RECORDS)
    assert staged.page.query.sort.by is SortBy.TITLE


def test_the_order_is_remembered(staged: Stage, stage: Make, qtbot: QtBot) -> None:
    staged.page.sort_by(Sort(SortBy.TITLE))
    staged.window.close()
    second = stage([row(1), row(2), row(10)]).show()
    assert second.page.query.sort == Sort(SortBy.TITLE)
    qtbot.waitUntil(lambda: second.ids() == [2, 10, 1])
    assert second.rows.header.sortIndicatorSection() == TITLE


# --- columns -----------------------------------------------------------------------------------


def test_columns_hidden_through_the_menu_stay_hidden(staged: Stage, stage: Make) -> None:
    entries = menu_of(staged)
    assert entries["Category"].isChecked()
    assert not entries["Model"].isChecked()
    entries["Category"].trigger()
    menu_of(staged)["Model"].trigger()
    columns = ["time", "state", "title", "event", "model", "duration"]
    assert shown(staged.page) == columns
    staged.window.close()
    second = stage([row(1)]).show()
    assert shown(second.page) == columns
    assert not menu_of(second)["Category"].isChecked()
    menu_of(second)["Reset the columns"].trigger()
    assert shown(second.page) == ["time", "state", "title", "category", "event", "duration"]


def test_the_table_is_as_wide_as_its_room_whatever_is_shown(staged: Stage) -> None:
    header = staged.rows.header
    for words in ("Category", "Event", "Model", "Category"):
        menu_of(staged)[words].trigger()
        assert header.length() == staged.rows.viewport().width()
        assert not header._by_hand


def test_the_last_column_stays(staged: Stage) -> None:
    for words in ("Time", "State", "Title", "Category", "Event", "Duration"):
        menu_of(staged)[words].trigger()
    assert len(shown(staged.page)) == 1


def test_a_column_for_a_json_path_is_added_and_removed(staged: Stage, qtbot: QtBot) -> None:
    ordinary = len(staged.table.columns)
    staged.ledger.asked.clear()
    menu_of(staged)["Add a column for a JSON path…"].trigger()
    dialog = staged.page.findChild(PathDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClicks(dialog._path, "data.year")
    QTest.keyClick(dialog._path, Qt.Key.Key_Return)
    assert staged.table.paths == (YEAR,)
    qtbot.waitUntil(lambda: staged.table.index(0, ordinary).data() == "data.year of 100")
    assert staged.rows.header.isSectionHidden(ordinary) is False
    first, last = staged.rows.places_in_view()
    read = {row_id for ids in staged.ledger.asked for row_id in ids}
    assert read <= set(range(100 - last - 120, 101))
    assert first == 0
    assert [query.paths for query in staged.ledger.searched[-1:]] == [()]  # not searched anew
    menu_of(staged)["Remove the column data.year"].trigger()
    assert list(staged.table.paths) == []
    assert len(staged.table.columns) == ordinary
    qtbot.waitUntil(lambda: staged.table.line_at(0) is not None)
    assert staged.table.index(0, TITLE).data() == "Title 100"
    assert "Remove the column data.year" not in menu_of(staged)


def test_only_the_lines_in_view_are_read_for_a_path(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(number) for number in range(1, 5001)]).show()
    staged.ledger.asked.clear()
    staged.page.add_path(YEAR)
    qtbot.waitUntil(lambda: staged.table.line_at(0) is not None)
    read = [row_id for ids in staged.ledger.asked for row_id in ids]
    assert len(read) <= staged.rows.places_in_view()[1] + 1 + 120
    assert min(read) > 4800


def test_the_order_by_a_path_goes_with_its_column(staged: Stage, qtbot: QtBot) -> None:
    staged.page.add_path(YEAR)
    click_header(staged, len(staged.table.columns) - 1)
    assert staged.page.query.sort == Sort(YEAR, descending=False)
    menu_of(staged)["Remove the column data.year"].trigger()
    assert staged.page.query.sort == NEWEST_FIRST
    assert staged.page.query.paths == ()


def test_columns_of_paths_are_remembered(staged: Stage, stage: Make, qtbot: QtBot) -> None:
    staged.page.add_path(YEAR)
    staged.page.add_path(YEAR)
    assert staged.table.paths == (YEAR,)
    staged.window.close()
    second = stage([row(1)]).show()
    assert second.table.paths == (YEAR,)
    place = len(second.table.columns) - 1
    assert second.table.index(0, place).data() == "data.year of 1"
    menu_of(second)["Reset the columns"].trigger()
    assert list(second.table.paths) == []


# --- filter ------------------------------------------------------------------------------------


def test_nothing_that_matches_says_so_and_offers_the_way_back(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.match = lambda _: False
    staged.filter("status:timeout")
    assert "Nothing matches this filter." in labels(staged.page)
    assert "status:timeout" in labels(staged.page)
    (button,) = [b for b in staged.page.findChildren(QPushButton) if b.text().startswith("Clear")]
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(staged.rows.isVisible)
    assert staged.ids()[0] == 100
    assert staged.window.filter_bar.box.text() == ""


def test_typing_keeps_the_focus_in_the_box_whatever_is_found(staged: Stage, qtbot: QtBot) -> None:
    box = staged.window.filter_bar.box
    box.setFocus()
    staged.ledger.match = lambda _: False
    QTest.keyClicks(box, "zzz")
    qtbot.waitUntil(lambda: "Nothing matches this filter." in labels(staged.page))
    assert box.hasFocus()
    staged.ledger.match = lambda _: True
    QTest.keyClicks(box, "y")
    qtbot.waitUntil(staged.rows.isVisible)
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert staged.rows.hasFocus()


def test_the_count_says_how_many_match(staged: Stage, qtbot: QtBot) -> None:
    count = staged.window.filter_bar._count
    qtbot.waitUntil(lambda: count.text() == "100")
    staged.ledger.match = lambda record: record.id > 90
    staged.filter("movies")
    qtbot.waitUntil(lambda: count.text() == "10 of 100")
    staged.show_view(View.DELIVERIES)
    assert count.text() == "40"


def test_each_view_keeps_its_own_filter(staged: Stage, qtbot: QtBot) -> None:
    box = staged.window.filter_bar.box
    staged.ledger.match = lambda each: each.id > 90
    staged.filter("event:new_movie_suggestion")
    press(staged, Qt.Key.Key_2, CTRL)
    assert staged.page.view is View.DELIVERIES
    assert box.text() == ""
    qtbot.waitUntil(lambda: staged.table.rowCount() == 40)
    staged.ledger.match = lambda each: each.id <= 5
    staged.filter("type:task")
    press(staged, Qt.Key.Key_3, CTRL)
    assert (staged.page.view, box.text()) == (View.CALLBACKS, "")
    press(staged, Qt.Key.Key_1, CTRL)
    assert (staged.page.view, box.text()) == (View.RECORDS, "event:new_movie_suggestion")
    assert staged.ids() == list(range(100, 90, -1))
    press(staged, Qt.Key.Key_2, CTRL)
    assert box.text() == "type:task"
    assert staged.ids() == [5, 4, 3, 2, 1]
    assert staged.window.rail.view is View.DELIVERIES
    assert staged.rows.hasFocus()


def test_a_bad_filter_changes_nothing(staged: Stage, qtbot: QtBot) -> None:
    box = staged.window.filter_bar.box
    searched = len(staged.ledger.searched)
    box.set_text_now("status:")
    assert box.bad is not None
    assert len(staged.ledger.searched) == searched
    assert staged.ids()[0] == 100


# --- sleep and pause ---------------------------------------------------------------------------


def test_a_hidden_view_sleeps_and_catches_up(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(95)
    place = staged.top_of(95)
    staged.show_view(View.DELIVERIES)
    qtbot.waitUntil(lambda: staged.table.line_at(39) is not None)
    staged.ledger.questions.clear()
    new = [row(number) for number in range(101, 121)]
    staged.ledger.keep(*new, row(94, state=FAILED))
    staged.tell(*stored(*new), changed(row(94, state=FAILED)))
    staged.tell(DeliveryStored(delivery(41)))
    assert staged.ids()[0] == 41
    assert [view for _, view in staged.ledger.questions if view is not View.DELIVERIES] == []
    records = staged.window.views.of(View.RECORDS)
    assert records.table.rowCount() == 100
    staged.show_view(View.RECORDS)
    qtbot.waitUntil(lambda: staged.table.rowCount() == 120)
    assert pill_text(staged) == "20 new"
    assert staged.top_of(95) == place
    assert staged.rows.selected_id == 95
    qtbot.waitUntil(lambda: staged.table.index(staged.table.place_of(94), 1).data() == "Error")  # type: ignore[arg-type] # it is there


def test_a_following_view_follows_when_it_is_shown_again(staged: Stage, qtbot: QtBot) -> None:
    staged.show_view(View.DELIVERIES)
    staged.ledger.keep(row(101))
    staged.tell(*stored(row(101)))
    staged.show_view(View.RECORDS)
    qtbot.waitUntil(lambda: staged.ids()[0] == 101)
    assert staged.rows.following
    assert staged.rows.verticalScrollBar().value() == 0
    assert pill_text(staged) == ""


def test_the_detail_pane_shows_the_row_of_the_view_in_front(staged: Stage, qtbot: QtBot) -> None:
    detail = staged.window.detail
    staged.rows.select_id(95)
    qtbot.waitUntil(lambda: detail.shown is not None and detail.shown.delivery.id == 95)
    staged.show_view(View.DELIVERIES)
    assert staged.rows.selected_id is None
    staged.rows.select_id(12)
    qtbot.waitUntil(lambda: detail.shown is not None and detail.shown.delivery.id == 12)
    staged.show_view(View.RECORDS)
    qtbot.waitUntil(lambda: detail.shown is not None and detail.shown.delivery.id == 95)


def test_a_paused_view_stands_still_and_catches_up(staged: Stage, qtbot: QtBot) -> None:
    live = staged.window.top_bar._live
    press(staged, Qt.Key.Key_P, CTRL | SHIFT)
    assert live.text() == "Paused"
    questions = len(staged.ledger.questions)
    for number in range(101, 111):
        staged.ledger.keep(row(number))
        staged.tell(*stored(row(number)))
    staged.ledger.keep(row(99, state=FAILED))
    staged.tell(changed(row(99, state=FAILED)))
    assert staged.ids() == list(range(100, 0, -1))
    assert staged.table.index(1, 1).data() == "Success"
    assert len(staged.ledger.questions) == questions
    press(staged, Qt.Key.Key_P, CTRL | SHIFT)
    assert live.text() == "Live"
    qtbot.waitUntil(lambda: staged.ids() == list(range(110, 0, -1)))
    qtbot.waitUntil(lambda: staged.table.index(11, 1).data() == "Error")
    assert staged.rows.verticalScrollBar().value() == 0


def test_a_view_that_is_shown_first_while_paused_has_its_rows(staged: Stage, qtbot: QtBot) -> None:
    press(staged, Qt.Key.Key_P, CTRL | SHIFT)
    staged.window.show_view(View.DELIVERIES)
    qtbot.waitUntil(lambda: staged.table.rowCount() == 40)
    staged.ledger.keep(delivery(41))
    staged.tell(DeliveryStored(delivery(41)))
    assert staged.ids()[0] == 40
    press(staged, Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: staged.ids()[0] == 41)


# --- an empty view -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "line"),
    [(View.DELIVERIES, "No deliveries yet."), (View.CALLBACKS, "No callbacks yet.")],
)
def test_an_empty_view_says_what_would_be_there(
    stage: Make, qtbot: QtBot, view: View, line: str
) -> None:
    staged = stage([row(1)]).show().show_view(view)
    qtbot.waitUntil(lambda: line in labels(staged.page))
    one = delivery(1) if view is View.DELIVERIES else callback_row(1)
    staged.ledger.keep(one)
    fact = DeliveryStored(delivery(1))
    staged.tell(fact if view is View.DELIVERIES else CallbackChanged(callback_row(1).callback))
    qtbot.waitUntil(staged.rows.isVisible, timeout=3000)


def test_a_refresh_never_shows_an_empty_page(staged: Stage, qtbot: QtBot) -> None:
    pages: list[QWidget | None] = []
    staged.page._pages.currentChanged.connect(
        lambda _: pages.append(staged.page._pages.currentWidget())
    )
    staged.ledger.kept = {number: row(number) for number in range(200, 300)}
    staged.page.finder.ask_again()
    qtbot.waitUntil(lambda: staged.ids() == list(range(299, 199, -1)))
    assert pages == []
    assert staged.rows.hasFocus()


# --- keys --------------------------------------------------------------------------------------


def test_e_goes_to_the_next_failure_and_shift_e_back(staged: Stage, qtbot: QtBot) -> None:
    for number in (97, 60, 3):
        staged.ledger.keep(row(number, state=FAILED))
    for key, expected in (
        (NONE, 97),
        (NONE, 60),
        (NONE, 3),
        (SHIFT, 60),
        (SHIFT, 97),
    ):
        press(staged, Qt.Key.Key_E, key)
        qtbot.waitUntil(lambda: staged.rows.selected_id == expected)  # noqa: B023 - waited for here
        assert 0 <= staged.top_of(expected) < staged.rows.viewport().height()
    said = staged.window.status._words
    assert said.text() == ""
    press(staged, Qt.Key.Key_E, SHIFT)
    qtbot.waitUntil(lambda: said.text() == "No further failure.")
    assert staged.rows.selected_id == 97


def test_e_finds_rejected_deliveries(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.keep(rejected(7))
    staged.show_view(View.DELIVERIES)
    press(staged, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: staged.rows.selected_id == 7)


def test_a_letter_typed_in_the_filter_is_text(staged: Stage) -> None:
    box = staged.window.filter_bar.box
    box.setFocus()
    QTest.keyClicks(box, "eA")
    assert box.text() == "eA"
    assert staged.rows.selected_id is None


def test_a_allows_the_host_of_the_held_callback(staged: Stage, qtbot: QtBot) -> None:
    held = callback_row(5, state=HELD, url="http://127.0.0.1:4000/v1/callback/x")
    staged.ledger.keep(held)
    staged.show_view(View.CALLBACKS)
    assert staged.ids()[0] == 5
    press(staged, Qt.Key.Key_A)
    assert staged.controls.asked == []
    staged.rows.select_id(10)
    press(staged, Qt.Key.Key_A)
    assert staged.controls.asked == []  # it is not held
    staged.rows.select_id(5)
    press(staged, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: staged.controls.asked == [("allow_host", "127.0.0.1:4000")])


def test_a_click_on_the_link_allows_the_host(staged: Stage, qtbot: QtBot) -> None:
    held = callback_row(5, state=HELD, url="http://127.0.0.1:4000/v1/callback/x")
    staged.ledger.keep(held)
    staged.show_view(View.CALLBACKS)
    place = next(at for at, column in enumerate(staged.table.columns) if column.link)
    at = staged.rows.visualRect(staged.table.index(0, place)).center()
    QTest.mouseClick(staged.rows.viewport(), LEFT, pos=at)
    qtbot.waitUntil(lambda: staged.controls.asked == [("allow_host", "127.0.0.1:4000")])


def test_f1_opens_the_list_of_keys_and_esc_closes_it(staged: Stage, qtbot: QtBot) -> None:
    press(staged, Qt.Key.Key_F1)
    keys = staged.window.findChild(KeyList)
    assert keys is not None
    qtbot.waitUntil(keys.isActiveWindow)
    QTest.keyClick(keys, Qt.Key.Key_Escape)
    assert not keys.isVisible()
    staged.window.activateWindow()
    qtbot.waitUntil(staged.window.isActiveWindow)
    press(staged, Qt.Key.Key_F1)
    assert keys.isVisible()
    assert len(staged.window.findChildren(KeyList)) == 1


def test_ctrl_f_goes_to_the_filter(staged: Stage) -> None:
    staged.filter("movies")
    staged.rows.setFocus()
    press(staged, Qt.Key.Key_F, CTRL)
    box = staged.window.filter_bar.box
    assert box.hasFocus()
    assert box.selectedText() == "movies"


def test_tab_leaves_the_table(staged: Stage) -> None:
    press(staged, Qt.Key.Key_Tab)
    assert not staged.rows.hasFocus()
    assert QApplication.focusWidget() is not None


# --- slow searches -----------------------------------------------------------------------------


def test_a_search_can_be_cancelled_and_done_again(staged: Stage, qtbot: QtBot) -> None:
    bar = staged.window.filter_bar
    staged.ledger.piece = 10
    gate = asyncio.Event()
    search = staged.page.finder.search

    def close(done: float | None) -> None:
        if done is not None:
            staged.ledger.search_gate = gate

    search.progressed.connect(close)
    box = bar.box
    box.set_text_now("movies")
    qtbot.waitUntil(bar.progress.isVisible)
    assert staged.table.rowCount() == 10
    bar.progress._cancel.click()
    assert not search.running
    assert "10" in bar.progress.words
    staged.ledger.search_gate = None
    search.progressed.disconnect(close)
    bar.progress._again.click()
    qtbot.waitUntil(lambda: staged.table.rowCount() == 100)
    assert not bar.progress.isVisible()


def test_a_callback_of_a_row_that_is_shown_keeps_its_place(staged: Stage) -> None:
    staged.show_view(View.CALLBACKS)
    before = staged.ids()
    after = callback_of(row(3), id=30, state=FAILED)
    staged.tell(CallbackChanged(after))
    assert staged.ids() == before
    assert staged.table.index(staged.table.place_of(30), 0).data() == "Error"  # type: ignore[arg-type] # it is there
