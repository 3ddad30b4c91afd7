"""The Timeline tab: the story in words and at a glance, what is to come, and where it leads."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.core.approval import Approval
from rivermon.core.entities import (
    Attempt,
    CallbackHistory,
    CallbackState,
    Detail,
    Outcome,
)
from rivermon.core.listing import View
from rivermon.core.moment import Lane, What
from rivermon.core.tasks import OwnedTasks
from rivermon.core.timeline import TEST_EVENT
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.timeline_list import TimelineList
from rivermon.ui.timeline_strip import TimelineStrip
from tests.ui.detail_stage import TIMELINE, DetailStage, rejected
from tests.ui.stand_ins import NotedControls, SettableClock, detail_of, row


@pytest.fixture
def staged(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    tasks: OwnedTasks,
) -> DetailStage:
    return DetailStage(qtbot, appearance, clock, controls, tasks)


def retried(**fields: object) -> Detail:
    """A record whose callback was refused once and is to be tried again in 41 s."""
    detail = detail_of(row(5, state=CallbackState.PROGRESS, attempts=1))
    at = detail.delivery.received_at
    usual: dict[str, object] = {
        "next_attempt_at": at + timedelta(seconds=41),
        "deadline": at + timedelta(minutes=5),
    }
    callback = replace(detail.callbacks[0].callback, **(usual | fields))
    refused = Attempt(started_at=at + timedelta(milliseconds=4), duration_ms=212.0, status=503)
    return replace(
        detail,
        delivery=replace(detail.delivery, sent_at=at - timedelta(milliseconds=283)),
        again=(
            replace(
                detail.delivery,
                id=61,
                received_at=at + timedelta(seconds=5),
                outcome=Outcome.DUPLICATE,
            ),
        ),
        callbacks=(CallbackHistory(callback=callback, attempts=(refused,)),),
    )


def shown(staged: DetailStage, detail: Detail, after_s: float = 26) -> list[str]:
    staged.clock.at = detail.delivery.received_at + timedelta(seconds=after_s)
    staged.keep(View.RECORDS, 5, detail)
    staged.select(View.RECORDS, 5, TIMELINE)
    return the_list(staged).lines


def the_list(staged: DetailStage) -> TimelineList:
    (found,) = staged.pane.findChildren(TimelineList)
    return found


def the_strip(staged: DetailStage) -> TimelineStrip:
    (found,) = staged.pane.findChildren(TimelineStrip)
    return found


def test_the_story_is_told_in_modelrivers_words(staged: DetailStage) -> None:
    request, webhook, record, refused, again, planned, ends = shown(staged, retried())
    assert request.startswith("Main request, By ModelRiver's clock, ")
    assert "Webhook received, Delivery 5 · answered 200" in webhook
    assert "283 ms later, took 3 ms" in webhook
    assert record.startswith("Record 5, +1 ms")
    assert refused.startswith("Callback answered 503 Service Unavailable, Attempt 1, +4 ms")
    assert "took 212 ms" in refused
    assert "Webhook came again, Delivery 61 · answered 200, +5,000 ms, 4,784 ms later" in again
    assert planned.startswith("Next try planned, Attempt 2 · at ")
    assert planned.endswith("in 0:15")
    assert ends.startswith("ModelRiver stops waiting")
    assert ends.endswith("in 4:34")


def test_time_goes_on_while_something_is_owed_and_the_row_stays(staged: DetailStage) -> None:
    shown(staged, retried())
    view = the_list(staged)
    view.setCurrentIndex(view.model().index(5, 0))
    staged.clock.pass_s(10)
    staged.pane.tick()
    assert view.lines[5].endswith("in 0:05")
    assert view.currentIndex().row() == 5
    staged.clock.pass_s(6)
    staged.pane.tick()
    assert view.lines[5].startswith("Delivering the callback, Attempt 2")
    assert view.currentIndex().row() == 5


def test_what_is_over_stands_still(staged: DetailStage) -> None:
    before = shown(staged, detail_of(row(5)))
    staged.clock.pass_s(100)
    staged.pane.tick()
    assert the_list(staged).lines == before


def test_an_approval_and_a_test_are_told(staged: DetailStage) -> None:
    waiting = retried(state=CallbackState.HELD, approval=Approval.WAITING, next_attempt_at=None)
    waiting = replace(waiting, callbacks=(replace(waiting.callbacks[0], attempts=()),), again=())
    lines = shown(staged, waiting)
    assert any(line.startswith("Waits for approval") for line in lines)
    assert staged.pill.startswith("Waits for approval 4:3")
    decided_at = waiting.delivery.received_at + timedelta(seconds=9)
    decided = replace(
        waiting,
        delivery=replace(waiting.delivery, event=TEST_EVENT),
        callbacks=(
            replace(
                waiting.callbacks[0],
                callback=replace(
                    waiting.callbacks[0].callback,
                    state=CallbackState.ERROR,
                    approval=Approval.REJECTED,
                    decided_at=decided_at,
                    reason="too dull",
                ),
            ),
        ),
    )
    lines = shown(staged, decided)
    assert any(line.startswith("Rejected, Simulated · too dull, +9,000 ms") for line in lines)


def test_the_strip_runs_from_left_to_right(staged: DetailStage) -> None:
    shown(staged, retried())
    bars = the_strip(staged).bars
    lefts = [area.left() for area, _ in bars]
    assert lefts == sorted(lefts)
    assert all(area.left() > 0 and area.right() <= the_strip(staged).width() for area, _ in bars)
    tops = {moment.lane: area.top() for area, moment in bars}
    assert [lane for lane, _ in sorted(tops.items(), key=lambda item: item[1])] == [
        Lane.REQUEST,
        Lane.WEBHOOK,
        Lane.RECORD,
        Lane.CALLBACK,
    ]


def test_a_clock_that_was_set_back_turns_nothing_round(staged: DetailStage) -> None:
    detail = retried(state=CallbackState.SUCCESS, attempts=2, next_attempt_at=None)
    (history,) = detail.callbacks
    (refused,) = history.attempts
    back = refused.started_at - timedelta(hours=1)
    taken = Attempt(started_at=back, duration_ms=9.0, status=200)
    callbacks = (replace(history, attempts=(refused, taken)),)
    lines = shown(staged, replace(detail, callbacks=callbacks, again=()))
    assert lines[-1].startswith("Callback answered 200 OK, Attempt 2, \N{MINUS SIGN}59 min 59 s")
    lefts = [area.left() for area, _ in the_strip(staged).bars]
    assert lefts == sorted(lefts)


def test_in_a_low_and_wide_pane_the_strip_stands_beside_the_list(
    staged: DetailStage, qtbot: QtBot
) -> None:
    shown(staged, retried())
    strip, moments = the_strip(staged), the_list(staged)
    assert strip.geometry().bottom() < moments.geometry().top()
    staged.pane.resize(740, 260)
    qtbot.waitUntil(lambda: strip.geometry().left() > moments.geometry().right())
    assert strip.height() == strip.sizeHint().height()
    assert moments.height() > 100
    staged.pane.resize(420, 760)
    qtbot.waitUntil(lambda: strip.geometry().bottom() < moments.geometry().top())
    assert moments.width() > 400


def test_a_decision_stands_where_the_hold_ends(staged: DetailStage) -> None:
    held = retried(state=CallbackState.SUCCESS, approval=Approval.APPROVED)
    begun = held.delivery.received_at
    assert held.record is not None
    stored = replace(held.record, created_at=begun + timedelta(microseconds=1_237))
    for us in range(1_000_001, 1_000_030):
        approved = replace(
            held.callbacks[0].callback, decided_at=begun + timedelta(microseconds=us)
        )
        history = CallbackHistory(callback=approved, attempts=())
        shown(staged, replace(held, record=stored, callbacks=(history,), again=()))
        bars = {moment.what: area for area, moment in the_strip(staged).bars}
        assert bars[What.HELD].right() == pytest.approx(bars[What.DECISION].left())


@pytest.mark.parametrize(
    ("what", "tab"),
    [
        (What.DELIVERY, DetailTab.PAYLOAD),
        (What.RECORD, DetailTab.RECORD),
        (What.ATTEMPT, DetailTab.CALLBACK),
        (What.NEXT_TRY, DetailTab.CALLBACK),
    ],
)
def test_a_moment_leads_to_its_tab(staged: DetailStage, what: What, tab: DetailTab) -> None:
    shown(staged, retried())
    strip, view = the_strip(staged), the_list(staged)
    place, (area, _) = next(
        (place, bar) for place, bar in enumerate(strip.bars) if bar[1].what is what
    )
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert staged.pane.tabs.tab.value == tab
    staged.pane.tabs.open_tab(DetailTab.TIMELINE)
    row_area = view.visualRect(view.model().index(place, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row_area.center())
    assert staged.pane.tabs.tab.value == tab
    staged.pane.tabs.open_tab(DetailTab.TIMELINE)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert staged.pane.tabs.tab.value == tab


def test_a_rejected_webhook_leads_to_its_signature(staged: DetailStage) -> None:
    staged.keep(View.DELIVERIES, 70, rejected())
    staged.select(View.DELIVERIES, 70, TIMELINE)
    (line,) = the_list(staged).lines
    assert line.startswith("Webhook rejected, Delivery 70 · answered 401 · does not match any")
    (bar,) = the_strip(staged).bars
    QTest.mouseClick(the_strip(staged), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert staged.pane.tabs.tab.value == DetailTab.TIMELINE
    QTest.mouseClick(the_strip(staged), Qt.MouseButton.LeftButton, pos=bar[0].center().toPoint())
    assert staged.pane.tabs.tab.value == DetailTab.SIGNATURE
