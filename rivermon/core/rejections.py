"""What becomes of rejected requests when they are many: which are kept, and how long they wait.

Does not know why they were rejected, or the store.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from rivermon.core.entities import Arrival
from rivermon.core.flood_gauge import FloodGauge
from rivermon.core.patience import Patience, sender_of

_log = logging.getLogger(__name__)
_MOST_WAITING = 64
_REPORT_EVERY_S = 60.0


class Rejections:
    """Slows the senders of bad signatures, and keeps a flood of them from the store."""

    def __init__(
        self,
        monotonic_s: Callable[[], float],
        *,
        patience: Patience | None = None,
        gauge: FloodGauge | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin with everybody unsuspected.

        Args:
            monotonic_s: a steady clock, in seconds.
            patience: how long answers wait.
            gauge: which requests are kept.
            pause: waits so many seconds.
        """
        self._monotonic_s = monotonic_s
        self._patience = Patience() if patience is None else patience
        self._gauge = FloodGauge() if gauge is None else gauge
        self._pause = pause
        self._waiting = 0
        self._reported = 0
        self._report_due = False

    @property
    def dropped(self) -> int:
        """How many were not kept, since the start."""
        return self._gauge.dropped

    def mistake(self, arrival: Arrival) -> float:
        """Note a bad signature; how long its answer should wait, in seconds."""
        return self._patience.err(sender_of(arrival), self._monotonic_s())

    def keeps(self, arrival: Arrival, *, suspect: bool = False) -> bool:
        """True if this rejected request is to be kept; else it is counted, and reported."""
        if self._gauge.keeps(self._monotonic_s(), len(arrival.body), suspect=suspect):
            return True
        if not self._report_due:
            self._report_due = True
            _log.warning("Too many requests are rejected: not all of them are kept from now on.")
            asyncio.get_running_loop().call_later(_REPORT_EVERY_S, self._report)
        return False

    async def make_wait(self, seconds: float) -> None:
        """Hold an answer back, unless so many wait already that this would tie up connections."""
        if seconds <= 0 or self._waiting >= _MOST_WAITING:
            return
        self._waiting += 1
        try:
            await self._pause(seconds)
        finally:
            self._waiting -= 1

    def _report(self) -> None:
        new = self._gauge.dropped - self._reported
        self._reported = self._gauge.dropped
        self._report_due = False
        _log.warning("%d rejected requests of the last minute were counted, not kept.", new)
