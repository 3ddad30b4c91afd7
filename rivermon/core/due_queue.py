"""Which callback is next: of those that are due, the one whose window closes first."""

import heapq
from datetime import datetime
from itertools import count

from rivermon.core.entities import Callback


class DueQueue:
    """Owed callbacks in memory, each id once, waiting for their moment.

    Two heaps, so that neither many waiting retries nor many due callbacks are ever searched. An
    entry that was dropped, or overtaken by an earlier moment for the same id, is skipped when its
    turn comes.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Callback]] = []
        self._due: list[tuple[bool, datetime, int, Callback]] = []
        self._current: dict[int, tuple[datetime, int]] = {}
        self._arrivals = count()

    def __len__(self) -> int:
        return len(self._current)

    def add(self, callback: Callback, at: datetime) -> None:
        """Queue a callback for the moment `at`; known already, it keeps the earlier moment."""
        known = self._current.get(callback.id)
        if known is not None and known[0] <= at:
            return
        entry = (at, next(self._arrivals))
        self._current[callback.id] = entry
        heapq.heappush(self._waiting, (*entry, callback))

    def drop(self, callback_id: int) -> None:
        """Take a callback out, if it is queued: it is not to be sent any more."""
        self._current.pop(callback_id, None)

    def pop(self, now: datetime) -> Callback | None:
        """Take out the due callback with the oldest deadline; None while none is due.

        Those that had missed their deadline when they fell due come after all others: they must
        not make these late as well.
        """
        while self._waiting and self._waiting[0][0] <= now:
            _, arrival, callback = heapq.heappop(self._waiting)
            if self._is_current(callback.id, arrival):
                late = callback.deadline <= now
                heapq.heappush(self._due, (late, callback.deadline, arrival, callback))
        while self._due:
            _, _, arrival, callback = heapq.heappop(self._due)
            if self._is_current(callback.id, arrival):
                del self._current[callback.id]
                return callback
        return None

    def next_moment(self) -> datetime | None:
        """When the next waiting callback will be due; None when none waits."""
        return self._waiting[0][0] if self._waiting else None

    def _is_current(self, callback_id: int, arrival: int) -> bool:
        known = self._current.get(callback_id)
        return known is not None and known[1] == arrival
