"""Says when the window has painted something, to the moment at which the painting was over.

Waits on Qt's own events: it neither polls nor paints. Does not know what is to be painted.
"""

import asyncio
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from rivermon.core.listing import View
from rivermon.ui.main_window import MainWindow
from rivermon.ui.row_painter import ROW_HEIGHT
from rivermon.ui.view_page import ViewPage

PATIENCE_S = 12.0


class PaintWatch(QObject):
    """Filters the window's update requests: each paints all that is dirty, at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._condition: Callable[[], bool] = lambda: False
        self._came: asyncio.Future[float] | None = None
        self.rows_painted = False
        window.installEventFilter(self)
        for view in View:
            window.views.of(view).rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the window paint, and look whether that was what is waited for."""
        if event.type() is QEvent.Type.Paint and watched is not self._window:
            self.rows_painted = True
        elif event.type() is QEvent.Type.UpdateRequest and isinstance(watched, QWidget):
            watched.event(event)
            self._look()
            return True
        return False

    async def until(self, condition: Callable[[], bool], what: str) -> float:
        """Wait until something is painted while `condition` holds.

        Returns:
            The moment at which it was painted, on the clock of perf_counter.

        Raises:
            TimeoutError: it was not painted in PATIENCE_S.
        """
        self.rows_painted = False
        self._condition = condition
        self._came = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._came
        except TimeoutError as never:
            raise TimeoutError(f"not painted in {PATIENCE_S:.0f} s: {what}") from never
        finally:
            self._came = None

    def _look(self) -> None:
        if self._came is not None and not self._came.done() and self._condition():
            self._came.set_result(perf_counter())


def rows_in_view(page: ViewPage) -> range:
    """The places of the rows of which at least a pixel is in view."""
    top = page.rows.verticalScrollBar().value()
    below = (top + page.rows.viewport().height() - 1) // ROW_HEIGHT + 1
    return range(top // ROW_HEIGHT, min(below, page.table.rowCount()))


def all_known(page: ViewPage) -> bool:
    """True when there are rows in view, and each has its text."""
    places = rows_in_view(page)
    return bool(places) and all(page.table.line_at(place) is not None for place in places)


def full(page: ViewPage) -> bool:
    """True when rows fill the table's height."""
    return page.table.rowCount() * ROW_HEIGHT >= page.rows.viewport().height()
