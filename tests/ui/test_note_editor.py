"""The note on a record: opened from the table and from the details, kept, or left as it was."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.entities import Detail, RecordRow
from rivermon.core.feed import RecordChanged
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.note_editor import NoteEditor
from rivermon.ui.record_tab import RecordTab
from tests.ui.conftest import Stage
from tests.ui.stand_ins import START, detail_of, row

Make = Callable[[list[RecordRow]], Stage]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def staged(stage: Make) -> Stage:
    made = stage([row(number, title="Tom & Jerry") for number in range(1, 11)])
    made.ledger.known[7] = marked(note="first\nsecond")
    return made.show()


def marked(**marks: object) -> Detail:
    detail = detail_of(row(7, title="Tom & Jerry"))
    assert detail.record is not None
    return msgspec.structs.replace(detail, record=msgspec.structs.replace(detail.record, **marks))


def edit_note(staged: Stage, qtbot: QtBot) -> NoteEditor:
    staged.rows.select_id(7)
    QTest.keyClick(staged.rows, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: bool(staged.window.findChildren(NoteEditor)))
    (made,) = staged.window.findChildren(NoteEditor)
    return made


def text_of(editor: NoteEditor) -> QPlainTextEdit:
    found = editor.findChild(QPlainTextEdit)
    assert found is not None
    return found


def test_ctrl_return_keeps_what_is_written(staged: Stage, qtbot: QtBot) -> None:
    editor = edit_note(staged, qtbot)
    text = text_of(editor)
    assert not editor.isModal()
    assert text.toPlainText() == "first\nsecond"
    assert text.accessibleName() == "Note on Tom & Jerry"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is text)
    text.setPlainText("<b>look</b> at it\n")
    QTest.keyClick(text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: staged.controls.asked == [("write_note", (7, "<b>look</b> at it"))])
    qtbot.waitUntil(lambda: staged.window.status._words.text() == "The note was kept.")


def test_return_alone_is_a_new_line(staged: Stage, qtbot: QtBot) -> None:
    editor = edit_note(staged, qtbot)
    QTest.keyClick(text_of(editor), Qt.Key.Key_Return)
    assert editor.isVisible()
    assert text_of(editor).toPlainText() == "\nfirst\nsecond"


def test_esc_keeps_nothing(staged: Stage, qtbot: QtBot) -> None:
    editor = edit_note(staged, qtbot)
    text_of(editor).setPlainText("never")
    QTest.keyClick(text_of(editor), Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert staged.controls.asked == []


def test_the_record_tab_shows_the_note_and_edits_it(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(7)
    qtbot.waitUntil(lambda: staged.window.detail.shown is not None)
    staged.window.detail.tabs.open_tab(DetailTab.RECORD)
    tab = staged.window.detail.findChild(RecordTab)
    assert tab is not None
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert "first\nsecond" in said
    assert "Not pinned" in said
    edit = next(each for each in tab.findChildren(QPushButton) if each.text() == "Edit…")
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert text_of(staged.window.findChildren(NoteEditor)[0]).toPlainText() == "first\nsecond"


def test_the_record_tab_follows_what_is_changed(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(7)
    qtbot.waitUntil(lambda: staged.window.detail.shown is not None)
    staged.ledger.known[7] = marked(pinned_at=START, edited_at=START)
    staged.tell(RecordChanged(row(7, pinned=True)))
    staged.window.detail.tabs.open_tab(DetailTab.RECORD)
    tab = staged.window.detail.findChild(RecordTab)
    assert tab is not None

    def said() -> list[str]:
        return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: any(text.startswith("Pinned on ") for text in said()))
    assert "None" in said()
    assert "Edited" in said()
    buttons = [each.text() for each in tab.findChildren(QPushButton)]
    assert "Unpin" in buttons
    assert "Write…" in buttons
