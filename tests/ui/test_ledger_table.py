"""The model of a table: ids that come, move and go, lines that are known, Qt's rules kept."""

from array import array
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from rivermon.core.entities import CallbackState
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.core.listing import NEWEST_FIRST, Line, Sort, SortBy
from rivermon.ui.json_column import json_column
from rivermon.ui.ledger_table import LINES_KEPT, LedgerTable
from rivermon.ui.record_columns import record_columns
from tests.ui.stand_ins import SettableClock, row

ToolTip = Qt.ItemDataRole.ToolTipRole
BY_TITLE = Sort(SortBy.TITLE, descending=False)
YEAR = JsonPath(Root.DATA, ("year",))
USER = JsonPath(Root.CUSTOMER, ("user_id",))
TIME, STATE, TITLE, CATEGORY, EVENT, CHANNEL, MODEL, ATTEMPTS, DURATION = range(9)


def ids(table: LedgerTable) -> list[int]:
    return table.ids_between(0, table.rowCount())


def numbers(these: Iterable[int]) -> "array[int]":
    return array("q", these)


def text(table: LedgerTable, place: int, column: int) -> str:
    return str(table.index(place, column).data())


class Watch:
    """Notes the signals of a model."""

    def __init__(self, table: LedgerTable) -> None:
        self.inserted: list[tuple[int, int]] = []
        self.changed: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.resets = 0
        table.rowsInserted.connect(lambda _, first, last: self.inserted.append((first, last)))
        table.rowsRemoved.connect(lambda _, first, last: self.removed.append((first, last)))
        table.dataChanged.connect(lambda a, b: self.changed.append((a.row(), b.row())))
        table.modelReset.connect(self._count)
        table.layoutChanged.connect(self._count)

    def _count(self) -> None:
        self.resets += 1


@pytest.fixture
def table(clock: SettableClock) -> LedgerTable:
    return LedgerTable(record_columns(clock))


@pytest.fixture
def five(table: LedgerTable) -> LedgerTable:
    table.begin(NEWEST_FIRST, numbers([5, 4, 3, 2, 1]))
    table.learn(Line(row(number)) for number in range(1, 6))
    return table


