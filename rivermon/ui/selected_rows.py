"""Which rows of a table are selected: by place, as Qt has them, and by id, as they are remembered.

A row that leaves the table is remembered, and selected again when it comes back. Whatever is done
here costs by the stretch, not by the row: a million rows are one stretch. Does not know which row
is the current one, nor why rows come and go.
"""

from array import array
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from rivermon.ui.ledger_table import LedgerTable

ROWS = QItemSelectionModel.SelectionFlag.Rows
_SELECT = QItemSelectionModel.SelectionFlag.Select | ROWS
# Qt looks through all stretches for each row that it is asked about.
MOST_STRETCHES = 2_000

Stretch = tuple[int, int]
"""The places of the first and the last of some neighbouring rows."""


class SelectedRows:
    """The selection of one table."""

    def __init__(self, view: QTableView, table: LedgerTable) -> None:
        self._view = view
        self._table = table
        self._ids: array[int] = array("q")
        self._known: set[int] | None = None

    @property
    def count(self) -> int:
        """How many selected rows are in the table."""
        return sum(last - first + 1 for first, last in self.stretches())

    def stretches(self) -> list[Stretch]:
        """The selected rows that are in the table, from the top down."""
        selection = self._view.selectionModel().selection()
        parts = selection.toList()
        # Columns that were moved make Qt have a stretch for each.
        return sorted({(part.top(), part.bottom()) for part in parts})

    def ids(self) -> "array[int]":
        """The ids of the selected rows that are in the table, in its order."""
        found = array("q")
        for first, last in self.stretches():
            found.extend(self._table.cut(first, last))
        return found

    def are_just(self, place: int) -> bool:
        """True when the row at a place is all that is selected."""
        return self.stretches() == [(place, place)]

    def note(self) -> None:
        """Remember what the operator has just selected."""
        self._ids = self.ids()
        self._known = None

    def remembers(self, row_id: int) -> bool:
        """True when the row was selected, wherever it is now."""
        return row_id in self._remembered

    def forget(self, ids: Iterable[int]) -> None:
        """Remember these rows no more: there are none with these ids."""
        self._remembered.difference_update(ids)

    def take_back(self, first: int, last: int) -> None:
        """Select those rows again that were selected before they left, among rows put in."""
        stretches = self.stretches()
        if self._many == sum(end - begin + 1 for begin, end in stretches):
            return  # none is missing
        ids = self._table.ids_between(first, last)
        found = _stretches(ids, first, self._remembered)
        if found and len(found) + len(stretches) <= MOST_STRETCHES:
            self._view.selectionModel().select(self._selection(found), _SELECT)

    def among(self, first: int, last: int) -> set[int]:
        """The places of the selected rows from place `first` to place `last`."""
        parts = (range(max(first, begin), min(last, end) + 1) for begin, end in self.stretches())
        return {place for part in parts for place in part}

    @property
    def _many(self) -> int:
        return len(self._ids) if self._known is None else len(self._known)

    @property
    def _remembered(self) -> set[int]:
        # Made when it is first asked for: most selections are over before a row leaves.
        if self._known is None:
            self._known = set(self._ids)
        return self._known

    def _selection(self, stretches: Sequence[Stretch]) -> QItemSelection:
        selection = QItemSelection()
        right = self._table.columnCount() - 1
        for first, last in stretches:
            top, bottom = self._table.index(first, 0), self._table.index(last, right)
            selection.select(top, bottom)
        return selection


def _stretches(ids: Sequence[int], begin: int, wanted: set[int]) -> list[Stretch]:
    """The stretches of those `ids` that are wanted; the first of `ids` is at place `begin`."""
    found: list[Stretch] = []
    for place, row_id in enumerate(ids, begin):
        if row_id in wanted:
            if found and found[-1][1] == place - 1:
                found[-1] = (found[-1][0], place)
            else:
                found.append((place, place))
    return found
