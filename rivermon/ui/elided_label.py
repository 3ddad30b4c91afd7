"""A label of one line of foreign text: plain, and cut to the room there is.

Does not know what it says; the tooltip has the whole.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rivermon.ui.plain_text import one_line, tooltip


class ElidedLabel(QLabel):
    """Shows text cut in the middle (ids, URLs) or at the end (titles)."""

    def __init__(
        self,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self._line = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show `text`, whatever is in it."""
        self._line = one_line(text)
        self.setToolTip(tooltip(text))
        self.setAccessibleName(self._line)
        self._cut()

    def sizeHint(self) -> QSize:
        """The height of a line; the width is what the layout gives."""
        return QSize(40, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """The same as the size hint."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._line, self._elide, self.width()))
