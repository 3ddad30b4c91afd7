"""The approval gate by hand: hold an event, edit what waits, approve or reject, read what went."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.ui.approval_panel import ApprovalPanel
from rivermon.ui.approval_rules_dialog import ApprovalRulesDialog
from rivermon.ui.code_view import CodeView
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.json_editor import JsonEditor
from rivermon.ui.qt_loop import run
from rivermon.ui.reject_dialog import RejectDialog
from rivermon.ui.sample_dialog import SampleDialog
from tests.ledger_check import assert_reconciled
from tests.story.story_webhooks import generated
from tests.story.window_on_stage import Stage, on_stage

EVENT = "article_written"
CONTROL = Qt.KeyboardModifier.ControlModifier


class Gate:
    """The window's parts that are about approval."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        window = stage.window
        self.tab = window.detail.tabs._callback.have()
        (self.panel,) = self.tab.findChildren(ApprovalPanel)
        (self.editor,) = self.tab.findChildren(JsonEditor)
        window.detail.tabs.open_tab(DetailTab.CALLBACK)

    @property
    def said(self) -> str:
        """All that the Callback tab says."""
        return "\n".join(self.stage.words_in(self.tab))

    async def hold(self, event: str) -> None:
        """Hold an event that never came yet, by the rules dialog."""
        entries = self.stage.window.menu.button.findChildren(QAction)
        next(entry for entry in entries if entry.text() == "Approval rules…").trigger()
        dialog = self.stage.dialog(ApprovalRulesDialog)
        await self.stage.until(dialog.isActiveWindow)
        QTest.keyClicks(_focus(), event)
        self.stage.press(Qt.Key.Key_Return)
        assert self.stage.house.chosen.settings.hold_events == (event,)
        await self.leave(dialog)

    async def leave(self, dialog: QDialog) -> None:
        """Close a dialog by Esc, and go back to the window."""
        self.stage.press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        self.stage.window.activateWindow()
        await self.stage.until(self.stage.window.isActiveWindow)

    async def select_waiting(self, title: str) -> int:
        """Select the newest row, which is held, and wait for its countdown."""
        stage = self.stage
        await stage.until(lambda: stage.titles()[:1] == [title])
        row = stage.table.row_at(0)
        assert isinstance(row, RecordRow)
        stage.click_row(row.id)
        await stage.until(lambda: self.panel.isVisible() and self.panel.waiting)
        assert "Waits for your approval" in self.said
        assert "4:5" in self.said
        return row.id

    def replace(self, old: str, new: str) -> None:
        """Type over a text in the editor."""
        found = self.editor.edit.document().find(old)
        assert not found.isNull()
        self.editor.edit.setTextCursor(found)
        QTest.keyClicks(self.editor.edit, new)

    async def state(self, record_id: int, state: CallbackState) -> None:
        """Wait until a record's row says so."""

        def there() -> bool:
            line = self.stage.table.line_of(record_id)
            row = line.row if line is not None else None
            return isinstance(row, RecordRow) and row.state is state

        await self.stage.until(there)


@asynccontextmanager
async def gate(app: QApplication, folder: Path) -> AsyncIterator[Gate]:
    async with on_stage(app, folder) as stage:
        yield Gate(stage)
    assert_reconciled(folder / "rivermon.db")


