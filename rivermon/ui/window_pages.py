"""What fills the middle of the window: the tables, the health, how to begin, or that it is read.

Does not know the bars around it, nor what any page shows.
"""

import asyncio

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from rivermon.core.listing import View
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.front import Front
from rivermon.ui.late_health import LateHealth
from rivermon.ui.view_stack import ViewStack

_SILENT_MS = 150
_LATE_MS = 1000


class WindowPages(QStackedWidget):
    """Shows one page, and knows when the window has something to show at all."""

    def __init__(
        self,
        *,
        front: Front,
        views: ViewStack,
        workbench: QWidget,
        empty_state: QWidget,
        health: LateHealth,
        parent: QWidget | None = None,
    ) -> None:
        """Choose among these; `workbench` has the `views` in it."""
        super().__init__(parent)
        self._front = front
        self._views = views
        self._workbench = workbench
        self._empty_state = empty_state
        self._health = health
        self._reading = EmptyNote(self.tr("Reading the records…"), "", self)
        self._opened = asyncio.Event()
        for page in (self._reading, empty_state, workbench, health):
            self.addWidget(page)
        self.setCurrentWidget(workbench)
        self._patience = QTimer(self, singleShot=True, interval=_SILENT_MS)
        self._patience.timeout.connect(self.choose)
        QTimer.singleShot(_LATE_MS, self._opened.set)
        self._patience.start()
        for view in View:
            page = views.of(view)
            page.counted.connect(self.choose)
            page.counted.connect(self._note_opened)
            page.rows.painted.connect(self._opened.set)

    async def opened(self) -> None:
        """Return once what the window opens with is painted, or is a long time coming."""
        await self._opened.wait()

    @Slot()
    def choose(self) -> None:
        """Show how to begin while there is nothing, and say so while that is not known yet."""
        page = self._views.page
        wanted: QWidget
        seat: QWidget
        wanted, seat = self._workbench, page
        if self._front.health:
            wanted, seat = self._health, self._health.have()
            self._opened.set()
        elif page.view is View.RECORDS and page.empty:
            wanted = seat = self._empty_state
        elif page.query.filter is None and not page.table.rowCount() and page.finder.search.running:
            if self._patience.isActive() and self.currentWidget() is not self._health:
                return
            wanted = seat = self._reading
        if self.currentWidget() is not wanted or self.window().focusWidget() is None:
            self.setCurrentWidget(wanted)
            seat.setFocus()

    @Slot()
    def _note_opened(self) -> None:
        page = self._views.page
        if page.finder.search.whole and not page.table.rowCount():
            self._opened.set()
