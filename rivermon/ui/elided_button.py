"""A tool button whose words are cut to the room there is, so that it makes no window wider.

Does not know what it says; it is read out whole.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

_LEAST = "…"


class ElidedButton(QToolButton):
    """An icon, and as much of the words beside it as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for the icon, and a sign that there is more."""
        hint = self.sizeHint()
        return QSize(
            hint.width() - self._advance(self.text()) + self._advance(_LEAST), hint.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        del event
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        lacking = self.sizeHint().width() - self.width()
        if lacking > 0:
            room = max(0, self._advance(self.text()) - lacking)
            elide = Qt.TextElideMode.ElideRight
            option.text = self.fontMetrics().elidedText(self.text(), elide, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)
