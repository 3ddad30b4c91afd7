"""What waits for approval: the countdown, the text that nothing overwrites, and every end of it."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.approval import Approval, Undecided
from rivermon.core.callback import success_body
from rivermon.core.entities import CallbackHistory, CallbackState
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_panel import ApprovalPanel
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.json_editor import JsonEditor
from rivermon.ui.moment_words import clock_time
from rivermon.ui.operator import Operator
from rivermon.ui.reject_dialog import RejectDialog
from tests.ui.detail_stage import button, click, words
from tests.ui.stand_ins import START, NotedControls, callback_of, row

FILM = {"title": "Arrival", "year": 2016, "id": "of the AI's own"}
DEADLINE = START + timedelta(minutes=5)
BY = clock_time(DEADLINE - timedelta(seconds=20))[:8]
Show = Callable[..., None]


class Seat:
    """The Callback tab, shown one record's callback after another."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, operator: Operator) -> None:
        self.qtbot = qtbot
        self.tab = CallbackTab(appearance, operator)
        qtbot.addWidget(self.tab)
        self.tab.resize(420, 760)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        self.tab.activateWindow()
        (self.panel,) = self.tab.findChildren(ApprovalPanel)
        (self.editor,) = self.tab.findChildren(JsonEditor)

    def show(self, record_id: int = 5, after_s: float = 0, **fields: Any) -> None:
        """Show how a record's callback stands some seconds after the start."""
        usual: dict[str, Any] = {
            "state": CallbackState.HELD,
            "approval": Approval.WAITING,
            "body": success_body(record_id, FILM, START),
            "deadline": DEADLINE,
        }
        of = callback_of(row(record_id, attempts=0), **(usual | fields))
        history = CallbackHistory(callback=of, attempts=())
        self.tab.show_callbacks(record_id, [history], START + timedelta(seconds=after_s))

    def decided(self, approval: Approval, record_id: int = 5, **fields: Any) -> None:
        """Show that it was decided."""
        at = START + timedelta(seconds=30)
        usual = {"approval": approval, "decided_at": at, "state": CallbackState.PROGRESS}
        self.show(record_id, 31, **(usual | fields))

    def click(self, text: str) -> None:
        click(button(self.tab, text))

    def replace(self, old: str, new: str) -> None:
        """Type over a text in the editor."""
        found = self.editor.edit.document().find(old)
        assert not found.isNull()
        self.editor.edit.setTextCursor(found)
        QTest.keyClick(self.editor.edit, Qt.Key.Key_Delete)
        QTest.keyClicks(self.editor.edit, new)

    @property
    def said(self) -> str:
        """All that can be read."""
        return words(self.tab)

    def shown_buttons(self) -> list[str]:
        """The buttons that can be seen in the panel, as the eye reads."""
        shown = [b for b in self.panel.findChildren(QPushButton) if b.isVisible()]
        return [b.text() for b in sorted(shown, key=lambda b: (b.y() // 8, b.x()))]


@pytest.fixture
def operator(controls: NotedControls, tasks: OwnedTasks) -> Operator:
    return Operator(controls, tasks)


@pytest.fixture
def seat(qtbot: QtBot, appearance: Appearance, operator: Operator) -> Seat:
    return Seat(qtbot, appearance, operator)


@pytest.fixture
def chosen(tmp_path: Path) -> Chosen:
    return Chosen(Settings(undecided=Undecided.SEND), tmp_path / "settings.toml")


def test_what_waits_shows_its_countdown_and_what_happens_then(seat: Seat, chosen: Chosen) -> None:
    seat.tab.follow(chosen)
    seat.show()
    assert "Waits for your approval" in seat.said
    assert "5:00 left" in seat.said
    assert f"If nobody decides by {BY}: it is sent as it is." in seat.said
    assert "Held until somebody approves or rejects it." in seat.said
    assert "Body to be sent" in seat.said
    chosen.change(undecided="reject")
    seat.show(after_s=61)
    assert "3:59 left" in seat.said
    assert f"If nobody decides by {BY}: it is rejected" in seat.said
    seat.show(after_s=285)
    assert "Nobody decided in time, so the rule does now" in seat.said
    seat.show(after_s=301)
    assert "0:00 left" in seat.said
    assert "ModelRiver has stopped waiting" in seat.said


def test_what_does_not_wait_has_no_panel(seat: Seat) -> None:
    seat.show(approval=None)
    assert not seat.panel.isVisible()
    assert button(seat.tab, "Send again").isVisible()
    seat.show()
    assert seat.panel.isVisible()
    assert not button(seat.tab, "Send again").isVisible()
    assert not [
        b
        for b in seat.tab.findChildren(QPushButton)
        if b.text() == "Allow this host" and b.isVisible()
    ]
    seat.tab.show_callbacks(None, [], START)
    assert not seat.panel.isVisible()


def test_it_is_approved_as_it_is(seat: Seat, controls: NotedControls, qtbot: QtBot) -> None:
    seat.show()
    assert seat.shown_buttons() == ["Edit", "Reject…", "Approve"]
    controls.gate = asyncio.Event()
    seat.click("Approve")
    assert not button(seat.tab, "Approve").isEnabled()
    assert not button(seat.tab, "Reject…").isEnabled()
    qtbot.waitUntil(lambda: bool(controls.asked))
    seat.decided(Approval.APPROVED)
    assert "Decided meanwhile" not in seat.said
    controls.gate.set()
    qtbot.waitUntil(lambda: not seat.panel.isVisible())
    assert controls.asked == [("approve", ((5,), None))]
    assert (
        f"Approved by the operator (at {clock_time(START + timedelta(seconds=30))[:8]})."
        in seat.said
    )


def test_the_ai_data_is_edited_and_sent(seat: Seat, controls: NotedControls, qtbot: QtBot) -> None:
    seat.show()
    assert not seat.editor.isVisible()
    seat.click("Edit")
    assert json.loads(seat.editor.text) == {"title": "Arrival", "year": 2016}
    assert seat.editor.edit.hasFocus()
    assert seat.shown_buttons() == ["Tidy", "Close", "Reject…", "Approve"]
    seat.replace("2016", "2017")
    assert seat.shown_buttons() == ["Tidy", "Discard changes", "Reject…", "Approve with changes"]
    QTest.keyClick(seat.editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not seat.panel.isVisible())
    assert controls.asked == [("approve", ((5,), {"title": "Arrival", "year": 2017}))]
    seat.decided(Approval.EDITED)
    assert not seat.panel.isVisible()
    assert "Approved with changes by the operator" in seat.said


def test_what_was_edited_back_is_sent_as_it_is(
    seat: Seat, controls: NotedControls, qtbot: QtBot
) -> None:
    seat.show()
    seat.click("Edit")
    seat.replace("2016", "2016 ")
    seat.click("Approve with changes")
    qtbot.waitUntil(lambda: controls.asked == [("approve", ((5,), None))])


def test_what_does_not_parse_is_not_sent(seat: Seat, controls: NotedControls) -> None:
    seat.show()
    seat.click("Edit")
    seat.replace("2016", "")
    seat.editor.edit.moveCursor(seat.editor.edit.textCursor().MoveOperation.Start)
    seat.click("Approve with changes")
    assert controls.asked == []
    assert "a value must stand here" in seat.said
    assert seat.editor.edit.hasFocus()
    assert seat.editor.edit.textCursor().blockNumber() == 3
    assert seat.panel.isVisible()


def test_ticks_and_reads_touch_neither_text_nor_cursor(seat: Seat) -> None:
    seat.show()
    seat.click("Edit")
    seat.replace("Arrival", "The arrival")
    place = seat.editor.edit.textCursor().position()
    for second in range(3):
        seat.show(after_s=second)
    seat.show(after_s=4, body=success_body(5, {"title": "Another"}, START))
    assert '"The arrival"' in seat.editor.text
    assert seat.editor.edit.textCursor().position() == place
    assert seat.editor.edit.hasFocus()
    seat.editor.edit.undo()
    seat.editor.edit.undo()
    assert '"Arrival"' in seat.editor.text


def test_changes_are_kept_for_each_record_and_that_is_said(
    seat: Seat, controls: NotedControls, qtbot: QtBot
) -> None:
    seat.show(5)
    seat.click("Edit")
    seat.replace("2016", "1999")
    seat.show(6)
    assert not seat.editor.isVisible()
    assert "Unsent changes are kept for #5." in seat.said
    seat.click("Edit")
    seat.replace("2016", "1888,")
    seat.show(7, approval=None)
    assert "Unsent changes are kept for #5, #6." in seat.said
    seat.show(5)
    assert "1999" in seat.editor.text
    assert seat.editor.isVisible()
    assert "Your changes from before are here; they are not sent yet." in seat.said
    assert "Unsent changes are kept for #6." in seat.said
    seat.show(6)
    assert "1888," in seat.editor.text
    seat.click("Discard")
    assert "Unsent changes" not in seat.said
    seat.show(5)
    assert not seat.editor.isVisible()
    seat.show(6)
    seat.click("Discard changes")
    assert not seat.editor.isVisible()
    assert seat.panel.kept == ()
    assert controls.asked == []


@pytest.mark.parametrize("editing", [True, False])
def test_what_is_decided_elsewhere_is_said_and_the_text_stays(
    seat: Seat, controls: NotedControls, *, editing: bool
) -> None:
    seat.show()
    if editing:
        seat.click("Edit")
        seat.replace("2016", "1999")
    seat.decided(Approval.BY_RULE)
    assert "Decided meanwhile" in seat.said
    assert "Nobody decided in time: sent by the rule" in seat.said
    assert seat.shown_buttons() == ["Close"]
    assert ("Your changes were not sent" in seat.said) is editing
    assert seat.editor.isVisible() is editing
    if editing:
        assert seat.editor.edit.isReadOnly()
        assert "1999" in seat.editor.text
    seat.panel.approve()
    assert controls.asked == []
    seat.click("Close")
    assert not seat.panel.isVisible()


def test_what_was_decided_while_away_is_said_when_one_comes_back(seat: Seat) -> None:
    seat.show(5)
    seat.click("Edit")
    seat.replace("2016", "1999")
    seat.show(6)
    seat.decided(Approval.LAPSED, 5, state=CallbackState.TIMEOUT)
    assert "Nobody decided in time: nothing was sent" in seat.said
    assert "1999" in seat.editor.text
    seat.click("Close")
    seat.show(6)
    assert seat.panel.kept == ()


def test_it_is_rejected_with_a_reason(seat: Seat, controls: NotedControls, qtbot: QtBot) -> None:
    seat.show()
    seat.click("Reject…")
    (dialog,) = seat.tab.findChildren(RejectDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not dialog.isModal()
    assert "“Arrival” will be rejected" in words(dialog)
    QTest.keyClicks(dialog.focusWidget(), "Not ours")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not seat.panel.isVisible())
    assert controls.asked == [("reject", ((5,), "Not ours"))]
    seat.decided(Approval.REJECTED, state=CallbackState.ERROR)
    assert not seat.panel.isVisible()
    assert "Rejected by the operator" in seat.said


def test_a_decision_that_fails_keeps_everything(
    seat: Seat, controls: NotedControls, operator: Operator, qtbot: QtBot
) -> None:
    controls.failure = "The disk is full."
    seat.show()
    seat.click("Edit")
    seat.replace("2016", "1999")
    with qtbot.waitSignal(operator.failed):
        seat.click("Approve with changes")
    qtbot.waitUntil(button(seat.tab, "Approve with changes").isEnabled)
    assert "1999" in seat.editor.text
    seat.decided(Approval.REJECTED)
    assert "Decided meanwhile" in seat.said


def test_esc_leaves_the_text_and_not_the_record(seat: Seat) -> None:
    seat.show()
    seat.click("Edit")
    QTest.keyClick(seat.editor.edit, Qt.Key.Key_Escape)
    assert button(seat.tab, "Approve").hasFocus()
    assert seat.editor.isVisible()


def test_everything_has_a_name(seat: Seat) -> None:
    seat.show()
    seat.click("Edit")
    assert seat.editor.edit.accessibleName() == "AI data to be sent"
    assert "Tab leaves" in seat.editor.edit.accessibleDescription()
    for each in seat.panel.findChildren(QPushButton):
        assert each.text()
        assert each.accessibleDescription() or each.text() in {"Close", "Tidy"}


def test_what_is_too_large_is_not_edited_here(
    seat: Seat, controls: NotedControls, qtbot: QtBot
) -> None:
    seat.show(body=success_body(5, {"title": "x" * 1_100_000}, START))
    edit = button(seat.tab, "Edit")
    assert not edit.isEnabled()
    assert "over 1 MB" in edit.toolTip()
    seat.click("Approve")
    qtbot.waitUntil(lambda: controls.asked == [("approve", ((5,), None))])


def test_a_host_is_not_to_be_allowed_while_it_waits(seat: Seat) -> None:
    seat.show(url="https://elsewhere.example/v1/callback/x", reason="waits for approval")
    allow = [b for b in seat.tab.findChildren(QPushButton) if b.text() == "Allow this host"]
    assert not any(b.isVisible() for b in allow)
