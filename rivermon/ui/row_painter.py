"""Paints rows of a table: the ground, the hairline under it, and in each column a line or a pill.

All rows at once, a column after the other: so it takes 4 ms to paint 24 rows, and 6 ms when their
text is new; a delegate, cell by cell, took 14 and 20 ms (2 cores, offscreen, CPU time, best of
five). Does not know what a row is; its columns say what each cell shows.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap

from rivermon.core.listing import Line
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import ICON_SIZE, Icon
from rivermon.ui.column import Column
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.line_cache import LineCache
from rivermon.ui.state_look import Look
from rivermon.ui.state_pill import paint_pill, pill_width
from rivermon.ui.theme import colour

ROW_HEIGHT = 30
"""Of a row at the usual text size, in pixels."""
PADDING = 8
_MARK = 3
_PILLS_KEPT = 512
_WIDEST = 480


class Span(NamedTuple):
    """Where a column stands: its place in the table, its left edge and its width in pixels."""

    place: int
    left: int
    width: int


class PaintedRow(NamedTuple):
    """A row to be painted: its upper edge, and its line, None while that is being read."""

    top: int
    line: Line | None
    selected: bool


class RowPainter:
    """Paints text in the column's font, cut where the column says, or the column's pill."""

    def __init__(
        self,
        table: LedgerTable,
        appearance: Appearance,
        clock: Clock,
        is_fresh: Callable[[int], bool],
    ) -> None:
        """Take `is_fresh`, which says of a row's id whether it has just come."""
        self._table = table
        self._appearance = appearance
        self._clock = clock
        self._is_fresh = is_fresh
        self.row_height = appearance.px(ROW_HEIGHT)
        """Of every row, in pixels."""
        self._padding = appearance.px(PADDING)
        self._lines = LineCache(appearance.text_font(), appearance.fixed_font())
        self._pills: dict[tuple[Look, int, int, float], QPixmap] = {}
        appearance.changed.connect(self._pills.clear)

    def paint(
        self, painter: QPainter, rows: Sequence[PaintedRow], spans: Sequence[Span], right: int
    ) -> None:
        """Paint the grounds, then the contents; a row that is not known yet is a ground alone.

        Args:
            painter: of the rows' area.
            rows: those that are to be painted.
            spans: the columns that are to be painted.
            right: where the last column ends, whether or not it is to be painted.
        """
        for row in rows:
            self._paint_ground(painter, row, right)
        known = [row for row in rows if row.line is not None]
        now = self._clock.now()
        for span in spans:
            self._paint_column(painter, known, span, now)

    def wish(self, place: int, lines: Sequence[Line]) -> int:
        """The width in pixels that shows the whole of these lines in the column at `place`."""
        column = self._table.columns[place]
        metrics = QFontMetrics(self._lines.font(fixed=column.fixed))
        words = QFontMetrics(self._lines.font(fixed=False))
        now, wish = self._clock.now(), self._appearance.px(column.width)
        for line in lines:
            cell = self._table.cell(line, place)
            look = column.look(cell, now) if column.look is not None else None
            if look is not None:
                wish = max(wish, pill_width(words, look, self._appearance) + ICON_SIZE)
            else:
                wish = max(wish, metrics.horizontalAdvance(column.text(cell)) + 2 * self._padding)
        return min(wish, self._appearance.px(_WIDEST))

    def _paint_ground(self, painter: QPainter, row: PaintedRow, width: int) -> None:
        colours = self._appearance.theme.colours
        if row.selected:
            painter.fillRect(0, row.top, width, self.row_height, colour(colours.selection))
            painter.fillRect(0, row.top, _MARK, self.row_height, colour(colours.accent))
        elif row.line is not None and self._is_fresh(row.line.row.id):
            painter.fillRect(0, row.top, width, self.row_height, colour(colours.fresh))
        painter.fillRect(0, row.top + self.row_height - 1, width, 1, colour(colours.hairline))

    def _paint_column(
        self, painter: QPainter, rows: Sequence[PaintedRow], span: Span, now: datetime
    ) -> None:
        column = self._table.columns[span.place]
        colours = self._appearance.theme.colours
        plain = colours.muted if column.muted else colours.text
        painter.setPen(colour(colours.accent if column.link else plain))
        painter.setFont(self._lines.font(fixed=column.fixed))
        width = span.width - 2 * self._padding
        area = QRect(span.left + self._padding, 0, width, self.row_height - 1)
        for row in rows:
            if row.line is not None:
                area.moveTop(row.top)
                cell = self._table.cell(row.line, span.place)
                self._paint_content(painter, area, cell, column, now)

    def _paint_content(
        self, painter: QPainter, area: QRect, cell: object, column: Column, now: datetime
    ) -> None:
        look = column.look(cell, now) if column.look is not None else None
        if look is not None:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(area.topLeft(), self._pill(look, area.size(), ratio))
            return
        if column.marks is not None:
            area = self._beside_marks(painter, area, column.marks(cell))
        self._lines.paint(
            painter,
            area,
            column.text(cell),
            fixed=column.fixed,
            elide=column.elide,
            right=column.right,
        )

    def _beside_marks(self, painter: QPainter, area: QRect, marks: tuple[Icon, ...]) -> QRect:
        """Paint icons at the left end; the room that they leave."""
        size, gap = self._appearance.px(ICON_SIZE), self._padding // 2
        ratio = painter.device().devicePixelRatioF()
        for mark in marks:
            icon = self._appearance.pixmap(mark, self._appearance.theme.colours.text, ratio)
            painter.drawPixmap(area.left(), area.top() + (area.height() - size) // 2, icon)
            area = area.adjusted(size + gap, 0, 0, 0)
        return area

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
