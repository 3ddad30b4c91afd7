"""Brings owed callbacks to ModelRiver: due ones, oldest deadline first, a few at a time.

The store is the queue; what is in memory is only its order, by a time that does not jump with the
wall clock. Does not know HTTP or SQLite.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from msgspec.structs import replace

from rivermon.core import callback as rules
from rivermon.core.approval import Approval
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.courier import Courier
from rivermon.core.due_queue import DueQueue
from rivermon.core.entities import Callback, CallbackKind, CallbackState
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    ChangeFeed,
    Fact,
    LedgerChanged,
    Trouble,
    TroubleEnded,
)
from rivermon.core.held_callbacks import HeldCallbacks
from rivermon.core.ports import CallbackClient, Clock, Store, StoreUnavailable
from rivermon.core.steady_time import SteadyTime
from rivermon.core.tasks import OwnedTasks
from rivermon.core.turns import Turns

IN_FLIGHT = 32
_BODIES_IN_MEMORY = 1_000
_LARGEST_IN_MEMORY = 16 * 1024
_PAGE = 100
_GRACE_S = 1.0


class Outbox:
    """Sends what is owed, keeps every attempt, and says what became of it."""

    def __init__(
        self,
        *,
        store: Store,
        client: CallbackClient,
        feed: ChangeFeed,
        clock: Clock,
        gate: CallbackGate,
        jitter: Callable[[], float],
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._store = store
        self._feed = feed
        self._clock = clock
        self._time = SteadyTime(clock)
        self._gate = gate
        self._courier = Courier(
            store=store,
            client=client,
            feed=feed,
            clock=clock,
            time=self._time,
            gate=gate,
            jitter=jitter,
        )
        self._held = HeldCallbacks(
            store=store,
            feed=feed,
            clock=clock,
            gate=gate,
            courier=self._courier,
            take=self._take_released,
        )
        self._queue = DueQueue()
        self._turns = Turns()
        self._in_flight: set[int] = set()
        self._called_off: set[int] = set()
        self._free = in_flight
        self._wake = asyncio.Event()
        self._stopping = False
        self._tasks = OwnedTasks("outbox")
        self._end_subscription: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        """Take up what is owed, then begin to send; what cannot be read yet is taken up later."""
        self._end_subscription = self._feed.subscribe(self._hear)
        try:
            await self._take_up_owed()
            await self._held.look()
        except StoreUnavailable:
            self._tasks.start(self._look_around(), "look around")
        self._tasks.start(self._dispatch(), "dispatch")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Start nothing new, give what is in flight a second, then let go of it.

        What is let go stays owed in the store.
        """
        self._stopping = True
        self._wake.set()
        await self._tasks.close(grace_s=_GRACE_S)
        self._end_subscription()

    async def send_again(self, record_ids: Sequence[int]) -> int:
        """Send records' callbacks once more, whatever came of them before (protocol, section 6).

        What waits for approval goes on waiting.

        Returns:
            How many of the records have a callback that is sent.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        return await self._store.call_again(record_ids, self._clock.now())

    async def approve(
        self,
        record_id: int,
        approval: Approval = Approval.APPROVED,
        data: dict[str, Any] | None = None,
    ) -> bool:
        """Send what waits for approval, due at once; even after its window, then it is tried once.

        Args:
            record_id: whose callback it is.
            approval: who decided that.
            data: a JSON object that takes the place of the AI's data, in the record too.

        Returns:
            False when nothing of this record waits, or not any more.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        return await self._store.approve(record_id, self._clock.now(), approval, data)

    async def reject(
        self, record_id: int, why: str, approval: Approval = Approval.REJECTED
    ) -> bool:
        """Send no content for a record, and tell ModelRiver so, and why (protocol, section 6).

        A try that is in flight is not called back: its answer is waited for, up to the client's
        timeout. ModelRiver is told once, however often.

        Returns:
            False when the record has no callback, it is rejected already, or ModelRiver has taken
            the content.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        async with self._turns.of(record_id):
            return await self._store.reject(record_id, why, approval)

    async def lapse(self, callback: Callback) -> None:
        """Give up what nobody approved while ModelRiver waited; it is told so."""
        decision = rules.nobody_decided()
        await self._courier.note(callback, decision, approval=Approval.LAPSED)

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` from now on, and release those that were held for it.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        self._gate.allow(host)
        await self.release()

    async def release(self) -> None:
        """Release what was held and may leave by now; the feed is told why the rest may not.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        self._feed.tell([TroubleEnded(Trouble.HOST_HELD)])
        await self._held.look()

    def gate_changed(self) -> None:
        """The same as soon as the store can note it: hosts were allowed, or there is a key."""
        self._feed.tell([TroubleEnded(Trouble.HOST_HELD)])
        self._look_at_held()

    def _hear(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            if isinstance(fact, CallbackOwed):
                self._take(fact.callback)
            elif isinstance(fact, CallbackChanged):
                self._heed(fact)
            elif isinstance(fact, LedgerChanged) and not self._stopping:
                self._tasks.start(self._look_around(), "look around")
        self._wake.set()

    def _heed(self, change: CallbackChanged) -> None:
        callback = change.callback
        if callback.state is not CallbackState.PROGRESS:
            self._queue.drop(callback.id)
            if callback.id in self._in_flight:
                self._called_off.add(callback.id)
        if change.held and not callback.awaiting and not self._held.tell_why(callback):
            self._look_at_held()  # it was allowed while this was being stored

    def _take(self, callback: Callback) -> None:
        """Queue what the store owes; its moments are the wall clock's until then."""
        if callback.id in self._in_flight:
            self._called_off.discard(callback.id)
            return
        due, deadline = rules.remaining(callback, self._clock.now())
        if due is None:
            return
        due, deadline = self._time.of(due), self._time.of(deadline)
        self._queue_up(replace(callback, next_attempt_at=due, deadline=deadline))

    def _take_released(self, callback: Callback) -> None:
        self._take(callback)
        self._wake.set()

    def _queue_up(self, callback: Callback) -> None:
        if len(self._queue) >= _BODIES_IN_MEMORY or len(callback.body) > _LARGEST_IN_MEMORY:
            callback = replace(callback, body=b"")
        if callback.next_attempt_at is not None:
            self._queue.add(callback, callback.next_attempt_at)

    async def _take_up_owed(self) -> None:
        after = None
        while True:
            with self._ended_meanwhile() as ended:
                page = await self._store.owed(_PAGE, after)
            if not page:
                return
            for callback in page:
                if callback.id not in ended:
                    self._take(callback)
            after = (page[-1].deadline, page[-1].id)

    @contextmanager
    def _ended_meanwhile(self) -> Iterator[set[int]]:
        """The callbacks that end while a question is under way: its answer may be older."""
        ended: set[int] = set()

        def hear(facts: Sequence[Fact]) -> None:
            changed = (fact.callback for fact in facts if isinstance(fact, CallbackChanged))
            ended.update(each.id for each in changed if each.state is not CallbackState.PROGRESS)

        end = self._feed.subscribe(hear)
        try:
            yield ended
        finally:
            end()

    def _look_at_held(self) -> None:
        self._tasks.start(self._courier.until_stored(self._held.look), "look at what is held")

    async def _look_around(self) -> None:
        """Take up what is owed in a database that was put back, or that others wrote to."""
        await self._courier.until_stored(self._take_up_owed)
        await self._courier.until_stored(self._held.look)
        self._wake.set()

    async def _dispatch(self) -> None:
        while not self._stopping:
            self._wake.clear()
            while self._free and (callback := self._queue.pop(self._time.now())):
                self._free -= 1
                self._in_flight.add(callback.id)
                self._tasks.start(self._bring(callback), f"callback {callback.id}")
            # With every slot taken only an ending callback can bring work, and that wakes.
            moment = self._queue.next_moment() if self._free else None
            until = None if moment is None else self._time.on_the_wall(moment)
            await self._clock.wait(self._wake, until)

    async def _bring(self, callback: Callback) -> None:
        try:
            again = await self._try(callback)
        finally:
            self._in_flight.discard(callback.id)
            self._called_off.discard(callback.id)
            self._free += 1
            self._wake.set()
        if again is not None:
            self._queue_up(again)

    async def _try(self, callback: Callback) -> Callback | None:
        content = callback.kind is CallbackKind.SUCCESS
        async with self._turns.of(callback.record_id if content else None):
            if callback.id in self._called_off:  # rejected while it waited for its turn
                return None
            decision = await self._courier.bring(callback)
        if decision.next_attempt_at is None:
            return None
        attempts, moment = callback.attempts + 1, decision.next_attempt_at
        return replace(callback, attempts=attempts, next_attempt_at=moment)
