"""Hears the feed, and tells the operator of what matters while nobody looks at the window.

What is due is decided by the pile and by the silence watch. Does not know how a notice is shown.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Self

from rivermon.core.approval import Approval
from rivermon.core.entities import Callback, CallbackKind, CallbackState, Delivery, Outcome
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    ChangeFeed,
    DeliveryStored,
    Fact,
    Listening,
    RecordStored,
    RowsDropped,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.notice import Notice, NoticeKind
from rivermon.core.notice_pile import NoticePile
from rivermon.core.ports import Clock, Ledger, StoreUnavailable
from rivermon.core.silence import SilenceWatch
from rivermon.core.steady_time import SteadyTime
from rivermon.core.tasks import OwnedTasks

TICK = timedelta(minutes=1)
"""So often it is looked whether it is silent."""

_OVERSLEPT = timedelta(seconds=30)
_GAVE_UP = frozenset({CallbackState.ERROR, CallbackState.TIMEOUT})
_log = logging.getLogger(__name__)


class NoticeDesk:
    """Tells notices, from entering it until leaving it."""

    def __init__(
        self,
        *,
        feed: ChangeFeed,
        ledger: Ledger,
        clock: Clock,
        wanted: Callable[[], Collection[str]],
        attended: Callable[[], bool],
        tell: Callable[[Notice], None],
    ) -> None:
        """Hear `feed` once it is entered.

        Args:
            feed: told of everything.
            ledger: asked for the usual pace, when no webhook came for a while.
            clock: the time.
            wanted: the kinds that are switched on, asked whenever it matters.
            attended: True while the operator looks at the window; nothing is told then.
            tell: is handed each notice that is due.
        """
        self._feed = feed
        self._ledger = ledger
        self._clock = clock
        self._time = SteadyTime(clock)
        self._wanted = wanted
        self._attended = attended
        self._tell = tell
        self._pile = NoticePile()
        self._silence = SilenceWatch(self._time.now())
        self._listening = False
        self._store_down = False
        self._public_down = False
        self._wake = asyncio.Event()
        self._ended = False
        self._tasks = OwnedTasks("notice desk")
        self._end_subscription: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        """Begin to hear."""
        self._end_subscription = self._feed.subscribe(self._hear)
        self._tasks.start(self._watch(), "watch")
        return self

    async def __aexit__(self, *_: object) -> None:
        """End; what was not told yet is dropped."""
        self._end_subscription()
        self._ended = True
        self._wake.set()
        await self._tasks.close()

    def _hear(self, facts: Sequence[Fact]) -> None:
        before = self._pile.due
        for fact in facts:
            self._heed(fact)
        if self._pile.due != before:
            self._wake.set()

    def _heed(self, fact: Fact) -> None:
        match fact:
            case DeliveryStored():
                self._heed_delivery(fact.delivery)
            case RecordStored():
                if fact.row.awaiting:
                    self._add(NoticeKind.APPROVAL, fact.row.id, fact.row.title)
            case CallbackChanged() | CallbackOwed():
                self._heed_callback(fact.callback)
            case RowsDropped():
                self._heed_drop(fact)
            case Listening():
                self._listening = True
                self._silence.begin_anew(self._time.now())
            case TroubleBegan() | TroubleEnded():
                self._heed_trouble(fact)

    def _heed_delivery(self, delivery: Delivery) -> None:
        if delivery.replay_of is not None:
            return  # the operator had it taken in once more; nobody sent it
        if delivery.outcome is Outcome.REJECTED:
            why = delivery.verdict.reason or ""
            self._add(NoticeKind.SIGNATURES, delivery.id, why)
        else:
            self._silence.begin_anew(self._time.now())
            self._pile.forget(NoticeKind.SILENCE)

    def _heed_callback(self, callback: Callback) -> None:
        if _failed(callback):
            self._add(NoticeKind.CALLBACKS, callback.id, callback.reason or "")
        elif callback.state not in _GAVE_UP:
            self._pile.take_back(NoticeKind.CALLBACKS, callback.id)
        if callback.record_id is None or callback.kind is not CallbackKind.SUCCESS:
            return
        if callback.awaiting:
            self._add(NoticeKind.APPROVAL, callback.record_id)
        else:
            self._pile.take_back(NoticeKind.APPROVAL, callback.record_id)

    def _heed_drop(self, dropped: RowsDropped) -> None:
        for kind, row_id in _culprits(dropped):
            self._pile.take_back(kind, row_id)

    def _heed_trouble(self, fact: TroubleBegan | TroubleEnded) -> None:
        if fact.trouble is Trouble.PORT:
            self._listening = False  # and if that is over, Listening is told as well
        elif fact.trouble is Trouble.SET_ASIDE and isinstance(fact, TroubleBegan):
            self._add(NoticeKind.STORE, detail=fact.detail)
        elif fact.trouble is Trouble.STORE:
            self._heed_store(fact)
        elif fact.trouble is Trouble.PUBLIC:
            self._heed_public_way(fact)

    def _heed_store(self, fact: TroubleBegan | TroubleEnded) -> None:
        if isinstance(fact, TroubleEnded):
            self._store_down = False
            self._pile.forget(NoticeKind.STORE)
            self._silence.begin_anew(self._time.now())
        elif not self._store_down:  # who waits for the store says so again and again
            self._store_down = True
            self._add(NoticeKind.STORE, detail=fact.detail)

    def _heed_public_way(self, fact: TroubleBegan | TroubleEnded) -> None:
        if isinstance(fact, TroubleEnded):
            self._public_down = False
            self._pile.forget(NoticeKind.PUBLIC)
            self._silence.begin_anew(self._time.now())
        elif not self._public_down:  # with another reason it is still the same trouble
            self._public_down = True
            self._add(NoticeKind.PUBLIC, detail=fact.detail)

    def _add(self, kind: NoticeKind, row_id: int | None = None, detail: str = "") -> None:
        if kind in self._wanted() and not self._attended():
            self._pile.add(self._time.now(), Notice(kind=kind, row_id=row_id, detail=detail))

    async def _watch(self) -> None:
        while not self._ended:
            self._wake.clear()
            self._tell_what_is_due()
            await self._look_for_silence()
            until = self._time.now() + TICK
            if (due := self._pile.due) is not None:
                until = min(until, due)
            await self._clock.wait(self._wake, self._time.on_the_wall(until))
            if self._time.now() > until + _OVERSLEPT:
                # The machine slept, and heard nothing: that is no silence of the others'.
                self._silence.begin_anew(self._time.now())

    def _tell_what_is_due(self) -> None:
        if self._attended():
            self._pile.clear()
            return
        notice = self._pile.take(self._time.now(), self._wanted())
        if notice is not None:
            self._tell(notice)

    async def _look_for_silence(self) -> None:
        if not self._can_tell_silence(self._time.now()):
            return
        try:
            pace = await self._ledger.pace(self._clock.now())
        except StoreUnavailable as why:
            _log.debug("Whether it is silent cannot be said: %s", why)
            return
        now = self._time.now()
        # Asking takes a while: a webhook may have come, and the operator too.
        if not self._can_tell_silence(now):
            return
        silent = self._silence.judge(now, pace)
        if silent is not None:
            self._pile.add(
                now,
                Notice(
                    kind=NoticeKind.SILENCE,
                    minutes=int(silent / timedelta(minutes=1)),
                    usual_per_hour=round(pace.usual_per_hour),
                ),
            )

    def _can_tell_silence(self, now: datetime) -> bool:
        heard = self._listening and not self._store_down and not self._public_down
        told = NoticeKind.SILENCE in self._wanted() and not self._attended()
        return heard and told and self._silence.may_be(now)


def _failed(callback: Callback) -> bool:
    """True for a callback that was given up, not on the operator's word.

    The error callback that follows a failed one is not another failure: the first was told.
    """
    follows = callback.kind is CallbackKind.ERROR and callback.record_id is not None
    rejected = callback.approval is Approval.REJECTED
    return callback.state in _GAVE_UP and not follows and not rejected


def _culprits(dropped: RowsDropped) -> Iterator[tuple[NoticeKind, int]]:
    yield from ((NoticeKind.SIGNATURES, row_id) for row_id in dropped.deliveries)
    yield from ((NoticeKind.APPROVAL, row_id) for row_id in dropped.records)
    yield from ((NoticeKind.CALLBACKS, row_id) for row_id in dropped.callbacks)
