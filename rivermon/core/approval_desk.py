"""Watches over what waits for the operator's approval, and decides by rule if nobody does in time.

The store is the list; what is in memory is only its order. Does not know the window, where the
operator decides, nor HTTP or SQLite.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Self

from msgspec.structs import replace

from rivermon.core import callback as rules
from rivermon.core.approval import BEFORE_THE_END, Approval, ApprovalRules, Undecided
from rivermon.core.due_queue import DueQueue
from rivermon.core.entities import Callback
from rivermon.core.feed import CallbackChanged, ChangeFeed, Fact, LedgerChanged, RowsDropped
from rivermon.core.outbox import Outbox
from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.steady_time import SteadyTime
from rivermon.core.tasks import OwnedTasks

NOBODY = "nobody decided in time"

_PAGE = 100
_MOST_TAKEN_UP = 10_000
"""The store names no more at once; the others' turn comes when these are decided."""

_STORE_PAUSE = timedelta(seconds=1)
_GRACE_S = 1.0


class ApprovalDesk:
    """Decides by the rules 20 s before a window closes, unless the operator has decided by then.

    The rules are those of that moment. Whether something waits was settled when it came: to switch
    the gate off for an event lets nothing go that is held already, for what was held on purpose
    must not leave because somebody tidied a list. The operator decides about it, or the rules do.

    What was over when it came (a replay of what ModelRiver waits for no more) has no window that
    could close: it waits for as long as it takes.
    """

    def __init__(
        self,
        *,
        store: Store,
        outbox: Outbox,
        feed: ChangeFeed,
        clock: Clock,
        approval: Callable[[], ApprovalRules],
    ) -> None:
        """Decide by what `approval` gives at the moment."""
        self._store = store
        self._outbox = outbox
        self._feed = feed
        self._clock = clock
        self._time = SteadyTime(clock)
        self._approval = approval
        self._queue = DueQueue()
        self._waiting: set[int] = set()
        self._more_wait = False
        self._wake = asyncio.Event()
        self._stopping = False
        self._tasks = OwnedTasks("approval desk")
        self._end_subscription: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        """Take up what waits; what is late already is decided at once."""
        self._end_subscription = self._feed.subscribe(self._hear)
        try:
            await self._take_up()
        except StoreUnavailable:
            self._tasks.start(self._take_up_later(), "take up what waits")
        self._tasks.start(self._keep_deciding(), "decide by rule")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Begin no more decisions; what still waits goes on waiting in the store."""
        self._stopping = True
        self._wake.set()
        await self._tasks.close(grace_s=_GRACE_S)
        self._end_subscription()

    def _hear(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            if isinstance(fact, CallbackChanged):
                self._heed(fact.callback)
            elif isinstance(fact, RowsDropped):
                for callback_id in fact.callbacks:
                    self._drop(callback_id)
            elif isinstance(fact, LedgerChanged) and not self._stopping:
                self._tasks.start(self._take_up_later(), "take up what waits")

    def _heed(self, callback: Callback) -> None:
        if callback.awaiting:
            self._take(callback)
        else:
            self._drop(callback.id)

    def _take(self, callback: Callback) -> None:
        if callback.id in self._waiting:
            return
        self._waiting.add(callback.id)
        if not rules.has_window(callback):
            return
        # Its moments are the wall clock's until now; from here on nobody can set them.
        _, deadline = rules.remaining(callback, self._clock.now())
        deadline = self._time.of(deadline)
        self._queue.add(replace(callback, body=b"", deadline=deadline), deadline - BEFORE_THE_END)
        self._wake.set()

    def _drop(self, callback_id: int) -> None:
        self._waiting.discard(callback_id)
        self._queue.drop(callback_id)

    async def _take_up(self) -> None:
        waiting = await self._store.awaiting()
        self._more_wait = len(waiting) >= _MOST_TAKEN_UP
        for callback in waiting:
            self._take(callback)

    async def _take_up_later(self) -> None:
        while not self._stopping:
            try:
                await self._take_up()
            except StoreUnavailable:
                await self._clock.wait(asyncio.Event(), self._clock.now() + _STORE_PAUSE)
            else:
                return

    async def _keep_deciding(self) -> None:
        while not self._stopping:
            self._wake.clear()
            # Together, for one flush of the disk: of thousands, all must be decided in 20 s.
            while due := list(self._due()):
                await asyncio.gather(*map(self._decide, due))
            if self._more_wait and not self._queue:
                await self._take_up_later()
            moment = self._queue.next_moment()
            until = None if moment is None else self._time.on_the_wall(moment)
            await self._clock.wait(self._wake, until)

    def _due(self) -> Iterator[Callback]:
        for _ in range(_PAGE):
            callback = None if self._stopping else self._queue.pop(self._time.now())
            if callback is None:
                return
            yield callback

    async def _decide(self, callback: Callback) -> None:
        if callback.id not in self._waiting:
            return
        try:
            await self._by_rule(callback)
        except StoreUnavailable:
            self._queue.add(callback, self._time.now() + _STORE_PAUSE)

    async def _by_rule(self, callback: Callback) -> None:
        rule = self._approval().undecided
        if self._time.now() >= callback.deadline or callback.record_id is None:
            await self._outbox.lapse(callback)
        elif rule is Undecided.SEND:
            await self._outbox.approve(callback.record_id, Approval.BY_RULE)
        elif rule is Undecided.REJECT:
            await self._outbox.reject(callback.record_id, NOBODY, Approval.LAPSED)
        else:
            self._queue.add(callback, callback.deadline)
