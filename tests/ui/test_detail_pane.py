"""The detail pane: the selected row of each view, nothing stale, and what was dropped."""

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, Outcome, Verdict, VerdictWord
from rivermon.core.feed import (
    DeliveryStored,
    LedgerChanged,
    RowsDropped,
    Trouble,
    TroubleEnded,
)
from rivermon.core.listing import View
from rivermon.core.signature import Refusal
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_block import CallbackBlock
from tests.ui.detail_stage import (
    CALLBACK,
    HEADERS,
    PAYLOAD,
    RECORD,
    DetailStage,
    rejected,
    words,
)
from tests.ui.stand_ins import (
    NotedControls,
    SettableClock,
    changed,
    detail_of,
    row,
)


@pytest.fixture
def staged(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    tasks: OwnedTasks,
) -> DetailStage:
    return DetailStage(qtbot, appearance, clock, controls, tasks)


def test_the_selected_record_is_shown_and_the_tab_stays(staged: DetailStage) -> None:
    pane = staged.select(View.RECORDS, 7)
    assert staged.heading == ["Title 7", "new_movie_suggestion · movies"]
    assert "gpt-4o / openai" in words(pane)
    assert "The body of Title 7" in words(pane)
    assert staged.pill == "Success"
    pane.tabs.setCurrentIndex(HEADERS)
    staged.select(View.RECORDS, 6)
    assert pane.tabs.currentIndex() == HEADERS
    pane.show_row(View.RECORDS, None)
    assert pane.shown is None
    assert "Select a record" in words(pane)


def test_the_tab_stays_across_views(staged: DetailStage) -> None:
    staged.keep(View.DELIVERIES, 70, rejected())
    pane = staged.select(View.RECORDS, 7, PAYLOAD)
    staged.select(View.DELIVERIES, 70)
    assert pane.tabs.currentIndex() == PAYLOAD
    staged.select(View.CALLBACKS, 50)
    assert pane.tabs.currentIndex() == PAYLOAD
    pane.show_row(View.DELIVERIES, None)
    assert "Select a delivery" in words(pane)


def test_the_pill_is_what_the_view_is_about(staged: DetailStage) -> None:
    unverified = Verdict(VerdictWord.NOT_VERIFIED, reason=Refusal.NO_SECRET)
    staged.keep(View.DELIVERIES, 70, rejected())
    staged.keep(View.DELIVERIES, 71, rejected(71, verdict=unverified))
    failed = row(5, state=CallbackState.TIMEOUT)
    staged.keep(View.CALLBACKS, 50, detail_of(failed))
    said = []
    for view, row_id in (
        (View.RECORDS, 5),
        (View.DELIVERIES, 5),
        (View.DELIVERIES, 70),
        (View.DELIVERIES, 71),
        (View.CALLBACKS, 50),
    ):
        staged.select(view, row_id)
        said.append(staged.pill)
    assert said == ["Success", "Valid", "Invalid", "Not Verified", "Timeout"]


