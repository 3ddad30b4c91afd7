"""The thread that counts over time: a question takes up to a second, and no page waits for it.

Knows a thread and a connection. Does not know what is counted.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from rivermon.core.health import Health, Losses, Pace, Span
from rivermon.core.retention import Removed, Retention
from rivermon.store import health, pruning
from rivermon.store.id_lists import Ask
from rivermon.store.reader import Reader

P = ParamSpec("P")
T = TypeVar("T")


class Measuring:
    """Asks about the health in a thread and on a connection of its own, one question at a time."""

    def __init__(self, reader: Reader) -> None:
        """Take a reader that nobody else uses."""
        self._reader = reader
        self._thread = ThreadPoolExecutor(1, "store measuring")

    async def health(self, span: Span, now: datetime) -> Health:
        """How webhooks and callbacks fared in the time before `now`."""
        return await self._run(health.health, span, now)

    async def losses(self, now: datetime) -> Losses:
        """Where everything that ever came is, and every callback that was ever owed."""
        return await self._run(health.losses, now)

    async def pace(self, now: datetime) -> Pace:
        """When the last webhook came, and how many usually come."""
        return await self._run(health.pace, now)

    async def would_prune(self, retention: Retention, now: datetime) -> Removed:
        """What pruning would delete in all."""
        return await self._run(pruning.would_prune, retention, now)

    async def close(self) -> None:
        """End what is being counted, then the thread and its connection."""
        self._reader.interrupt()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._reader.close)
        self._thread.shutdown()

    async def _run(
        self, question: Callable[Concatenate[Ask, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        loop = asyncio.get_running_loop()
        asked = partial(question, self._reader.ask, *args, **kwargs)
        return await loop.run_in_executor(self._thread, asked)
