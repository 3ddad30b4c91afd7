"""Runs searches for one table: shows what is found as it comes, and searches again in measure.

Does not know facts, lines or widgets.
"""

import asyncio
from array import array
from contextlib import aclosing

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rivermon.core.listing import Query, Stretch
from rivermon.core.ports import Clock, Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.ledger_answers import LedgerAnswers
from rivermon.ui.ledger_table import LedgerTable

_LEAST_PAUSE_S = 0.4
_SHARE = 4
"""A search that is repeated takes a fifth of the time at most."""


class TableSearch(QObject):
    """One search at a time; a newer one ends the one before."""

    progressed = Signal(object)
    """How much of the search is over, from 0 to 1; None when no search runs any more."""

    ended = Signal()
    """The search came to its end, and the table holds all that it found."""

    stopped = Signal()
    """The operator ended the search; what was found so far is shown."""

    def __init__(
        self,
        table: LedgerTable,
        ledger: Ledger,
        answers: LedgerAnswers,
        clock: Clock,
        tasks: OwnedTasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._ledger = ledger
        self._answers = answers
        self._clock = clock
        self._tasks = tasks
        self._turn = 0
        self._task: asyncio.Task[None] | None = None
        self._query: Query | None = None
        self._next: Query | None = None
        self._found: _Gathering | _Showing | None = None
        self._whole = False
        self._took_s = 0.0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._repeat)

    @property
    def running(self) -> bool:
        """True while a search runs."""
        return self._query is not None

    @property
    def whole(self) -> bool:
        """True when the table holds all that the latest search found."""
        return self._whole

    def begin(self, query: Query) -> None:
        """Search, and show what is found in the place of what was shown."""
        self._whole = False
        self._start(query)

    def repeat(self, query: Query) -> None:
        """Search once more, soon; the table changes only when all is found."""
        if not self.running and not self._pause.isActive():
            self._next = query
            self._pause.start(int(1000 * max(_LEAST_PAUSE_S, self._took_s * _SHARE)))

    def put_off(self) -> bool:
        """Do not search once more as `repeat` was asked to; False when it was not."""
        waiting = self._pause.isActive()
        self._pause.stop()
        return waiting

    def repeat_now(self, query: Query) -> None:
        """The same without a pause."""
        self._start(query)

    @Slot()
    def cancel(self) -> None:
        """End the search that runs, and keep what it found."""
        if self.running:
            self._halt()
            if isinstance(self._found, _Showing):
                self._found.end()  # what was shown before was not found by this search
            self.progressed.emit(None)
            self.stopped.emit()

    def _halt(self) -> None:
        """End the search that runs in the middle of its step: the next one waits for that."""
        self._turn += 1
        self._query = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot()
    def _repeat(self) -> None:
        if self._next is not None:
            self._start(self._next)

    def _start(self, query: Query) -> None:
        self._pause.stop()
        self._halt()
        self._query = query
        found = _Gathering(self._table) if self._whole else _Showing(self._table, query)
        self._found = found
        self._task = self._tasks.start(self._run(query, self._turn, found), "search")

    async def _run(self, query: Query, turn: int, found: "_Gathering | _Showing") -> None:
        began = self._clock.monotonic_s()
        try:
            async with aclosing(self._ledger.search(query)) as pieces:
                async for piece in pieces:
                    if turn != self._turn:
                        return
                    found.add(piece)
                    self.progressed.emit(piece.done)
        except StoreUnavailable as why:
            if turn == self._turn:
                self._task, self._query = None, None
                self.progressed.emit(None)
                self._answers.note_failure(why)
            return
        if turn == self._turn:
            self._took_s = self._clock.monotonic_s() - began
            self._task, self._query = None, None
            self._whole = True
            found.end()
            self._answers.note_success()
            self.progressed.emit(None)
            self.ended.emit()


class _Showing:
    """Shows each piece at once: the first in the place of what was there."""

    def __init__(self, table: LedgerTable, query: Query) -> None:
        self._table = table
        self._query = query
        self._begun = False

    def add(self, piece: Stretch) -> None:
        if not self._begun:
            # Until something is found, what was found before is better than nothing.
            if piece.ids:
                self._begun = True
                self._table.begin(self._query.sort, piece.ids)
        elif piece.anew:
            self._table.become(piece.ids)
        else:
            self._table.extend(piece.ids)

    def end(self) -> None:
        if not self._begun:
            self._table.begin(self._query.sort, array("q"))


class _Gathering:
    """Shows all at the end: the rows that are the same do not move."""

    def __init__(self, table: LedgerTable) -> None:
        self._table = table
        self._ids: array[int] = array("q")

    def add(self, piece: Stretch) -> None:
        if piece.anew:
            self._ids = array("q")
        self._ids.extend(piece.ids)

    def end(self) -> None:
        self._table.become(self._ids)