def test_an_answer_for_another_row_is_ignored(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.pane
    staged.ledger.gate = gate = asyncio.Event()
    pane.show_row(View.RECORDS, 5)
    pane.show_row(View.DELIVERIES, 4)
    qtbot.waitUntil(lambda: staged.ledger.asked == [(View.RECORDS, 5), (View.DELIVERIES, 4)])
    staged.ledger.gate = None
    staged.select(View.RECORDS, 3)
    late = [task for task in asyncio.all_tasks() if "detail" in task.get_name()]
    assert len(late) == 2
    gate.set()
    qtbot.waitUntil(lambda: all(task.done() for task in late))
    assert staged.heading[0] == "Title 3"


def test_a_slow_answer_is_not_silent(staged: DetailStage, qtbot: QtBot) -> None:
    staged.ledger.gate = asyncio.Event()
    staged.pane.show_row(View.CALLBACKS, 50)
    qtbot.waitUntil(lambda: "Reading the callback" in words(staged.pane))
    staged.ledger.gate.set()
    qtbot.waitUntil(lambda: "Title 5" in words(staged.pane))


def test_a_store_that_fails_is_said_in_words(staged: DetailStage, qtbot: QtBot) -> None:
    staged.ledger.broken = True
    staged.pane.show_row(View.DELIVERIES, 5)
    qtbot.waitUntil(lambda: "the disk is gone" in words(staged.pane))
    assert "The delivery could not be read." in words(staged.pane)
    staged.ledger.broken = False
    staged.tell(TroubleEnded(Trouble.STORE))
    qtbot.waitUntil(lambda: "Title 5" in words(staged.pane))


def test_what_is_shown_stays_while_the_store_fails(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.RECORDS, 5)
    staged.ledger.broken = True
    staged.tell(changed(row(5)))
    qtbot.waitUntil(lambda: "Could not be read again: the disk is gone" in words(pane))
    assert "The body of Title 5" in words(pane)
    staged.ledger.broken = False
    staged.tell(TroubleEnded(Trouble.STORE))
    qtbot.waitUntil(lambda: "Could not be read again" not in words(pane))


@pytest.mark.parametrize(
    ("view", "row_id", "said"),
    [
        (View.RECORDS, 99, "This record is no longer there."),
        (View.DELIVERIES, 99, "This delivery is no longer there."),
        (View.CALLBACKS, 99, "This callback is no longer there."),
    ],
)
def test_a_row_that_is_gone_says_so(
    staged: DetailStage, qtbot: QtBot, view: View, row_id: int, said: str
) -> None:
    staged.pane.show_row(view, row_id)
    qtbot.waitUntil(lambda: said in words(staged.pane))


def test_a_dropped_delivery_stays_and_is_marked(staged: DetailStage, qtbot: QtBot) -> None:
    staged.keep(View.DELIVERIES, 70, rejected())
    pane = staged.select(View.DELIVERIES, 70, RECORD)
    staged.tell(RowsDropped(deliveries=(68, 69)))
    assert "No longer stored" not in words(pane)
    staged.tell(RowsDropped(deliveries=(70, 71)))
    assert staged.heading[-1] == "No longer stored"
    assert "does not match any configured secret" in words(pane)
    asked = len(staged.ledger.asked)
    pane.show_row(View.DELIVERIES, 70)
    staged.tell(LedgerChanged())
    pane.tick()
    assert staged.heading[-1] == "No longer stored"
    assert len(staged.ledger.asked) == asked
    staged.select(View.DELIVERIES, 5)
    assert "No longer stored" not in words(pane)


def test_a_drop_before_the_first_answer_is_heeded(staged: DetailStage, qtbot: QtBot) -> None:
    staged.ledger.gate = asyncio.Event()
    staged.keep(View.DELIVERIES, 70, rejected())
    staged.pane.show_row(View.DELIVERIES, 70)
    staged.tell(RowsDropped(deliveries=(70,)))
    qtbot.waitUntil(lambda: "This delivery is no longer there." in words(staged.pane))
    staged.ledger.gate.set()
    staged.ledger.gate = None
    staged.select(View.DELIVERIES, 5)
    assert staged.heading[0] == "Title 5"


def test_what_another_rivermon_wrote_is_read_a_few_times_a_second(
    staged: DetailStage, qtbot: QtBot
) -> None:
    pane = staged.select(View.RECORDS, 5)
    staged.keep(View.RECORDS, 5, detail_of(row(5, title="Another title")))
    asked = len(staged.ledger.asked)
    for _ in range(50):
        staged.tell(LedgerChanged())
    assert len(staged.ledger.asked) == asked
    qtbot.waitUntil(lambda: "Another title" in words(pane))
    assert len(staged.ledger.asked) == asked + 1
    del staged.ledger.known[View.RECORDS, 5]
    staged.tell(LedgerChanged())
    qtbot.waitUntil(lambda: "No longer stored" in words(pane))
    assert "Another title" in words(pane)


def test_slow_answers_are_shown_though_changes_go_on(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.RECORDS, 5)
    staged.ledger.gate = gate = asyncio.Event()
    staged.keep(View.RECORDS, 5, detail_of(row(5, title="First change")))
    staged.tell(changed(row(5)))
    qtbot.waitUntil(lambda: len(staged.ledger.asked) == 2)
    staged.keep(View.RECORDS, 5, detail_of(row(5, title="Second change")))
    for _ in range(20):
        staged.tell(changed(row(5)))
    assert len(staged.ledger.asked) == 2
    gate.set()
    qtbot.waitUntil(lambda: "Second change" in words(pane))
    assert len(staged.ledger.asked) == 3


def test_a_webhook_that_comes_again_is_counted(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.DELIVERIES, 5, RECORD)
    assert "Never" in words(pane)
    detail = detail_of(row(5))
    again = replace(detail.delivery, id=80, outcome=Outcome.DUPLICATE)
    counted = replace(detail.delivery, redeliveries=1)
    staged.keep(View.DELIVERIES, 5, replace(detail, delivery=counted))
    staged.tell(DeliveryStored(replace(again, record_id=6)))
    assert len(staged.ledger.asked) == 1
    staged.tell(DeliveryStored(again))
    qtbot.waitUntil(lambda: "Once" in words(pane))


@pytest.mark.parametrize(
    ("view", "row_id"), [(View.RECORDS, 5), (View.DELIVERIES, 5), (View.CALLBACKS, 50)]
)
def test_a_changed_callback_is_shown_in_place(
    staged: DetailStage, qtbot: QtBot, view: View, row_id: int
) -> None:
    staged.keep(view, row_id, detail_of(row(5, state=CallbackState.PROGRESS, attempts=1)))
    pane = staged.select(view, row_id, CALLBACK)
    assert "Not taken yet: ModelRiver answered 503 Service Unavailable." in words(pane)
    block = pane.findChild(CallbackBlock)
    done = row(5, state=CallbackState.SUCCESS, attempts=2)
    staged.keep(view, row_id, detail_of(done))
    staged.tell(changed(row(4)))
    assert len(staged.ledger.asked) == 1
    staged.tell(changed(done))
    qtbot.waitUntil(lambda: "ModelRiver has it: ModelRiver answered 200 OK." in words(pane))
    assert pane.findChild(CallbackBlock) is block
    assert "upstream is busy" in words(pane)
    assert pane.tabs.currentIndex() == CALLBACK


def test_the_time_a_retry_has_left_runs(staged: DetailStage) -> None:
    deadline = staged.clock.at + timedelta(seconds=65)
    waiting = row(5, state=CallbackState.PROGRESS, attempts=1, deadline=deadline)
    staged.keep(View.RECORDS, 5, detail_of(waiting))
    pane = staged.select(View.RECORDS, 5)
    pane.tick()
    before = staged.pill
    staged.clock.pass_s(10)
    pane.tick()
    assert before.startswith("Retry 1:0")
    assert staged.pill.startswith("Retry 0:5")
    staged.clock.pass_s(60)
    pane.tick()
    assert staged.pill == "Late"
