"""A small editor for the note on a record.

Does not keep the note: it tells what was written.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rivermon.ui.field_column import sentence
from rivermon.ui.plain_text import one_line
from rivermon.ui.sheet import Sheet

_LINES = 6
_TITLE = 80


class NoteEditor(Sheet):
    """Plain text; Ctrl+Return keeps it, Esc does not."""

    written = Signal(str)
    """The note as it is to be; empty for none."""

    def __init__(self, title: str, note: str, parent: QWidget | None = None) -> None:
        """Edit `note`, which is on a record of this `title`."""
        super().__init__(parent)
        self.entitle(self.tr("Note"))
        self._text = QPlainTextEdit(self)
        self._text.setPlainText(note)
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(self.tr("Anything that is good to know about it"))
        self._text.setMinimumHeight(_LINES * self._text.fontMetrics().lineSpacing())
        label = self.add_field(self.tr("&Note on {0}"), self._text, stretch=1)
        about = one_line(title, _TITLE)
        # An ampersand in the title would underline a letter of it.
        label.setText(label.text().format(about.replace("&", "&&")))
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAccessibleName(self.tr("Note on {0}").format(about))
        hint = sentence(self, self.tr("Ctrl+Return keeps it"), muted=True)
        hint.setWordWrap(False)
        self.add_aside(hint)
        self.add_cancel()
        self.add_main(self.tr("Keep"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)

    def accept(self) -> None:
        """Tell the note and go away."""
        super().accept()
        self.written.emit(self._text.toPlainText().strip())
