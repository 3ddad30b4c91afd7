"""What an empty place says: what would be there, and what to do next.

Does not know which place.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class EmptyNote(QWidget):
    """A line and a quieter line, in the middle of the room there is."""

    def __init__(self, line: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLabel(line, self)
        self._hint = QLabel(hint, self)
        self._hint.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(4)
        layout.addStretch(1)
        for label in (self._line, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)

    def say(self, line: str, hint: str) -> None:
        """Say something else."""
        self._line.setText(line)
        self._hint.setText(hint)
