"""A table kept true to a query: searches, facts, what was missed, and a ledger that fails."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.core.feed import (
    CallbackChanged,
    DeliveryStored,
    LedgerChanged,
    RecordChanged,
    RowsDropped,
    Trouble,
    TroubleEnded,
)
from rivermon.core.filter import BadFilter, parse
from rivermon.core.filter_terms import JsonPath, Root, Term
from rivermon.core.listing import FIRST_SORT, NEWEST_FIRST, Query, Row, Sort, SortBy, View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.ledger_finder import LedgerFinder
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.record_columns import record_columns
from tests.ui.stand_ins import (
    MemoryLedger,
    SettableClock,
    callback_row,
    changed,
    delivery,
    row,
    stored,
)

BY_TITLE = Sort(SortBy.TITLE, descending=False)
YEAR = JsonPath(Root.DATA, ("year",))
MENDED = TroubleEnded(Trouble.STORE)
FAILED = CallbackState.ERROR


def term(text: str) -> Term | None:
    read = parse(text)
    assert not isinstance(read, BadFilter)
    return read


class Seat:
    """A finder with its table and ledger, and what it told."""

    def __init__(
        self, qtbot: QtBot, clock: SettableClock, tasks: OwnedTasks, rows: Sequence[Row], view: View
    ) -> None:
        self.qtbot = qtbot
        self.ledger = MemoryLedger()
        self.ledger.keep(*rows)
        self.table = LedgerTable(record_columns(clock))
        query = Query(view=view, sort=FIRST_SORT[view])
        self.finder = LedgerFinder(self.table, query, self.ledger, clock, tasks)
        self.came: list[int] = []
        self.said: list[str] = []
        self.finder.came.connect(self.came.append)
        self.finder.answers.failed.connect(self.said.append)

    @property
    def ids(self) -> list[int]:
        return self.table.ids_between(0, self.table.rowCount())

    @property
    def asked(self) -> list[str]:
        return [what for what, _ in self.ledger.questions]

    def wake(self) -> "Seat":
        self.finder.wake()
        return self.until_whole()

    def ask(self, text: str = "", sort: Sort = NEWEST_FIRST, **fields: Any) -> "Seat":
        view = self.finder.query.view
        self.finder.ask(Query(view=view, filter=term(text), sort=sort, **fields))
        return self.until_whole()

    def until_whole(self) -> "Seat":
        self.qtbot.waitUntil(lambda: self.finder.search.whole and not self.finder.search.running)
        return self

    def until(self, ids: list[int]) -> None:
        self.qtbot.waitUntil(lambda: self.ids == ids)

    def look(self, first: int = 0, last: int = 20) -> "Seat":
        """Look at some rows, and wait until they are known."""
        self.finder.reader.look_at(first, last)
        places = range(first, min(last + 1, self.table.rowCount()))
        self.qtbot.waitUntil(lambda: all(self.table.line_at(place) for place in places))
        return self

    def take(self, *facts: Any) -> None:
        self.finder.take(facts)

    def commit(self, *rows: Any) -> None:
        """Have records in the ledger, and tell of them."""
        self.ledger.keep(*rows)
        self.take(*stored(*rows))

    def change(self, number: int, **fields: Any) -> None:
        """Have a record's callback change in the ledger, and tell of it."""
        after = row(number, **fields)
        self.ledger.keep(after)
        self.take(changed(after))


@pytest.fixture
def seat(qtbot: QtBot, clock: SettableClock, tasks: OwnedTasks):
    def make(rows: Sequence[Row] = (), view: View = View.RECORDS) -> Seat:
        return Seat(qtbot, clock, tasks, rows, view)

    return make


@pytest.fixture
def ten(seat) -> Seat:
    """A finder of ten records, awake."""
    made: Seat = seat([row(number) for number in range(1, 11)])
    return made.wake()


def state(seat: Seat, number: int) -> CallbackState | None:
    line = seat.table.line_of(number)
    return line.row.state if line is not None else None  # type: ignore[union-attr] # a record


def failed_alone(record: Row) -> bool:
    return record.failed


