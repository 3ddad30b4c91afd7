"""A table in which rows are selected: one of them is the current one, which is shown in detail.

All are remembered by their ids, through whatever the table does. Does not know what follows what,
nor what is done with the rows.
"""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rivermon.ui.ledger_header import LedgerHeader
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.painted_table import PaintedTable
from rivermon.ui.row_painter import RowPainter
from rivermon.ui.selected_rows import ROWS

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | ROWS
_TOO = QItemSelectionModel.SelectionFlag.Select | ROWS
_LEAVE = QItemSelectionModel.SelectionFlag.NoUpdate
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LETTERS = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


class SelectingTable(PaintedTable):
    """Selects as lists do: by clicks with Shift and Ctrl, arrows with Shift, and Ctrl+A."""

    row_selected = Signal(object)
    """The id of the row that is the current one now, or None when the operator let go of all."""

    selection_changed = Signal()
    """Other rows are selected, or some of them came or went."""

    def __init__(
        self,
        table: LedgerTable,
        header: LedgerHeader,
        painter: RowPainter,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show `table`; `name` is read out by screen readers."""
        self._alone = False  # is asked for while the table is made
        super().__init__(table, header, painter, name, parent)
        self._selected: int | None = None
        self._settling = False
        self._told = 0
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.selectionModel().currentRowChanged.connect(self.viewport().update)

    @property
    def selected_id(self) -> int | None:
        """The id of the current row, which is shown in detail; it may not match any more."""
        return self._selected

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected rows in the table's order; the current one's if none is here."""
        ids = self.picked.ids().tolist()
        return ids or ([self._selected] if self._selected and self._is_elsewhere() else [])

    @property
    def selected_count(self) -> int:
        """How many ids `selected_ids` has."""
        return self.picked.count or int(self._is_elsewhere())

    def select_id(self, row_id: int) -> None:
        """Select a row alone, and bring it into view, if it is here."""
        place = self._table.place_of(row_id)
        if place is not None:
            self.select_place(place)

    def select_place(self, place: int) -> None:
        """Select the row at a place alone, and bring it into view."""
        self._alone = True  # whatever keys are held down meanwhile
        self.selectRow(place)
        self._alone = False
        self.scrollTo(self._table.index(place, 0))

    def forget_rows(self, ids: tuple[int, ...]) -> None:
        """Know that there are no rows with these ids any more."""
        if self._told:
            self.picked.forget(ids)
            self._tell()

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: object = None
    ) -> QItemSelectionModel.SelectionFlag:
        """What selecting a row does to the others: a row that the program selects stands alone."""
        if self._alone:
            return _ALONE
        return super().selectionCommand(index, event)  # type: ignore[arg-type] # Qt's own event

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home goes to the first row; j and k go down and up like the arrows; Shift extends."""
        key = Qt.Key(event.key())
        held = event.modifiers() & _SHIFT
        if key in _LETTERS:
            key = _LETTERS[key]
            event = QKeyEvent(event.type(), key, event.modifiers())
        if key == Qt.Key.Key_Home:
            self._go_to_end(0, extend=bool(held))
        elif key == Qt.Key.Key_End and held:
            self._go_to_end(self._table.rowCount() - 1, extend=True)
        elif key in _LETTERS.values() and not self.selectionModel().hasSelection():
            self._select_first_in_view()
        else:
            super().keyPressEvent(event)
            self._show_current()  # Ctrl and an arrow go to a row without selecting it

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are commands here, and searching would read every row."""

    def _take_back(self, first: int, last: int) -> None:
        """Select rows again that came back, though the operator does nothing."""
        settling, self._settling = self._settling, True
        self.picked.take_back(first, last)
        self._settling = settling

    def _select_again(self) -> None:
        """Have the current row be Qt's again where it is now; without one there is none."""
        place = None if self._selected is None else self._table.place_of(self._selected)
        if place is None:
            if not self.selectionModel().hasSelection():
                self.selectionModel().clear()
        elif not self._is_current(place):
            bar = self.verticalScrollBar()
            value = bar.value()
            self.selectionModel().setCurrentIndex(self._table.index(place, 0), _LEAVE)
            bar.setValue(value)
        self._tell()

    def _is_current(self, place: int) -> bool:
        index = self.selectionModel().currentIndex()
        return index.isValid() and index.row() == place

    def _is_elsewhere(self) -> bool:
        """True when no selected row is here, but the current one is remembered."""
        return (
            self._selected is not None
            and not self.picked.count
            and self.picked.remembers(self._selected)
        )

    def _let_go(self) -> None:
        self.selectionModel().clear()
        self.picked.note()
        if self._selected is not None:  # of a row that is not here, Qt knows no selection
            self._selected = None
            self._settle()
            self.row_selected.emit(None)
        self._tell()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, now: QItemSelection, before: QItemSelection) -> None:
        if self._settling or not (now.count() or before.count()):
            return  # a stretch that is parted by a new row is still the same selection
        self.picked.note()
        self._show_current()
        self._tell(anew=True)

    def _show_current(self) -> None:
        selected = self._current_of_selection()
        if selected is None and self._is_elsewhere():
            return
        if selected != self._selected:
            self._selected = selected
            self._settle()
            self.row_selected.emit(selected)

    def _current_of_selection(self) -> int | None:
        """The row that the operator is at, if it is selected, else the one before, or the first."""
        model = self.selectionModel()
        index = model.currentIndex()
        if index.isValid() and model.isSelected(index):
            return self._table.id_at(index.row())
        if not model.hasSelection():
            return None
        before = None if self._selected is None else self._table.place_of(self._selected)
        if before is not None and model.isSelected(self._table.index(before, 0)):
            return self._selected
        return self._table.id_at(self.picked.stretches()[0][0])

    def _tell(self, *, anew: bool = False) -> None:
        """Tell that other rows are selected, or that their number is another one."""
        count = self.selected_count
        if anew or count != self._told:
            self._told = count
            self.selection_changed.emit()
            self.viewport().update()

    def _settle(self) -> None:
        """Have everything else in keeping with the current row."""

    def _go_to_end(self, place: int, *, extend: bool) -> None:
        if not self._table.rowCount():
            return
        at = self.selectionModel().currentIndex()
        if not extend or not at.isValid():
            self.select_place(place)
            return
        stretch = QItemSelection(
            self._table.index(min(at.row(), place), 0),
            self._table.index(max(at.row(), place), self._table.columnCount() - 1),
        )
        self.selectionModel().setCurrentIndex(self._table.index(place, 0), _LEAVE)
        self.selectionModel().select(stretch, _TOO)

    def _select_first_in_view(self) -> None:
        if self._table.rowCount():
            first = (self.verticalScrollBar().value() + self.row_height - 1) // self.row_height
            self.select_place(min(first, self._table.rowCount() - 1))
