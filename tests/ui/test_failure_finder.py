"""The next failure: near, far away, none; a table that grows while one looks."""

import asyncio
from array import array
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState
from rivermon.core.listing import NEWEST_FIRST, View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.failure_finder import FailureFinder
from rivermon.ui.ledger_answers import LedgerAnswers
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.record_columns import record_columns
from tests.ui.stand_ins import MemoryLedger, SettableClock, row

FAILED = CallbackState.ERROR


class Seat:
    """A finder over records of which some failed; `found` are its answers."""

    def __init__(
        self, qtbot: QtBot, clock: SettableClock, tasks: OwnedTasks, rows: int, failed: set[int]
    ) -> None:
        self.qtbot = qtbot
        self.ledger = MemoryLedger([row(number) for number in range(1, rows + 1)])
        self.ledger.keep(*(row(number, state=FAILED) for number in failed))
        self.table = LedgerTable(record_columns(clock))
        self.table.begin(NEWEST_FIRST, array("q", range(rows, 0, -1)))
        self.answers = LedgerAnswers()
        self.finder = FailureFinder(View.RECORDS, self.table, self.ledger, self.answers, tasks)
        self.found: list[int | None] = []

    def look(self, place: int, step: int) -> "Seat":
        self.finder.find(place, step, self.found.append)
        return self

    def find(self, place: int, step: int) -> int | None:
        """Look from a place on, and wait for the answer."""
        before = len(self.found)
        self.look(place, step)
        self.qtbot.waitUntil(lambda: len(self.found) == before + 1)
        return self.found[-1]

    @property
    def questions(self) -> int:
        return len(self.ledger.questions)


Make = Callable[[int, set[int]], Seat]


@pytest.fixture
def seat(qtbot: QtBot, clock: SettableClock, tasks: OwnedTasks) -> Make:
    return lambda rows, failed: Seat(qtbot, clock, tasks, rows, failed)


def test_the_nearest_failure_each_way(seat: Make) -> None:
    made = seat(100, {90, 60, 20})
    assert made.find(-1, 1) == 90
    assert made.find(10, 1) == 60
    assert made.find(40, -1) == 90
    assert made.find(100, -1) == 20


def test_the_row_where_one_stands_is_left_out(seat: Make) -> None:
    made = seat(100, {60})
    assert made.find(40, 1) is None
    assert made.find(40, -1) is None
    assert made.find(99, 1) is None
    assert made.find(0, -1) is None


def test_a_failure_far_away_takes_few_questions(seat: Make) -> None:
    made = seat(100_000, {1, 100_000})
    assert made.find(0, 1) == 1
    assert made.questions <= 12
    assert made.find(99_999, -1) == 100_000
    assert made.questions <= 24


def test_a_newer_look_ends_the_one_before(seat: Make) -> None:
    made = seat(100, {90, 20})
    gate = made.ledger.gate = asyncio.Event()
    made.look(-1, 1)
    made.qtbot.waitUntil(lambda: made.questions == 1)
    made.look(100, -1)
    made.qtbot.waitUntil(lambda: made.questions == 2)
    gate.set()
    made.qtbot.waitUntil(lambda: made.found != [])
    assert made.found == [20]


def test_rows_that_come_above_while_one_looks_are_not_skipped(seat: Make) -> None:
    made = seat(1000, {750})
    gate = made.ledger.gate = asyncio.Event()
    made.look(500, -1)  # from the row 500 up
    made.qtbot.waitUntil(lambda: made.questions == 1)
    made.table.put_in(range(1001, 1101))
    made.ledger.keep(*(row(number) for number in range(1001, 1101)))
    gate.set()
    made.qtbot.waitUntil(lambda: made.found != [])
    assert made.found == [750]


def test_a_store_that_is_not_there_finds_nothing_and_says_so(seat: Make) -> None:
    made = seat(100, {90})
    said: list[str] = []
    made.answers.failed.connect(said.append)
    made.ledger.broken = True
    made.look(-1, 1)
    made.qtbot.waitUntil(lambda: said == ["the disk is gone"])
    assert made.found == []


def test_rows_that_go_while_one_looks_make_none_be_skipped(seat: Make) -> None:
    made = seat(1000, {700, 650})
    gate = made.ledger.gate = asyncio.Event()
    made.look(-1, 1)
    made.qtbot.waitUntil(lambda: made.questions == 1)
    # The last ones of the stretch that is asked about, and some of those below it.
    made.table.take_out(range(701, 901))
    gate.set()
    made.qtbot.waitUntil(lambda: made.found != [])
    assert made.found == [700]


def test_a_failure_that_is_gone_by_the_time_of_the_answer_is_passed_over(seat: Make) -> None:
    made = seat(100, {90, 60})
    gate = made.ledger.gate = asyncio.Event()
    made.look(-1, 1)
    made.qtbot.waitUntil(lambda: made.questions == 1)
    made.table.take_out([90])
    gate.set()
    made.qtbot.waitUntil(lambda: made.found != [])
    assert made.found == [60]


def test_when_everything_goes_there_is_no_further_failure(seat: Make) -> None:
    made = seat(300, {5})
    gate = made.ledger.gate = asyncio.Event()
    made.look(-1, 1)
    made.qtbot.waitUntil(lambda: made.questions == 1)
    made.table.take_out(range(1, 301))
    gate.set()
    made.qtbot.waitUntil(lambda: made.found != [])
    assert made.found == [None]
