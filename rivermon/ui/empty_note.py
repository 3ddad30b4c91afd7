"""What an empty place says: what would be there, and what to do next.

Does not know which place.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyNote(QWidget):
    """A line and a quieter line, in the middle of the room there is, and perhaps a button."""

    acted = Signal()
    """The button was pressed."""

    def __init__(self, line: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLabel(line, self)
        self._hint = QLabel(hint, self)
        self._hint.setProperty("role", "muted")
        self._button = QPushButton(self)
        self._button.clicked.connect(self.acted)
        self._button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 4)
        layout.setSpacing(4)
        layout.addStretch(1)
        for label in (self._line, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 8, 0, 0)
        middle.addStretch(1)
        middle.addWidget(self._button)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)

    def say(self, line: str, hint: str, button: str = "") -> None:
        """Say something else; with a `button` there is something to do about it."""
        self._line.setText(line)
        self._hint.setText(hint)
        self._button.setText(button)
        self._button.setVisible(bool(button))