# --- searching ---------------------------------------------------------------------------------


def test_it_asks_nothing_before_it_is_woken(seat, qtbot: QtBot) -> None:
    made = seat([row(1)])
    made.take(*stored(row(2)))
    assert made.ids == []
    assert made.asked == []
    made.wake()
    assert made.ids == [1]


def test_pieces_are_shown_as_they_come(seat, qtbot: QtBot) -> None:
    made = seat([row(number) for number in range(1, 26)])
    made.ledger.piece = 10
    seen: list[tuple[object, int]] = []
    made.finder.search.progressed.connect(lambda done: seen.append((done, made.table.rowCount())))
    made.wake()
    assert seen == [(0.4, 10), (0.8, 20), (1.0, 25), (None, 25)]
    assert made.ids == list(range(25, 0, -1))


def test_a_row_told_while_the_first_search_runs_shows_once(seat, qtbot: QtBot) -> None:
    made = seat([row(number) for number in range(1, 6)])
    made.ledger.gate = asyncio.Event()
    made.finder.wake()
    qtbot.waitUntil(lambda: made.ledger.searched != [])
    # 4 and 5 are found too; 7 was committed after the search had begun.
    made.ledger.keep(row(7))
    made.take(*stored(row(5), row(4), row(7)))
    assert made.ids == [7, 5, 4]
    made.ledger.gate.set()
    made.until([7, 5, 4, 3, 2, 1])
    assert made.came == [3]


def test_an_older_row_that_changes_during_a_search_is_found_once(seat, qtbot: QtBot) -> None:
    made = seat([row(number, state=FAILED) for number in range(1, 9)])
    made.ledger.match = failed_alone
    made.ledger.piece = 4
    gate = asyncio.Event()

    def close_gate(done: float | None) -> None:
        if done is not None and done < 1:
            made.ledger.search_gate = gate
            made.ledger.keep(row(2, state=FAILED, attempts=2))
            made.take(changed(row(2, state=FAILED, attempts=2)), changed(row(6, state=FAILED)))

    made.finder.search.progressed.connect(close_gate)
    made.finder.wake()
    made.finder.ask(Query(view=View.RECORDS, filter=term("status:failed")))
    qtbot.waitUntil(lambda: "matching" in made.asked and not made.finder._settling)
    assert made.ids == [8, 7, 6, 5]
    gate.set()
    made.until_whole()
    qtbot.waitUntil(lambda: made.asked.count("matching") == 2 and not made.finder._settling)
    assert made.ids == [8, 7, 6, 5, 4, 3, 2, 1]


def test_another_query_ends_the_search_before_it(ten: Seat, qtbot: QtBot) -> None:
    ten.ledger.gate = asyncio.Event()
    ten.ledger.match = lambda record: record.id < 3
    ten.finder.ask(Query(view=View.RECORDS, filter=term("first")))
    qtbot.waitUntil(lambda: len(ten.ledger.searched) == 2)
    ten.finder.ask(Query(view=View.RECORDS, filter=term("second"), sort=BY_TITLE))
    qtbot.waitUntil(lambda: len(ten.ledger.searched) == 3)
    assert ten.ids == list(range(10, 0, -1))  # until something is found
    ten.ledger.gate.set()
    ten.until_whole()
    assert ten.ids == [1, 2]
    assert not ten.table.newest_first


def test_the_same_query_is_not_searched_twice(ten: Seat) -> None:
    ten.finder.ask(Query(view=View.RECORDS))
    assert len(ten.ledger.searched) == 1


def test_a_search_that_is_cancelled_keeps_what_it_found(seat, qtbot: QtBot) -> None:
    made = seat([row(number) for number in range(1, 26)])
    made.ledger.piece = 10
    made.finder.search.progressed.connect(
        lambda done: made.finder.search.cancel() if done is not None else None
    )
    with qtbot.waitSignal(made.finder.search.stopped):
        made.finder.wake()
    assert made.ids == list(range(25, 15, -1))
    assert not made.finder.search.running
    assert not made.finder.search.whole


# --- facts -------------------------------------------------------------------------------------


