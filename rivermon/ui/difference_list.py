"""The places in which two records differ, one under the other, each with what stands there.

Does not compare, and does not know records.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rivermon.core.json_difference import Change, Place
from rivermon.core.json_place import place_text
from rivermon.ui.appearance import Appearance
from rivermon.ui.difference_words import Parts, path_words, place_sentence, sides, tone_of
from rivermon.ui.json_tree import value_text
from rivermon.ui.plain_text import tooltip
from rivermon.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SIGN = 18
_EDGE = 12
_GAP = 8
_PAD = 6
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class PlacesModel(QAbstractTableModel):
    """Places of a difference."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[Place, ...] = ()

    def show_places(self, places: Sequence[Place]) -> None:
        """Show other places."""
        self.beginResetModel()
        self.places = tuple(places)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many places there are."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One: the list has no other."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A place as a sentence; the tooltip has more of its values."""
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return place_sentence(place)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (
                f"{change.value} {value_text(_value_of(place, change))}"
                for change, _ in sides(place)
            )
            return tooltip("\n".join((path_words(place), *lines)))
        return None


class DifferenceList(QListView):
    """Rows of places; values and paths can be copied."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PlacesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_PlaceDelegate(self._model, appearance, self))
        self.setAccessibleName(self.tr("What differs"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        appearance.changed.connect(self.viewport().update)

    @property
    def lines(self) -> list[str]:
        """The rows as a screen reader says them."""
        return [place_sentence(place) for place in self._model.places]

    @property
    def places(self) -> Sequence[Place]:
        """The places of the rows."""
        return self._model.places

    def show_places(self, places: Sequence[Place]) -> None:
        """Show other places."""
        self._model.show_places(places)

    def menu_of(self, place: Place) -> QMenu:
        """What can be copied of a place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        clipboard = QGuiApplication.clipboard()
        menu.addAction(self.tr("Copy path"), lambda: clipboard.setText(place_text(place.path)))
        if place.change is not Change.ADDED:
            before = value_text(place.before)
            menu.addAction(self.tr("Copy left value"), lambda: clipboard.setText(before))
        if place.change is not Change.REMOVED:
            after = value_text(place.after)
            menu.addAction(self.tr("Copy right value"), lambda: clipboard.setText(after))
        return menu

    @Slot()
    def _copy(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(str(index.data()))

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            menu = self.menu_of(self._model.places[index.row()])
            menu.popup(self.viewport().mapToGlobal(at))


class _PlaceDelegate(QStyledItemDelegate):
    """Paints a sign, the path, and under it a line for each side, its differing part marked."""

    def __init__(
        self, model: PlacesModel, appearance: Appearance, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        place = self._model.places[index.row()]
        lines = 3 if place.change is Change.CHANGED else 2
        return QSize(10, lines * self._line_height() + self._appearance.px(2 * _PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, px = self._model.places[index.row()], self._appearance.px
        area: QRect = option.rect
        colours = self._appearance.theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Active
        if (option.state & focused) == focused:
            painter.fillRect(area, colour(colours.selection))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour(colours.hairline))
        height = self._line_height()
        line = QRect(area.left() + px(_EDGE), area.top() + px(_PAD), area.width(), height)
        line.setRight(area.right() - px(_EDGE))
        self._paint_sign(painter, line, place.change)
        painter.setFont(self._appearance.fixed_font())
        painter.setPen(colour(colours.muted))
        line.setLeft(line.left() + px(_SIGN + _GAP))
        metrics = painter.fontMetrics()
        path = metrics.elidedText(path_words(place), Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, _LINE, path)
        for change, parts in sides(place):
            line.translate(0, height)
            self._paint_side(painter, line, change, parts)
        painter.restore()

    def _line_height(self) -> int:
        fonts = (self._appearance.fixed_font(), self._appearance.text_font())
        return max(QFontMetrics(font).height() for font in fonts) + 4

    def _paint_sign(self, painter: QPainter, line: QRect, change: Change) -> None:
        pair, size = self._appearance.pair(tone_of(change)), self._appearance.px(_SIGN)
        box = QRectF(line.left(), line.center().y() - size / 2 + 0.5, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(pair.ground))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._appearance.header_font())
        painter.setPen(colour(pair.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, change.value)

    def _paint_side(self, painter: QPainter, line: QRect, change: Change, parts: Parts) -> None:
        """A sign and a text; the part that differs stands on the ground of its tone."""
        colours, pair = self._appearance.theme.colours, self._appearance.pair(tone_of(change))
        painter.setFont(self._appearance.text_font())
        metrics = painter.fontMetrics()
        place = QRect(line)
        painter.setPen(colour(pair.text))
        painter.drawText(place, _LINE, change.value)
        place.setLeft(place.left() + metrics.horizontalAdvance("≠ "))
        for text, differs in ((parts.before, False), (parts.differs, True), (parts.behind, False)):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            width = metrics.horizontalAdvance(shown)
            if not shown or place.width() <= 0:
                continue
            if differs:
                ground = QRect(place.left(), place.top() + 1, width, place.height() - 2)
                painter.fillRect(ground, colour(pair.ground))
            painter.setPen(colour(pair.text if differs else colours.text))
            painter.drawText(place, _LINE, shown)
            place.setLeft(place.left() + width)


def _value_of(place: Place, change: Change) -> Any:
    return place.after if change is Change.ADDED else place.before
