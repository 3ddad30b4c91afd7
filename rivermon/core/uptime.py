"""Notes from when until when the listener is open, so that the time it was down can be told.

Does not know the listener: it is told when that opens and closes.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Self

from rivermon.core.health import Way
from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.steady_time import SteadyTime
from rivermon.core.tasks import OwnedTasks

INTERVAL = timedelta(seconds=30)
ASLEEP_S = 3 * INTERVAL.total_seconds()
"""Who was not heard of for so long was asleep."""

_GRACE_S = 1.0


class _Stretch:
    """One time up without a break, by the wall clock; `until` was noted last."""

    def __init__(self, clock: Clock) -> None:
        self.since = self.until = clock.now()
        self._noted_s = clock.monotonic_s()

    def reaches(self, now: datetime, now_s: float) -> bool:
        """Prolong it to `now`; False if the machine slept since, or the wall clock was set back."""
        broken = now < self.until or now_s - self._noted_s >= ASLEEP_S
        if not broken:
            self.until, self._noted_s = now, now_s
        return not broken


class Uptime:
    """Keeps noting that a way is up, from `opened` until it is left.

    After a kill the last note stands: half a minute at most is taken for down that was not.
    """

    def __init__(self, store: Store, clock: Clock, way: Way = Way.LISTENER) -> None:
        """Note in `store` how long `way` is up."""
        self._store = store
        self._clock = clock
        self._time = SteadyTime(clock)
        self._way = way
        self._stretch: _Stretch | None = None
        self._ended = asyncio.Event()
        self._tasks = OwnedTasks("uptime")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Note the end."""
        self._ended.set()
        await self._tasks.close(_GRACE_S)
        await self._note()

    async def opened(self) -> None:
        """It is up from now on."""
        if self._stretch is None:
            self._stretch = _Stretch(self._clock)
            due = self._time.now() + INTERVAL
            await self._note()
            self._tasks.start(self._keep_noting(due), "note")

    async def _keep_noting(self, due: datetime) -> None:
        while not self._ended.is_set():
            await self._clock.wait(self._ended, self._time.on_the_wall(due))
            due = self._time.now() + INTERVAL
            await self._note()

    async def _note(self) -> None:
        if self._stretch is None:
            return
        if not self._stretch.reaches(self._clock.now(), self._clock.monotonic_s()):
            self._stretch = _Stretch(self._clock)
        # Who cannot be told now is told half a minute later, of all the time since.
        with suppress(StoreUnavailable):
            await self._store.note_lasting(self._way, self._stretch.since, self._stretch.until)
