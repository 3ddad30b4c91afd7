"""A timeline in words: a row for each moment, one under the other, on a line that joins them.

Does not know what happened, nor what opens when a row is pressed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rivermon.core.moment import Moment
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.plain_text import tooltip
from rivermon.ui.theme import colour
from rivermon.ui.timeline_words import (
    detail_words,
    gap_words,
    icon_of,
    sentence,
    title_words,
    tone_of,
    took_words,
    when_words,
)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = 46
_RAIL = 12
_DISC = 22
_ICON = 14
_WHEN = 40
_EDGE = 12
_GAP = 12
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class MomentsModel(QAbstractTableModel):
    """Moments, as they stand at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self.now = datetime.fromtimestamp(0, UTC)

    def show_moments(self, moments: Sequence[Moment], now: datetime) -> None:
        """Show moments; those that only went on stay the rows they are."""
        same = [_key(moment) for moment in moments] == [_key(moment) for moment in self._moments]
        if not same:
            self.beginResetModel()
        self._moments, self.now = tuple(moments), now
        if not same:
            self.endResetModel()
        elif moments:
            self.dataChanged.emit(self.index(0, 0), self.index(len(moments) - 1, 0))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many moments there are."""
        return 0 if parent.isValid() else len(self._moments)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One: the list has no other."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A moment as a sentence; the delegate asks for itself."""
        if not index.isValid():
            return None
        moment = self._moments[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return sentence(moment, self.now)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(sentence(moment, self.now))
        return moment if role == Qt.ItemDataRole.UserRole else None

    def moment(self, index: Index) -> Moment:
        """The moment of a row."""
        return self._moments[index.row()]


class TimelineList(QListView):
    """Rows of moments; a click or Return opens one."""

    opened = Signal(object)
    """The Moment of the row that was pressed."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MomentsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_MomentDelegate(self._model, appearance, self))
        self.setAccessibleName(self.tr("What happened, in order"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        appearance.changed.connect(self.viewport().update)

    @property
    def lines(self) -> list[str]:
        """The rows as a screen reader says them."""
        return [str(self._model.index(row, 0).data()) for row in range(self._model.rowCount())]

    def show_moments(self, moments: Sequence[Moment], now: datetime) -> None:
        """Show moments as they stand at `now`."""
        current = self.currentIndex().row()
        self._model.show_moments(moments, now)
        if current >= 0 and not self.currentIndex().isValid() and moments:
            self.setCurrentIndex(self._model.index(min(current, len(moments) - 1), 0))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.moment(index))


class _MomentDelegate(QStyledItemDelegate):
    """Paints a moment: a disc on the line, when it was, what it was, how long it took."""

    def __init__(
        self, model: MomentsModel, appearance: Appearance, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(10, max(self._appearance.px(_ROW), 2 * option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment = self._model.moment(index)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        self._paint_line(painter, area, index.row(), moment)
        self._paint_disc(painter, area, moment)
        self._paint_words(painter, area, moment)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, state = self._appearance.theme.colours, option.state
        focused = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Active
        if (state & focused) == focused:
            painter.fillRect(option.rect, colour(colours.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colour(colours.hover))

    def _paint_line(self, painter: QPainter, area: QRect, row: int, moment: Moment) -> None:
        middle = area.left() + self._appearance.px(_RAIL + _DISC / 2)
        pen = QPen(colour(self._appearance.theme.colours.border), 1)
        centre = area.center().y()
        if row > 0:
            pen.setStyle(Qt.PenStyle.DashLine if moment.planned else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(middle, area.top()), QPointF(middle, centre))
        if row < self._model.rowCount() - 1:
            next_one = self._model.moment(self._model.index(row + 1, 0))
            pen.setStyle(Qt.PenStyle.DashLine if next_one.planned else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(middle, centre), QPointF(middle, area.bottom() + 1))

    def _paint_disc(self, painter: QPainter, area: QRect, moment: Moment) -> None:
        px, pair = self._appearance.px, self._appearance.pair(tone_of(moment))
        size, icon = px(_DISC), px(_ICON)
        left, top = area.left() + px(_RAIL), area.center().y() - px(_DISC) // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(pair.ground))
        painter.drawEllipse(left, top, size, size)
        inset = (size - icon) // 2
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._appearance.pixmap(icon_of(moment), pair.text, ratio, _ICON)
        painter.drawPixmap(left + inset, top + inset, pixmap)

    def _paint_words(self, painter: QPainter, area: QRect, moment: Moment) -> None:
        px, colours = self._appearance.px, self._appearance.theme.colours
        fixed, text = self._appearance.fixed_font(), self._appearance.text_font()
        left = area.left() + px(_RAIL + _DISC + _GAP)
        painter.setFont(fixed)
        when_width = painter.fontMetrics().horizontalAdvance("00:00:00.000") + px(_GAP)
        took = took_words(moment)
        took_width = painter.fontMetrics().horizontalAdvance(took) if took else 0
        right = area.right() - px(_EDGE)
        upper = QRect(left, area.top() + px(5), right - left, (area.height() - px(10)) // 2)
        lower = upper.translated(0, upper.height())
        now = self._model.now
        self._line(painter, upper, when_words(moment, now), colours.text, when_width)
        painter.setPen(colour(colours.muted))
        painter.drawText(upper, _LINE | Qt.AlignmentFlag.AlignRight, took)
        painter.setFont(text)
        self._line(painter, lower, gap_words(moment), colours.muted, when_width)
        upper.setLeft(left + when_width)
        lower.setLeft(left + when_width)
        room = upper.width() - took_width - (px(_GAP) if took else 0)
        self._line(painter, upper, title_words(moment), colours.text, room)
        if moment.simulated:
            self._paint_bolt(painter, lower)
        self._line(painter, lower, detail_words(moment), colours.muted, lower.width())

    def _paint_bolt(self, painter: QPainter, area: QRect) -> None:
        shade = self._appearance.theme.colours.muted
        ratio = painter.device().devicePixelRatioF()
        bolt = self._appearance.pixmap(Icon.BOLT, shade, ratio, _ICON)
        size = self._appearance.px(_ICON)
        painter.drawPixmap(area.left(), area.center().y() - size // 2, bolt)
        area.setLeft(area.left() + size + 2)

    def _line(self, painter: QPainter, area: QRect, words: str, shade: str, room: int) -> None:
        painter.setPen(colour(shade))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, _LINE | Qt.AlignmentFlag.AlignLeft, shown)


def _key(moment: Moment) -> tuple[object, ...]:
    # What is being sent begins when it is looked at, as long as nobody knows better.
    return moment.what, moment.lane, moment.number, moment.planned
