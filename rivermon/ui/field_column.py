"""Lays sentences, fields and reasons out from the top down, with the gaps that part two things.

Sheets and pages of settings are made of it. Does not know what is asked.
"""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rivermon.ui.reason_line import ReasonLine


class FieldColumn:
    """A part of a widget that has a `body` from the top down."""

    body: QVBoxLayout

    def say(self, text: str = "") -> QLabel:
        """Add a sentence in plain text; the first one is what a screen reader adds to the title."""
        label = sentence(self._here, text)
        if not self._here.accessibleDescription():
            self._here.setAccessibleDescription(text)
        self.add(label)
        return label

    def add(self, widget: QWidget, *, stretch: int = 0) -> None:
        """Add something below what there is, with the gap that parts two things."""
        self._part()
        self.body.addWidget(widget, stretch)

    def add_field(self, label: str, field: QWidget, *, stretch: int = 0) -> QLabel:
        """Add a field under its label, whose `&` letter leads to it, and name it so."""
        self._part()
        above = QLabel(label, self._here)
        above.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        self.body.addWidget(above)
        self.body.addWidget(field, stretch)
        return above

    def add_reason(self, field: QWidget, lines: int = 2) -> ReasonLine:
        """Keep room under `field` for why it cannot be taken."""
        reason = ReasonLine(field, lines, self._here)
        self.body.addWidget(reason)
        return reason

    @property
    def _here(self) -> QWidget:
        return cast("QWidget", self)

    def _part(self) -> None:
        if self.body.count():
            self.body.addSpacing(8)


def sentence(parent: QWidget, text: str = "", *, muted: bool = False) -> QLabel:
    """A label for sentences: plain text, as many lines as it needs."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if muted:
        label.setProperty("role", "muted")
    label.setText(text)
    return label
