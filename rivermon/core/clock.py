"""The system's clock, as the house's Clock.

Two hands: the wall clock, that anybody may set, and one that only ever goes on, through the
machine's sleep too. Does not know what they are used for.
"""

import asyncio
import contextlib
import sys
import time
from datetime import UTC, datetime
from functools import partial

_LONGEST_NAP_S = 2.0


# Nobody sets these, and they go on while the machine sleeps. `time.monotonic` stops then on Linux
# (clock_gettime(2)) and on macOS (mach_absolute_time); on Windows, before Python 3.13, it goes in
# steps of 16 ms, and an answer takes less (GetTickCount64; the other is QueryPerformanceCounter).
if sys.platform == "linux":
    _steady_s = partial(time.clock_gettime, time.CLOCK_BOOTTIME)
elif sys.platform == "darwin":
    _steady_s = partial(time.clock_gettime, time.CLOCK_MONOTONIC)
else:
    _steady_s = time.perf_counter


class SystemClock:
    """Tells the real time."""

    def now(self) -> datetime:
        """The wall clock: aware, UTC."""
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        """Seconds that never run backwards, and go on while the machine sleeps."""
        return _steady_s()

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        """Return when `wake` is set or `until` has come.

        How long that is, is asked once: a wall clock that is set meanwhile, an hour forward or
        back, makes the wait neither shorter nor longer. The loop's timers stand still while the
        machine sleeps, so it looks again every two seconds, and is not late by more than that.
        """
        if until is None:
            await wake.wait()
            return
        ends_s = self.monotonic_s() + (until - self.now()).total_seconds()
        while not wake.is_set() and (left_s := ends_s - self.monotonic_s()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left_s, _LONGEST_NAP_S)):
                    await wake.wait()
