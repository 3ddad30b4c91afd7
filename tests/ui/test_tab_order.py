"""Tab goes as the eye does, and no layout is asked for its items."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import rivermon.ui
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.wrapped_row import WrappedRow

UI = Path(rivermon.ui.__file__).parent


class Page(QWidget):
    """Made from the last line to the first, and laid out the other way."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = {name: QLineEdit(self) for name in "fedcba"}
        grid = QGridLayout()
        for name, place in (("e", (1, 1)), ("c", (0, 1)), ("d", (1, 0)), ("b", (0, 0))):
            grid.addWidget(self.lines[name], *place)
        row = QHBoxLayout()
        row.addWidget(self.lines["a"])
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addLayout(grid)
        column.addWidget(self.lines["f"])

    def order(self) -> str:
        """The lines in the order of Tab, from the first one on."""
        found = []
        at: QWidget | None = self.lines["a"]
        for _ in range(20):
            found += [name for name, line in self.lines.items() if line is at]
            at = at.nextInFocusChain() if at is not None else None
        return "".join(found)[: len(self.lines)]


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    return made


def test_rows_grids_and_what_stands_in_them_are_gone_through_as_they_are_read(page: Page) -> None:
    assert page.order() != "abcdef"
    tab_as_laid_out(page)
    assert page.order() == "abcdef"


def test_a_wrapped_row_is_gone_through_from_the_left(qtbot: QtBot) -> None:
    row = WrappedRow()
    qtbot.addWidget(row)
    made = [QLineEdit(row) for _ in range(3)]
    for line in reversed(made):
        row.add(line)
    tab_as_laid_out(row)
    found: list[QWidget | None] = []
    at: QWidget | None = made[-1]
    while at is not None and at not in found:
        found.append(at)
        at = at.nextInFocusChain()
    assert [each for each in found if each in made] == made[::-1]


def test_nothing_asks_a_layout_for_its_items() -> None:
    """PySide takes an item that is gone for whatever is made at its address later, and crashes."""
    asked = re.compile(r"\.(itemAt|takeAt|itemAtPosition)\(")
    found = [file.name for file in UI.glob("*.py") if asked.search(file.read_text("utf-8"))]
    assert found == []
