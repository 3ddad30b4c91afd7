"""The store as the house sees it: commits through the writer, reads through its own connection.

Keeps the promises of `ports.Store`, and through SqliteLedger those of `ports.Ledger`. Does not
know tables or SQL.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import Callback, Kept, Outcome
from rivermon.core.feed import DeliveriesDropped
from rivermon.core.ports import Clock
from rivermon.store.database import open_database
from rivermon.store.keeping import Execute, Told, keep
from rivermon.store.ledger import SqliteLedger
from rivermon.store.noting import call_again, reject, write_note
from rivermon.store.ownership import owned
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.writer import Tell, Writer


class SqliteStore(SqliteLedger):
    """Writes and reads one database, without ever blocking the loop."""

    def __init__(
        self, path: Path, writer: Writer, clock: Clock, pile: RejectedPile | None = None
    ) -> None:
        super().__init__(path, clock)
        self._writer = writer
        self._pile = pile or RejectedPile()
        writer.on_rollback(self._pile.forget)

    async def close(self) -> None:
        """Write what was ordered, then end every thread."""
        await self._writer.close()
        await super().close()

    async def keep(self, draft: DeliveryDraft) -> Kept:
        """Commit a delivery with its record and callback, or count it as a duplicate."""

        def job(execute: Execute) -> tuple[Kept, Told]:
            clock = self._clock
            kept, told = keep(execute, draft, now=clock.now(), monotonic_s=clock.monotonic_s)
            if draft.outcome is Outcome.REJECTED:
                dropped = self._pile.added(execute, len(draft.arrival.body))
                told += [DeliveriesDropped(dropped)] if dropped else []
            return kept, told

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
        return list(await self.read(self.reader.owed, limit, after))

    async def held(self) -> list[Callback]:
        """Callbacks in Held, oldest deadline first, without their bodies."""
        return list(await self.read(self.reader.held))

    async def body(self, callback_id: int) -> bytes:
        """The JSON that a callback carries."""
        return await self.read(self.reader.body, callback_id)


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
        store = SqliteStore(path, writer, clock, pile)
        writer.start()
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def opened_for_reading(path: Path, clock: Clock) -> AsyncIterator[SqliteLedger]:
    """Read the database at `path`, which another rivermon may own.

    Raises:
        StoreUnavailable: it cannot be opened.
        StoreRefused: there is none, or it is of another schema, or another program's.
    """
    ledger = SqliteLedger(path, clock)
    try:
        yield ledger
    finally:
        await ledger.close()
