"""Paints a callback's state: icon, word and tint in a rounded pill.

Does not know what the states mean; state_look says how each looks.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from rivermon.core.entities import RecordRow
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import ICON_SIZE
from rivermon.ui.record_columns import Column
from rivermon.ui.records_table import ROW_ROLE
from rivermon.ui.row_delegate import RowDelegate
from rivermon.ui.state_look import Look, state_look

_HEIGHT = 20
_RADIUS = 6
_EDGE = 6
_GAP = 4
_ICON = 14
_PILLS_KEPT = 512
Index = QModelIndex | QPersistentModelIndex


def pill_width(metrics: QFontMetrics, look: Look) -> int:
    """How wide a pill is with the whole of its word."""
    return _EDGE + _ICON + _GAP + metrics.horizontalAdvance(look.word) + _EDGE + 2


def paint_pill(painter: QPainter, area: QRect, look: Look, appearance: Appearance) -> None:
    """Paint a pill at the left of `area`, in its middle; a word that is too long is cut."""
    pair = appearance.pair(look.tone)
    metrics = QFontMetrics(painter.font())
    width = min(pill_width(metrics, look), area.width())
    top = area.top() + (area.height() - _HEIGHT) // 2
    ground = QRectF(area.left(), top, width, _HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
    ratio = painter.device().devicePixelRatioF()
    icon = appearance.pixmap(look.icon, pair.text, ratio, _ICON)
    painter.drawPixmap(area.left() + _EDGE, top + (_HEIGHT - _ICON) // 2, icon)
    left = area.left() + _EDGE + _ICON + _GAP
    words = QRect(left, top, int(ground.right()) - left - _EDGE + 2, _HEIGHT)
    painter.setPen(QColor(pair.text))
    shown = metrics.elidedText(look.word, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class StatePillDelegate(RowDelegate):
    """The State column's cells."""

    def __init__(
        self,
        appearance: Appearance,
        is_fresh: Callable[[int], bool],
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        """Take `clock` for the time that a retry has left."""
        super().__init__(appearance, is_fresh, parent)
        self._clock = clock
        self._pills: dict[tuple[Look, int, int, float], QPixmap] = {}
        appearance.changed.connect(self._pills.clear)

    def paint_content(self, painter: QPainter, area: QRect, row: RecordRow, column: Column) -> None:
        """Paint the pill, or a dash where nothing is called back."""
        look = self._look(row)
        if look is None:
            super().paint_content(painter, area, row, column)
            return
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(area.topLeft(), self._pill(look, area.size(), ratio))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width of the whole pill."""
        hint = super().sizeHint(option, index)
        row = index.data(ROW_ROLE)
        look = self._look(row) if isinstance(row, RecordRow) else None
        if look is not None:
            metrics = QFontMetrics(option.font)
            hint.setWidth(max(hint.width(), pill_width(metrics, look) + ICON_SIZE))
        return hint

    def _look(self, row: RecordRow) -> Look | None:
        if row.state is None:
            return None
        return state_look(row.state, row.attempts, row.deadline, self._clock.now())

    def _pill(self, look: Look, size: QSize, ratio: float) -> QPixmap:
        """The pill on a transparent ground; most cells show one of a few."""
        key = (look, size.width(), size.height(), ratio)
        pill = self._pills.get(key)
        if pill is None:
            if len(self._pills) >= _PILLS_KEPT:
                self._pills.clear()
            pill = QPixmap(size * ratio)
            pill.setDevicePixelRatio(ratio)
            pill.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pill)
            painter.setFont(self.appearance.text_font())
            paint_pill(painter, QRect(QPoint(0, 0), size), look, self.appearance)
            painter.end()
            self._pills[key] = pill
        return pill


class StatePill(QWidget):
    """The same pill as a widget."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._look: Look | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_record(self, row: RecordRow | None, now: datetime) -> None:
        """Show a record's state, or nothing."""
        if row is None or row.state is None:
            self.show_look(None)
        else:
            self.show_look(state_look(row.state, row.attempts, row.deadline, now))

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
        width = pill_width(self.fontMetrics(), self._look) if self._look else 0
        return QSize(width, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        if self._look is not None:
            painter = QPainter(self)
            paint_pill(painter, self.rect(), self._look, self._appearance)
            painter.end()
