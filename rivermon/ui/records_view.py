"""The table on the screen: follows the newest row, or holds still under the operator's hand.

Does not know where rows come from. While it holds, rows that come above change nothing in view.
"""

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.fresh_rows import FreshRows
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.record_columns import Column
from rivermon.ui.records_header import RecordsHeader
from rivermon.ui.records_table import RecordsTable
from rivermon.ui.row_delegate import RowDelegate
from rivermon.ui.state_look import is_waiting
from rivermon.ui.state_pill import StatePillDelegate

ROW_HEIGHT = 30
KEPT_ROWS = 5000


class RecordsView(QTableView):
    """Shows a RecordsTable; one row is selected at most."""

    record_selected = Signal(object)
    """The id of the record that was selected, or None."""

    following_changed = Signal(bool)
    """Whether the newest row is kept in view."""

    def __init__(
        self,
        table: RecordsTable,
        appearance: Appearance,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._appearance = appearance
        self._fresh = FreshRows(clock, self)
        self._fresh.faded.connect(self.viewport().update)
        self._following = True
        self._held = False
        self._unseen = 0
        self._newest: int | None = None
        self.header = RecordsHeader(appearance, self)
        self._set_up_table()
        self._set_up_columns(clock)
        self._pill = NewRowsPill(appearance, self)
        self._pill.clicked.connect(self.follow)
        table.rowsInserted.connect(self._on_rows_inserted)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        appearance.changed.connect(self.viewport().update)

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
        """The selected record's id, if one is selected."""
        rows = self.selectionModel().selectedRows()
        return self._table.row_at(rows[0].row()).id if rows else None

    @Slot()
    def follow(self) -> None:
        """Let go of the selection, show the newest row and keep it in view."""
        self._held = False
        self.selectionModel().clear()
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
        if self.selected_id is not None:
            self.selectionModel().clear()
        elif not self._following:
            self.follow()
        else:
            return False
        return True

    def select_record(self, record_id: int) -> None:
        """Select the row of a record, if it is loaded."""
        position = self._table.position_of(record_id)
        if position is not None:
            self.selectRow(position)

    @Slot()
    def tick(self) -> None:
        """Paint the time that retries have left, while one is in view."""
        first = self.rowAt(0)
        if first < 0 or not self.isVisible():
            return
        last = min(self._table.rowCount(), first + self.viewport().height() // ROW_HEIGHT + 2)
        rows = (self._table.row_at(position) for position in range(first, last))
        if any(is_waiting(row.state, row.attempts) for row in rows):
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End follows; j and k go down and up like the arrows."""
        match event.key():
            case Qt.Key.Key_End:
                self.follow()
            case Qt.Key.Key_J:
                self._move_selection(1)
            case Qt.Key.Key_K:
                self._move_selection(-1)
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.selected_id is None:
                self._move_selection(1)
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are commands here, and searching would read every row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the title take the room that is left, and keep the pill at the newest edge."""
        super().resizeEvent(event)
        self.header.fit(self.viewport().width())
        self._place_pill()

    def _set_up_table(self) -> None:
        self.setHorizontalHeader(self.header)
        self.setModel(self._table)
        self.setAccessibleName(self.tr("Records, newest first"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # A scroll bar that comes and goes would move the columns.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _set_up_columns(self, clock: Clock) -> None:
        self.header.take_charge()
        self.setItemDelegate(RowDelegate(self._appearance, self._fresh.__contains__, self))
        pills = StatePillDelegate(self._appearance, self._fresh.__contains__, clock, self)
        self.setItemDelegateForColumn(Column.STATE, pills)

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        newest_before, self._newest = self._newest, self._table.row_at(0).id
        count = last - first + 1
        if self._following:
            self._drop_tail()
            if first == 0 and newest_before is not None and not self._appearance.calm:
                self._fresh.mark(newest_before)
            return
        if self._above_view(first):
            self._keep_place(count)
        if first == 0:
            self._unseen += count
            self._show_pill()

    def _drop_tail(self) -> None:
        # Qt moves on from a current row that is removed, and scrolls to where it went.
        if self.currentIndex().row() >= KEPT_ROWS:
            self.selectionModel().clearCurrentIndex()
        self._table.drop_tail(KEPT_ROWS)

    def _above_view(self, first: int) -> bool:
        return first * ROW_HEIGHT <= self.verticalScrollBar().value()

    def _keep_place(self, count: int) -> None:
        bar = self.verticalScrollBar()
        value = bar.value() + count * ROW_HEIGHT
        self.updateGeometries()
        bar.setValue(value)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._settle()
        self.record_selected.emit(self.selected_id)

    @Slot(int)
    def _on_scroll(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - 2 * bar.pageStep():
            self._table.fetchMore(self.rootIndex())
        self._settle()

    @Slot()
    def _settle(self) -> None:
        at_top = self.verticalScrollBar().value() == 0
        following = at_top and not self._held and self.selected_id is None
        if following:
            self._unseen = 0
        self._show_pill()
        if following is not self._following:
            self._following = following
            self.following_changed.emit(following)

    def _move_selection(self, step: int) -> None:
        if self._table.rowCount() == 0:
            return
        rows = self.selectionModel().selectedRows()
        first_in_view = max(0, self.rowAt(0))
        position = rows[0].row() + step if rows else first_in_view
        position = min(max(position, 0), self._table.rowCount() - 1)
        self.selectRow(position)
        self.scrollTo(self._table.index(position, 0))

    def _show_pill(self) -> None:
        self._pill.show_count(self._unseen)
        self._place_pill()

    def _place_pill(self) -> None:
        self._pill.adjustSize()
        left = (self.viewport().width() - self._pill.width()) // 2
        self._pill.move(self.viewport().pos() + QPoint(max(0, left), 8))
