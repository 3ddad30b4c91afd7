"""Paints a cell of a table: the row's ground, the hairline under it, one line of text or a pill.

Does not know what a row is; its column says what the cell shows.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rivermon.core.listing import Line
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import ICON_SIZE
from rivermon.ui.column import Column
from rivermon.ui.ledger_table import LINE_ROLE, LedgerTable
from rivermon.ui.line_cache import LineCache
from rivermon.ui.state_look import Look
from rivermon.ui.state_pill import paint_pill, pill_width
from rivermon.ui.theme import colour

PADDING = 8
_PILLS_KEPT = 512
_WIDEST = 480
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints text in the column's font, cut where the column says, or the column's pill."""

    def __init__(
        self,
        table: LedgerTable,
        appearance: Appearance,
        clock: Clock,
        is_fresh: Callable[[int], bool],
        parent: QObject | None = None,
    ) -> None:
        """Take `is_fresh`, which says of a row's id whether it has just come."""
        super().__init__(parent)
        self._table = table
        self._appearance = appearance
        self._clock = clock
        self._is_fresh = is_fresh
        self._lines = LineCache(appearance.text_font(), appearance.fixed_font())
        self._pills: dict[tuple[Look, int, int, float], QPixmap] = {}
        appearance.changed.connect(self._pills.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then the content; a row that is still being read is a ground alone."""
        line = index.data(LINE_ROLE)
        painter.save()
        self._paint_ground(painter, option, line, index)
        if isinstance(line, Line):
            place = index.column()
            column = self._table.columns[place]
            content = option.rect.adjusted(PADDING, 0, -PADDING, -1)
            self._paint_content(painter, content, self._table.cell(line, place), column)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width that shows the whole text, for a double click between two headers."""
        column = self._table.columns[index.column()]
        font = self._appearance.fixed_font() if column.fixed else option.font
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = QFontMetrics(font).horizontalAdvance(text) + 2 * PADDING
        line = index.data(LINE_ROLE)
        if column.look is not None and isinstance(line, Line):
            look = column.look(line.row, self._clock.now())
            if look is not None:
                width = pill_width(QFontMetrics(option.font), look) + ICON_SIZE
        height = super().sizeHint(option, index).height()
        return QSize(min(max(width, column.width), _WIDEST), height)

    def _paint_content(self, painter: QPainter, area: QRect, cell: object, column: Column) -> None:
        look = column.look(cell, self._clock.now()) if column.look is not None else None
        if look is not None:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(area.topLeft(), self._pill(look, area.size(), ratio))
            return
        colours = self._appearance.theme.colours
        plain = colours.muted if column.muted else colours.text
        painter.setPen(colour(colours.accent if column.link else plain))
        self._lines.paint(
            painter,
            area,
            column.text(cell),
            fixed=column.fixed,
            elide=column.elide,
            right=column.right,
        )

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, line: object, index: Index
    ) -> None:
        colours = self._appearance.theme.colours
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(colours.selection))
            if area.left() <= 0:
                painter.fillRect(area.adjusted(0, 0, 3 - area.width(), 0), colour(colours.accent))
        elif isinstance(line, Line) and self._is_fresh(line.row.id):
            painter.fillRect(area, colour(colours.fresh))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour(colours.hairline))

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
            painter.setFont(self._appearance.text_font())
            paint_pill(painter, QRect(QPoint(0, 0), size), look, self._appearance)
            painter.end()
            self._pills[key] = pill
        return pill
