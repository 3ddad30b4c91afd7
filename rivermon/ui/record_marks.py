"""The operator's marks on a record, its pin and its note, with the buttons that change them.

Does not change them: it tells what was asked for.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from rivermon.core.entities import Record
from rivermon.ui.appearance import Appearance
from rivermon.ui.delivery_words import date_and_time
from rivermon.ui.field_list import Words

_NAMES_WIDTH = 80


class RecordMarks(QWidget):
    """A line for the pin, and as many as it takes for the note."""

    pin_asked = Signal()
    note_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, appearance.px(_NAMES_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self._pin, self._to_pin = self._add_line(self.tr("Pin"))
        self._note, self._to_note = self._add_line(self.tr("Note"))
        self._to_pin.clicked.connect(self.pin_asked)
        self._to_note.clicked.connect(self.note_asked)

    def show_record(self, record: Record) -> None:
        """Show how a record is marked."""
        if record.pinned_at is None:
            self._pin.show_sentences(self.tr("Not pinned"))
            self._name(self._to_pin, self.tr("Pin"), self.tr("Keep it, however old it gets"))
        else:
            since = self.tr("Pinned on {0}").format(date_and_time(record.pinned_at))
            self._pin.show_sentences(since)
            about = self.tr("Let it go when it gets old, as others do")
            self._name(self._to_pin, self.tr("Unpin"), about)
        if record.note:
            self._note.show_sentences(*record.note.splitlines())
            self._name(self._to_note, self.tr("Edit…"), self.tr("Change the note on this record"))
        else:
            self._note.show_sentences(self.tr("None"))
            self._name(self._to_note, self.tr("Write…"), self.tr("Write a note on this record"))

    def _add_line(self, name: str) -> tuple[Words, QPushButton]:
        words, button = Words(self), QPushButton(self)
        button.setProperty("role", "link")
        title = QLabel(name, self)
        title.setProperty("role", "muted")
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(title, row, 0, top)
        self._grid.addWidget(words, row, 1, top)
        self._grid.addWidget(button, row, 2, top)
        return words, button

    def _name(self, button: QPushButton, text: str, about: str) -> None:
        button.setText(text)
        button.setToolTip(about)
        button.setAccessibleDescription(about)
