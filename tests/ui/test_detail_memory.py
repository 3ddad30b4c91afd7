"""The detail pane's tabs by name, how they were left, and the marks of the heading."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.core.approval import Approval
from rivermon.core.entities import CallbackState
from rivermon.core.listing import View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.heading_marks import HeadingMarks
from rivermon.ui.payload_mode import Mode
from tests.ui.detail_stage import DetailStage, click, segment
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


def marks(staged: DetailStage) -> list[str]:
    (found,) = staged.pane.findChildren(HeadingMarks)
    return found.words if not found.isHidden() else []


def test_the_tabs_are_in_their_order(staged: DetailStage) -> None:
    tabs = staged.pane.tabs
    assert [tabs.tabText(at) for at in range(tabs.count())] == [
        "Timeline",
        "Record",
        "Payload",
        "Headers",
        "Signature",
        "Callback",
        "Compare",
    ]


@pytest.mark.parametrize("tab", DetailTab)
def test_a_tab_is_remembered_by_its_name(staged: DetailStage, tab: DetailTab) -> None:
    staged.pane.tabs.open_tab(tab)
    state = staged.pane.tabs.state()
    assert tab.value in state.split()
    staged.pane.tabs.open_tab(DetailTab.HEADERS)
    staged.pane.tabs.restore(state)
    assert staged.pane.tabs.tab.value == tab


def test_the_way_to_see_a_payload_is_remembered(staged: DetailStage) -> None:
    pane = staged.select(View.RECORDS, 5)
    pane.tabs.open_tab(DetailTab.PAYLOAD)
    click(segment(pane, "Raw"))
    state = pane.tabs.state()
    click(segment(pane, "Tree"))
    pane.tabs.restore(state)
    assert segment(pane, Mode.RAW.value.title()).isChecked()


@pytest.mark.parametrize("state", ["", "2", "nonsense words", "\x00"])
def test_what_is_not_understood_changes_nothing(staged: DetailStage, state: str) -> None:
    staged.pane.tabs.open_tab(DetailTab.HEADERS)
    staged.pane.tabs.restore(state)
    assert staged.pane.tabs.tab.value == DetailTab.HEADERS


def test_a_step_goes_round(staged: DetailStage) -> None:
    pane = staged.pane
    pane.tabs.open_tab(DetailTab.TIMELINE)
    pane.step_tab(-1)
    assert pane.tabs.tab.value == DetailTab.COMPARE
    pane.step_tab(1)
    pane.step_tab(1)
    assert pane.tabs.tab.value == DetailTab.RECORD


def test_the_arrows_change_the_tab_in_the_bar(staged: DetailStage) -> None:
    pane = staged.select(View.RECORDS, 5)
    pane.tabs.open_tab(DetailTab.RECORD)
    pane.tabs.tabBar().setFocus()
    QTest.keyClick(pane.tabs.tabBar(), Qt.Key.Key_Right)
    assert pane.tabs.tab.value == DetailTab.PAYLOAD
    QTest.keyClick(pane.tabs.tabBar(), Qt.Key.Key_Left)
    assert pane.tabs.tab.value == DetailTab.RECORD


def test_all_tabs_have_room_at_the_usual_width(staged: DetailStage) -> None:
    bar = staged.pane.tabs.tabBar()
    staged.select(View.RECORDS, 5)
    assert bar.tabRect(bar.count() - 1).right() <= staged.pane.width()


def test_the_heading_shows_the_marks(staged: DetailStage) -> None:
    plain = detail_of(row(5))
    staged.select(View.RECORDS, 5)
    assert marks(staged) == []
    assert plain.record is not None
    at = plain.delivery.received_at
    staged.keep(
        View.RECORDS,
        6,
        replace(
            plain,
            record=replace(plain.record, pinned_at=at, edited_at=at, note="Ask <b>Anna</b>"),
            delivery=replace(plain.delivery, replay_of=12),
        ),
    )
    staged.select(View.RECORDS, 6)
    assert marks(staged) == ["Pinned", "Note", "Edited", "Replay of delivery 12"]
    staged.select(View.RECORDS, 5)
    assert marks(staged) == []


@pytest.mark.parametrize("view", [View.RECORDS, View.CALLBACKS])
def test_what_waits_for_approval_says_so_with_the_time_left(
    staged: DetailStage, view: View
) -> None:
    held = detail_of(row(5, state=CallbackState.HELD))
    (history,) = held.callbacks
    deadline = staged.clock.now() + timedelta(minutes=4, seconds=12)
    callback = replace(history.callback, approval=Approval.WAITING, deadline=deadline)
    waiting = replace(held, callbacks=(replace(history, callback=callback),))
    row_id = 50 if view is View.CALLBACKS else 5
    staged.keep(view, row_id, waiting)
    staged.select(view, row_id)
    assert staged.pill == "Waits for approval 4:12"
    staged.clock.pass_s(300)
    staged.pane.tick()
    assert staged.pill == "Held"
