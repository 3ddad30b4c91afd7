"""The reading half of the store: pages, searches and the health, each in a thread of its own.

Keeps the promises of `ports.Ledger`. Does not write, and does not know SQL.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from rivermon.core.entities import Counts, Detail
from rivermon.core.filter_terms import Field
from rivermon.core.health import Health, Losses, Pace, Span
from rivermon.core.listing import Line, Query, Stretch, View
from rivermon.core.ports import Clock
from rivermon.core.retention import Removed, Retention
from rivermon.store.database import open_for_reading
from rivermon.store.failure import StoreDamaged
from rivermon.store.measuring import Measuring
from rivermon.store.reader import Reader
from rivermon.store.searching import Searching

P = ParamSpec("P")
T = TypeVar("T")


class SqliteLedger:
    """Reads one database, without ever blocking the loop."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Read the database at `path`, which is there already.

        Raises:
            StoreRefused: it is missing, of another schema, or another program's.
            StoreUnavailable: it cannot be opened.
        """
        self.reader = Reader(open_for_reading(path), path)
        self._clock = clock
        self._reading = ThreadPoolExecutor(1, "store reader")
        self._searching = Searching(Reader(open_for_reading(path), path))
        self._measuring = Measuring(Reader(open_for_reading(path), path))

    async def close(self) -> None:
        """End what runs, and every thread."""
        await self._searching.close()
        await self._measuring.close()
        await self.read(self.reader.close)
        self._reading.shutdown()

    async def search(self, query: Query) -> AsyncGenerator[Stretch, None]:
        """The ids of all that matches, piece by piece; closing the iterator ends the search."""
        try:
            async with aclosing(self._searching.search(query, self._clock.now())) as pieces:
                async for piece in pieces:
                    yield piece
        except StoreDamaged as damage:
            self.found_damaged(damage)
            raise

    async def lines(self, query: Query, ids: Sequence[int]) -> Sequence[Line]:
        """The rows with these ids, in their order; those that are gone are left out."""
        return await self.read(self.reader.lines, query, ids)

    async def matching(self, query: Query, ids: Sequence[int]) -> Sequence[int]:
        """Those of `ids` that match the filter, in no particular order."""
        return await self.read(self.reader.matching, query, ids, self._clock.now())

    async def newer(self, query: Query, than: int) -> Sequence[int]:
        """The ids beyond `than` that match, oldest first."""
        return await self.read(self.reader.newer, query, than, self._clock.now())

    async def failed(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        """Those of `ids` that failed, in no particular order."""
        return await self.read(self.reader.failed, view, ids)

    async def values_seen(self, field: Field, begin: str, limit: int = 20) -> Sequence[str]:
        """Values of a text field that begin so, in alphabetical order."""
        return await self.read(self.reader.values_seen, field, begin, limit)

    async def version(self) -> int:
        """A number that is another one after anybody else's commit."""
        return await self.read(self.reader.version)

    async def detail(self, view: View, row_id: int) -> Detail | None:
        """Everything about the row of a view, or None."""
        return await self.read(self.reader.detail, view, row_id)

    async def details(self, view: View, ids: Sequence[int]) -> Sequence[Detail]:
        """Everything about rows of a view, in their order; those that are gone are left out."""
        return await self.read(self.reader.details, view, ids)

    async def records_of(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        """The ids of the records that rows of a view are about, each once, in their order."""
        return await self.read(self.reader.records_of, view, ids)

    async def counts(self) -> Counts:
        """How much is stored."""
        # Counting a million rows takes a while, and no page should wait for it.
        return await self._heeded(self._searching.counts())

    async def health(self, span: Span, now: datetime) -> Health:
        """How webhooks and callbacks fared in the time before `now`."""
        return await self._heeded(self._measuring.health(span, now))

    async def losses(self) -> Losses:
        """Where everything that ever came is, and every callback that was ever owed."""
        return await self._heeded(self._measuring.losses(self._clock.now()))

    async def pace(self, now: datetime) -> Pace:
        """When the last webhook came, and how many usually come."""
        return await self._heeded(self._measuring.pace(now))

    async def would_prune(self, retention: Retention, now: datetime) -> Removed:
        """What pruning would delete in all."""
        return await self._heeded(self._measuring.would_prune(retention, now))

    async def read(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the reader a question, in its thread."""
        loop = asyncio.get_running_loop()
        asked = partial(question, *args, **kwargs)
        return await self._heeded(loop.run_in_executor(self._reading, asked))

    async def _heeded(self, answer: Awaitable[T]) -> T:
        try:
            return await answer
        except StoreDamaged as damage:
            self.found_damaged(damage)
            raise

    def found_damaged(self, damage: StoreDamaged) -> None:
        """Heed that something could not be read; who only reads can only say so."""
