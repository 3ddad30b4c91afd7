"""Paints a cell of the records table: the row's ground, the hairline under it, one line of text.

Does not know what a record is; columns with a look of their own paint over this ground.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rivermon.core.entities import RecordRow
from rivermon.ui.appearance import Appearance
from rivermon.ui.line_cache import LineCache
from rivermon.ui.record_columns import STYLES, Column, cell_text
from rivermon.ui.records_table import ROW_ROLE
from rivermon.ui.theme import colour

PADDING = 8
_COLUMNS = tuple(Column)  # a look-up; Column(number) costs ten times that, for every cell
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints text in the column's font, cut where the column says."""

    def __init__(
        self, appearance: Appearance, is_fresh: Callable[[int], bool], parent: QObject | None = None
    ) -> None:
        """Take `is_fresh`, which says of a record's id whether its row has just come."""
        super().__init__(parent)
        self.appearance = appearance
        self._is_fresh = is_fresh
        self._lines = LineCache(appearance.text_font(), appearance.fixed_font())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then the content."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RecordRow):
            return
        column = _COLUMNS[index.column()]
        painter.save()
        self._paint_ground(painter, option, row, column)
        content = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        self.paint_content(painter, content, row, column)
        painter.restore()

    def paint_content(self, painter: QPainter, area: QRect, row: RecordRow, column: Column) -> None:
        """Paint one line of text in `area`."""
        style = STYLES[column]
        colours = self.appearance.theme.colours
        painter.setPen(colour(colours.muted if style.muted else colours.text))
        self._lines.paint(
            painter,
            area,
            cell_text(row, column),
            fixed=style.fixed,
            elide=style.elide,
            right=style.right,
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width that shows the whole text, for a double click between two headers."""
        style = STYLES[Column(index.column())]
        font = self.appearance.fixed_font() if style.fixed else option.font
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        width = QFontMetrics(font).horizontalAdvance(text) + 2 * PADDING
        return QSize(min(max(width, style.width), 480), super().sizeHint(option, index).height())

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: RecordRow, column: Column
    ) -> None:
        colours = self.appearance.theme.colours
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(colours.selection))
            if column is Column.TIME:
                painter.fillRect(area.adjusted(0, 0, 3 - area.width(), 0), colour(colours.accent))
        elif self._is_fresh(row.id):
            painter.fillRect(area, colour(colours.fresh))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour(colours.hairline))