def test_a_batch_is_one_insert_and_is_counted(ten: Seat) -> None:
    inserted: list[tuple[int, int]] = []
    ten.table.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    ten.commit(row(11), row(12), row(13))
    assert inserted == [(0, 2)]
    assert ten.came == [3]
    assert ten.asked.count("search") == 1
    assert ten.table.line_of(13) is not None  # the fact has it all


def test_a_record_told_twice_shows_and_counts_once(ten: Seat) -> None:
    ten.commit(row(11))
    ten.commit(row(11), row(10))
    assert ten.ids == list(range(11, 0, -1))
    assert ten.came == [1]


def test_a_callback_changes_its_row_in_place(ten: Seat) -> None:
    ten.look()
    seen: list[tuple[int, int]] = []
    ten.table.dataChanged.connect(lambda a, b: seen.append((a.row(), b.row())))
    asked = len(ten.asked)
    ten.change(8, state=FAILED, attempts=3)
    assert seen == [(2, 2)]
    assert state(ten, 8) is FAILED
    assert len(ten.asked) == asked


def test_only_facts_that_match_are_shown(ten: Seat, qtbot: QtBot) -> None:
    ten.ledger.match = failed_alone
    ten.ledger.keep(row(4, state=FAILED))
    ten.ask("status:failed")
    assert ten.ids == [4]
    ten.commit(row(11), row(12, state=FAILED), row(13))
    ten.until([12, 4])
    assert ten.came == [1]
    assert len(ten.ledger.searched) == 2


def test_a_callback_brings_a_row_in_at_its_place_and_takes_it_out(ten: Seat, qtbot: QtBot) -> None:
    ten.ledger.match = failed_alone
    ten.ledger.keep(*(row(number, state=FAILED) for number in (2, 9)))
    ten.ask("status:failed")
    ten.change(5, state=FAILED)
    ten.until([9, 5, 2])
    assert ten.came == []  # it is not new
    ten.change(9)
    ten.until([5, 2])
    ten.change(7)
    qtbot.waitUntil(lambda: ten.asked.count("matching") == 3)
    qtbot.waitUntil(lambda: not ten.finder._settling)
    assert ten.ids == [5, 2]


def test_a_filter_that_a_callback_cannot_change_is_not_asked_again(ten: Seat) -> None:
    ten.ask("event:new_movie_suggestion")
    ten.change(5, state=FAILED)
    assert "matching" not in ten.asked


def test_facts_of_another_order_lead_to_one_search(ten: Seat, qtbot: QtBot) -> None:
    ten.ask(sort=BY_TITLE)
    before = len(ten.ledger.searched)
    for number in range(20, 60):
        ten.commit(row(number, title=f"A {number}"))
    assert len(ten.ledger.searched) == before
    qtbot.waitUntil(lambda: ten.table.rowCount() == 50, timeout=3000)
    assert len(ten.ledger.searched) == before + 1
    assert ten.ids[:2] == [20, 21]
    assert ten.came == []


def test_facts_during_a_repeated_search_lead_to_one_more(ten: Seat, qtbot: QtBot) -> None:
    ten.ask(sort=BY_TITLE)
    before = len(ten.ledger.searched)
    gate = ten.ledger.gate = asyncio.Event()
    ten.commit(row(20, title="A"))
    qtbot.waitUntil(lambda: len(ten.ledger.searched) == before + 1, timeout=3000)
    ten.commit(row(21, title="B"))
    ten.take(LedgerChanged())
    gate.set()
    qtbot.waitUntil(lambda: ten.ids[:2] == [20, 21], timeout=3000)
    assert len(ten.ledger.searched) == before + 2


def test_dropped_deliveries_are_taken_out(seat) -> None:
    made = seat([delivery(number) for number in range(1, 7)], View.DELIVERIES).wake()
    made.take(RowsDropped(deliveries=(2, 4, 99)))
    assert made.ids == [6, 5, 3, 1]
    made.take(DeliveryStored(delivery(7)), RowsDropped(deliveries=(1,)))
    assert made.ids == [7, 6, 5, 3]


