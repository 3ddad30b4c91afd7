"""The ways to this machine to choose from: each with its name and a sentence about it.

Does not know what choosing one does.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.tunnel import TunnelKind
from rivermon.core.tunnel_presets import PRESETS
from rivermon.ui.appearance import Appearance
from rivermon.ui.tunnel_words import kind_name, kind_needs, kind_sentence, tunnel_question

_INDENT = 24


class TunnelKindList(QWidget):
    """Radio buttons, one of which is always on."""

    picked = Signal(object)
    """The operator picked a TunnelKind."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tunnel_question())
        self._group = QButtonGroup(self)
        self._buttons: dict[TunnelKind, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in PRESETS:
            button = QRadioButton(kind_name(kind), self)
            about = f"{kind_sentence(kind)} {kind_needs(kind)}".strip()
            button.setAccessibleDescription(about)
            button.clicked.connect(partial(self.picked.emit, kind))
            self._group.addButton(button)
            self._buttons[kind] = button
            column.addWidget(button)
            column.addWidget(_Sentence(kind_sentence(kind), button, appearance, self))
            column.addSpacing(4)
        self.setFocusProxy(self._buttons[TunnelKind.OFF])

    @property
    def kind(self) -> TunnelKind:
        """The one that is on."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def button_of(self, kind: TunnelKind) -> QRadioButton:
        """The button of a way."""
        return self._buttons[kind]

    def show_kind(self, kind: TunnelKind) -> None:
        """Have `kind` on."""
        self._buttons[kind].setChecked(True)
        self.setFocusProxy(self._buttons[kind])


class _Sentence(QLabel):
    """Stands below a button, and a click on it is one on the button."""

    def __init__(
        self, text: str, button: QAbstractButton, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(text, parent)
        self._button = button
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "muted")
        self.setContentsMargins(appearance.px(_INDENT), 0, 0, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the release, too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the button."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._button.click()
            self._button.setFocus()
