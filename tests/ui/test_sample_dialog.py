"""The dialog for a test webhook: what is asked for, and what came of it in words."""

import asyncio
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import Scheme
from rivermon.core.sample_webhook import SampleWebhook
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.operator import Operator
from rivermon.ui.sample_dialog import SampleDialog
from tests.ui.stand_ins import MemoryLedger, NotedControls


@pytest.fixture
def operator(controls: NotedControls, tasks: OwnedTasks) -> Operator:
    return Operator(controls, tasks)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(
    operator: Operator, tasks: OwnedTasks, appearance: Appearance, page: QWidget, qtbot: QtBot
) -> SampleDialog:
    ledger = MemoryLedger([])
    ledger.seen = ["new_movie_suggestion", "refund"]
    made = SampleDialog(operator, ledger, tasks, appearance, page)
    with qtbot.waitExposed(made):
        made.open()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: made._event.count() == 2)
    return made


def test_a_template_is_there_to_be_sent(
    dialog: SampleDialog, controls: NotedControls, qtbot: QtBot
) -> None:
    assert dialog._event.currentText() == "new_movie_suggestion"
    assert [dialog._event.itemText(n) for n in range(2)] == ["new_movie_suggestion", "refund"]
    QTest.keyClick(dialog._event, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "It was taken in: new_movie_suggestion" in dialog.said)
    ((what, sample),) = controls.asked
    assert what == "send_test"
    assert isinstance(sample, SampleWebhook)
    assert sample.scheme is Scheme.RAW_BODY
    assert json.loads(sample.data or b"") == {"title": "Arrival"}
    assert dialog.isVisible()


def test_event_scheme_and_payload_are_as_chosen(
    dialog: SampleDialog, controls: NotedControls, qtbot: QtBot
) -> None:
    dialog._event.setEditText(" refund ")
    QTest.keyClick(dialog._scheme, Qt.Key.Key_Down)
    dialog._editor.edit.selectAll()
    dialog._editor.edit.insertPlainText('{"a" : 1.0}')
    QTest.mouseClick(dialog._send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.said))
    wanted = SampleWebhook(event="refund", scheme=Scheme.TIMESTAMPED_DATA, data=b'{"a" : 1.0}')
    assert controls.asked == [("send_test", wanted)]
    assert "signed as timestamped-data" in dialog.said


def test_what_does_not_parse_is_not_sent(dialog: SampleDialog, controls: NotedControls) -> None:
    dialog._editor.edit.selectAll()
    dialog._editor.edit.insertPlainText("[1]")
    QTest.keyClick(dialog._event, Qt.Key.Key_Return)
    assert controls.asked == []
    assert "this is a list" in dialog._editor.said
    assert dialog._editor.edit.hasFocus()


def test_without_an_event_nothing_is_sent(dialog: SampleDialog, controls: NotedControls) -> None:
    dialog._event.setEditText("  ")
    assert dialog._no_event.text() == "A webhook needs an event."
    assert not dialog._send.isEnabled()
    dialog.accept()
    assert controls.asked == []


def test_a_failure_is_said_and_another_try_can_be_made(
    dialog: SampleDialog, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.failure = "rivermon is not listening."
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.said == "rivermon is not listening.")
    assert dialog._send.isEnabled()
    controls.failure = None
    dialog.accept()
    qtbot.waitUntil(lambda: "It was taken in" in dialog.said)


def test_what_others_send_or_fail_at_is_not_its_own(
    dialog: SampleDialog, controls: NotedControls, operator: Operator, qtbot: QtBot
) -> None:
    controls.gate = asyncio.Event()
    operator.send_test(None)
    assert not dialog._send.isEnabled()
    assert dialog._send.text() == "Sending…"
    controls.failure = "Something else."
    controls.gate.set()
    qtbot.waitUntil(dialog._send.isEnabled)
    assert dialog.said == ""


def test_a_template_can_be_taken_back(dialog: SampleDialog) -> None:
    dialog._editor.edit.selectAll()
    dialog._editor.edit.insertPlainText('{"mine": 1}')
    dialog._template.activated.emit(0)
    assert "Arrival" in dialog._editor.text
    dialog._editor.edit.undo()
    assert dialog._editor.text == '{"mine": 1}'


def test_it_stays_as_it_was_when_it_is_closed(dialog: SampleDialog) -> None:
    dialog._event.setEditText("mine")
    QTest.keyClick(dialog._editor.edit, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.open()
    assert dialog._event.currentText() == "mine"


def test_tab_goes_as_the_eye_reads(dialog: SampleDialog) -> None:
    dialog._event.setFocus()
    seen = []
    for _ in range(6):
        seen.append(dialog.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    assert seen[:4] == [dialog._event, dialog._scheme, dialog._template, dialog._editor.edit]
    assert [each.text() for each in seen[4:]] == ["Close", "Send"]  # type: ignore[attr-defined]
    for each in seen[:4]:
        assert each.accessibleName()