def test_the_model_keeps_qts_rules(table: LedgerTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types
    table.begin(NEWEST_FIRST, numbers(range(300, 0, -1)))
    table.learn(Line(row(number)) for number in range(250, 301))
    table.put_in([301, 302])
    table.learn([Line(row(301, state=CallbackState.ERROR))])
    table.take_out([302, 7, 8])
    table.become(numbers([*range(303, 100, -1), 50]))
    table.extend(numbers([40, 39]))
    table.set_path_columns([json_column(YEAR)])
    table.begin(BY_TITLE, numbers([3, 1, 2]))
    table.set_path_columns([])
    qtmodeltester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types
    assert ids(table) == [3, 1, 2]


def test_a_batch_is_one_insert_at_the_top(five: LedgerTable) -> None:
    watch = Watch(five)
    five.put_in([6, 8, 7])
    assert ids(five) == [8, 7, 6, 5, 4, 3, 2, 1]
    assert watch.inserted == [(0, 2)]
    assert (watch.removed, watch.resets) == ([], 0)


def test_a_row_put_in_twice_shows_once(five: LedgerTable) -> None:
    watch = Watch(five)
    five.put_in([2, 5])
    assert ids(five) == [5, 4, 3, 2, 1]
    assert watch.inserted == []


def test_rows_are_put_in_where_their_ids_belong(table: LedgerTable) -> None:
    table.begin(NEWEST_FIRST, numbers([90, 50, 10]))
    table.put_in([95, 60, 55, 20, 5])
    assert ids(table) == [95, 90, 60, 55, 50, 20, 10, 5]
    assert [table.place_of(row_id) for row_id in (95, 55, 5, 54)] == [0, 3, 7, None]
    assert table.count_beyond(55) == 3
    assert (table.newest, table.oldest) == (95, 5)


def test_rows_are_taken_out_by_their_ids(five: LedgerTable) -> None:
    watch = Watch(five)
    five.take_out([4, 1, 99])
    assert ids(five) == [5, 3, 2]
    assert watch.removed == [(4, 4), (1, 1)]
    assert watch.resets == 0


def test_what_is_the_same_stays_as_it_is(five: LedgerTable) -> None:
    third = QPersistentModelIndex(five.index(2, 0))
    watch = Watch(five)
    assert five.become(numbers([7, 6, 5, 4, 3, 2, 1])) == 2
    assert (watch.inserted, watch.removed) == ([(0, 1)], [])
    assert five.become(numbers([7, 6, 5, 3, 2, 1])) == 0
    assert watch.removed == [(3, 3)]
    assert five.id_at(third.row()) == 3
    five.become(numbers([7, 6, 5, 3, 2, 1]))
    assert (watch.inserted, watch.removed, watch.resets) == ([(0, 1)], [(3, 3)], 0)


def test_it_is_told_before_rows_go_and_after(five: LedgerTable) -> None:
    told: list[tuple[str, int]] = []
    five.changing.connect(lambda: told.append(("changing", five.rowCount())))
    five.changed.connect(lambda: told.append(("changed", five.rowCount())))
    five.put_in([6])
    five.extend(numbers([0]))
    assert told == []
    five.take_out([3])
    five.become(numbers([6, 5]))
    five.begin(BY_TITLE, numbers([1, 2, 3]))
    assert told == [
        ("changing", 7),
        ("changed", 6),
        ("changing", 6),
        ("changed", 2),
        ("changing", 2),
        ("changed", 3),
    ]


def test_another_order_holds_ids_as_they_come(five: LedgerTable) -> None:
    five.begin(BY_TITLE, numbers([3, 1]))
    five.extend(numbers([5, 2]))
    assert ids(five) == [3, 1, 5, 2]
    assert not five.newest_first
    assert five.place_of(5) == 2
    assert five.newest == 5


def test_a_line_that_is_learnt_changes_its_row_in_place(five: LedgerTable) -> None:
    watch = Watch(five)
    late = row(3, state=CallbackState.ERROR, attempts=2, duration_ms=91.0)
    five.learn([Line(late), Line(row(4)), Line(row(99))])
    assert watch.changed == [(2, 2)]
    assert (watch.inserted, watch.resets) == ([], 0)
    assert text(five, 2, STATE) == "Error"
    assert text(five, 2, ATTEMPTS) == "2"
    assert text(five, 2, DURATION) == "91 ms"
    assert five.row_at(2) == late


def test_a_row_whose_line_is_not_known_is_blank(table: LedgerTable) -> None:
    table.begin(NEWEST_FIRST, numbers(range(100_000, 0, -1)))
    watch = Watch(table)
    assert table.index(70_000, TITLE).data() is None
    assert table.line_at(70_000) is None
    assert table.index(70_000, DURATION).data(Qt.ItemDataRole.TextAlignmentRole) is not None
    table.learn([Line(row(30_000))])
    assert text(table, 70_000, TITLE) == "Title 30000"
    assert watch.changed == [(70_000, 70_000)]


def test_no_more_lines_are_kept_than_are_of_use(table: LedgerTable) -> None:
    table.begin(NEWEST_FIRST, numbers(range(LINES_KEPT + 100, 0, -1)))
    table.learn(Line(row(number)) for number in range(1, LINES_KEPT + 101))
    assert len(list(table.known_lines())) == LINES_KEPT
    assert table.line_of(100) is None
    assert table.line_of(101) is not None
    table.forget_but([101, 102, 5])
    assert [line.row.id for line in table.known_lines()] == [101, 102]
    table.forget()
    assert list(table.known_lines()) == []


def test_columns_of_paths_come_and_go(five: LedgerTable) -> None:
    ordinary = len(five.columns)
    watch = Watch(five)
    five.set_path_columns([json_column(YEAR), json_column(USER)])
    assert list(five.paths) == [YEAR, USER]
    assert five.columnCount() == ordinary + 2
    assert five.headerData(ordinary, Qt.Orientation.Horizontal) == "data.year"
    assert five.line_of(5) is None
    five.learn([Line(row(5), ("1999", None)), Line(row(4))])
    assert [text(five, 0, ordinary), text(five, 0, ordinary + 1)] == ["1999", ""]
    assert text(five, 1, ordinary) == ""
    five.set_path_columns([json_column(USER)])
    assert list(five.paths) == [USER]
    five.set_path_columns([])
    assert (list(five.paths), five.columnCount()) == ([], ordinary)
    assert (watch.inserted, watch.removed, watch.resets) == ([], [], 0)


def test_only_the_headers_there_are_say_something(five: LedgerTable) -> None:
    assert five.headerData(TITLE, Qt.Orientation.Horizontal) == "Title"
    assert five.headerData(99, Qt.Orientation.Horizontal) is None
    assert five.headerData(0, Qt.Orientation.Vertical) is None
    assert five.rowCount(five.index(0, 0)) == five.columnCount(five.index(0, 0)) == 0
    assert five.data(QModelIndex()) is None


@pytest.mark.parametrize("title", ["<b>bold</b><img src='http://evil/x.png'>", "a & b < c"])
def test_a_tooltip_with_markup_is_escaped(five: LedgerTable, title: str) -> None:
    five.learn([Line(row(5, title=title))])
    said = five.index(0, TITLE).data(ToolTip)
    assert text(five, 0, TITLE) == title
    assert "<b>" not in said
    assert "<img" not in said
    assert "&lt;" in said


def test_a_huge_or_odd_title_is_one_short_line(five: LedgerTable) -> None:
    huge = "first\nsecond\t\u202etxt.exe\x00 " + "x" * 10_000_000
    five.learn([Line(row(5, title=huge))])
    shown = text(five, 0, TITLE)
    assert shown.startswith("first second ⟦U+202E⟧txt.exe␀ xxx")
    assert shown.endswith("…")
    assert len(shown) <= 300
    assert len(five.index(0, TITLE).data(ToolTip)) < 2000


def test_a_huge_value_from_json_is_one_short_line(five: LedgerTable) -> None:
    five.set_path_columns([json_column(YEAR)])
    five.learn([Line(row(5), ("<b>\n" + "x" * 10_000_000,))])
    place = five.columnCount() - 1
    assert text(five, 0, place).startswith("<b> xxx")
    assert len(text(five, 0, place)) <= 300
    assert "<b>" not in five.index(0, place).data(ToolTip)


def test_what_is_not_known_is_not_made_up(five: LedgerTable) -> None:
    bare = row(
        5,
        title="",
        event_name=None,
        channel_id=None,
        model=None,
        provider="openai",
        state=None,
        attempts=0,
        duration_ms=None,
    )
    five.learn([Line(bare)])
    cells = [text(five, 0, column) for column in range(STATE, DURATION + 1)]
    assert cells == ["—", "(no title)", "movies", "", "", "openai", "", ""]
    assert "2026-03-01 14:03:27.187 UTC" in five.index(0, TIME).data(ToolTip)
