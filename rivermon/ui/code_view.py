"""A read-only view of text as it came: JSON, bodies; long ones are cut, and that is said.

A long text is laid out piece by piece as it is scrolled through, and a long line in parts: 200,000
characters at once stop the window for 0.04 s, or for a second where they are Hebrew or stacks of
accents, a piece for 20 ms at the most (2 cores, offscreen). Does not know what the text means.
"""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import LONGEST, in_full, is_cut

PIECE = 4000
"""How many characters are laid out at once."""

LONG_LINE = 2000
"""A longer line is broken here: laying out one costs the square of its changes of direction."""


class CodeView(QWidget):
    """Plain text with lines, in the fixed font or the text's, and a note when it is cut."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        *,
        fixed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Take `name`, what a screen reader calls the view."""
        super().__init__(parent)
        self._text: str | None = None
        self._laid_out = 0
        self._edit = QPlainTextEdit(self)
        self._edit.setObjectName("code")
        self._edit.setReadOnly(True)
        self._edit.setUndoRedoEnabled(False)
        self._edit.setAccessibleName(name)
        self._edit.setTabChangesFocus(True)
        self._edit.setMinimumHeight(appearance.px(64))
        self._edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if fixed:
            self._edit.setFont(appearance.fixed_font())
        self._note = QLabel(self.tr("Only the beginning is shown. Copy takes everything."), self)
        self._note.setProperty("role", "muted")
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._note)
        # The bar also tells in the midst of a layout, where Qt does not survive a change of text.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._lay_out_more)
        bar = self._edit.verticalScrollBar()
        bar.valueChanged.connect(self._look_soon)
        bar.rangeChanged.connect(self._look_soon)

    @property
    def edit(self) -> QPlainTextEdit:
        """What paints the text: for those who colour it."""
        return self._edit

    @property
    def text(self) -> str:
        """The whole text, also when only its beginning is shown."""
        return self._text or ""

    def show_text(self, text: str) -> None:
        """Show `text`; the same text again leaves selection and scroll position as they are."""
        if text == self._text:
            return
        self._text, self._laid_out = text, 0
        self._note.setVisible(is_cut(text))
        self._edit.clear()
        if self.isVisible():
            self._lay_out_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on. A proxy would have a place in Tab's order of its own."""
        self._edit.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out what was to be shown while nobody could see it."""
        super().showEvent(event)
        if self._laid_out == 0:
            self._lay_out_first()

    def _lay_out_first(self) -> None:
        self._edit.setPlainText(self._next_piece())

    @Slot()
    def _look_soon(self) -> None:
        self._soon.start()

    @Slot()
    def _lay_out_more(self) -> None:
        """Lay out the next piece when the end of the last one comes into view."""
        bar = self._edit.verticalScrollBar()
        near = bar.value() + bar.pageStep() >= bar.maximum()
        whole = self._laid_out >= min(len(self.text), LONGEST)
        if near and self._laid_out and not whole and self.isVisible():
            end = QTextCursor(self._edit.document())
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertBlock()
            end.insertText(self._next_piece())

    def _next_piece(self) -> str:
        """The next whole lines, or a part of one that is longer than a piece."""
        begin = self._laid_out
        piece = self.text[begin : min(begin + PIECE, LONGEST)]
        end = begin + len(piece)
        if end < len(self.text) and "\n" in piece:
            end = begin + piece.rindex("\n") + 1
            piece = self.text[begin : end - 1]
        self._laid_out = end
        return "\n".join(_broken(line) for line in in_full(piece).split("\n"))


def _broken(line: str) -> str:
    parts = range(0, len(line), LONG_LINE)
    return "\n".join(line[begin : begin + LONG_LINE] for begin in parts)
