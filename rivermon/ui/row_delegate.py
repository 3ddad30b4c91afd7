"""Paints a cell of the records table: the row's ground, the hairline under it, one line of text.

Does not know what a record is; columns with a look of their own paint over this ground.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rivermon.core.entities import RecordRow
from rivermon.ui.appearance import Appearance
from rivermon.ui.record_columns import STYLES, Column
from rivermon.ui.records_table import ROW_ROLE

PADDING = 8
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

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then the content."""
        painter.save()
        self._paint_ground(painter, option, index)
        content = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        self.paint_content(painter, content, index)
        painter.restore()

    def paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Paint one line of text in `area`."""
        style = STYLES[Column(index.column())]
        colours = self.appearance.theme.colours
        if style.fixed:
            painter.setFont(self.appearance.fixed_font())
        painter.setPen(QColor(colours.muted if style.muted else colours.text))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = QFontMetrics(painter.font()).elidedText(text, style.elide, area.width())
        side = Qt.AlignmentFlag.AlignRight if style.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width that shows the whole text, for a double click between two headers."""
        style = STYLES[Column(index.column())]
        font = self.appearance.fixed_font() if style.fixed else option.font
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        width = QFontMetrics(font).horizontalAdvance(text) + 2 * PADDING
        return QSize(min(max(width, style.width), 480), super().sizeHint(option, index).height())

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self.appearance.theme.colours
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = index.data(ROW_ROLE)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.selection))
            if index.column() == Column.TIME:
                painter.fillRect(area.adjusted(0, 0, 3 - area.width(), 0), QColor(colours.accent))
        elif isinstance(row, RecordRow) and self._is_fresh(row.id):
            painter.fillRect(area, QColor(colours.fresh))
        painter.fillRect(
            QRect(area.left(), area.bottom(), area.width(), 1), QColor(colours.hairline)
        )
