"""One webhook secret that is in use: masked until it is revealed, labelled, raised and removed.

Changes nothing itself.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from rivermon.core.held_secrets import LabelledSecret
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.secret_words import masked
from rivermon.ui.wrapped_row import WrappedRow

LONGEST_LABEL = 60
_SECRET_WIDTH = 140


class HeldSecretRow(WrappedRow):
    """Number, secret, raise, reveal, label and remove."""

    removed = Signal()
    """It is not to be used any more."""

    raised = Signal()
    """It is to come before the one that stands above it."""

    labelled = Signal(str)
    """It is to be called so."""

    def __init__(
        self,
        number: int,
        held: LabelledSecret,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show a secret, the `number`th that is tried, counted from 1."""
        super().__init__(parent)
        self.held = held
        self._appearance = appearance
        called = held.label or self.tr("secret {0}").format(number)
        self._number = QLabel(f"{number}.", self)
        self._secret = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._secret.setFont(appearance.fixed_font())
        self._secret.setMinimumWidth(appearance.px(_SECRET_WIDTH))
        self.label = QLineEdit(held.label, self)
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setCursorPosition(0)
        self.label.setPlaceholderText(self.tr("Label (optional)"))
        self.label.setAccessibleName(self.tr("Label of {0}").format(called))
        self.label.editingFinished.connect(self._on_label)
        self.reveal = QPushButton(self)
        self.reveal.setAutoDefault(False)
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._show_or_mask)
        self.rise = self._tool(self.tr("Move up"), self.tr("Move {0} up").format(called))
        self.rise.setVisible(number > 1)
        self.rise.clicked.connect(self.raised)
        self.remove = self._tool(self.tr("Remove"), self.tr("Remove {0}").format(called))
        self.remove.clicked.connect(self.removed)
        self.add(self._number)
        self.add(self._secret, 1)
        self.add(self.rise)
        self.add(self.reveal)
        self.add(self.label)
        self.add(self.remove)
        self._called = called
        appearance.changed.connect(self._dress)
        self._dress()
        self._show_or_mask(False)  # noqa: FBT003 - a signal's argument

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What takes the focus in it, from the left to the right."""
        return self.rise, self.reveal, self.label, self.remove

    @property
    def shown(self) -> str:
        """What is to be read of the secret."""
        return self._secret.accessibleName()

    def _tool(self, text: str, name: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setIconSize(self._appearance.icon_size)
        tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tool.setToolTip(text)
        tool.setAccessibleName(name)
        return tool

    @Slot(bool)
    def _show_or_mask(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._secret.show_text(self.held.secret if shown else masked(self.held.secret))
        texts = self.tr("Reveal"), self.tr("Hide")
        self.reveal.setText(max(texts, key=self.fontMetrics().horizontalAdvance))
        self.reveal.setFixedWidth(self.reveal.sizeHint().width())
        self.reveal.setText(texts[shown])
        self.reveal.setAccessibleName(f"{texts[shown]}: {self._called}")

    @Slot()
    def _on_label(self) -> None:
        label = self.label.text().strip()
        if label != self.held.label:
            self.labelled.emit(label)

    @Slot()
    def _dress(self) -> None:
        muted = self._appearance.theme.colours.muted
        self.rise.setIcon(self._appearance.icon(Icon.ARROW_UP, muted))
        self.remove.setIcon(self._appearance.icon(Icon.TRASH, muted))
