"""Brings the window forward with a row selected, wherever it is: what a notice is about.

Does not search: it waits for the page's search, and takes the filter away if that hides the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from rivermon.core.listing import View
from rivermon.ui.summons import bring_forward

if TYPE_CHECKING:
    from rivermon.ui.main_window import MainWindow


class RowOpener(QObject):
    """Opens one row after another; the last one asked for wins."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: tuple[View, int] | None = None
        # Not while a table is in the middle of a change: what is selected then is not noted.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        window.status.filter_asked.connect(self.open_filter)
        window.views.view_changed.connect(self._on_view_changed)
        for view in View:
            window.views.of(view).counted.connect(self._soon.start)

    def open(self, view: View, row_id: int) -> None:
        """Show the window, the view, and the row in it as soon as it is found."""
        bring_forward(self._window)
        self._window.show_view(view)
        if self._window.views.paused:  # what stands still may not have the row
            self._window.front.toggle_pause()
        self._wanted = (view, row_id)
        self._soon.start()

    @Slot(str)
    def open_filter(self, text: str) -> None:
        """Show the records that match a filter."""
        self._wanted = None
        self._window.show_view(View.RECORDS)
        self._window.filter_bar.box.set_text_now(text)

    @Slot(object)
    def _on_view_changed(self, view: View) -> None:
        if self._wanted is not None and self._wanted[0] is not view:
            self._wanted = None

    @Slot()
    def _look(self) -> None:
        if self._wanted is None:
            return
        view, row_id = self._wanted
        page = self._window.views.of(view)
        place = page.table.place_of(row_id)
        if place is not None:
            self._wanted = None
            page.rows.select_place(place)
        elif not page.finder.search.running:
            self._look_further(row_id)

    def _look_further(self, row_id: int) -> None:
        """All that was searched for is here, and the row is not."""
        page = self._window.views.page
        if page.finder.search.whole and page.filter_text:
            self._window.filter_bar.box.set_text_now("")
            return
        self._wanted = None
        if page.finder.search.whole:  # else the ledger did not answer, and that is said
            self._window.detail.show_row(page.view, row_id)
