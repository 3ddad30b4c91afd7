"""The store as the house sees it: commits through the writer, reads through its own connection.

Keeps the promises of `ports.Store`, and through SqliteLedger those of `ports.Ledger`. Does not
know tables or SQL.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import Callback, Kept, Outcome
from rivermon.core.feed import DeliveriesDropped
from rivermon.core.listing import Query, Stretch
from rivermon.core.ports import Clock, StoreUnavailable
from rivermon.store.caretaker import opened_soundly
from rivermon.store.checkpointer import Checkpointer
from rivermon.store.failure import StoreDamaged
from rivermon.store.insertion import Execute
from rivermon.store.keeping import keep
from rivermon.store.ledger import SqliteLedger
from rivermon.store.noting import call_again, reject, write_notes
from rivermon.store.owing import Told
from rivermon.store.ownership import owned
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.tallies import RECEIVED, count
from rivermon.store.wording import MANY, Wording
from rivermon.store.writer import Tell, Writer


class SqliteStore(SqliteLedger):
    """Writes and reads one database, without ever blocking the loop."""

    def __init__(
        self, path: Path, writer: Writer, clock: Clock, pile: RejectedPile | None = None
    ) -> None:
        super().__init__(path, clock)
        self._writer = writer
        self._pile = pile or RejectedPile()
        self._wording = Wording()
        for each in (self._pile, self._wording):
            writer.on_rollback(each.forget)
        writer.use_spare_time(self._wording)

    async def close(self) -> None:
        """Write what was ordered, then end every thread."""
        await self._writer.close()
        await super().close()

    async def keep(self, draft: DeliveryDraft) -> Kept:
        """Commit a delivery with its record and callback, or count it as a duplicate."""
        kept: Kept = await self._writer.write(self._keep, draft)
        return kept

    async def note(self, note: Note) -> None:
        """Commit what became of a callback, and owe an error callback if one is called for."""
        await self._writer.write(self._note, note)

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

    def found_damaged(self, damage: StoreDamaged) -> None:
        """Have the file set aside before more is written to it."""
        self._writer.suspect(damage)

    async def owed(self, limit: int, after: tuple[datetime, int] | None = None) -> list[Callback]:
        """Callbacks in Progress, oldest deadline first, beyond the (deadline, id) of `after`."""
        return list(await self.read(self.reader.owed, limit, after))

    async def held(self) -> list[Callback]:
        """Callbacks in Held, oldest deadline first, without their bodies."""
        return list(await self.read(self.reader.held))

    async def body(self, callback_id: int) -> bytes:
        """The JSON that a callback carries."""
        return await self.read(self.reader.body, callback_id)

    async def search(self, query: Query) -> AsyncGenerator[Stretch, None]:
        """The ids of all that matches, piece by piece; closing the iterator ends the search."""
        await self._have_words(query)
        async with aclosing(super().search(query)) as pieces:
            async for piece in pieces:
                yield piece

    async def matching(self, query: Query, ids: Sequence[int]) -> Sequence[int]:
        """Those of `ids` that match the filter, in no particular order."""
        await self._have_words(query)
        return await super().matching(query, ids)

    async def newer(self, query: Query, than: int) -> Sequence[int]:
        """The ids beyond `than` that match, oldest first."""
        await self._have_words(query)
        return await super().newer(query, than)

    async def _have_words(self, query: Query) -> None:
        """See that all rows have their words, if any may be looked for."""
        # Who cannot write finds what has its words already, and is told of the trouble elsewhere.
        with suppress(StoreUnavailable):
            while query.filter is not None and self._wording.pending:
                await self._writer.write(self._word, None)

    def _word(self, execute: Execute, askers: Sequence[None]) -> list[tuple[None, Told]]:
        self._wording.some(execute, MANY)
        return [(None, []) for _ in askers]

    def _note(self, execute: Execute, notes: Sequence[Note]) -> list[tuple[None, Told]]:
        return write_notes(execute, notes, self._clock.now())

    def _keep(self, execute: Execute, drafts: Sequence[DeliveryDraft]) -> list[tuple[Kept, Told]]:
        clock = self._clock
        made = keep(execute, drafts, now=clock.now(), monotonic_s=clock.monotonic_s)
        count(execute, RECEIVED, len(drafts))
        self._wording.added(len(drafts))
        rejected = [kept.delivery_id for kept, _ in made if kept.outcome is Outcome.REJECTED]
        # All at once: the pile's first look counts every row that is there already.
        if rejected and (dropped := self._pile.added(execute, *rejected)):
            made[-1][1].append(DeliveriesDropped(dropped))
        return made


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
    with owned(path) as owner:
        database, to_tell = opened_soundly(path)
        tell(to_tell)
        writer = Writer(database, path, tell, owner)
        store = SqliteStore(path, writer, clock, pile)
        checkpointer = Checkpointer(path)
        writer.on_commit(checkpointer.committed)
        writer.start()
        checkpointer.start()
        try:
            yield store
        finally:
            await asyncio.to_thread(checkpointer.close)
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
