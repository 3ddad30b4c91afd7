"""The detail pane: the selected record, nothing stale, nothing unsafe, and its copies."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.ui.callback_block import CallbackBlock
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.detail_pane import DetailPane
from tests.ui.conftest import Stage
from tests.ui.stand_ins import callback_of, changed, detail_of, row, stored

RECORD, PAYLOAD, HEADERS, CALLBACK = range(4)
Make = Callable[[list[RecordRow]], Stage]
EVIL = "<b>bold</b> <img src='http://evil.example/x.png'>"


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([row(number) for number in range(1, 11)]).show()


def shown(pane: DetailPane) -> int | None:
    return pane._shown.record.id if pane._shown else None


def select(staged: Stage, record_id: int, tab: int = RECORD) -> DetailPane:
    pane = staged.window.detail
    pane.tabs.setCurrentIndex(tab)
    staged.window.records.select_record(record_id)
    staged.qtbot.waitUntil(lambda: shown(pane) == record_id)
    return pane


def words(widget: QWidget) -> str:
    """All that can be read in a widget now."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    edits = [e.toPlainText() for e in widget.findChildren(QPlainTextEdit) if e.isVisible()]
    return "\n".join(labels + edits)


def copied_by(widget: QWidget, help_text: str) -> str:
    QGuiApplication.clipboard().clear()
    (button,) = [b for b in widget.findChildren(CopyButton) if b.toolTip() == help_text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return QGuiApplication.clipboard().text()


def button(widget: QWidget, text: str) -> QPushButton:
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == text]
    return found


def test_the_selected_record_is_shown_and_the_tab_stays(staged: Stage) -> None:
    pane = select(staged, 7)
    assert "Title 7" in words(pane)
    assert "gpt-4o / openai" in words(pane)
    assert "The body of Title 7" in words(pane)
    pane.tabs.setCurrentIndex(HEADERS)
    select(staged, 6, HEADERS)
    assert pane.tabs.currentIndex() == HEADERS
    staged.window.records.follow()
    assert shown(pane) is None
    assert "Select a record" in words(pane)


def test_an_answer_for_another_record_is_ignored(staged: Stage, qtbot: QtBot) -> None:
    pane = staged.window.detail
    staged.ledger.gate = gate = asyncio.Event()
    staged.window.records.select_record(5)
    staged.window.records.select_record(4)
    qtbot.waitUntil(lambda: staged.ledger.asked_details == [5, 4])
    staged.ledger.gate = None
    staged.window.records.select_record(3)
    qtbot.waitUntil(lambda: shown(pane) == 3)
    late = [task for task in asyncio.all_tasks() if "detail" in task.get_name()]
    assert len(late) == 2
    gate.set()
    qtbot.waitUntil(lambda: all(task.done() for task in late))
    assert shown(pane) == 3