def test_callbacks_come_in_their_order(seat, qtbot: QtBot) -> None:
    made = seat([callback_row(1), callback_row(2)], View.CALLBACKS).wake()
    assert made.ids == [1, 2]
    owed = callback_row(3, state=CallbackState.PROGRESS)
    made.ledger.keep(owed)
    made.take(CallbackChanged(owed.callback))
    qtbot.waitUntil(lambda: made.ids == [3, 1, 2], timeout=3000)


def test_ids_that_the_ledger_does_not_know_are_taken_out(ten: Seat) -> None:
    for gone in (3, 7):
        del ten.ledger.kept[gone]
    ten.finder.reader.look_at(0, 20)
    ten.until([10, 9, 8, 6, 5, 4, 2, 1])


# --- somebody else's commits -------------------------------------------------------------------


def test_somebody_elses_rows_are_found_and_what_is_in_view_is_read_again(ten: Seat) -> None:
    ten.look()
    ten.ledger.keep(row(11), row(12), row(9, title="Anew"))
    searched = len(ten.ledger.searched)
    ten.take(LedgerChanged())
    ten.until(list(range(12, 0, -1)))
    assert ten.came == [2]
    assert len(ten.ledger.searched) == searched
    ten.qtbot.waitUntil(lambda: ten.table.line_of(9).row.title == "Anew")  # type: ignore[union-attr] # known


def test_lines_out_of_view_are_forgotten_when_somebody_wrote(seat) -> None:
    made = seat([row(number) for number in range(1, 1001)]).wake()
    made.look(0, 20)
    made.look(500, 520)
    assert made.table.line_at(0) is not None
    made.ledger.keep(row(1000, title="Anew"))
    made.take(LedgerChanged())
    assert made.table.line_at(0) is None
    assert made.table.line_at(510) is not None
    asked = made.ledger.asked
    made.qtbot.waitUntil(lambda: asked[-1] == [] or set(asked[-1]) <= set(range(480, 501)))
    made.look(0, 20)
    assert made.table.row_at(0).title == "Anew"


def test_somebody_elses_changes_make_rows_match(ten: Seat) -> None:
    ten.ledger.match = failed_alone
    ten.ask("status:failed")
    assert ten.ids == []
    ten.ledger.keep(row(5, state=FAILED), row(3, state=FAILED))
    ten.take(LedgerChanged())
    ten.qtbot.waitUntil(lambda: ten.ids == [5, 3], timeout=3000)


# --- sleep -------------------------------------------------------------------------------------


def test_asleep_it_asks_nothing_and_catches_up(ten: Seat, qtbot: QtBot) -> None:
    ten.look()
    ten.finder.sleep()
    asked = len(ten.asked)
    for number in range(11, 21):
        ten.commit(row(number))
    ten.change(9, state=FAILED)
    ten.take(LedgerChanged())
    assert ten.ids == list(range(10, 0, -1))
    assert state(ten, 9) is CallbackState.SUCCESS
    assert len(ten.asked) == asked
    ten.finder.wake()
    ten.until(list(range(20, 0, -1)))
    assert ten.came == [10]
    qtbot.waitUntil(lambda: state(ten, 9) is FAILED)


def test_nothing_missed_is_nothing_asked(ten: Seat) -> None:
    ten.finder.sleep()
    asked = len(ten.asked)
    ten.take(MENDED)
    ten.finder.wake()
    assert len(ten.asked) == asked


def test_a_search_that_was_to_be_repeated_waits_until_it_is_woken(ten: Seat, qtbot: QtBot) -> None:
    ten.ask(sort=BY_TITLE)
    ten.commit(row(11, title="A"))
    searched = len(ten.ledger.searched)
    assert ten.finder.search._pause.isActive()
    ten.finder.sleep()
    assert not ten.finder.search._pause.isActive()
    assert len(ten.ledger.searched) == searched
    ten.finder.wake()
    qtbot.waitUntil(lambda: ten.ids[0] == 11)


