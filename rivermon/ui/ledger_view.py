"""A table on the screen: follows the newest row, or holds still under the operator's hand.

Does not know where rows come from. While it holds, what comes and goes above moves nothing in view;
the selected row is remembered by its id, and is selected again wherever it turns up.
"""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.fresh_rows import FreshRows
from rivermon.ui.ledger_header import LedgerHeader
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.place_kept import PlaceKept
from rivermon.ui.row_painter import RowPainter
from rivermon.ui.selecting_table import SelectingTable
from rivermon.ui.state_look import waits

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class LedgerView(SelectingTable):
    """A table that follows what comes, or holds what is in view and the selected rows."""

    following_changed = Signal(bool)
    """Whether the newest row is kept in view."""

    menu_asked = Signal(QPoint)
    """The menu of the rows is wanted, at a point of the screen."""

    link_clicked = Signal(int)
    """A cell that is a link was clicked, in the row with this id."""

    def __init__(
        self,
        table: LedgerTable,
        appearance: Appearance,
        clock: Clock,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show `table`; `name` is read out by screen readers."""
        fresh = FreshRows(clock)
        painter = RowPainter(table, appearance, clock, fresh.__contains__)
        super().__init__(table, LedgerHeader(appearance), painter, name, parent)
        self._appearance = appearance
        self._fresh = fresh
        self._fresh.setParent(self)
        self._fresh.faded.connect(self.viewport().update)
        self._following = True
        self._held = False
        self._unseen = 0
        self._awaited = False
        self._pill = NewRowsPill(appearance, self)
        self._pill.clicked.connect(self.follow)
        self._kept = PlaceKept(self, table)
        self._connect()

    @property
    def following(self) -> bool:
        """True while the newest row is kept in view."""
        return self._following

    @property
    def unseen(self) -> int:
        """How many rows came at the top while the table held."""
        return self._unseen

    @Slot()
    def follow(self) -> None:
        """Let go of the selection, show the newest row and keep it in view."""
        self._held = False
        self._let_go()
        self.scrollToTop()
        self._settle()

    @Slot()
    def hold(self) -> None:
        """Keep what is in view until the operator follows again."""
        self._held = True
        self._settle()

    def step_back(self) -> bool:
        """Undo one step: the selection first, then the hold.

        Returns:
            False when there was nothing to undo.
        """
        if self._selected is not None:
            self._let_go()
        elif not self._following:
            self.follow()
        else:
            return False
        return True

    def forget_new(self) -> None:
        """Count what comes at the top from now on: something else is shown."""
        self._unseen = 0
        self._show_pill()

    @Slot(int)
    def note_new(self, count: int) -> None:
        """Note that so many rows came at the top."""
        if self._following:
            if self._table.rowCount() > count and not self._appearance.calm:
                self._fresh.mark(self._table.id_at(count))
            return
        self._unseen += count
        self._show_pill()

    @Slot()
    def tick(self) -> None:
        """Paint the time that is left, while a row that waits is in view."""
        if not self.isVisible():
            return
        first, last = self.places_in_view()
        rows = (self._table.row_at(place) for place in range(first, last + 1))
        if any(row is not None and waits(row) for row in rows):
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End follows, the menu's keys open the menu; the rest selects."""
        held = event.modifiers()
        if event.key() == Qt.Key.Key_End and not held & _SHIFT:
            self.follow()
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and held == _SHIFT):
            self.menu_asked.emit(self._beside_current())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.modifiers() & (_SHIFT | _CTRL):
            return  # rows are being selected
        if index.isValid() and self._table.columns[index.column()].link:
            self.link_clicked.emit(self._table.id_at(index.row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: where the mouse is, or beside the row that the keyboard is at."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self.menu_asked.emit(event.globalPos() if by_mouse else self._beside_current())
        event.accept()

    def _beside_current(self) -> QPoint:
        at = self.selectionModel().currentIndex()
        below = self.rowViewportPosition(at.row()) + self.row_height if at.isValid() else 0
        height = self.viewport().height()
        return self.viewport().mapToGlobal(QPoint(self.row_height, min(max(below, 0), height)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let a column take the room that is left, and keep the pill at the newest edge."""
        super().resizeEvent(event)
        self.header.fit(self.viewport().width())
        self._place_pill()
        self.look()

    def _connect(self) -> None:
        table = self._table
        table.changing.connect(self._on_changing)
        table.changed.connect(self._on_changed)
        table.rowsInserted.connect(self._on_rows_inserted)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self._appearance.changed.connect(self.viewport().update)

    @Slot()
    def _on_changing(self) -> None:
        self._settling = True
        self._kept.note(self._selected)

    @Slot()
    def _on_changed(self) -> None:
        self.updateGeometries()
        if self._following:
            self.scrollToTop()
        else:
            found = self._kept.bring_back(self._selected)
            self._awaited = self._selected is not None and not found
        self._select_again()
        self._settling = False
        self._settle()
        self.look()

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._take_back(first, last)
        if self._settling:
            return
        if self._following:
            self.updateGeometries()
            self.scrollToTop()
        elif self._is_above_what_stays(first, last - first + 1):
            self._keep_place(last - first + 1)
        if self._selected is not None and not self.selectionModel().currentIndex().isValid():
            self._find_selected()
        self._tell()
        self.look()

    def _is_above_what_stays(self, first: int, count: int) -> bool:
        """True when rows came above the selected one, or above all in view if that is not there."""
        scrolled, height = self.verticalScrollBar().value(), self.row_height
        place = None if self._selected is None else self._table.place_of(self._selected)
        if place is not None and place >= first + count:
            top = (place - count) * height - scrolled
            if -height < top < self.viewport().height():
                return True
        return first * height <= scrolled

    def _find_selected(self) -> None:
        """Select the remembered row if it has turned up, in view unless the operator went on."""
        self._settling = True
        if self._awaited and self._table.place_of(self._selected or 0) is not None:
            self.updateGeometries()
            self._kept.bring_back(self._selected)
            self._awaited = False
        self._select_again()
        self._settling = False

    def _keep_place(self, count: int) -> None:
        bar = self.verticalScrollBar()
        value = bar.value() + count * self.row_height
        self.updateGeometries()
        bar.setValue(value)

    @Slot(int)
    def _on_scroll(self, _value: int) -> None:
        if not self._settling:
            self._awaited = False
        self._settle()
        self.look()

    @Slot()
    def _settle(self) -> None:
        if self._settling:
            return
        at_top = self.verticalScrollBar().value() == 0
        following = at_top and not self._held and self._selected is None
        if following:
            self._unseen = 0
        self._show_pill()
        if following is not self._following:
            self._following = following
            self.following_changed.emit(following)

    def _show_pill(self) -> None:
        self._pill.show_count(self._unseen)
        self._place_pill()

    def _place_pill(self) -> None:
        self._pill.adjustSize()
        left = (self.viewport().width() - self._pill.width()) // 2
        self._pill.move(self.viewport().pos() + QPoint(max(0, left), 8))
