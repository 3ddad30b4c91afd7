"""Paints the tray's icon: the program's own, with a badge whose shape says the state.

The tray's ground may be light or dark and nobody tells which: a badge brings its own edge. Does
not know why rivermon is in a state.
"""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

SIZES = (16, 22, 24, 32, 44, 48, 64)
_SHARE = 0.62
_GAP = 0.06
_ALARM = QColor("#dc2626")
_CALM = QColor("#374151")
_SIGN = QColor("#ffffff")


class TrayState(Enum):
    """What the icon says."""

    LISTENING = auto()
    STILL = auto()
    """Nothing is wrong, but what comes is not shown, or does not come here."""
    TROUBLE = auto()


def tray_icon(plain: QIcon, state: TrayState) -> QIcon:
    """The icon for a state, at every size that trays ask for.

    Args:
        plain: the program's own icon.
        state: LISTENING has no badge, STILL two bars on a disc, TROUBLE a mark in a triangle.
    """
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_badged(plain.pixmap(size, size), state))
    return made


def _badged(pixmap: QPixmap, state: TrayState) -> QPixmap:
    if state is TrayState.LISTENING:
        return pixmap
    side = pixmap.width() * _SHARE
    place = QRectF(pixmap.width() - side, pixmap.height() - side, side, side)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state is TrayState.TROUBLE:
        _paint_triangle(painter, place)
    else:
        _paint_bars(painter, place)
    painter.end()
    return pixmap


def _paint_triangle(painter: QPainter, place: QRectF) -> None:
    gap = max(1.0, place.width() * _GAP * 2)
    inner = place.adjusted(gap, gap, -gap * 0.75, -gap * 0.75)
    triangle = QPolygonF([QPointF(inner.center().x(), inner.top()), inner.bottomRight()])
    triangle.append(inner.bottomLeft())
    # The edge around it is cut out, so that it stands off from the icon on any ground.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(_pen(QColor("black"), gap * 2.4))
    painter.setBrush(QColor("black"))
    painter.drawPolygon(triangle)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(_pen(_ALARM, gap))
    painter.setBrush(_ALARM)
    painter.drawPolygon(triangle)
    middle, height = inner.center().x(), inner.height()
    painter.setPen(_pen(_SIGN, max(1.2, height * 0.15)))
    painter.drawLine(
        QPointF(middle, inner.top() + height * 0.34), QPointF(middle, inner.top() + height * 0.62)
    )
    painter.drawPoint(QPointF(middle, inner.top() + height * 0.88))


def _paint_bars(painter: QPainter, place: QRectF) -> None:
    gap = max(1.0, place.width() * _GAP)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SIGN)
    painter.drawEllipse(place)
    disc = place.adjusted(gap, gap, -gap, -gap)
    painter.setBrush(_CALM)
    painter.drawEllipse(disc)
    width, height = disc.width() * 0.16, disc.height() * 0.5
    painter.setBrush(_SIGN)
    for side in (-1, 1):
        bar = QRectF(0, 0, width, height)
        bar.moveCenter(disc.center() + QPointF(side * disc.width() * 0.17, 0))
        painter.drawRect(bar)


def _pen(colour: QColor, width: float) -> QPen:
    style, join = Qt.PenStyle.SolidLine, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, join)
