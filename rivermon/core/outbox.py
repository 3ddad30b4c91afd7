"""Brings owed callbacks to ModelRiver: due ones, oldest deadline first, a few at a time.

The store is the queue; what is in memory is only its order. Does not know HTTP or SQLite.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Self, TypeVar

from msgspec.structs import replace

from rivermon.core import callback as rules
from rivermon.core.callback_gate import CallbackGate, Refusal
from rivermon.core.drafts import Note
from rivermon.core.due_queue import DueQueue
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackKind,
    CallbackState,
    Reply,
)
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    ChangeFeed,
    Fact,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.ports import CallbackClient, Clock, Store, StoreUnavailable
from rivermon.core.tasks import OwnedTasks

T = TypeVar("T")

IN_FLIGHT = 8
_log = logging.getLogger(__name__)
_BODIES_IN_MEMORY = 1_000
_PAGE = 1_000
_STORE_PAUSE = timedelta(seconds=1)
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
        self._client = client
        self._feed = feed
        self._clock = clock
        self._gate = gate
        self._jitter = jitter
        self._queue = DueQueue()
        self._in_flight: set[int] = set()
        self._free = in_flight
        self._wake = asyncio.Event()
        self._stopping = False
        self._tasks = OwnedTasks("outbox")
        self._end_subscription: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        """Take up what is owed, then begin to send.

        Raises:
            StoreUnavailable: what is owed cannot be read.
        """
        self._end_subscription = self._feed.subscribe(self._hear)
        await self._take_up_owed()
        await self._look_at_held()
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

    async def send_again(self, record_id: int) -> bool:
        """Send a record's callback once more, whatever came of it before (protocol, section 6).

        Returns:
            False when the record has no callback.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        return await self._store.call_again(record_id, self._clock.now())

    async def reject(self, record_id: int, why: str) -> bool:
        """Send no content for a record, and tell ModelRiver so, and why (protocol, section 6).

        A try that is in flight is not called back. ModelRiver is told once, however often.

        Returns:
            False when the record has no callback.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        return await self._store.reject(record_id, why)

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` from now on, and release those that were held for it.

        Raises:
            StoreUnavailable: the store cannot note it.
        """
        self._gate.allow(host)
        self._feed.tell([TroubleEnded(Trouble.HOST_HELD)])
        await self._look_at_held()

    def _hear(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            if isinstance(fact, CallbackOwed):
                self._take(fact.callback)
            elif isinstance(fact, CallbackChanged):
                self._heed(fact)
        self._wake.set()

    def _heed(self, change: CallbackChanged) -> None:
        callback = change.callback
        if callback.state is not CallbackState.PROGRESS:
            self._queue.drop(callback.id)
        if change.held:
            refusal = self._gate.refusal(callback.url)
            if refusal is not None:
                self._tell_why_held(refusal)

    def _take(self, callback: Callback) -> None:
        moment = callback.next_attempt_at
        if callback.id in self._in_flight or moment is None:
            return
        if len(self._queue) >= _BODIES_IN_MEMORY:
            callback = replace(callback, body=b"")
        self._queue.add(callback, moment)

    async def _take_up_owed(self) -> None:
        after = None
        while page := await self._store.owed(_PAGE, after):
            for callback in page:
                self._take(callback)
            after = (page[-1].deadline, page[-1].id)

    async def _look_at_held(self) -> None:
        for callback in await self._store.held():
            if (refusal := self._gate.refusal(callback.url)) is not None:
                self._tell_why_held(refusal)
            else:
                await self._release(callback)

    async def _release(self, callback: Callback) -> None:
        now = self._clock.now()
        if now >= callback.deadline:
            await self._note(callback, _too_late())
            return
        released = Note(callback_id=callback.id, state=CallbackState.PROGRESS, next_attempt_at=now)
        await self._store.note(released)
        self._take(replace(callback, next_attempt_at=now))
        self._wake.set()

    def _tell_why_held(self, refusal: Refusal) -> None:
        if refusal.host is None:
            self._feed.tell([TroubleBegan(Trouble.NO_API_KEY)])
        else:
            self._feed.tell([TroubleBegan(Trouble.HOST_HELD, refusal.host)])

    async def _dispatch(self) -> None:
        while not self._stopping:
            self._wake.clear()
            while self._free and (callback := self._queue.pop(self._clock.now())):
                self._free -= 1
                self._in_flight.add(callback.id)
                self._tasks.start(self._bring(callback), f"callback {callback.id}")
            # With every slot taken only an ending callback can bring work, and that wakes.
            until = self._queue.next_moment() if self._free else None
            await self._clock.wait(self._wake, until)

    async def _bring(self, callback: Callback) -> None:
        try:
            decision = await self._settle(callback)
        finally:
            self._in_flight.discard(callback.id)
            self._free += 1
            self._wake.set()
        if decision.next_attempt_at is not None:
            attempts, moment = callback.attempts + 1, decision.next_attempt_at
            self._take(replace(callback, attempts=attempts, next_attempt_at=moment))

    async def _settle(self, callback: Callback) -> rules.Decision:
        started_at = self._clock.now()
        attempt = None
        if rules.missed_window(callback.next_attempt_at, started_at, callback.deadline):
            decision = _too_late()
        elif (refusal := self._gate.refusal(callback.url)) is not None:
            state = CallbackState.ERROR if refusal.final else CallbackState.HELD
            decision = rules.Decision(state=state, reason=refusal.reason)
        else:
            reply, attempt = await self._post(callback, started_at)
            decision = rules.after_attempt(
                reply,
                attempt=callback.attempts + 1,
                now=self._clock.now(),
                deadline=callback.deadline,
                jitter=self._jitter(),
            )
        await self._note(callback, decision, attempt)
        return decision

    async def _post(self, callback: Callback, started_at: datetime) -> tuple[Reply, Attempt]:
        body = callback.body
        if not body:
            body = await self._until_stored(lambda: self._store.body(callback.id))
        started_s = self._clock.monotonic_s()
        reply = await self._client.post(callback.url, body)
        return reply, Attempt(
            started_at=started_at,
            duration_ms=(self._clock.monotonic_s() - started_s) * 1000,
            status=reply.status,
            answer=reply.answer,
            error=reply.error,
        )

    async def _note(
        self, callback: Callback, decision: rules.Decision, attempt: Attempt | None = None
    ) -> None:
        """Commit what came of a callback; what was given up owes ModelRiver an error callback."""
        failure = None
        if decision.gives_up and callback.kind is CallbackKind.SUCCESS:
            failure = f"The callback with the content did not succeed: {decision.reason}."
        note = Note(
            callback_id=callback.id,
            state=decision.state,
            attempt=attempt,
            next_attempt_at=decision.next_attempt_at,
            reason=decision.reason,
            failure=failure,
        )
        await self._until_stored(lambda: self._store.note(note))

    async def _until_stored(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask the store until it answers, holding the slot meanwhile.

        Sending more, with nowhere to note it, would call ModelRiver twice after a restart.
        """
        failed = False
        while True:
            try:
                answer = await ask()
            except StoreUnavailable as trouble:
                failed = True
                self._feed.tell([TroubleBegan(Trouble.STORE, str(trouble))])
                await self._clock.wait(asyncio.Event(), self._clock.now() + _STORE_PAUSE)
            else:
                if failed:
                    self._feed.tell([TroubleEnded(Trouble.STORE)])
                return answer


def _too_late() -> rules.Decision:
    reason = "the 5 minutes were over before it could be sent"
    return rules.Decision(state=CallbackState.TIMEOUT, reason=reason)
