"""Colours JSON by what its parts are, line by line, and only the lines that are in view.

A JSON text never goes over a line's end, so each line can be read alone. Qt's own highlighter would
read all lines of a megabyte at once. Does not know whether the JSON is right.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit

from rivermon.ui.appearance import Appearance
from rivermon.ui.theme import Theme, Tone


class Part(Enum):
    """The parts of JSON that have a colour of their own."""

    KEY = auto()
    TEXT = auto()
    NUMBER = auto()
    WORD = auto()


_PARTS = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*"?)(?P<key>\s*:)?'
    r"|(?P<number>-?\d[\d.eE+-]*)|(?P<word>true|false|null)"
)
_FAR = 4000
_AHEAD = 40


def parts_of(line: str) -> Iterator[tuple[int, int, Part]]:
    """The coloured parts of a line: where each begins, how long it is, and what it is."""
    for found in _PARTS.finditer(line):
        if found["text"] is not None:
            kind = Part.TEXT if found["key"] is None else Part.KEY
            yield found.start(), len(found["text"]), kind
        else:
            kind = Part.NUMBER if found["number"] is not None else Part.WORD
            yield found.start(), len(found[0]), kind


def part_colour(part: Part, theme: Theme) -> str:
    """The colour of a part in a theme, as #rrggbb."""
    return {
        Part.KEY: theme.colours.accent,
        Part.TEXT: theme.tones[Tone.GOOD].text,
        Part.NUMBER: theme.tones[Tone.BUSY].text,
        Part.WORD: theme.tones[Tone.WAITING].text,
    }[part]


class JsonColours(QObject):
    """Keeps the lines in view of a text field coloured."""

    def __init__(self, edit: QPlainTextEdit, appearance: Appearance) -> None:
        super().__init__(edit)
        self._edit = edit
        self._appearance = appearance
        self._formats: dict[Part, QTextCharFormat] = {}
        # A line that is coloured has this as its state; a new one has -1.
        self._turn = 0
        # Painting and layout ask for more colour, and are no time to change it.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._colour_view)
        edit.document().contentsChange.connect(self._on_change)
        edit.updateRequest.connect(self._look_soon)
        appearance.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self._turn += 1
        self._formats.clear()
        for part in Part:
            self._formats[part] = QTextCharFormat()
            colour = QColor(part_colour(part, self._appearance.theme))
            self._formats[part].setForeground(colour)
        self._soon.start()

    @Slot()
    def _look_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot(int, int, int)
    def _on_change(self, at: int, _gone: int, come: int) -> None:
        if come > _FAR:
            self._turn += 1
        else:
            block = self._edit.document().findBlock(at)
            while block.isValid() and block.position() <= at + come:
                block.setUserState(-1)
                block = block.next()
        self._look_soon()

    @Slot()
    def _colour_view(self) -> None:
        block = self._edit.firstVisibleBlock()
        metrics = self._edit.fontMetrics()
        lines = self._edit.viewport().height() // max(1, metrics.lineSpacing()) + _AHEAD
        for _ in range(_AHEAD):
            if not block.previous().isValid():
                break
            block = block.previous()
            lines += 1
        while block.isValid() and lines > 0:
            if block.userState() != self._turn:
                self._colour(block)
            block = block.next()
            lines -= 1

    def _colour(self, block: QTextBlock) -> None:
        block.setUserState(self._turn)
        ranges = []
        for start, length, part in parts_of(block.text()):
            piece = QTextLayout.FormatRange()
            piece.start, piece.length = start, length
            piece.format = self._formats[part]
            ranges.append(piece)
        block.layout().setFormats(ranges)
        self._edit.document().markContentsDirty(block.position(), block.length())
