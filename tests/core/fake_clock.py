"""A clock that stands still until a test moves it."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, 12, 0, 0, tzinfo=UTC)


class FakeClock:
    """Keeps the promises of `ports.Clock` with time handed in."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._steady = START
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    def monotonic_s(self) -> float:
        return (self._steady - START).total_seconds()

    def move(self, seconds: float) -> None:
        """Let time pass, and wake whoever waits for it."""
        self._steady += timedelta(seconds=seconds)
        self.set_wall(seconds)

    def set_wall(self, seconds: float) -> None:
        """Set the wall clock forward, or back; no time passes."""
        self._now += timedelta(seconds=seconds)
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        ends = None if until is None else self._steady + (until - self._now)
        while not wake.is_set() and (ends is None or self._steady < ends):
            waits = [asyncio.ensure_future(each.wait()) for each in (wake, self._moved)]  # noqa: TID251
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for each in waits:
                    each.cancel()
                await asyncio.gather(*waits, return_exceptions=True)