def test_rows_that_come_while_it_catches_up_are_counted_once(ten: Seat, qtbot: QtBot) -> None:
    ten.finder.sleep()
    ten.commit(row(11), row(12))
    gate = ten.ledger.gate = asyncio.Event()
    ten.finder.wake()
    qtbot.waitUntil(lambda: len(ten.ledger.searched) == 2)
    ten.commit(row(13))
    gate.set()
    ten.until(list(range(13, 0, -1)))
    qtbot.waitUntil(lambda: sum(ten.came) == 3)
    ten.commit(row(14))
    assert sum(ten.came) == 4


# --- a ledger that fails -----------------------------------------------------------------------


def test_an_unavailable_store_can_be_asked_again(seat, qtbot: QtBot) -> None:
    made = seat([row(1)])
    made.ledger.broken = True
    made.finder.wake()
    qtbot.waitUntil(lambda: made.said == ["the disk is gone"])
    assert made.table.rowCount() == 0
    assert not made.finder.search.running
    made.ledger.broken = False
    made.take(MENDED)
    made.until([1])
    assert made.said == ["the disk is gone", ""]


def test_lines_that_could_not_be_read_are_read_when_it_is_mended(ten: Seat, qtbot: QtBot) -> None:
    ten.ledger.broken = True
    ten.finder.reader.look_at(0, 9)
    qtbot.waitUntil(lambda: ten.said == ["the disk is gone"])
    ten.ledger.broken = False
    ten.take(MENDED)
    qtbot.waitUntil(lambda: ten.table.line_at(0) is not None)


def test_a_store_that_was_mended_meanwhile_is_asked_when_it_is_woken(seat, qtbot: QtBot) -> None:
    made = seat([row(1)])
    made.ledger.broken = True
    made.finder.wake()
    qtbot.waitUntil(lambda: made.finder.answers.failing)
    made.finder.sleep()
    made.ledger.broken = False
    made.take(MENDED)
    made.finder.wake()
    made.until([1])


def test_a_repeated_search_that_fails_leaves_the_table_as_it_is(ten: Seat, qtbot: QtBot) -> None:
    ten.ledger.broken = True
    ten.finder.ask_again()
    qtbot.waitUntil(lambda: ten.said == ["the disk is gone"])
    assert ten.ids == list(range(10, 0, -1))
    assert ten.finder.search.whole


# --- values of JSON paths ----------------------------------------------------------------------


def test_values_of_paths_are_read_and_nothing_is_searched(ten: Seat, qtbot: QtBot) -> None:
    ten.look()
    searched = len(ten.ledger.searched)
    ten.finder.ask(Query(view=View.RECORDS, paths=(YEAR,)))
    assert ten.table.line_at(0) is None
    ten.look()
    assert ten.table.line_of(7).values == ("data.year of 7",)  # type: ignore[union-attr] # known
    assert len(ten.ledger.searched) == searched


def test_a_new_row_is_read_for_its_values(ten: Seat, qtbot: QtBot) -> None:
    ten.ask(paths=(YEAR,))
    ten.commit(row(11))
    assert ten.ids[0] == 11
    assert ten.table.line_of(11) is None
    ten.look()
    assert ten.table.line_of(11).values == ("data.year of 11",)  # type: ignore[union-attr] # known


def test_a_callback_that_changes_keeps_its_values(seat, qtbot: QtBot) -> None:
    made = seat([callback_row(1, state=CallbackState.PROGRESS)], View.CALLBACKS).wake()
    made.ask(sort=FIRST_SORT[View.CALLBACKS], paths=(YEAR,))
    made.look()
    after = callback_row(1, state=CallbackState.TIMEOUT)
    made.ledger.keep(after)
    made.take(CallbackChanged(after.callback))
    line = made.table.line_of(1)
    assert line is not None
    assert (line.row, line.values) == (after, ("data.year of 1",))


# --- a table of any length ---------------------------------------------------------------------


