"""The pill at the newest edge of a table that holds: how many rows came, and the way to them.

Does not count and does not scroll: it is told the number, and clicking it is somebody's signal.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon


class NewRowsPill(QPushButton):
    """A button that floats over a table; hidden while there is nothing new."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "pill")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setToolTip(self.tr("Show the newest records and follow them (End)"))
        self.hide()
        appearance.changed.connect(self._dress)
        self._dress()

    def show_count(self, count: int) -> None:
        """Say that `count` rows came; hide for none."""
        if count:
            self.setText(self.tr("%Ln new", "", count))
            self.setAccessibleName(self.tr("%Ln new: follow", "", count))
        self.setVisible(count > 0)

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.adjustSize()

    def _dress(self) -> None:
        colour = self._appearance.theme.colours.on_accent
        self.setIcon(self._appearance.icon(Icon.ARROW_UP, colour))
