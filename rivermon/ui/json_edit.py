"""A text field for JSON: fixed font, line numbers, colours, and a mark on the line that is wrong.

Does not read the JSON: it is told where it is wrong. Tab leaves the field.
"""

import re

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.json_colours import JsonColours
from rivermon.ui.theme import Tone

_GAP = 8
_INDENT = re.compile(r"[ \t]*")
_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class JsonEdit(QPlainTextEdit):
    """The text field itself."""

    left = Signal()
    """Esc was pressed; only told when `esc_leaves` is set, else it closes the window as usual."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        """Take `name`, what a screen reader calls the field."""
        super().__init__(parent)
        self.esc_leaves = False
        self._appearance = appearance
        self._bad_line: int | None = None
        self.setObjectName("code")
        self.setFont(appearance.fixed_font())
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._numbers = _LineNumbers(self)
        self._colours = JsonColours(self, appearance)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update)
        appearance.changed.connect(self._dress)
        self._make_room()

    def mark(self, line: int | None, column: int = 1) -> None:
        """Mark a line and the place in it, both from 1, as wrong; None takes the mark away."""
        self._bad_line = line
        self.setExtraSelections([] if line is None else self._marks(line, column))
        self._numbers.update()

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor at a place, both from 1, and show it."""
        self.setTextCursor(self._cursor_at(line, column))
        self.ensureCursorVisible()

    def number_area_width(self) -> int:
        """How wide the line numbers are."""
        digits = max(2, len(str(self.blockCount())))
        return digits * self.fontMetrics().horizontalAdvance("9") + 2 * _GAP

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's own key does, if it leaves the field."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_leaving(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a new line below the beginning of the last one."""
        if self._is_leaving(event):
            self.left.emit()
        elif event.key() in _RETURNS and not event.modifiers() and not self.isReadOnly():
            cursor = self.textCursor()
            before = cursor.block().text()[: cursor.positionInBlock()]
            found = _INDENT.match(before)
            cursor.insertText("\n" + (found[0] if found else ""))
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line numbers at the left edge."""
        super().resizeEvent(event)
        area = self.contentsRect()
        size = QSize(self.number_area_width(), area.height())
        self._numbers.setGeometry(QRect(area.topLeft(), size))

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the line numbers of a larger text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_numbers"):
            self._make_room()

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the numbers of the lines in view; that of the wrong one in its colours."""
        theme = self._appearance.theme
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        height = self.fontMetrics().lineSpacing()
        painter.setFont(self.font())
        while block.isValid() and top <= area.bottom():
            number = block.blockNumber() + 1
            room = QRect(0, int(top), self._numbers.width(), height)
            colour = theme.colours.muted
            if number == self._bad_line:
                pair = theme.tones[Tone.BAD]
                painter.fillRect(room, QColor(pair.ground))
                colour = pair.text
            painter.setPen(QColor(colour))
            painter.drawText(
                room.adjusted(0, 0, -_GAP, 0), Qt.AlignmentFlag.AlignRight, str(number)
            )
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def _is_leaving(self, event: QEvent) -> bool:
        return self.esc_leaves and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

    def _marks(self, line: int, column: int) -> list[QTextEdit.ExtraSelection]:
        pair = self._appearance.pair(Tone.BAD)
        whole, place = QTextEdit.ExtraSelection(), QTextEdit.ExtraSelection()
        whole.cursor = self._cursor_at(line, 1)
        whole.format.setBackground(QColor(pair.ground))
        whole.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003
        place.cursor = self._cursor_at(line, column)
        step = QTextCursor.MoveOperation.NextCharacter
        place.cursor.movePosition(step, QTextCursor.MoveMode.KeepAnchor)
        place.format.setFontUnderline(True)
        place.format.setUnderlineColor(QColor(pair.text))
        return [whole, place]

    def _cursor_at(self, line: int, column: int) -> QTextCursor:
        block = self.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block if block.isValid() else self.document().lastBlock())
        cursor.setPosition(cursor.position() + min(column - 1, max(0, cursor.block().length() - 1)))
        return cursor

    @Slot()
    def _make_room(self) -> None:
        self.setViewportMargins(self.number_area_width(), 0, 0, 0)

    @Slot(QRect, int)
    def _on_update(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self._numbers.scroll(0, scrolled)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    @Slot()
    def _dress(self) -> None:
        self._numbers.update()


class _LineNumbers(QWidget):
    """The numbers beside the lines."""

    def __init__(self, edit: JsonEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def sizeHint(self) -> QSize:
        """As wide as the largest number."""
        return QSize(self._edit.number_area_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers of the lines in view."""
        painter = QPainter(self)
        self._edit.paint_numbers(painter, event.rect())
        painter.end()
