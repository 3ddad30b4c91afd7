"""The store as the house sees it: commits through the writer, reads through its own connection.

Keeps the promises of `ports.Store` and `ports.Ledger`. Does not know tables or SQL.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import (
    Callback,
    Counts,
    Kept,
    Outcome,
    RecordDetail,
    RecordRow,
)
from rivermon.core.ports import Clock
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.keeping import Execute, Told, keep
from rivermon.store.noting import call_again, reject, write_note
from rivermon.store.ownership import owned
from rivermon.store.reader import Reader
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.writer import Tell, Writer

P = ParamSpec("P")
T = TypeVar("T")


class SqliteStore:
    """Writes and reads one database, without ever blocking the loop."""

    def __init__(
        self, writer: Writer, reader: Reader, clock: Clock, pile: RejectedPile | None = None
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._clock = clock
        self._pile = pile or RejectedPile()
        writer.on_rollback(self._pile.forget)
        self._reading = ThreadPoolExecutor(1, "store reader")

    async def close(self) -> None:
        """Write what was ordered, then end both threads."""
        await self._writer.close()
        await self._read(self._reader.close)
        self._reading.shutdown()

    async def keep(self, draft: DeliveryDraft) -> Kept:
        """Commit a delivery with its record and callback, or count it as a duplicate."""

        def job(execute: Execute) -> tuple[Kept, Told]:
            clock = self._clock
            done = keep(execute, draft, now=clock.now(), monotonic_s=clock.monotonic_s)
            if draft.outcome is Outcome.REJECTED:
                self._pile.added(execute, len(draft.arrival.body))
            return done

        kept: Kept = await self._writer.do(job)
        return kept

    async def note(self, note: Note) -> None:
        """Commit what became of a callback, and owe an error callback if one is called for."""
        await self._writer.do(lambda execute: write_note(execute, note, self._clock.now()))

    async def call_again(self, record_id: int, at: datetime) -> bool:
        """Put a record's success callback back in Progress, due at `at`; False if it has none."""
        found: bool = await self._writer.do(lambda execute: call_again(execute, record_id, at))
        return found

    async def reject(self, record_id: int, why: str) -> bool:
        """Give a record's success callback up and owe an error callback; False if it has none."""
        found: bool = await self._writer.do(
            lambda execute: reject(execute, record_id, why, self._clock.now())
        )
        return found

    async def check(self) -> None:
        """Commit nothing, to see that the store can commit.

        Raises:
            StoreUnavailable: it cannot.
        """
        await self._writer.do(lambda execute: (None, []))

    async def owed(self, limit: int, after: tuple[datetime, int] | None = None) -> list[Callback]:
        """Callbacks in Progress, oldest deadline first, beyond the (deadline, id) of `after`."""
        return list(await self._read(self._reader.owed, limit, after))

    async def held(self) -> list[Callback]:
        """Callbacks in Held, oldest deadline first, without their bodies."""
        return list(await self._read(self._reader.held))

    async def body(self, callback_id: int) -> bytes:
        """The JSON that a callback carries."""
        return await self._read(self._reader.body, callback_id)

    async def rows(self, limit: int, before_id: int | None = None) -> Sequence[RecordRow]:
        """Records as the table shows them, newest first, below `before_id`."""
        return await self._read(self._reader.rows, limit, before_id)

    async def detail(self, record_id: int) -> RecordDetail | None:
        """Everything about one record, or None."""
        return await self._read(self._reader.detail, record_id)

    async def counts(self) -> Counts:
        """How much is stored."""
        return await self._read(self._reader.counts)

    async def _read(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, partial(question, *args, **kwargs))


@asynccontextmanager
async def opened(
    path: Path, tell: Tell, clock: Clock, pile: RejectedPile | None = None
) -> AsyncIterator[SqliteStore]:
    """Hold the database at `path` open as its one owner.

    Args:
        path: the file, made where it is missing.
        tell: is called on the loop with the facts of each commit.
        clock: the time of the commits.
        pile: the bounds of what is kept of rejected requests.

    Raises:
        StoreUnavailable: it cannot be opened.
        StoreRefused: it is newer than this rivermon, another program's, or in use.
    """
    with owned(path):
        writer = Writer(open_database(path), path, tell)
        reader = Reader(open_for_reading(path), path)
        writer.start()
        store = SqliteStore(writer, reader, clock, pile)
        try:
            yield store
        finally:
            await store.close()
