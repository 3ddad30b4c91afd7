"""Asks a view for something else, and times what is shown of the answer.

Does not know what is asked for.
"""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, Slot

from rivermon.store.ledger import SqliteLedger
from rivermon.ui.view_page import ViewPage
from tests.bench.paint_watch import PaintWatch, all_known, full

_PATIENCE_S = 15.0


class Shown(NamedTuple):
    """When the first page, and when all of an answer was there: milliseconds since it was asked.

    `whole_ms` is None where nobody waited to its end, and `first_ms` is as long as one waited
    for what never came. `steps` are the pieces that it came in.
    """

    first_ms: float
    whole_ms: float | None
    steps: int
    found: int


class SearchWatch(QObject):
    """Listens to the search of one view."""

    def __init__(self, watch: PaintWatch, page: ViewPage) -> None:
        super().__init__(page)
        self._watch = watch
        self.page = page
        self._begun = False
        self._ended_at = 0.0
        self._over = asyncio.Event()
        self._steps = 0
        page.table.changed.connect(self._on_changed)
        page.finder.search.ended.connect(self._on_ended)
        page.finder.search.progressed.connect(self._on_progress)

    async def ask(
        self, act: Callable[[], object], what: str, *, a_page: bool = True, whole_s: float = 2.0
    ) -> Shown:
        """Do something that makes the view search.

        Args:
            act: what the operator does.
            what: a name for it, should it never be answered.
            a_page: the first page has to fill the table, or the search to be over; one row is
                enough otherwise.
            whole_s: how long to wait until all is found as well; a search that takes longer is
                cancelled, and its thread waited for. With 0 nobody waits, nor cancels.
        """
        self._begun, self._steps = False, 0
        self._over.clear()
        began = perf_counter()
        act()
        try:
            first = await self._watch.until(lambda: self._is_shown(a_page=a_page), what)
        except TimeoutError:
            first = perf_counter()
        whole_ms = None
        if whole_s and await self._is_over(whole_s):
            whole_ms = (self._ended_at - began) * 1000
        found = self.page.table.rowCount()
        if whole_s and whole_ms is None:
            await self._give_up()
        return Shown((first - began) * 1000, whole_ms, self._steps, found)

    async def is_free(self) -> bool:
        """Wait for the thread that searches; False when it took too long."""
        end = perf_counter() + _PATIENCE_S
        ledger = self.page.finder._ledger
        if not isinstance(ledger, SqliteLedger):
            raise TypeError("this ledger's thread is not known here")
        # Nothing tells that the thread is free, and it is not changed for being measured.
        while ledger._searching._open and perf_counter() < end:  # noqa: ASYNC110 - see above
            await asyncio.sleep(0)
        return perf_counter() < end

    async def _is_over(self, patience_s: float) -> bool:
        try:
            async with asyncio.timeout(patience_s):
                await self._over.wait()
        except TimeoutError:
            return False
        return True

    async def _give_up(self) -> None:
        self.page.finder.search.cancel()
        await self.is_free()

    def _is_shown(self, *, a_page: bool) -> bool:
        page, over = self.page, self.page.finder.search.whole
        if not self._begun:
            return False
        if page.table.rowCount() == 0:
            return over and not page.rows.isVisible()
        enough = over or not a_page or full(page)
        return enough and self._watch.rows_painted and all_known(page)

    @Slot()
    def _on_changed(self) -> None:
        self._begun = True

    @Slot()
    def _on_ended(self) -> None:
        self._ended_at = perf_counter()
        self._over.set()

    @Slot(object)
    def _on_progress(self, done: float | None) -> None:
        if done is not None:
            self._steps += 1
