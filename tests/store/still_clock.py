"""A clock that stands still until it is moved on."""

import asyncio
from datetime import datetime, timedelta

from tests.store.drafts import NOON


class StillClock:
    """The Clock of `core.ports`; both its hands are moved by hand."""

    def __init__(self) -> None:
        self.wall = NOON + timedelta(milliseconds=3)
        self.seconds = 0.003

    def now(self) -> datetime:
        return self.wall

    def monotonic_s(self) -> float:
        return self.seconds

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        raise AssertionError("the store never waits")
