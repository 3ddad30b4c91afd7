"""Finds the next row that failed, above or below, however far away.

Asks the ledger about the ids of the table, a stretch at a time. Does not select.
"""

from collections.abc import Callable

from rivermon.core.listing import View
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.ledger_answers import LedgerAnswers
from rivermon.ui.ledger_table import LedgerTable

_FIRST_STRETCH = 200
_LARGEST_STRETCH = 20_000


class FailureFinder:
    """One look at a time; a newer one ends the one before."""

    def __init__(
        self,
        view: View,
        table: LedgerTable,
        ledger: Ledger,
        answers: LedgerAnswers,
        tasks: OwnedTasks,
    ) -> None:
        self._view = view
        self._table = table
        self._ledger = ledger
        self._answers = answers
        self._tasks = tasks
        self._turn = 0

    def find(self, place: int, step: int, found: Callable[[int | None], None]) -> None:
        """Look from the row beyond `place` on, downwards for a step of 1, upwards for -1.

        Args:
            place: where the look begins; that row itself is left out.
            step: 1 or -1.
            found: is called with the id of the row; None when there is no further failure.
        """
        self._turn += 1
        self._tasks.start(self._look(place, step, found, self._turn), "next failure")

    async def _look(
        self, place: int, step: int, found: Callable[[int | None], None], turn: int
    ) -> None:
        wide = _FIRST_STRETCH
        at = place + step
        while 0 <= at < self._table.rowCount():
            end = at + step * (wide - 1)
            ids = self._table.ids_between(min(at, end), max(at, end))
            failed = await self._answers.of(self._ledger.failed(self._view, ids))
            if failed is None or turn != self._turn:
                return
            if failed:
                there = set(failed)
                found(next(row_id for row_id in ids[::step] if row_id in there))
                return
            # Rows that came above in the meantime have moved the places, not the ids.
            edge = self._table.place_of(ids[::step][-1])
            at = (end if edge is None else edge) + step
            wide = min(wide * 4, _LARGEST_STRETCH)
        found(None)
