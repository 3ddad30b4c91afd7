"""A field of the tunnel's form: its label, the line to type in, and why that cannot be taken.

Does not keep what was typed: it tells when somebody has finished.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.reason_line import ReasonLine

_LONGEST = 4000


class TunnelField(QWidget):
    """Complains only once somebody has finished, and takes a complaint back at once."""

    finished = Signal()
    """Return was pressed, or the field was left."""

    def __init__(
        self,
        label: str,
        problem_of: Callable[[str], str],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty field.

        Args:
            label: its name.
            problem_of: why a text cannot be taken; empty when it can.
            appearance: the fixed font.
            parent: the widget that it is in.
        """
        super().__init__(parent)
        self._problem_of = problem_of
        self.line = QLineEdit(self)
        self.line.setFont(appearance.fixed_font())
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(label)
        above = QLabel(label, self)
        above.setBuddy(self.line)
        self.reason = ReasonLine(self.line, 1, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(above)
        column.addWidget(self.line)
        column.addWidget(self.reason)
        self.line.textEdited.connect(self._take_back)
        self.line.editingFinished.connect(self.finished)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.line.text().strip()

    def show_text(self, text: str, example: str = "") -> None:
        """Put a text in; `example` is shown where there is none."""
        if text != self.text:
            self.line.setText(text)
            self.line.setCursorPosition(0)
        self.line.setPlaceholderText(example)
        self.reason.show_reason("")

    def check(self) -> bool:
        """Say why the text cannot be taken; True when it can."""
        problem = self._problem_of(self.text)
        self.reason.show_reason(problem)
        return not problem

    @Slot()
    def _take_back(self) -> None:
        if not self._problem_of(self.text):
            self.reason.show_reason("")
