"""A button that copies a text and says so for a moment.

Does not know what is copied: it asks when it is clicked.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon

COPIED_MS = 1500


class CopyButton(QPushButton):
    """Copies what `text_of` returns; with an empty label it is an icon alone."""

    def __init__(
        self,
        appearance: Appearance,
        text_of: Callable[[], str],
        help_text: str,
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._text_of = text_of
        self._label = label
        self._copied = False
        self._timer = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._timer.timeout.connect(self._settle)
        self.setToolTip(help_text)
        self.setAccessibleName(help_text)
        self.setIconSize(appearance.icon_size)
        self.setProperty("role", "plain" if label else "small")
        self.clicked.connect(self.copy)
        appearance.changed.connect(self._dress)
        self._settle()

    @Slot()
    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._text_of())
        self._copied = True
        self._timer.start()
        self._dress()

    @Slot()
    def _settle(self) -> None:
        self._copied = False
        self._dress()

    @Slot()
    def _dress(self) -> None:
        colours = self._appearance.theme.colours
        icon = Icon.CHECK if self._copied else Icon.COPY
        self.setIcon(self._appearance.icon(icon, colours.accent if self._copied else colours.muted))
        if not self._label:
            return
        copied = self.tr("Copied")
        # The wider of both words, so that nothing beside the button moves.
        self.setText(max(self._label, copied, key=self.fontMetrics().horizontalAdvance))
        self.setFixedWidth(self.sizeHint().width())
        self.setText(copied if self._copied else self._label)
