"""The store as the house sees it: commits through the writer, reads through its own connection.

Keeps the promises of `ports.Store`, and through SqliteLedger those of `ports.Ledger`. Does not
know tables or SQL.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from rivermon.core.approval import Approval
from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import Callback, Kept, Outcome
from rivermon.core.feed import RowsDropped
from rivermon.core.health import Way
from rivermon.core.listing import Query, Stretch
from rivermon.core.ports import Clock, StoreUnavailable
from rivermon.core.retention import Removed, Retention
from rivermon.store.caretaker import opened_soundly
from rivermon.store.checkpointer import Checkpointer
from rivermon.store.deciding import approve, call_again, reject
from rivermon.store.failure import StoreDamaged
from rivermon.store.insertion import Execute
from rivermon.store.keeping import keep
from rivermon.store.ledger import SqliteLedger
from rivermon.store.marking import pin, write_note
from rivermon.store.noting import write_notes
from rivermon.store.owing import Told
from rivermon.store.ownership import owned
from rivermon.store.pruning import prune
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.removal import delete_deliveries, delete_records, pieces, together
from rivermon.store.tallies import RECEIVED, REPLAYS, count
from rivermon.store.uptime import note_lasting
from rivermon.store.wording import MANY, Wording
from rivermon.store.writer import Tell, Writer

P = ParamSpec("P")
T = TypeVar("T")


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

    async def call_again(self, record_ids: Sequence[int], at: datetime) -> int:
        """Put records' success callbacks back in Progress, due at `at`; how many there were."""
        return sum([await self._do(call_again, ids, at) for ids in pieces(record_ids)])

    async def reject(
        self, record_id: int, why: str, approval: Approval = Approval.REJECTED
    ) -> bool:
        """Give a record's success callback up and owe an error callback; False if it has none.

        If it waited for the operator, `approval` is how that ended; a rule decides about nothing
        else.
        """
        return await self._do(reject, record_id, why, approval, self._clock.now())

    async def approve(
        self, record_id: int, at: datetime, approval: Approval, data: dict[str, Any] | None = None
    ) -> bool:
        """Let a callback go that waits for approval, due at `at`; False if none waits."""
        return await self._do(approve, record_id, at, approval, data)

    async def pin(self, record_ids: Sequence[int], at: datetime | None) -> int:
        """Pin records, or with None take the pins off; how many there are."""
        return sum([await self._do(pin, ids, at) for ids in pieces(record_ids)])

    async def write_note(self, record_id: int, note: str) -> bool:
        """Keep the operator's note on a record, empty for none; False if there is no record."""
        return await self._do(write_note, record_id, note)

    async def delete(self, record_ids: Sequence[int]) -> Removed:
        """Delete records with all that belongs to them, but those whose callback is owed."""
        removed = Removed()
        for ids in pieces(record_ids):
            removed = together(removed, await self._do(delete_records, ids))
        return removed

    async def delete_deliveries(self, delivery_ids: Sequence[int]) -> Removed:
        """Delete deliveries that brought no record, with what is theirs; the others stay."""
        removed = Removed()
        for ids in pieces(delivery_ids):
            removed = together(removed, await self._do(self._delete_deliveries, ids))
        return removed

    async def prune(self, retention: Retention, now: datetime) -> Removed:
        """Delete one batch, the oldest first, of what is not to be kept any more."""
        return await self._do(self._prune, retention, now)

    async def note_lasting(self, what: Way, since: datetime, until: datetime) -> None:
        """Keep that something lasted from `since` to `until`; the same `since` is prolonged."""
        await self._do(note_lasting, what, since, until)

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
        """Callbacks in Held that do not wait for approval, oldest deadline first, bodiless."""
        return list(await self.read(self.reader.held))

    async def awaiting(self) -> list[Callback]:
        """Callbacks that wait for approval, oldest deadline first, without their bodies."""
        return list(await self.read(self.reader.awaiting))

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

    async def _do(
        self,
        job: Callable[Concatenate[Execute, P], tuple[T, Told]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Have the writer do a job; what it resulted in, once that is committed and told."""
        done: T = await self._writer.do(lambda execute: job(execute, *args, **kwargs))
        return done

    def _delete_deliveries(self, execute: Execute, ids: Sequence[int]) -> tuple[Removed, Told]:
        self._pile.forget()
        return delete_deliveries(execute, ids)

    def _prune(self, execute: Execute, retention: Retention, now: datetime) -> tuple[Removed, Told]:
        self._pile.forget()
        return prune(execute, retention, now)

    def _word(self, execute: Execute, askers: Sequence[None]) -> list[tuple[None, Told]]:
        self._wording.some(execute, MANY)
        return [(None, []) for _ in askers]

    def _note(self, execute: Execute, notes: Sequence[Note]) -> list[tuple[None, Told]]:
        return write_notes(execute, notes, self._clock.now())

    def _keep(self, execute: Execute, drafts: Sequence[DeliveryDraft]) -> list[tuple[Kept, Told]]:
        clock = self._clock
        made = keep(execute, drafts, now=clock.now(), monotonic_s=clock.monotonic_s)
        replays = sum(draft.arrival.replay_of is not None for draft in drafts)
        count(execute, RECEIVED, len(drafts) - replays)
        if replays:
            count(execute, REPLAYS, replays)
        self._wording.added(len(drafts))
        rejected = [kept.delivery_id for kept, _ in made if kept.outcome is Outcome.REJECTED]
        # All at once: the pile's first look counts every row that is there already.
        if rejected and (dropped := self._pile.added(execute, *rejected)):
            made[-1][1].append(RowsDropped(deliveries=dropped))
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
