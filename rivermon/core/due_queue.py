"""Which callback is next: of those that are due, the one whose window closes first."""

import heapq
from datetime import datetime
from itertools import count

from rivermon.core.entities import Callback


class DueQueue:
    """Owed callbacks in memory, each id once, waiting for their moment.

    Two heaps, so that neither many waiting retries nor many due callbacks are ever searched. An
    entry that was overtaken by an earlier moment for the same id is skipped when its turn comes.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Callback]] = []
        self._due: list[tuple[datetime, int, Callback]] = []
        self._moments: dict[int, datetime] = {}
        self._arrivals = count()

    def __len__(self) -> int:
        return len(self._moments)

    def add(self, callback: Callback, at: datetime) -> None:
        """Queue a callback for the moment `at`; known already, it keeps the earlier moment."""
        known = self._moments.get(callback.id)
        if known is not None and known <= at:
            return
        self._moments[callback.id] = at
        heapq.heappush(self._waiting, (at, next(self._arrivals), callback))

    def drop(self, callback_id: int) -> None:
        """Take a callback out, if it is queued: it is not to be sent any more."""
        self._moments.pop(callback_id, None)

    def pop(self, now: datetime) -> Callback | None:
        """Take out the due callback with the oldest deadline; None while none is due."""
        while self._waiting and self._waiting[0][0] <= now:
            at, arrival, callback = heapq.heappop(self._waiting)
            if self._moments.get(callback.id) == at:
                heapq.heappush(self._due, (callback.deadline, arrival, callback))
        while self._due:
            callback = heapq.heappop(self._due)[2]
            if self._moments.pop(callback.id, None) is not None:
                return callback
        return None

    def next_moment(self) -> datetime | None:
        """When the next waiting callback will be due; None when none waits."""
        return self._waiting[0][0] if self._waiting else None
