"""A field for a secret: masked until it is revealed, and cleaned of what was pasted around it.

Keeps nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rivermon.core.secret_shape import Pasted
from rivermon.ui.appearance import Appearance
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.secret_words import pasted_words

LONGEST = 4096


class SecretField(QWidget):
    """A line and a button that reveals what is in it."""

    edited = Signal()
    """Something else is in it."""

    entered = Signal()
    """Return was pressed."""

    def __init__(
        self,
        look: Callable[[str], Pasted],
        appearance: Appearance,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Take what `look` makes of what is typed or pasted; `name` is what a reader says."""
        super().__init__(parent)
        self._look = look
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setFont(appearance.fixed_font())
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self._reveal = QPushButton(self)
        self._reveal.setAutoDefault(False)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._show_or_mask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._reveal)
        self.setFocusProxy(self.line)
        self._show_or_mask(False)  # noqa: FBT003 - a signal's argument

    @property
    def pasted(self) -> Pasted:
        """What is in it, cleaned, and what is odd about it."""
        return self._look(self.line.text())

    def tell(self, reason: ReasonLine) -> None:
        """Say in a line below it what is odd about what is in it."""
        pasted = self.pasted
        show = reason.show_reason if pasted.doubts else reason.show_note
        show(pasted_words(pasted))

    def show_text(self, text: str) -> None:
        """Have this in it, masked."""
        self._reveal.setChecked(False)
        self.line.setText(text)

    def clear(self) -> None:
        """Empty it, and mask what comes next."""
        self.show_text("")

    @Slot(bool)
    def _show_or_mask(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        texts = self.tr("Reveal"), self.tr("Hide")
        self._reveal.setText(max(texts, key=self.fontMetrics().horizontalAdvance))
        self._reveal.setFixedWidth(self._reveal.sizeHint().width())
        self._reveal.setText(texts[shown])
        self._reveal.setAccessibleName(f"{texts[shown]}: {self.line.accessibleName()}")
