"""Whatever the operator does, in whatever order: the ledger adds up, and nothing gone is found."""

import random
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rivermon.core.approval import Approval
from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.core.filter_terms import Words
from rivermon.core.listing import Query, View
from rivermon.core.retention import Retention
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import SqliteStore, opened
from tests.ledger_check import assert_reconciled
from tests.store.drafts import attempt, invalid, kept, recorded, rejected, unprocessable
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock

ACTS = 60
THERE = "SELECT channel_id FROM ai_content"
OWED = "SELECT id FROM callback WHERE state IN ('Progress', 'Held')"
PINNED = "SELECT record_id FROM record_mark WHERE pinned_at IS NOT NULL"


class _River:
    """A store on a real file, and a hand that does anything to it."""

    def __init__(self, path: Path, seed: int) -> None:
        self._path = path
        self._chance = random.Random(seed)
        self._clock = StillClock()
        self._house = AsyncExitStack()
        self._channels: set[str] = set()
        self.store: SqliteStore

    async def open(self) -> None:
        pile = RejectedPile(most_rows=4)
        opening = opened(self._path, lambda _: None, self._clock, pile)
        self.store = await self._house.enter_async_context(opening)

    async def reopen(self) -> None:
        await self.close()
        await self.open()

    async def close(self) -> None:
        await self._house.aclose()

    async def act(self) -> None:
        """Do one thing, and let a minute pass; what is owed may not be gone then."""
        acts: list[Callable[[], Awaitable[object]]] = [
            *[self._keep] * 6,
            *[self._settle] * 4,
            *[self._replay] * 2,
            *[self._delete_deliveries] * 2,
            self._reject,
            self._call_again,
            self._approve,
            self._lapse,
            self._pin,
            self._note,
            self._delete,
            self._prune,
            self.reopen,
        ]
        act = self._chance.choice(acts)
        owed, pinned = self._ids(OWED), self._ids(PINNED)
        await act()
        if act in {self._delete, self._delete_deliveries, self._prune}:
            assert owed <= self._ids(OWED)
        if act == self._prune:
            assert pinned <= self._ids(PINNED)
        self._clock.wall += timedelta(minutes=1)

    def _ids(self, query: str) -> set[int]:
        return {row_id for (row_id,) in seen(self._path, query)}

    async def check(self) -> None:
        """The ledger adds up, the file is sound, and words find just what is there."""
        assert_reconciled(self._path)
        there = {channel for (channel,) in seen(self._path, THERE)}
        for channel in self._channels:
            asked = Query(view=View.RECORDS, filter=Words(f"title {channel}", exact=True))
            found = [row_id async for piece in self.store.search(asked) for row_id in piece.ids]
            assert bool(found) == (channel in there)

    def _draft(self) -> DeliveryDraft:
        channel = f"c{self._chance.randrange(8)}"
        self._channels.add(channel)
        made = self._chance.choice(
            [
                *[recorded(channel, title=f"title {channel}", metadata={"a": 1})] * 4,
                *[kept(f"s{channel}")] * 2,
                *[unprocessable(f"u{channel}")] * 2,
                invalid(),
                rejected(channel.encode()),
            ]
        )
        callback = made.callback
        if callback is not None and self._chance.random() < 0.5:
            held = self._chance.random() < 0.3
            callback = msgspec.structs.replace(
                callback,
                for_approval=callback.kind is CallbackKind.SUCCESS,
                held_because="not allowed" if held else None,
            )
        arrival = msgspec.structs.replace(made.arrival, received_at=self._clock.wall)
        return msgspec.structs.replace(made, arrival=arrival, callback=callback)

    async def _keep(self) -> None:
        for _ in range(self._chance.randrange(1, 4)):
            await self.store.keep(self._draft())

    async def _replay(self) -> None:
        row_id = self._any("delivery")
        draft = self._draft()
        arrival = msgspec.structs.replace(draft.arrival, replay_of=row_id)
        await self.store.keep(msgspec.structs.replace(draft, arrival=arrival))

    async def _settle(self) -> None:
        owed = await self.store.owed(100)
        if owed:
            callback = self._chance.choice(owed)
            state = self._chance.choice(list(CallbackState))
            fine = state is CallbackState.SUCCESS
            gave_up = state in {CallbackState.ERROR, CallbackState.TIMEOUT}
            moment = self._clock.wall if state is CallbackState.PROGRESS else None
            failure = "it failed" if gave_up and callback.kind is CallbackKind.SUCCESS else None
            await self.store.note(
                Note(
                    callback_id=callback.id,
                    state=state,
                    attempt=attempt(status=200 if fine else 500),
                    next_attempt_at=moment,
                    failure=failure,
                )
            )

    async def _lapse(self) -> None:
        for callback in await self.store.awaiting():
            note = Note(callback_id=callback.id, state=CallbackState.TIMEOUT, failure="nobody")
            await self.store.note(note)
            return

    async def _reject(self) -> None:
        why = self._chance.choice([Approval.REJECTED, Approval.LAPSED])
        await self.store.reject(self._any("ai_content"), "unwanted", why)

    async def _call_again(self) -> None:
        ids = [self._any("ai_content") for _ in range(3)]
        await self.store.call_again(ids, self._clock.wall)

    async def _approve(self) -> None:
        waiting = await self.store.awaiting()
        if waiting:
            record_id = self._chance.choice(waiting).record_id
            assert record_id is not None
            channel = one(self._path, "SELECT channel_id FROM ai_content WHERE id = ?", record_id)
            data: dict[str, Any] | None = None
            if self._chance.random() < 0.6:
                data = {"title": f"title {channel} edited", "body": "shorter"}
            approval = Approval.EDITED if data else Approval.APPROVED
            assert await self.store.approve(record_id, self._clock.wall, approval, data)

    async def _pin(self) -> None:
        at = self._chance.choice([None, self._clock.wall])
        await self.store.pin([self._any("ai_content"), self._any("ai_content")], at)

    async def _note(self) -> None:
        await self.store.write_note(self._any("ai_content"), self._chance.choice(["", "look"]))

    async def _delete(self) -> None:
        await self.store.delete([self._any("ai_content") for _ in range(3)])

    async def _delete_deliveries(self) -> None:
        await self.store.delete_deliveries([self._any("delivery") for _ in range(3)])

    async def _prune(self) -> None:
        size = one(self._path, "PRAGMA page_count") * one(self._path, "PRAGMA page_size")
        age = timedelta(minutes=self._chance.randrange(5, 60))
        of_size = Retention(most_bytes=size - self._chance.randrange(40_000))
        retention = self._chance.choice([Retention(age), of_size])
        await self.store.prune(retention, self._clock.wall)

    def _any(self, table: str) -> int:
        ids: list[int] = [row_id for (row_id,) in seen(self._path, f"SELECT id FROM {table}")]
        return self._chance.choice([*ids, 99_999])


@pytest.mark.parametrize("seed", range(10))
async def test_any_acts_leave_a_ledger_that_adds_up(path: Path, seed: int) -> None:
    river = _River(path, seed)
    await river.open()
    try:
        for _ in range(ACTS):
            await river.act()
            await river.check()
    finally:
        await river.close()
    assert_reconciled(path)
