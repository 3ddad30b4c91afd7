"""The rows: newest first, each once, changed in place, fetched page by page."""

import asyncio

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.core.feed import CallbackOwed
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.record_columns import Column
from rivermon.ui.records_table import RecordsTable
from tests.ui.stand_ins import MemoryLedger, callback_of, changed, row, stored

ROOT = QModelIndex()


def ids(table: RecordsTable) -> list[int]:
    return [table.row_at(position).id for position in range(table.rowCount())]


class Watch:
    """Notes the signals of a model."""

    def __init__(self, table: RecordsTable) -> None:
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
def table(tasks: OwnedTasks) -> RecordsTable:
    return RecordsTable(MemoryLedger(), tasks)


def test_the_model_keeps_qts_rules(
    qtbot: QtBot, tasks: OwnedTasks, qtmodeltester: ModelTester
) -> None:
    ledger = MemoryLedger([row(number) for number in range(1, 300)])
    table = RecordsTable(ledger, tasks)
    qtmodeltester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types
    qtbot.waitUntil(lambda: table.rowCount() >= 200)
    table.take(stored(row(300), row(301)))
    table.take([changed(row(301), state=CallbackState.ERROR)])
    table.fetchMore(ROOT)
    qtbot.waitUntil(lambda: table.complete)
    table.drop_tail(50)
    qtmodeltester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types


def test_a_batch_is_one_insert_at_the_top(table: RecordsTable) -> None:
    table.take(stored(row(1), row(2)))
    watch = Watch(table)
    table.take(stored(row(3), row(4), row(5)))
    assert ids(table) == [5, 4, 3, 2, 1]
    assert watch.inserted == [(0, 2)]
    assert watch.resets == 0


def test_a_record_told_twice_shows_once(table: RecordsTable) -> None:
    table.take(stored(row(1), row(2)))
    watch = Watch(table)
    table.take(stored(row(2), row(1)))
    assert ids(table) == [2, 1]
    assert watch.inserted == []


def test_a_callback_changes_its_row_in_place(table: RecordsTable) -> None:
    fresh = row(2, state=CallbackState.PROGRESS, attempts=0, duration_ms=None)
    table.take(stored(row(1), fresh, row(3)))
    watch = Watch(table)
    table.take(
        [
            changed(fresh, state=CallbackState.SUCCESS, attempts=2, duration_ms=91.0),
            changed(row(99), state=CallbackState.ERROR),
            changed(row(1), state=CallbackState.ERROR, kind=CallbackKind.ERROR),
        ]
    )
    assert watch.changed == [(1, 1)]
    assert (watch.inserted, watch.resets) == ([], 0)
    assert table.index(1, Column.STATE).data() == "Success"
    assert table.index(1, Column.ATTEMPTS).data() == "2"
    assert table.index(1, Column.DURATION).data() == "91 ms"
    assert table.row_at(2).state is CallbackState.SUCCESS


def test_a_callback_sent_again_is_in_progress_in_its_row(table: RecordsTable) -> None:
    failed = row(1, state=CallbackState.ERROR)
    table.take(stored(failed))
    table.take([CallbackOwed(callback_of(failed, state=CallbackState.PROGRESS))])
    assert table.index(0, Column.STATE).data() == "Progress"


def test_a_record_and_its_callback_in_one_batch_show_the_last_state(table: RecordsTable) -> None:
    fresh = row(1, state=CallbackState.PROGRESS, attempts=0)
    table.take([*stored(fresh), changed(fresh, state=CallbackState.SUCCESS, attempts=1)])
    assert table.index(0, Column.STATE).data() == "Success"


def test_pages_are_fetched_to_the_end(qtbot: QtBot, tasks: OwnedTasks) -> None:
    ledger = MemoryLedger([row(number) for number in range(1, 451)])
    table = RecordsTable(ledger, tasks)
    while table.canFetchMore(ROOT):
        with qtbot.waitSignal(table.page_loaded):
            table.fetchMore(ROOT)
            assert not table.canFetchMore(ROOT)
    assert ids(table) == list(range(450, 0, -1))
    assert ledger.asked == [None, 251, 51]
    assert table.complete


