"""Long text is laid out in pieces, and is there to its end for whoever scrolls to it."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.code_view import LONG_LINE, PIECE, CodeView
from rivermon.ui.plain_text import LONGEST


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> CodeView:
    made = CodeView(appearance, "Body")
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(view: CodeView) -> str:
    (edit,) = view.findChildren(QPlainTextEdit)
    return edit.toPlainText()


def scroll_to_the_end(view: CodeView, qtbot: QtBot, length: int) -> None:
    (edit,) = view.findChildren(QPlainTextEdit)
    bar = edit.verticalScrollBar()

    def all_there() -> bool:
        bar.setValue(bar.maximum())
        return len(shown(view)) >= length

    qtbot.waitUntil(all_there)


def test_the_beginning_comes_first_and_the_rest_as_it_is_scrolled_to(
    view: CodeView, qtbot: QtBot
) -> None:
    text = "\n".join(f"line {number}" for number in range(3_000))
    view.show_text(text)
    first = shown(view)
    assert text.startswith(first)
    assert 0 < len(first) <= PIECE
    scroll_to_the_end(view, qtbot, len(text))
    assert shown(view) == text
    assert view.text == text


def test_empty_lines_at_the_edges_of_pieces_stay(view: CodeView, qtbot: QtBot) -> None:
    text = "\n" * 9_000 + "end\n\n"
    view.show_text(text)
    scroll_to_the_end(view, qtbot, len(text))
    assert shown(view) == text


def test_a_long_line_is_broken_and_nothing_of_it_is_lost(view: CodeView, qtbot: QtBot) -> None:
    text = "0123456789" * 2_500
    view.show_text(text)
    scroll_to_the_end(view, qtbot, len(text))
    assert shown(view).replace("\n", "") == text
    assert max(map(len, shown(view).split("\n"))) == LONG_LINE
    assert view.text == text


def test_no_more_is_laid_out_than_is_said(view: CodeView, qtbot: QtBot) -> None:
    text = "x" * 99 + "\n"
    view.show_text(text * 3_000)
    scroll_to_the_end(view, qtbot, LONGEST - 100)
    qtbot.wait(50)
    assert len(shown(view)) <= LONGEST


@pytest.mark.parametrize(
    "text",
    ["\u0e01\u0e47" * 30_000, "\u0627\u0644\u0639 " * 9_000, "a\u05d0" * 20_000, "\n" * 20_000],
)
def test_one_text_follows_another_while_it_is_laid_out(
    text: str, view: CodeView, qtbot: QtBot
) -> None:
    (edit,) = view.findChildren(QPlainTextEdit)
    for other in (text, "short", text[::-1], ""):
        view.show_text(other)
        edit.verticalScrollBar().setValue(edit.verticalScrollBar().maximum())
        qtbot.wait(1)
    assert shown(view) == ""


def test_what_is_shown_while_nobody_sees_it_is_there_when_somebody_does(
    qtbot: QtBot, appearance: Appearance
) -> None:
    hidden = CodeView(appearance, "Body")
    qtbot.addWidget(hidden)
    hidden.show_text("first")
    hidden.show_text("second")
    assert hidden.text == "second"
    with qtbot.waitExposed(hidden):
        hidden.show()
    assert shown(hidden) == "second"