def test_a_long_table_reads_only_what_is_in_view(seat, qtbot: QtBot) -> None:
    made = seat([row(number) for number in range(1, 100_001)])
    made.ledger.piece = 25_000
    made.wake()
    assert made.table.rowCount() == 100_000
    made.look(70_000, 70_023)
    read = [row_id for ids in made.ledger.asked for row_id in ids]
    assert len(read) <= 24 + 2 * 120
    assert set(read) <= set(range(100_000 - 70_023 - 120, 100_000 - 70_000 + 121))
    made.look(70_010, 70_033)
    assert [row_id for ids in made.ledger.asked for row_id in ids] == read  # known already


# --- what the operator does to records ----------------------------------------------------------


def pinned_alone(record: Row) -> bool:
    return isinstance(record, RecordRow) and record.pinned


def mark(seat: Seat, number: int, **marks: Any) -> None:
    """Have a record pinned or noted in the ledger, and tell of it."""
    after = row(number, **marks)
    seat.ledger.keep(after)
    seat.take(RecordChanged(after))


def test_a_mark_is_shown_in_place_without_a_question(ten: Seat) -> None:
    ten.look()
    asked = len(ten.asked)
    mark(ten, 7, pinned=True)
    line = ten.table.line_of(7)
    assert line is not None
    assert isinstance(line.row, RecordRow)
    assert line.row.pinned
    assert len(ten.asked) == asked
    assert ten.came == []


def test_a_mark_makes_a_row_match_or_not_whatever_is_filtered_by(ten: Seat) -> None:
    ten.ledger.match = pinned_alone
    ten.ask("movies")
    assert ten.ids == []
    mark(ten, 4, pinned=True)
    ten.until([4])
    mark(ten, 6, pinned=True)
    ten.until([6, 4])
    mark(ten, 4)
    ten.until([6])


def test_marks_that_were_missed_in_sleep_are_read_on_waking(ten: Seat, qtbot: QtBot) -> None:
    ten.look()
    ten.finder.sleep()
    mark(ten, 7, noted=True)
    ten.wake()

    def noted() -> bool:
        line = ten.table.line_of(7)
        return line is not None and isinstance(line.row, RecordRow) and line.row.noted

    qtbot.waitUntil(noted)


def test_other_views_look_again_when_a_record_is_edited(seat, qtbot: QtBot) -> None:
    made = seat([delivery(number) for number in range(1, 7)], View.DELIVERIES).wake().look()
    made.take(RecordChanged(row(3, pinned=True)))
    qtbot.waitUntil(lambda: made.asked[-1] == "lines")
    assert made.asked.count("search") == 1
    made.ask("movies")
    searches = made.asked.count("search")
    made.take(RecordChanged(row(3)))
    qtbot.waitUntil(lambda: made.asked.count("search") == searches + 1)


@pytest.mark.parametrize("text", ["", "movies"])
def test_records_are_dropped_in_any_order_and_filter(ten: Seat, text: str) -> None:
    ten.ask(text)
    for gone in (2, 9):
        del ten.ledger.kept[gone]
    ten.take(RowsDropped(records=(9, 2), deliveries=(5,), callbacks=(6,)))
    assert ten.ids == [10, 8, 7, 6, 5, 4, 3, 1]


def test_sorted_rows_are_dropped_at_once(ten: Seat) -> None:
    ten.ask(sort=Sort(SortBy.TITLE, descending=False))
    del ten.ledger.kept[10]
    ten.take(RowsDropped(records=(10,)))
    assert 10 not in ten.ids


def test_what_came_and_was_dropped_in_one_batch_is_not_there(ten: Seat) -> None:
    ten.take(*stored(row(11)), RecordChanged(row(11, pinned=True)), RowsDropped(records=(11,)))
    assert ten.ids == list(range(10, 0, -1))
    assert ten.came == []


def test_dropped_rows_do_not_come_back_with_the_search_that_runs(ten: Seat, qtbot: QtBot) -> None:
    ten.ledger.search_gate = asyncio.Event()
    ten.finder.ask_again()
    qtbot.waitUntil(lambda: ten.finder.search.running)
    del ten.ledger.kept[5]
    ten.take(RowsDropped(records=(5,)))
    ten.ledger.search_gate.set()
    ten.until_whole()
    ten.look()
    ten.until([10, 9, 8, 7, 6, 4, 3, 2, 1])
