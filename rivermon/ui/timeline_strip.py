"""A timeline at a glance: a lane for each part, time from left to right, a bar for each moment.

Minutes follow milliseconds on it: each wait takes room by its logarithm (core/time_scale.py).
Does not know what happened, and says it in no more words than the lanes' names.
"""

import math
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rivermon.core.moment import Moment, What
from rivermon.core.time_scale import places
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.plain_text import tooltip
from rivermon.ui.theme import colour
from rivermon.ui.timeline_words import lane_words, offset_words, sentence, tone_of

_LANE = 22
_BAR = 10
_AXIS = 22
_LEAST_BAR = 7
_GAP = 12
_TICK = 4
_BOLT = 12


class TimelineStrip(QWidget):
    """Paints moments on their lanes; the list beside it says them in words."""

    opened = Signal(object)
    """The Moment whose bar was clicked."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._moments: tuple[Moment, ...] = ()
        self._bars: list[tuple[QRectF, Moment]] = []
        self._now: datetime | None = None
        self._now_at: float | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timeline, from left to right"))
        appearance.changed.connect(self.update)

    @property
    def bars(self) -> Sequence[tuple[QRectF, Moment]]:
        """Where each moment was painted last."""
        return self._bars

    def show_moments(self, moments: Sequence[Moment], now: datetime) -> None:
        """Show moments as they stand at `now`."""
        self._moments, self._now = tuple(moments), now
        self.updateGeometry()
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        """A line for each lane and one for the axis."""
        lanes = max(1, len(self._lanes()))
        return QSize(240, self._appearance.px(lanes * _LANE + _AXIS))

    def minimumSizeHint(self) -> QSize:
        """As high as it has to be; however narrow."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, _event: QEvent) -> None:
        """Place the bars anew."""
        self._place()

    def event(self, event: QEvent) -> bool:
        """Say the moment under the pointer in full."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            moment = self._moment_at(QPointF(event.pos()))
            if moment is not None and self._now is not None:
                QToolTip.showText(event.globalPos(), tooltip(sentence(moment, self._now)), self)
            else:
                words = self.tr("Time from left to right; long waits are shown shortened.")
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be clicked."""
        over = self._moment_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what a bar is about."""
        moment = self._moment_at(event.position())
        if moment is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(moment)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lanes, the time that is now, the bars, and the axis under them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lanes(painter)
        self._paint_axis(painter)
        if self._now_at is not None:
            painter.setPen(QPen(colour(self._appearance.theme.colours.accent), 1))
            bottom = self._appearance.px(len(self._lanes()) * _LANE)
            painter.drawLine(QPointF(self._now_at, 0), QPointF(self._now_at, bottom))
        for area, moment in self._bars:
            self._paint_bar(painter, area, moment)
        self._paint_bolts(painter)
        painter.end()

    def _lanes(self) -> list[int]:
        return sorted({moment.lane for moment in self._moments})

    def _font(self) -> QFont:
        font = self._appearance.header_font()
        font.setWeight(QFont.Weight.Normal)
        return font

    def _left(self) -> int:
        metrics = QFontMetrics(self._font())
        widths = [metrics.horizontalAdvance(lane_words(m.lane)) for m in self._moments]
        return max(widths, default=0) + self._appearance.px(_GAP)

    def _place(self) -> None:
        """Work out where each bar stands, and the time that is now if something is to come."""
        px, lanes = self._appearance.px, self._lanes()
        left, right = self._left(), self.width() - px(_LEAST_BAR) - 1
        spans = _spans(self._moments)
        owes = any(moment.planned for moment in self._moments)
        if owes and self._now is not None:
            first = self._moments[0]
            now_ms = first.after_ms + (self._now - first.at).total_seconds() * 1000
            spans.append((now_ms, now_ms))
        put = [(left + a * (right - left), left + b * (right - left)) for a, b in places(spans)]
        self._now_at = put[-1][0] if owes and len(put) > len(self._moments) else None
        self._bars = []
        for moment, (begin, end) in zip(self._moments, put, strict=False):
            top = px(lanes.index(moment.lane) * _LANE + (_LANE - _BAR) / 2)
            width = max(end - begin, px(_LEAST_BAR))
            self._bars.append((QRectF(begin, top, width, px(_BAR)), moment))

    def _moment_at(self, point: QPointF) -> Moment | None:
        reach = self._appearance.px((_LANE - _BAR) / 2)
        for area, moment in reversed(self._bars):
            if area.adjusted(-2, -reach, 2, reach).contains(point):
                return moment
        return None

    def _paint_lanes(self, painter: QPainter) -> None:
        colours, px = self._appearance.theme.colours, self._appearance.px
        painter.setFont(self._font())
        for row, lane in enumerate(sorted({moment.lane for moment in self._moments})):
            middle = px(row * _LANE + _LANE / 2)
            area = QRectF(0, px(row * _LANE), self._left(), px(_LANE))
            painter.setPen(colour(colours.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, lane_words(lane))
            painter.setPen(QPen(colour(colours.hairline), 1))
            painter.drawLine(QPointF(self._left(), middle), QPointF(self.width(), middle))

    def _paint_bar(self, painter: QPainter, area: QRectF, moment: Moment) -> None:
        pair = self._appearance.pair(tone_of(moment))
        edge = QPen(colour(pair.text), 1)
        if moment.planned:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        ground = self._appearance.theme.colours.surface if moment.planned else pair.ground
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_bolts(self, painter: QPainter) -> None:
        """Mark the lanes of simulated callbacks, before the first bar of each."""
        marked: set[int] = set()
        size, shade = self._appearance.px(_BOLT), self._appearance.theme.colours.muted
        ratio = painter.device().devicePixelRatioF()
        for area, moment in self._bars:
            if moment.simulated and moment.lane not in marked:
                marked.add(moment.lane)
                spot = QPointF(area.left() - size - 2, area.center().y() - size / 2)
                painter.drawPixmap(spot, self._appearance.pixmap(Icon.BOLT, shade, ratio, _BOLT))

    def _paint_axis(self, painter: QPainter) -> None:
        """Times since the receipt, as many as have room."""
        colours, px = self._appearance.theme.colours, self._appearance.px
        painter.setFont(self._font())
        metrics = painter.fontMetrics()
        top = px(len(self._lanes()) * _LANE)
        taken: list[tuple[float, float]] = []
        # The receipt is what all others are counted from: it is named before them.
        for area, moment in sorted(self._bars, key=lambda b: (b[1].after_ms != 0, b[0].left())):
            words = offset_words(moment.after_ms) if moment.after_ms else "0"
            width = metrics.horizontalAdvance(words)
            begin = min(area.left(), self.width() - width)
            gap = px(_GAP) - 4
            if any(begin < end + gap and begin + width + gap > start for start, end in taken):
                continue
            painter.setPen(QPen(colour(colours.border), 1))
            painter.drawLine(QPointF(area.left(), top), QPointF(area.left(), top + px(_TICK)))
            painter.setPen(colour(colours.muted))
            box = QRectF(begin, top + px(_TICK), width + 1, px(_AXIS - _TICK))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            taken.append((begin, begin + width))


def _spans(moments: Sequence[Moment]) -> list[tuple[float, float]]:
    """When each was, to the microsecond: what is a sum's error apart stands in one place.

    A clock that was set back turns nothing round: what came later stands no further left.
    """
    spans: list[tuple[float, float]] = []
    latest = -math.inf
    for moment in moments:
        begin = moment.after_ms
        if moment.what is not What.REQUEST:  # that is by ModelRiver's clock
            begin = latest = max(begin, latest)
        spans.append((round(begin, 3), round(begin + (moment.duration_ms or 0.0), 3)))
    return spans