def test_a_record_told_while_the_first_page_loads_shows_once(
    qtbot: QtBot, tasks: OwnedTasks
) -> None:
    ledger = MemoryLedger([row(number) for number in range(1, 6)])
    ledger.gate = asyncio.Event()
    table = RecordsTable(ledger, tasks)
    table.fetchMore(ROOT)
    # 4 and 5 are in the page too; 7 was committed after it was read.
    table.take(stored(row(5), row(4), row(7)))
    assert ids(table) == [7, 5, 4]
    with qtbot.waitSignal(table.page_loaded):
        ledger.gate.set()
    assert ids(table) == [7, 5, 4, 3, 2, 1]


def test_a_dropped_tail_can_be_fetched_again(qtbot: QtBot, tasks: OwnedTasks) -> None:
    ledger = MemoryLedger([row(number) for number in range(1, 101)])
    table = RecordsTable(ledger, tasks)
    with qtbot.waitSignal(table.page_loaded):
        table.fetchMore(ROOT)
    watch = Watch(table)
    table.drop_tail(30)
    assert watch.removed == [(30, 99)]
    assert not table.complete
    with qtbot.waitSignal(table.page_loaded):
        table.fetchMore(ROOT)
    assert ids(table) == list(range(100, 0, -1))


def test_a_page_asked_for_before_the_tail_was_dropped_leaves_no_gap(
    qtbot: QtBot, tasks: OwnedTasks
) -> None:
    ledger = MemoryLedger([row(number) for number in range(1, 501)])
    table = RecordsTable(ledger, tasks)
    with qtbot.waitSignal(table.page_loaded):
        table.fetchMore(ROOT)
    ledger.gate = asyncio.Event()
    table.fetchMore(ROOT)
    qtbot.waitUntil(lambda: ledger.asked == [None, 301])
    table.drop_tail(100)
    ledger.gate.set()
    qtbot.waitUntil(lambda: table.canFetchMore(ROOT))
    assert ids(table) == list(range(500, 400, -1))


def test_an_unavailable_store_can_be_asked_again(qtbot: QtBot, tasks: OwnedTasks) -> None:
    ledger = MemoryLedger([row(1)])
    ledger.broken = True
    table = RecordsTable(ledger, tasks)
    table.fetchMore(ROOT)
    qtbot.waitUntil(lambda: table.canFetchMore(ROOT))
    assert table.rowCount() == 0
    ledger.broken = False
    with qtbot.waitSignal(table.page_loaded):
        table.fetchMore(ROOT)
    assert ids(table) == [1]


@pytest.mark.parametrize("title", ["<b>bold</b><img src='http://evil/x.png'>", "a & b < c"])
def test_a_tooltip_with_markup_is_escaped(table: RecordsTable, title: str) -> None:
    table.take(stored(row(1, title=title)))
    said = table.index(0, Column.TITLE).data(Qt.ItemDataRole.ToolTipRole)
    assert table.index(0, Column.TITLE).data() == title
    assert "<b>" not in said
    assert "<img" not in said
    assert "&lt;" in said


def test_a_huge_or_odd_title_is_one_short_line(table: RecordsTable) -> None:
    table.take(stored(row(1, title="first\nsecond\t\u202etxt.exe\x00 " + "x" * 10_000_000)))
    shown = table.index(0, Column.TITLE).data()
    assert shown.startswith("first second txt.exe xxx")
    assert shown.endswith("…")
    assert len(shown) <= 300
    assert len(table.index(0, Column.TITLE).data(Qt.ItemDataRole.ToolTipRole)) < 2000


def test_what_is_not_known_is_not_made_up(table: RecordsTable) -> None:
    bare = row(
        1,
        title="",
        event_name=None,
        channel_id=None,
        model=None,
        provider="openai",
        state=None,
        attempts=0,
        duration_ms=None,
    )
    table.take(stored(bare))
    cells = [table.index(0, column).data() for column in Column]
    assert cells[Column.STATE :] == ["—", "(no title)", "movies", "", "", "openai", "", ""]
    tooltip = table.index(0, Column.TIME).data(Qt.ItemDataRole.ToolTipRole)
    assert "2026-03-01 14:03:23.187 UTC" in tooltip