def play(app: QApplication, folder: Path, story: Callable[[Gate], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with gate(app, folder) as made:
            await story(made)

    run(app, whole)


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def test_hold_edit_approve_and_read_what_the_server_got(qapp: QApplication, tmp_path: Path) -> None:
    async def story(gate: Gate) -> None:
        stage = gate.stage
        await gate.hold(EVENT)
        await stage.send(generated("As the AI wrote it", stage.desk, stars=3, draft=True))
        record_id = await gate.select_waiting("As the AI wrote it")
        await gate.state(record_id, CallbackState.HELD)
        stage.press_button("Edit", gate.tab)
        assert gate.editor.edit.hasFocus()
        gate.replace("3", "'five'")
        stage.press(Qt.Key.Key_Return, CONTROL)
        assert 'texts and keys stand in "straight quotes"' in gate.said
        assert "Line 4, column" in gate.said
        assert stage.desk.tally.total == 0
        gate.replace("'five'", "5")
        gate.replace("As the AI wrote it", "As the operator wants it")
        stage.press(Qt.Key.Key_Return, CONTROL)
        await gate.state(record_id, CallbackState.SUCCESS)
        await stage.until(lambda: "Approved with changes by the operator" in gate.said)
        assert not gate.panel.isVisible()
        await stage.until_titles("As the operator wants it")
        (taken,) = stage.desk.latest
        data = json.loads(taken.body)["data"]
        assert data.pop("saved_at").endswith("Z")
        assert data == {
            "title": "As the operator wants it",
            "description": "",
            "stars": 5,
            "draft": True,
            "id": record_id,
        }
        bodies = [view.text for view in gate.tab.findChildren(CodeView) if view.isVisible()]
        assert [json.loads(body)["data"]["title"] for body in bodies] == [
            "As the operator wants it"
        ]

    play(qapp, tmp_path, story)


def test_reject_and_read_that_processing_failed(qapp: QApplication, tmp_path: Path) -> None:
    async def story(gate: Gate) -> None:
        stage = gate.stage
        await gate.hold(EVENT)
        await stage.send(generated("Not fit to print", stage.desk))
        record_id = await gate.select_waiting("Not fit to print")
        stage.press_button("Reject…", gate.tab)
        dialog = stage.dialog(RejectDialog)
        await stage.until(dialog.isActiveWindow)
        QTest.keyClicks(_focus(), "It is not true")
        stage.press(Qt.Key.Key_Return)
        await gate.state(record_id, CallbackState.ERROR)
        await stage.desk.wait_for(1, timeout_s=20)
        await stage.until(lambda: "Rejected by the operator" in gate.said)
        (taken,) = stage.desk.latest
        assert json.loads(taken.body) == {
            "error": "processing_failed",
            "message": "It is not true",
        }
        assert not gate.panel.isVisible()

    play(qapp, tmp_path, story)


def test_changes_survive_another_row_and_a_decision_elsewhere(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story(gate: Gate) -> None:
        stage = gate.stage
        await gate.hold(EVENT)
        await stage.send(generated("First", stage.desk), generated("Second", stage.desk))
        second = await gate.select_waiting("Second")
        stage.press_button("Edit", gate.tab)
        gate.replace("Second", "Second, changed")
        stage.click_row(second - 1)
        await stage.until(lambda: f"Unsent changes are kept for #{second}." in gate.said)
        stage.press_button("Approve", gate.tab)
        await gate.state(second - 1, CallbackState.SUCCESS)
        stage.click_row(second)
        await stage.until(lambda: "Your changes from before are here" in gate.said)
        assert "Second, changed" in gate.editor.text
        await stage.house.outbox.reject(second, "somebody else was faster")
        await stage.until(lambda: "Decided meanwhile" in gate.said)
        assert "Your changes were not sent" in gate.said
        assert "Second, changed" in gate.editor.text
        await stage.desk.wait_for(2, timeout_s=20)
        first, failure = (json.loads(taken.body) for taken in stage.desk.latest)
        assert first["data"]["title"] == "First"
        assert failure["message"] == "somebody else was faster"

    play(qapp, tmp_path, story)


def test_a_test_webhook_is_chosen_sent_and_held(qapp: QApplication, tmp_path: Path) -> None:
    async def story(gate: Gate) -> None:
        stage = gate.stage
        await gate.hold("my_event")
        stage.press(Qt.Key.Key_T, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        dialog = stage.dialog(SampleDialog)
        await stage.until(dialog.isActiveWindow)
        dialog._event.setEditText("my_event")
        QTest.keyClick(dialog._scheme, Qt.Key.Key_Down)
        dialog._editor.edit.selectAll()
        dialog._editor.edit.insertPlainText('{"title": "Pasted", "n": 1.0}')
        stage.press_button("Send", dialog)
        await stage.until(lambda: "It was taken in: my_event" in dialog.said)
        await gate.leave(dialog)
        record_id = await gate.select_waiting("Pasted")
        assert "timestamped-data" in str(await stage.house.store.detail(stage.page.view, record_id))
        stage.press_button("Approve", gate.tab)
        await gate.state(record_id, CallbackState.SUCCESS)

    play(qapp, tmp_path, story)
