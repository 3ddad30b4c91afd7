"""Brings one callback: one try, what follows from it, and the note of both.

Does not know which callback is next, nor HTTP or SQLite.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from rivermon.core import callback as rules
from rivermon.core.approval import Approval
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.drafts import Note
from rivermon.core.entities import Attempt, Callback, CallbackKind, CallbackState, Reply
from rivermon.core.feed import ChangeFeed, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.ports import CallbackClient, Clock, Store, StoreUnavailable
from rivermon.core.steady_time import SteadyTime

T = TypeVar("T")

_STORE_PAUSE = timedelta(seconds=1)


class Courier:
    """Sends what it is given, if it may leave in time, and keeps the attempt."""

    def __init__(
        self,
        *,
        store: Store,
        client: CallbackClient,
        feed: ChangeFeed,
        clock: Clock,
        time: SteadyTime,
        gate: CallbackGate,
        jitter: Callable[[], float],
    ) -> None:
        """Note in `store` what `client` makes of callbacks; their moments are those of `time`."""
        self._store = store
        self._client = client
        self._feed = feed
        self._clock = clock
        self._time = time
        self._gate = gate
        self._jitter = jitter

    async def bring(self, callback: Callback) -> rules.Decision:
        """Try once; what was decided is committed by then."""
        attempt = None
        if rules.missed_window(callback.next_attempt_at, self._time.now(), callback.deadline):
            decision = rules.too_late()
        elif (refusal := self._gate.refusal(callback.url)) is not None:
            state = CallbackState.ERROR if refusal.final else CallbackState.HELD
            decision = rules.Decision(state=state, reason=refusal.reason)
        else:
            reply, attempt = await self._post(callback)
            decision = rules.after_attempt(
                reply,
                attempt=callback.attempts + 1,
                now=self._time.now(),
                deadline=callback.deadline,
                jitter=self._jitter(),
            )
        await self.note(callback, decision, attempt)
        return decision

    async def note(
        self,
        callback: Callback,
        decision: rules.Decision,
        attempt: Attempt | None = None,
        approval: Approval | None = None,
    ) -> None:
        """Commit what came of a callback; what was given up owes ModelRiver an error callback.

        With `approval`, nothing is noted unless it still waits for the operator.
        """
        failure = None
        if decision.gives_up and callback.kind is CallbackKind.SUCCESS:
            failure = f"The callback with the content did not succeed: {decision.reason}."
        again = decision.next_attempt_at
        note = Note(
            callback_id=callback.id,
            state=decision.state,
            attempt=attempt,
            next_attempt_at=None if again is None else self._time.on_the_wall(again),
            reason=decision.reason,
            failure=failure,
            approval=approval,
        )
        await self.until_stored(lambda: self._store.note(note))

    async def until_stored(self, ask: Callable[[], Awaitable[T]]) -> T:
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

    async def _post(self, callback: Callback) -> tuple[Reply, Attempt]:
        body = callback.body
        if not body:
            body = await self.until_stored(lambda: self._store.body(callback.id))
        started_at, started_s = self._clock.now(), self._clock.monotonic_s()
        if body:
            reply = await self._client.post(callback.url, body)
        else:  # it was owed in a database that was set aside since
            reply = Reply(error="what it was to bring is not in the database any more")
        return reply, Attempt(
            started_at=started_at,
            duration_ms=(self._clock.monotonic_s() - started_s) * 1000,
            status=reply.status,
            answer=reply.answer,
            error=reply.error,
        )
