"""The headers: widths that share the room, what the operator sets, what comes and goes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionHeaderV2
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.core.listing import NEWEST_FIRST, Sort, SortBy, View
from rivermon.ui.appearance import Appearance
from rivermon.ui.column import shared_widths
from rivermon.ui.json_column import json_column
from rivermon.ui.ledger_header import LedgerHeader, Section
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.ledger_view import LedgerView
from rivermon.ui.record_columns import record_columns
from tests.ui.conftest import Stage
from tests.ui.stand_ins import SettableClock, row

YEAR = JsonPath(Root.DATA, ("year",))
TIME, STATE, TITLE, CATEGORY, EVENT, CHANNEL, MODEL, ATTEMPTS, DURATION = range(9)
ROOM = 1000
ARROW = 14
SE_LABEL = QStyle.SubElement.SE_HeaderLabel


@pytest.fixture
def view(appearance: Appearance, clock: SettableClock, qtbot: QtBot) -> LedgerView:
    made = LedgerView(LedgerTable(record_columns(clock)), appearance, clock, "Records")
    qtbot.addWidget(made)
    made.resize(ROOM, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def header(view: LedgerView) -> LedgerHeader:
    return view.header


def keys(header: LedgerHeader) -> list[str]:
    return [section.key for section in header.sections() if section.shown]


def room(view: LedgerView) -> int:
    return view.viewport().width()


def test_the_columns_fill_the_room(view: LedgerView, header: LedgerHeader) -> None:
    assert keys(header) == ["time", "state", "title", "category", "event", "duration"]
    for width in (800, 1000, 1500):
        view.resize(width, 300)
        assert header.length() == room(view)


def test_widths_are_the_programs_until_the_operator_sets_one(
    view: LedgerView, header: LedgerHeader
) -> None:
    assert {section.width for section in header.sections()} == {0}
    header.resizeSection(EVENT, 222)
    assert header.length() == room(view)
    assert header.sectionSize(EVENT) == 222
    time = header.sectionSize(TIME)
    view.resize(1300, 300)
    assert (header.sectionSize(EVENT), header.sectionSize(TIME)) == (222, time)
    assert header.length() == room(view)  # the title gave way
    assert Section("event", shown=True, width=222) in header.sections()


def test_a_column_keeps_room_for_its_title(view: LedgerView, header: LedgerHeader) -> None:
    header.resizeSection(EVENT, 900)
    assert header.sectionSize(TITLE) >= 140


def test_an_arrangement_comes_back(
    header: LedgerHeader, appearance: Appearance, clock: SettableClock, qtbot: QtBot
) -> None:
    header.moveSection(header.visualIndex(EVENT), 0)
    header.resizeSection(STATE, 131)
    header.show_column(CATEGORY, shown=False)
    header.show_column(MODEL, shown=True)
    other = LedgerView(LedgerTable(record_columns(clock)), appearance, clock, "Records")
    qtbot.addWidget(other)
    other.header.arrange(header.sections())
    other.resize(ROOM, 300)
    with qtbot.waitExposed(other):
        other.show()
    assert keys(other.header) == ["event", "time", "state", "title", "model", "duration"]
    assert other.header.sectionSize(STATE) == 131
    assert other.header.sections() == header.sections()


def test_columns_that_there_are_no_more_are_passed_over(header: LedgerHeader) -> None:
    header.arrange([Section("mood", shown=True, width=80), Section("duration", shown=True)])
    assert keys(header)[0] == "duration"
    header.arrange_anew()
    assert keys(header) == ["time", "state", "title", "category", "event", "duration"]


def test_showing_a_column_leaves_the_widths_to_the_program(
    view: LedgerView, header: LedgerHeader
) -> None:
    header.show_column(MODEL, shown=True)
    header.show_column(CATEGORY, shown=False)
    assert {section.width for section in header.sections()} == {0}
    assert header.length() == room(view)


def test_the_last_column_cannot_be_hidden(header: LedgerHeader) -> None:
    for place in range(header.count()):
        header.show_column(place, shown=False)
    assert len(keys(header)) == 1


def test_a_column_of_a_path_comes_and_goes(view: LedgerView, header: LedgerHeader) -> None:
    before = header.sections()
    view.table.set_path_columns([json_column(YEAR)])
    header.set_columns(view.table.columns)
    assert keys(header)[-1] == "json:data.year"
    assert {section.width for section in header.sections()} == {0}
    assert header.length() == room(view)
    view.table.set_path_columns([])
    header.set_columns(view.table.columns)
    assert header.sections() == before
    assert header.length() == room(view)


def test_a_column_of_a_path_has_its_own_width_beside_those_set_by_hand(
    view: LedgerView, header: LedgerHeader
) -> None:
    header.resizeSection(EVENT, 100)
    column = json_column(YEAR)
    view.table.set_path_columns([column])
    header.set_columns(view.table.columns)
    assert header.sectionSize(header.count() - 1) == column.width
    assert header.sectionSize(EVENT) == 100


def test_the_order_is_marked(header: LedgerHeader) -> None:
    header.show_sort(NEWEST_FIRST)
    assert header.isSortIndicatorShown()
    down = header.sortIndicatorOrder()
    header.show_sort(Sort(SortBy.TITLE, descending=False))
    assert header.sortIndicatorSection() == TITLE
    assert header.sortIndicatorOrder() is not down
    header.show_sort(Sort(SortBy.URGENCY))
    assert not header.isSortIndicatorShown()


def test_a_right_click_asks_for_the_menu(header: LedgerHeader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(header.menu_asked) as asked:
        header.customContextMenuRequested.emit(QPoint(7, 9))
    assert asked.args == [header.mapToGlobal(QPoint(7, 9))]


def test_a_click_asks_to_sort(header: LedgerHeader, qtbot: QtBot) -> None:
    at = QPoint(header.sectionViewportPosition(TITLE) + 20, 10)
    with qtbot.waitSignal(header.sort_asked) as asked:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [TITLE]


def test_shared_widths(clock: SettableClock) -> None:
    columns = [column for column in record_columns(clock) if column.shown]
    least = sum(column.width for column in columns)
    for wide in (least, 845, 1000, 1285, 2400):
        assert sum(shared_widths(columns, wide)) == wide
    title = next(at for at, column in enumerate(columns) if column.stretches)
    assert shared_widths(columns, 300)[title] == columns[title].width
    event = next(at for at, column in enumerate(columns) if column.key == "event")
    assert shared_widths(columns, 2400)[event] == columns[event].roomy


def option_of(header: LedgerHeader, place: int) -> QStyleOptionHeaderV2:
    """With what a section is painted."""
    option = QStyleOptionHeaderV2()
    header.initStyleOption(option)
    option.rect = QRect(0, 0, header.sectionSize(place), header.height())
    header.initStyleOptionForIndex(option, place)
    return option


def room_for_title(header: LedgerHeader, place: int) -> int:
    """How many pixels there are for a section's title within the paddings."""
    option = option_of(header, place)
    return header.style().subElementRect(SE_LABEL, option, header).width()


