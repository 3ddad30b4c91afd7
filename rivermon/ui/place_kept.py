"""Keeps what is looked at where it is on the screen while rows are taken out and put in.

Does not select, and does not know why rows change.
"""

from PySide6.QtWidgets import QTableView

from rivermon.ui.ledger_table import LedgerTable


class PlaceKept:
    """Remembers a row and its height on the screen, and scrolls so that it is there again."""

    def __init__(self, view: QTableView, table: LedgerTable) -> None:
        self._view = view
        self._table = table
        self._ids: list[int] = []
        self._height = 0

    def note(self, selected: int | None) -> None:
        """Remember the selected row if it is in view, else the first one that is whole in view.

        Those below it, then those above it, stand in for it when it is gone.
        """
        scrolled = self._view.verticalScrollBar().value()
        row_height = self._view.verticalHeader().defaultSectionSize()
        first = (scrolled + row_height - 1) // row_height
        in_view = max(1, self._view.viewport().height() // row_height)
        ids = self._table.ids_between(first, first + in_view - 1)
        at = ids.index(selected) if selected in ids else 0
        self._ids = ids[at:] + ids[:at][::-1]
        self._height = (first + at) * row_height - scrolled

    def bring_back(self, wanted: int | None) -> bool:
        """Scroll so that the row is where it was; False when neither it nor a neighbour is here.

        Args:
            wanted: the selected row, which comes into view even if it was not.
        """
        row_height = self._view.verticalHeader().defaultSectionSize()
        for row_id in self._ids:
            place = self._table.place_of(row_id)
            if place is not None:
                self._view.verticalScrollBar().setValue(place * row_height - self._height)
                return wanted in {None, row_id} or self._table.place_of(wanted or 0) is not None
            if row_id == wanted:
                break  # it may turn up yet: its neighbours would only lead away from it
        self._view.verticalScrollBar().setValue(0)
        return False
