"""The public address in the status bar: its state as a pill, and the webhook URL beside it.

Does not try the address: it is told how that fares. Opens nothing: it tells that it was clicked.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from rivermon.core.feed import Fact, PublicWayChanged
from rivermon.core.ports import Clock
from rivermon.core.tunnel import PublicWay, TunnelKind
from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.public_way_words import way_in_short, way_look, way_looks, way_sentence
from rivermon.ui.state_pill import paint_pill, pill_width

KEY = "Ctrl+L"
_EDGE = 6
_GAP = 8
_RADIUS = 6
_PILL_HEIGHT = 20
_MOST_COLUMNS = 30
"""So many figures wide the URL is at the most: the rest of the bar needs its room, too."""
_LEAST_COLUMNS = 8
"""With less room nobody would know it again."""
_WITHOUT_ADDRESS = frozenset({TunnelKind.OFF, TunnelKind.MODELRIVER})


class PublicAddressItem(QToolButton):
    """A pill of one width in every state, so that nothing moves, and as much URL as fits."""

    way_changed = Signal(object)
    """The PublicWay is another one."""

    def __init__(self, appearance: Appearance, clock: Clock, parent: QWidget | None = None) -> None:
        """Begin with no public address."""
        super().__init__(parent)
        self._appearance = appearance
        self._clock = clock
        self._way = PublicWay()
        self._look = way_look(self._way, clock.now())
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        appearance.changed.connect(self.update)
        self._show()

    @property
    def way(self) -> PublicWay:
        """The public way as it was last told."""
        return self._way

    def take(self, facts: Sequence[Fact]) -> None:
        """Note how the public way fares."""
        told = [fact.way for fact in facts if isinstance(fact, PublicWayChanged)]
        if told and told[-1] != self._way:
            self._way = told[-1]
            self._show()
            self.way_changed.emit(self._way)

    @Slot()
    def tick(self) -> None:
        """Count down to when the tunnel is started again."""
        if way_look(self._way, self._clock.now()) != self._look:
            self._show()

    def sizeHint(self) -> QSize:
        """The pill, and room for a URL wherever there can be one, so that nothing moves."""
        least = self.minimumSizeHint()
        if self._way.kind in _WITHOUT_ADDRESS:
            return least
        return least + QSize(self._px(_GAP) + self._columns(_MOST_COLUMNS), 0)

    def minimumSizeHint(self) -> QSize:
        """The pill alone."""
        width = 2 * self._px(_EDGE) + self._pill_room()
        return QSize(width, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button's frame, the pill and what there is room for of the URL."""
        del event
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        edge = self._px(_EDGE)
        inner = self.rect().adjusted(edge, 0, -edge, 0)
        pill = QRect(inner)
        pill.setWidth(self._pill_room())
        self._paint_pill(painter, pill)
        inner.setLeft(pill.right() + 1 + self._px(_GAP))
        self._paint_url(painter, inner)
        painter.end()

    def _paint_pill(self, painter: QPainter, room: QRect) -> None:
        """Paint the ground as wide as the room, and what is on it in the middle."""
        height = self._px(_PILL_HEIGHT)
        top = room.top() + (room.height() - height) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._appearance.pair(self._look.tone).ground))
        ground = QRectF(room.left(), top, room.width(), height)
        painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
        spare = room.width() - pill_width(self.fontMetrics(), self._look, self._appearance)
        painter.setFont(self.font())
        paint_pill(
            painter, room.adjusted(max(0, spare) // 2, 0, 0, 0), self._look, self._appearance
        )

    def _paint_url(self, painter: QPainter, room: QRect) -> None:
        if room.width() < self._columns(_LEAST_COLUMNS):
            return
        shown = self._metrics().elidedText(self._url(), Qt.TextElideMode.ElideMiddle, room.width())
        painter.setFont(self._appearance.fixed_font())
        painter.setPen(QColor(self._appearance.theme.colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    @Slot()
    def _show(self) -> None:
        now = self._clock.now()
        self._look = way_look(self._way, now)
        self.setText(self._look.word)
        self.setAccessibleName(way_in_short(self._way, now))
        means = way_sentence(self._way)
        self.setAccessibleDescription(means)
        key = self.tr("Public address ({0})").format(KEY.replace("Ctrl", self.tr("Ctrl")))
        lines = (key, self._way.url, means)
        self.setToolTip(tooltip("\n".join(line for line in lines if line)))
        self.updateGeometry()
        self.update()

    def _url(self) -> str:
        """The webhook URL without what begins them all."""
        return one_line(self._way.url.removeprefix("https://"))

    def _pill_room(self) -> int:
        looks = way_looks()
        return max(pill_width(self.fontMetrics(), look, self._appearance) for look in looks)

    def _columns(self, count: int) -> int:
        return count * self._metrics().horizontalAdvance("0")

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._appearance.fixed_font())

    def _px(self, length: int) -> int:
        return self._appearance.px(length)