@pytest.mark.parametrize("view", list(View))
def test_no_header_is_cut_short(stage: Callable[[list[RecordRow]], Stage], view: View) -> None:
    staged = stage([row(1)]).show()
    staged.window.show_view(view)
    header, columns = staged.rows.header, staged.table.columns
    bold = QFont(header.font())
    bold.setWeight(QFont.Weight.DemiBold)
    cut = []
    for place, column in enumerate(columns):
        header.show_column(place, shown=True)
        header.show_sort(NEWEST_FIRST)
        header.setSortIndicator(place, Qt.SortOrder.AscendingOrder)
        words = QFontMetrics(bold).horizontalAdvance(column.title()) + ARROW
        if words > room_for_title(header, place):
            cut.append((column.title(), words, room_for_title(header, place)))
    assert cut == []
    header.resizeSection(1, 40)
    assert room_for_title(header, 1) == 24


def test_a_title_at_the_right_stands_clear_of_the_arrow(header: LedgerHeader) -> None:
    header.show_column(ATTEMPTS, shown=True)
    assert option_of(header, ATTEMPTS).text == "Attempts"
    header.show_sort(Sort(SortBy.ATTEMPTS))
    metrics = QFontMetrics(header.font())
    wider = metrics.horizontalAdvance(option_of(header, ATTEMPTS).text)
    assert wider - metrics.horizontalAdvance("Attempts") >= ARROW - 2
    header.show_sort(Sort(SortBy.TITLE))
    assert option_of(header, TITLE).text == "Title"