def test_a_slow_answer_is_not_silent(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.gate = asyncio.Event()
    staged.window.records.select_record(5)
    qtbot.waitUntil(lambda: "Reading the record" in words(staged.window.detail))
    staged.ledger.gate.set()
    qtbot.waitUntil(lambda: "Title 5" in words(staged.window.detail))


def test_a_store_that_fails_is_said_in_words(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.broken = True
    staged.window.records.select_record(5)
    qtbot.waitUntil(lambda: "the disk is gone" in words(staged.window.detail))


def test_a_changed_callback_is_shown_in_place(staged: Stage, qtbot: QtBot) -> None:
    failing = row(11, state=CallbackState.PROGRESS, attempts=1)
    staged.ledger.kept[11] = failing
    staged.tell(*stored(failing))
    pane = select(staged, 11, CALLBACK)
    assert "Not taken yet: ModelRiver answered 503 Service Unavailable." in words(pane)
    block = pane.findChild(CallbackBlock)
    done = row(11, state=CallbackState.SUCCESS, attempts=2)
    staged.ledger.kept[11] = done
    staged.tell(changed(done))
    qtbot.waitUntil(lambda: "ModelRiver has it: ModelRiver answered 200 OK." in words(pane))
    assert pane.findChild(CallbackBlock) is block
    assert "upstream is busy" in words(pane)
    assert pane.tabs.currentIndex() == CALLBACK


@pytest.mark.parametrize(
    ("state", "attempts", "said"),
    [
        (CallbackState.PROGRESS, 0, "On its way to ModelRiver."),
        (CallbackState.ERROR, 1, "Callback failed: ModelRiver answered 503 Service Unavailable."),
        (CallbackState.TIMEOUT, 2, "Nothing was taken within the 5 minutes"),
        (CallbackState.HELD, 0, "Held, not sent: the host is not allowed."),
    ],
)
def test_each_state_is_told_in_words(
    staged: Stage, state: CallbackState, attempts: int, said: str
) -> None:
    staged.ledger.kept[5] = row(5, state=state, attempts=attempts)
    assert said in words(select(staged, 5, CALLBACK))


def test_send_again_asks_the_controls_once(staged: Stage, qtbot: QtBot) -> None:
    pane = select(staged, 5, CALLBACK)
    staged.controls.gate = asyncio.Event()
    again = button(pane, "Send again")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert again.text() == "Sending…"
    assert not again.isEnabled()
    staged.controls.gate.set()
    qtbot.waitUntil(again.isEnabled)
    assert staged.controls.asked == [("send_again", 5)]


def test_a_record_without_a_callback_says_so(staged: Stage) -> None:
    staged.ledger.kept[5] = row(5, state=None, attempts=0)
    pane = select(staged, 5, CALLBACK)
    assert "Nothing is called back for this record." in words(pane)
    assert not button(pane, "Send again").isVisible()


def test_copies_take_the_whole(staged: Stage) -> None:
    body, payload = "long " * 100_000, '{"b":1,  "a":[2,"é"]}'.encode()
    staged.ledger.details[5] = detail_of(row(5), body=body, payload=payload)
    pane = select(staged, 5)
    assert copied_by(pane, "Copy the record's body") == body
    assert "Only the beginning is shown" in words(pane)
    assert copied_by(pane, "Copy the channel's id") == "channel-5"
    pane.tabs.setCurrentIndex(PAYLOAD)
    assert copied_by(pane, "Copy what is shown") == msgspec.json.format(payload.decode())
    (raw,) = [b for b in pane.findChildren(QToolButton) if b.text() == "Raw"]
    QTest.mouseClick(raw, Qt.MouseButton.LeftButton)
    assert copied_by(pane, "Copy what is shown") == payload.decode()
    pane.tabs.setCurrentIndex(HEADERS)
    assert "Content-Type: application/json" in copied_by(pane, "Copy all headers").splitlines()
    pane.tabs.setCurrentIndex(CALLBACK)
    assert copied_by(pane, "Copy the callback URL") == callback_of(row(5)).url
    assert copied_by(pane, "Copy the callback's body").startswith('{"data"')


def test_a_copy_says_so_for_a_moment(staged: Stage, qtbot: QtBot) -> None:
    pane = select(staged, 5, HEADERS)
    (copy,) = [b for b in pane.findChildren(CopyButton) if b.toolTip() == "Copy all headers"]
    width = copy.width()
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert copy.text() == "Copied"
    assert copy.width() == width
    qtbot.waitUntil(lambda: copy.text() == "Copy", timeout=3000)


def test_untrusted_text_stays_plain(staged: Stage) -> None:
    evil = row(5, title=EVIL, category=EVIL, event_name=EVIL, channel_id=EVIL, model=EVIL)
    payload = msgspec.json.encode({"evil": EVIL, EVIL: [EVIL]})
    staged.ledger.details[5] = detail_of(evil, body=EVIL, payload=payload)
    pane = select(staged, 5)
    for tab in (RECORD, PAYLOAD, HEADERS, CALLBACK):
        pane.tabs.setCurrentIndex(tab)
        for label in pane.findChildren(QLabel):
            if "bold" in label.text():
                assert label.textFormat() is Qt.TextFormat.PlainText
            assert "<b>" not in label.toolTip()
            assert "<img" not in label.toolTip()
    assert words(pane).count("<b>bold") >= 1


def test_a_large_payload_comes_raw_first_and_its_tree_when_asked(staged: Stage) -> None:
    payload = msgspec.json.encode({"items": list(range(250_000))})
    staged.ledger.details[5] = detail_of(row(5), payload=payload)
    pane = select(staged, 5, PAYLOAD)
    tree = pane.findChild(QTreeView)
    assert tree is not None
    assert not tree.isVisible()
    assert tree.model() is None
    (as_tree,) = [b for b in pane.findChildren(QToolButton) if b.text() == "Tree"]
    QTest.mouseClick(as_tree, Qt.MouseButton.LeftButton)
    assert tree.isVisible()
    assert tree.model().rowCount() == 1


def test_a_body_that_is_not_json_is_shown_raw(staged: Stage) -> None:
    staged.ledger.details[5] = detail_of(row(5), payload=b"\xff\x00 not json")
    pane = select(staged, 5, PAYLOAD)
    assert "This body is not JSON." in words(pane)
    (raw,) = [b for b in pane.findChildren(QToolButton) if b.text() == "Raw"]
    QTest.mouseClick(raw, Qt.MouseButton.LeftButton)
    assert "not json" in words(pane)


def test_the_time_a_retry_has_left_runs(staged: Stage) -> None:
    waiting = row(
        5,
        state=CallbackState.PROGRESS,
        attempts=1,
        deadline=staged.clock.at + timedelta(seconds=65),
    )
    staged.ledger.kept[5] = waiting
    pane = select(staged, 5)
    pane.tick()
    before = pane._pill.accessibleName()
    staged.clock.pass_s(10)
    pane.tick()
    assert before.startswith("Retry 1:0")
    assert pane._pill.accessibleName().startswith("Retry 0:5")
    staged.clock.pass_s(60)
    pane.tick()
    assert pane._pill.accessibleName() == "Late"
