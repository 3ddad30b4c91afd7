"""Notes from when until when the public way was down, so that the time can be told.

What is noted is the time in which rivermon listened, the operator wanted a public way, and no
webhook could come in by it. The time in which rivermon did not listen is the listener's own, see
core/uptime.py: the two never overlap, and together they are all the time in which nothing could
come in. Does not know when it is down: it is told.
"""

from contextlib import suppress
from datetime import datetime

from rivermon.core.health import Way
from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.uptime import ASLEEP_S, INTERVAL


class Outages:
    """Notes each outage: when it begins, while it lasts, and when it ends.

    After a kill the last note stands, so that the rest of an outage is not counted.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        """Write to `store`."""
        self._store = store
        self._clock = clock
        self._outage: datetime | None = None
        self._row: datetime | None = None
        self._until = clock.now()
        self._noted_s = clock.monotonic_s()
        self._unwritten: dict[datetime, datetime] = {}

    @property
    def due_s(self) -> float | None:
        """When, by the steady clock, it has to be noted again; None while nothing is down."""
        return None if self._row is None else self._noted_s + INTERVAL.total_seconds()

    def note(self, since: datetime | None) -> None:
        """Note that it is down now since `since`, or with None that it is not.

        It has to be called at every change, and every half a minute while it is down.
        """
        now, now_s = self._clock.now(), self._clock.monotonic_s()
        # A machine that slept did not listen either.
        broken = now < self._until or now_s - self._noted_s >= ASLEEP_S
        if self._row is not None and not broken:
            self._unwritten[self._row] = now if since in {None, self._outage} else min(since, now)
        if since is None:
            self._row = None
        elif since != self._outage:
            self._row = min(since, now)
        elif broken:
            self._row = now
        if self._row is not None:
            self._unwritten[self._row] = now
        self._outage, self._until, self._noted_s = since, now, now_s

    async def write(self) -> None:
        """Have what was noted written; what cannot be written now is written by a later call."""
        with suppress(StoreUnavailable):
            for since, until in tuple(self._unwritten.items()):
                await self._store.note_lasting(Way.PUBLIC_DOWN, since, until)
                if self._unwritten[since] == until:
                    del self._unwritten[since]
