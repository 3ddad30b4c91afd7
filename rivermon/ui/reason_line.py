"""Says below a field why it cannot be taken, or what is to be known about it.

Does not judge the field.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rivermon.ui.box_outline import draw_outline
from rivermon.ui.reason_words import reason_words


class ReasonLine(QLabel):
    """Why a field cannot be taken. Its room is there from the start: nothing moves under the hand.

    A longer reason takes the room that it needs.
    """

    def __init__(self, field: QWidget, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._lines = lines
        self._bad = False
        self._usual = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def reason(self) -> str:
        """Why the field cannot be taken; empty when it can, whatever else is said of it."""
        return self.text() if self._bad else ""

    def show_reason(self, text: str) -> None:
        """Say why, or with an empty text that all is well; the field is marked and told of it."""
        self._show(reason_words(text), bad=bool(text))

    def show_note(self, text: str) -> None:
        """Say something that does not stand in the way."""
        self._show(text, bad=False)

    def _show(self, text: str, *, bad: bool) -> None:
        if (text, bad) == (self.text(), self._bad):
            return
        if not self.text():
            self._usual = self._field.accessibleDescription()
        self.setText(text)
        self._field.setAccessibleDescription(text or self._usual)
        if bad is not self._bad:
            self._bad = bad
            self.setObjectName("filterReason" if bad else "")
            self._field.setProperty("bad", bad)
            for changed in (self, self._field):
                changed.style().unpolish(changed)
                changed.style().polish(changed)
                draw_outline(changed)

    def sizeHint(self) -> QSize:
        """The lines that are kept free."""
        return QSize(super().sizeHint().width(), self._least())

    def minimumSizeHint(self) -> QSize:
        """The same height; any width."""
        return QSize(0, self._least())

    def heightForWidth(self, width: int) -> int:
        """The lines that are kept free, or as many as the reason needs."""
        return max(self._least(), super().heightForWidth(width))

    def _least(self) -> int:
        return self._lines * self.fontMetrics().lineSpacing() + 2
