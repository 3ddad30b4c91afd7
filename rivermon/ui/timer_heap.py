"""The calls that are due later, soonest first, with cancelled ones swept out.

Does not know what a call does, nor what wakes the loop when one is due.
"""

import asyncio
import heapq
from itertools import count

_SWEEP_FROM = 64


class TimerHeap:
    """Timer handles ordered by when they are due; equal times keep the order they came in."""

    def __init__(self) -> None:
        self._entries: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._order = count()
        self._cancelled = 0

    def __len__(self) -> int:
        return len(self._entries)

    def push(self, handle: asyncio.TimerHandle) -> None:
        """Keep `handle` until it is due."""
        heapq.heappush(self._entries, (handle.when(), next(self._order), handle))

    def next_due(self) -> float | None:
        """When the soonest call is due, on the loop's clock in seconds; None if there is none."""
        while self._entries and self._entries[0][2].cancelled():
            heapq.heappop(self._entries)
        return self._entries[0][0] if self._entries else None

    def take_due(self, now: float) -> list[asyncio.TimerHandle]:
        """Remove and return the calls that were due at `now` (seconds) or before, in order."""
        due = []
        while self._entries and self._entries[0][0] <= now:
            handle = heapq.heappop(self._entries)[2]
            if not handle.cancelled():
                due.append(handle)
        return due

    def note_cancelled(self) -> None:
        """Count a cancelled handle; sweep when they are about half of what is kept.

        A handle that was cancelled after it ran is counted too: that only sweeps a little sooner.
        """
        self._cancelled += 1
        if self._cancelled < max(_SWEEP_FROM, len(self._entries) // 2):
            return
        self._entries = [entry for entry in self._entries if not entry[2].cancelled()]
        heapq.heapify(self._entries)
        self._cancelled = 0

    def clear(self) -> None:
        """Cancel and forget every call."""
        entries, self._entries = self._entries, []
        for _, _, handle in entries:
            handle.cancel()
        self._cancelled = 0
