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
            there = set(failed)
            first = next((each for each in ids[::step] if each in there and self._has(each)), None)
            if first is not None:
                found(first)
                return
            at = self._beyond(ids[::step], at, end, step)
            wide = min(wide * 4, _LARGEST_STRETCH)
        found(None)

    def _has(self, row_id: int) -> bool:
        return self._table.place_of(row_id) is not None

    def _beyond(self, ids: list[int], begin: int, end: int, step: int) -> int:
        """Where to look next: beyond the last of `ids` that is still here.

        Rows that came or went in the meantime have moved the places, not the ids.
        """
        for row_id in reversed(ids):
            place = self._table.place_of(row_id)
            if place is not None:
                return place + step
        return begin if step > 0 else end + step  # all of them went, and those below moved up
