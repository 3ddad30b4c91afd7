"""The system's clock, as the house's Clock."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime

_LONGEST_SLEEP_S = 30.0


class SystemClock:
    """Tells the real time."""

    def now(self) -> datetime:
        """The wall clock: aware, UTC."""
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        """Return when `wake` is set or `until` has come.

        Looks at the wall clock again at least every 30 s, for that can jump: the laptop slept, or
        somebody set it.
        """
        while not wake.is_set():
            left_s = _LONGEST_SLEEP_S if until is None else (until - self.now()).total_seconds()
            if left_s <= 0:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), min(left_s, _LONGEST_SLEEP_S))
