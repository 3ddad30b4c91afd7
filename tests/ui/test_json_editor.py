"""The JSON editor: keys, colours, what is wrong and what was lost, and a megabyte of it."""

import json
import time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.json_colours import Part, part_colour, parts_of
from rivermon.ui.json_editor import JsonEditor
from rivermon.ui.theme import Scheme, SchemeChoice, Tone
from tests.ui.test_contrast import contrast

FILM = {"title": "Arrival", "year": 2016, "seen": True, "cast": ["Amy Adams", None]}


class _Page(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.editor = JsonEditor(appearance, "AI data", self)
        self.button = QPushButton("Next", self)
        layout.addWidget(self.editor)
        layout.addWidget(self.button)


@pytest.fixture
def page(appearance: Appearance, qtbot: QtBot) -> _Page:
    made = _Page(appearance)
    qtbot.addWidget(made)
    made.resize(420, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.editor.begin_with(FILM)
    made.editor.setFocus()
    return made


@pytest.fixture
def editor(page: _Page) -> JsonEditor:
    return page.editor


def select(editor: JsonEditor, text: str) -> None:
    found = editor.edit.document().find(text)
    assert not found.isNull()
    editor.edit.setTextCursor(found)


def colours_of(editor: JsonEditor, line: int) -> dict[str, str]:
    block = editor.edit.document().findBlockByNumber(line)
    text = block.text()
    return {
        text[each.start : each.start + each.length]: each.format.foreground().color().name()
        for each in block.layout().formats()
    }


def has_colours(editor: JsonEditor, line: int, wanted: dict[str, str]) -> bool:
    return colours_of(editor, line) == wanted


def test_it_begins_with_the_object_and_knows_when_it_is_another(editor: JsonEditor) -> None:
    assert json.loads(editor.text) == FILM
    assert (editor.edited, editor.differs) == (False, False)
    select(editor, "true")
    QTest.keyClicks(editor.edit, "1")
    assert (editor.edited, editor.differs) == (True, True)
    QTest.keySequence(editor.edit, QKeySequence(QKeySequence.StandardKey.Undo))
    assert not editor.edited
    assert editor.value == FILM


def test_tab_leaves_the_text(page: _Page) -> None:
    before = page.editor.text
    QTest.keyClick(page.editor.edit, Qt.Key.Key_Tab)
    assert page.button.hasFocus()
    QTest.keyClick(page.button, Qt.Key.Key_Backtab)
    assert page.editor.edit.hasFocus()
    assert page.editor.text == before


def test_what_does_not_parse_is_said_and_marked_and_mended(
    editor: JsonEditor, qtbot: QtBot
) -> None:
    select(editor, '"year"')
    QTest.keyClicks(editor.edit, "year")
    qtbot.waitUntil(lambda: editor.said == 'Line 3, column 3: a key in "quotes" must stand here.')
    assert editor.edit.property("bad") is True
    assert editor.edit.accessibleDescription() == editor.said
    whole, place = editor.edit.extraSelections()
    assert whole.cursor.blockNumber() == place.cursor.blockNumber() == 2
    assert place.cursor.selectedText() == "y"
    assert editor.value is None
    editor.edit.moveCursor(editor.edit.textCursor().MoveOperation.End)
    editor.go_to_problem()
    assert editor.edit.textCursor().blockNumber() == 2
    select(editor, "year")
    QTest.keyClicks(editor.edit, '"year"')
    qtbot.waitUntil(lambda: editor.said == "")
    assert editor.edit.extraSelections() == []
    assert editor.edit.property("bad") is False
    assert "Tab leaves" in editor.edit.accessibleDescription()


def test_what_was_lost_is_said_and_not_refused(editor: JsonEditor) -> None:
    editor.edit.setPlainText('{"title": 7, "year": 1, "seen": false, "seen": true}')
    assert editor.value == {"title": 7, "year": 1, "seen": True}
    assert editor.said == (
        "Removed: cast. Another type: title (a number, was a text). "
        "Given twice, the last one counts: seen."
    )
    assert editor.edit.property("bad") is not True
    assert editor.edit.extraSelections() == []


def test_nothing_moves_when_something_is_said(editor: JsonEditor, page: _Page) -> None:
    before = editor.edit.geometry()
    editor.edit.setPlainText('{"title":')
    assert editor.value is None
    QApplication.sendPostedEvents()
    assert editor.edit.geometry() == before


def test_a_new_line_begins_below_the_last_one(editor: JsonEditor) -> None:
    editor.edit.setPlainText("  {")
    editor.edit.moveCursor(editor.edit.textCursor().MoveOperation.End)
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.text == "  {\n  "


def test_tidy_indents_and_can_be_undone(editor: JsonEditor) -> None:
    editor.edit.selectAll()
    editor.edit.insertPlainText('{"a":[1]}')
    editor.tidy()
    assert editor.text == '{\n  "a": [\n    1\n  ]\n}'
    editor.edit.undo()
    assert editor.text == '{"a":[1]}'


def test_the_parts_have_their_colours_and_follow_the_theme(
    editor: JsonEditor, appearance: Appearance, qtbot: QtBot
) -> None:
    for choice in (SchemeChoice.LIGHT, SchemeChoice.DARK):
        appearance.choose(choice)
        of = {part: part_colour(part, appearance.theme) for part in Part}
        wanted = {'"year"': of[Part.KEY], "2016": of[Part.NUMBER]}
        qtbot.waitUntil(partial(has_colours, editor, 2, wanted))
        assert colours_of(editor, 1) == {'"title"': of[Part.KEY], '"Arrival"': of[Part.TEXT]}
        assert colours_of(editor, 3)["true"] == of[Part.WORD]
    assert not editor.edited


def test_a_line_is_coloured_anew_when_it_changes(editor: JsonEditor, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "2016" in colours_of(editor, 2))
    select(editor, "2016")
    QTest.keyClicks(editor.edit, '"MMXVI"')
    qtbot.waitUntil(lambda: '"MMXVI"' in colours_of(editor, 2))


def test_parts_are_told_apart() -> None:
    line = r'"a\"b" : "x: 1", -2.5e+3, nullx, "open \" 7'
    assert [(line[at : at + size], part) for at, size, part in parts_of(line)] == [
        (r'"a\"b"', Part.KEY),
        ('"x: 1"', Part.TEXT),
        ("-2.5e+3", Part.NUMBER),
        ("null", Part.WORD),
        (r'"open \" 7', Part.TEXT),
    ]


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_colour_can_be_read_on_every_ground(appearance: Appearance, scheme: Scheme) -> None:
    theme = appearance._themes[scheme]
    grounds = [theme.colours.field, theme.colours.surface, theme.tones[Tone.BAD].ground]
    for part in Part:
        for ground in grounds:
            assert contrast(part_colour(part, theme), ground) >= 4.5


def test_a_megabyte_is_edited_smoothly(page: _Page, qtbot: QtBot) -> None:
    editor = page.editor
    many = {
        f"key {n}": {"number": n, "text": "some words of a text", "is": True} for n in range(10_400)
    }
    editor.begin_with(many)
    assert 900_000 < len(editor.text) < 1_048_576
    bar = editor.edit.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    line = editor.edit.firstVisibleBlock().blockNumber() + 3
    qtbot.waitUntil(lambda: bool(colours_of(editor, line)))
    editor.edit.go_to(line + 1, 1)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        QTest.keyClick(editor.edit, Qt.Key.Key_Space)
        qtbot.wait(1)
        times.append(time.perf_counter() - began)
    assert sorted(times)[10] < 0.05
    coloured = sum(
        bool(editor.edit.document().findBlockByNumber(n).layout().formats())
        for n in range(editor.edit.blockCount())
    )
    assert coloured < 500
    assert editor.value == many
