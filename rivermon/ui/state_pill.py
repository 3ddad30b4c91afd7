"""Paints a state: icon, word and tint in a rounded pill.

Does not know what the states mean; a Look says how each looks.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.state_look import Look

_HEIGHT = 20
_RADIUS = 6
_EDGE = 6
_GAP = 4
_ICON = 14


def pill_width(metrics: QFontMetrics, look: Look, appearance: Appearance) -> int:
    """How wide a pill is with the whole of its word."""
    return appearance.px(_EDGE + _ICON + _GAP + _EDGE) + metrics.horizontalAdvance(look.word) + 2


def paint_pill(painter: QPainter, area: QRect, look: Look, appearance: Appearance) -> None:
    """Paint a pill at the left of `area`, in its middle; a word that is too long is cut."""
    pair = appearance.pair(look.tone)
    metrics = QFontMetrics(painter.font())
    width = min(pill_width(metrics, look, appearance), area.width())
    height, edge, size = (appearance.px(length) for length in (_HEIGHT, _EDGE, _ICON))
    top = area.top() + (area.height() - height) // 2
    ground = QRectF(area.left(), top, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
    ratio = painter.device().devicePixelRatioF()
    icon = appearance.pixmap(look.icon, pair.text, ratio, _ICON)
    painter.drawPixmap(area.left() + edge, top + (height - size) // 2, icon)
    left = area.left() + edge + size + appearance.px(_GAP)
    words = QRect(left, top, int(ground.right()) - left - edge + 2, height)
    painter.setPen(QColor(pair.text))
    shown = metrics.elidedText(look.word, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class StatePill(QWidget):
    """The same pill as a widget."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._look: Look | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_look(self, look: Look | None) -> None:
        """Show a look, or nothing."""
        if look == self._look:
            return
        self._look = look
        self.setAccessibleName(look.word if look else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The pill with the whole of its word."""
        look = self._look
        width = pill_width(self.fontMetrics(), look, self._appearance) if look else 0
        return QSize(width, self._appearance.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        if self._look is not None:
            painter = QPainter(self)
            paint_pill(painter, self.rect(), self._look, self._appearance)
            painter.end()
