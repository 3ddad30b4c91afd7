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
        self._selected_height = 0
        self._away = False

    def note(self, selected: int | None) -> None:
        """Remember the selected row if it is in view, else the first one that is whole in view.

        Those below it, then those above it, stand in for it when it is gone. Of a selected row that
        is not in the table, the height that it had before is remembered.
        """
        scrolled = self._view.verticalScrollBar().value()
        row_height = self._view.verticalHeader().defaultSectionSize()
        first = (scrolled + row_height - 1) // row_height
        in_view = max(1, self._view.viewport().height() // row_height)
        ids = self._table.ids_between(first, first + in_view - 1)
        at = ids.index(selected) if selected in ids else 0
        self._ids = ids[at:] + ids[:at][::-1]
        self._height = (first + at) * row_height - scrolled
        if selected in ids:
            self._selected_height = self._height
        self._away = selected is not None and self._table.place_of(selected) is None

    def bring_back(self, wanted: int | None) -> bool:
        """Scroll so that the row is where it was; False when neither it nor a neighbour is here.

        Args:
            wanted: the selected row, which comes into view if it was not in the table before.
        """
        row_height = self._view.verticalHeader().defaultSectionSize()
        if self._away and wanted is not None:
            place = self._table.place_of(wanted)
            if place is not None:
                height = place * row_height - self._selected_height
                self._view.verticalScrollBar().setValue(height)
                return True
        for row_id in self._ids:
            place = self._table.place_of(row_id)
            if place is not None:
                self._view.verticalScrollBar().setValue(place * row_height - self._height)
                return wanted in {None, row_id} or self._table.place_of(wanted or 0) is not None
            if row_id == wanted:
                break  # it may turn up yet: its neighbours would only lead away from it
        self._view.verticalScrollBar().setValue(0)
        return False
