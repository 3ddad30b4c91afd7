"""Deletes what is not to be kept any more, a little at a time, so that no webhook waits for it.

Does not know what is too old or too much: the store finds that, by the retention that is chosen.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Self

from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.retention import Removed, Retention
from rivermon.core.steady_time import SteadyTime
from rivermon.core.tasks import OwnedTasks

INTERVAL = timedelta(hours=1)
PAUSE = timedelta(milliseconds=50)
"""Between two batches: whoever waits for the store comes first."""

_AFTER_TROUBLE = timedelta(minutes=1)
_GRACE_S = 1.0
_log = logging.getLogger(__name__)


class RetentionKeeper:
    """Prunes when it is entered, once an hour, and when asked to, until it is left."""

    def __init__(self, store: Store, clock: Clock, retention: Callable[[], Retention]) -> None:
        """Keep in `store` what `retention` says at the moment."""
        self._store = store
        self._clock = clock
        self._time = SteadyTime(clock)
        self._retention = retention
        self._ended = asyncio.Event()
        self._again = asyncio.Event()
        self._last: Retention | None = None
        self._tasks = OwnedTasks("retention")

    async def __aenter__(self) -> Self:
        self._tasks.start(self._keep_pruning(), "prune")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Begin no other batch."""
        self._ended.set()
        self._again.set()
        await self._tasks.close(_GRACE_S)

    def look_again(self) -> None:
        """Prune at once if something else is to be kept than when that was last done."""
        if self._retention() != self._last:
            self._again.set()

    async def _keep_pruning(self) -> None:
        while not self._ended.is_set():
            self._again.clear()
            self._last = self._retention()
            await self._pause(INTERVAL if await self._prune() else _AFTER_TROUBLE, self._again)

    async def _prune(self) -> bool:
        """Delete batch after batch; False if the store does not let it, and has told so."""
        removed = Removed(more=True)
        try:
            while removed.more and not (self._ended.is_set() or self._retention().keeps_all):
                removed = removed.and_then(await self._batch())
                if removed.more:
                    await self._pause(PAUSE, self._ended)
        except StoreUnavailable:
            return False
        finally:
            self._log(removed)
        return True

    async def _batch(self) -> Removed:
        # A wall clock that somebody sets a year ahead makes nothing a year older.
        now = min(self._clock.now(), self._time.now())
        return await self._store.prune(self._retention(), now)

    async def _pause(self, length: timedelta, wake: asyncio.Event) -> None:
        await self._clock.wait(wake, self._clock.now() + length)

    def _log(self, removed: Removed) -> None:
        if removed.records or removed.deliveries or removed.callbacks:
            _log.info(
                "Deleted what was not to be kept any more: %d records, %d deliveries, "
                "%d callbacks, %.1f MB.",
                removed.records,
                removed.deliveries,
                removed.callbacks,
                removed.size / 1024 / 1024,
            )
