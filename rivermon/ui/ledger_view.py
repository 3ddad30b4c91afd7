"""A table on the screen: follows the newest row, or holds still under the operator's hand.

Does not know where rows come from. While it holds, what comes and goes above moves nothing in view;
the selected row is remembered by its id, and is selected again wherever it turns up.
"""

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.fresh_rows import FreshRows
from rivermon.ui.ledger_header import LedgerHeader
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.painted_table import PaintedTable
from rivermon.ui.place_kept import PlaceKept
from rivermon.ui.row_painter import ROW_HEIGHT, RowPainter
from rivermon.ui.state_look import waits


class LedgerView(PaintedTable):
    """A table that follows what comes, or holds what is in view and the selected row."""

    row_selected = Signal(object)
    """The id of the row that was selected, or None when the operator let go of it."""

    following_changed = Signal(bool)
    """Whether the newest row is kept in view."""

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
        self._selected: int | None = None
        self._settling = False
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

    @property
    def selected_id(self) -> int | None:
        """The id of the row that the operator selected; it may not match any more."""
        return self._selected

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

    def select_id(self, row_id: int) -> None:
        """Select a row, and bring it into view, if it is here."""
        place = self._table.place_of(row_id)
        if place is not None:
            self.select_place(place)

    def select_place(self, place: int) -> None:
        """Select the row at a place, and bring it into view."""
        self.selectRow(place)
        self.scrollTo(self._table.index(place, 0))

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
        """End follows; Home goes to the first row; j and k go down and up like the arrows."""
        match event.key():
            case Qt.Key.Key_End:
                self.follow()
            case Qt.Key.Key_Home:
                self._select_nearest(0)
            case Qt.Key.Key_J:
                self._move_selection(1)
            case Qt.Key.Key_K:
                self._move_selection(-1)
            case Qt.Key.Key_Down | Qt.Key.Key_Up if not self.selectionModel().hasSelection():
                self._move_selection(1)
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are commands here, and searching would read every row."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._table.columns[index.column()].link:
            self.link_clicked.emit(self._table.id_at(index.row()))

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
        self.selectionModel().selectionChanged.connect(self._on_selection)
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
        if self._settling:
            return
        if self._following:
            self.updateGeometries()
            self.scrollToTop()
        elif self._is_above_what_stays(first, last - first + 1):
            self._keep_place(last - first + 1)
        if self._selected is not None and not self.selectionModel().hasSelection():
            self._find_selected()
        self.look()

    def _is_above_what_stays(self, first: int, count: int) -> bool:
        """True when rows came above the selected one, or above all in view if that is not there."""
        scrolled = self.verticalScrollBar().value()
        place = None if self._selected is None else self._table.place_of(self._selected)
        if place is not None and place >= first + count:
            top = (place - count) * ROW_HEIGHT - scrolled
            if -ROW_HEIGHT < top < self.viewport().height():
                return True
        return first * ROW_HEIGHT <= scrolled

    def _find_selected(self) -> None:
        """Select the remembered row if it has turned up, in view unless the operator went on."""
        self._settling = True
        if self._awaited and self._table.place_of(self._selected or 0) is not None:
            self.updateGeometries()
            self._kept.bring_back(self._selected)
            self._awaited = False
        self._select_again()
        self._settling = False

    def _select_again(self) -> None:
        """Select the remembered row where it is now; without one, select nothing."""
        place = None if self._selected is None else self._table.place_of(self._selected)
        if place is None:
            self.selectionModel().clear()
        elif not self.selectionModel().isRowSelected(place, QModelIndex()):
            bar = self.verticalScrollBar()
            value = bar.value()
            self.selectRow(place)
            bar.setValue(value)

    def _keep_place(self, count: int) -> None:
        bar = self.verticalScrollBar()
        value = bar.value() + count * ROW_HEIGHT
        self.updateGeometries()
        bar.setValue(value)

    def _let_go(self) -> None:
        self.selectionModel().clear()
        if self._selected is not None:  # of a row that is not here, Qt knows no selection
            self._selected = None
            self._settle()
            self.row_selected.emit(None)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if self._settling:
            return
        rows = self.selectionModel().selectedRows()
        selected = self._table.id_at(rows[0].row()) if rows else None
        if selected != self._selected:
            self._selected = selected
            self._settle()
            self.row_selected.emit(selected)

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

    def _move_selection(self, step: int) -> None:
        rows = self.selectionModel().selectedRows()
        first_in_view = (self.verticalScrollBar().value() + ROW_HEIGHT - 1) // ROW_HEIGHT
        self._select_nearest(rows[0].row() + step if rows else first_in_view)

    def _select_nearest(self, place: int) -> None:
        if self._table.rowCount():
            self.select_place(min(max(place, 0), self._table.rowCount() - 1))

    def _show_pill(self) -> None:
        self._pill.show_count(self._unseen)
        self._place_pill()

    def _place_pill(self) -> None:
        self._pill.adjustSize()
        left = (self.viewport().width() - self._pill.width()) // 2
        self._pill.move(self.viewport().pos() + QPoint(max(0, left), 8))
