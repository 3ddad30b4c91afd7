"""Reads the lines that a table is asked to show, and some around them, a page at a time.

Does not know what matches. Ids that the ledger does not know any more are taken out of the table.
"""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject

from rivermon.core.listing import Line, Query
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.ledger_answers import LedgerAnswers
from rivermon.ui.ledger_table import LedgerTable

MARGIN = 120
"""Rows that are read above and below those in view, so that scrolling on finds them there."""


class LineReader(QObject):
    """Keeps the lines in view known."""

    def __init__(
        self,
        table: LedgerTable,
        ledger: Ledger,
        answers: LedgerAnswers,
        tasks: OwnedTasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._ledger = ledger
        self._answers = answers
        self._tasks = tasks
        self._query: Query | None = None
        self._view = (0, -1)
        self._reading = False
        self._again: set[int] = set()
        self._around = False

    def ask(self, query: Query) -> None:
        """Read the lines of another query from now on."""
        self._query = query

    def look_at(self, first: int, last: int) -> None:
        """Have the lines from place `first` to place `last` read."""
        self._view = (first, last)
        self._start()

    def read_again(self, ids: Sequence[int]) -> None:
        """Read lines once more that may have changed."""
        self._again.update(row_id for row_id in ids if self._table.line_of(row_id) is not None)
        self._start()

    def read_view_again(self) -> None:
        """Read all lines in view once more; those around it are read when they come into view."""
        in_view = set(self._table.ids_between(*self._view))
        self._table.forget_but(in_view)
        self._again.update(in_view)
        self._start()

    def _start(self) -> None:
        if not self._reading and self._query is not None and self._next():
            self._reading = True
            self._tasks.start(self._read(), "lines")

    async def _read(self) -> None:
        try:
            while (query := self._query) is not None and (ids := self._next()):
                self._again.difference_update(ids)
                lines = await self._answers.of(self._ledger.lines(query, ids))
                if lines is None:
                    return
                if self._query is not None and query.paths == self._query.paths:
                    self._show(ids, lines)
                # What was read is painted before more is read beside it.
                await asyncio.sleep(0)
        finally:
            self._reading = self._around = False

    def _show(self, ids: Sequence[int], lines: Sequence[Line]) -> None:
        in_view = self._table.ids_between(*self._view)
        self._table.learn(lines, seen=not set(in_view).isdisjoint(ids))
        there = {line.row.id for line in lines}
        self._table.take_out(row_id for row_id in ids if row_id not in there)

    def _next(self) -> list[int]:
        """The ids whose lines are to be read next: those in view first, then those around them."""
        first, last = self._view
        missing = self._unknown(first, last)
        if missing:
            self._around = True
            return missing
        if self._again:
            return list(self._again)
        return self._unknown(first - MARGIN, last + MARGIN) if self._around else []

    def _unknown(self, first: int, last: int) -> list[int]:
        ids = self._table.ids_between(first, last)
        return [row_id for row_id in ids if self._table.line_of(row_id) is None]
