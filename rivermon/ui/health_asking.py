"""When the health is asked for: one question at a time, and only while somebody looks.

Does not know how the answers look.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    LedgerChanged,
    Listening,
    RowsDropped,
)
from rivermon.core.health import Health, Span
from rivermon.core.ports import Clock, Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks

_EVERY_S = {Span.FIVE_MINUTES: 1.0, Span.HOUR: 5.0, Span.DAY: 30.0, Span.WEEK: 60.0}
_MANNERS = 10
"""A question is not repeated before this many times the time that it took."""
_CHANGES = DeliveryStored | CallbackOwed | CallbackChanged | RowsDropped | LedgerChanged | Listening


class HealthAsking(QObject):
    """Asks the ledger for the health of a span."""

    answered = Signal(object, object)
    """The Health and the Losses."""

    failed = Signal(str)
    """The ledger could not answer; why, in words."""

    def __init__(
        self, ledger: Ledger, clock: Clock, tasks: OwnedTasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._clock = clock
        self._tasks = tasks
        self._span = Span.FIVE_MINUTES
        self._awake = False
        self._asking = False
        self._stale = True
        self._shown: Health | None = None
        self._not_before_s = 0.0

    @property
    def span(self) -> Span:
        """How far back is asked for."""
        return self._span

    def look_at(self, span: Span) -> None:
        """Ask for another span at once, or as soon as what is asked for is answered."""
        if span is not self._span:
            self._span = span
            self._ask_anew()

    def wake(self) -> None:
        """Somebody looks: ask now and then."""
        if not self._awake:
            self._awake = True
            self._ask_anew()

    def sleep(self) -> None:
        """Nobody looks: ask nothing."""
        self._awake = False

    def take(self, facts: Sequence[Fact]) -> None:
        """Note that something happened."""
        self._stale = self._stale or any(isinstance(fact, _CHANGES) for fact in facts)

    def tick(self) -> None:
        """Ask if there is something new to be seen, and it is time."""
        if self._awake and self._worth_asking() and self._time_s() >= self._not_before_s:
            self._ask()

    def _ask_anew(self) -> None:
        self._stale, self._not_before_s = True, 0.0
        self.tick()

    def _worth_asking(self) -> bool:
        """True when something happened, or time has moved a step."""
        if self._stale or self._shown is None or self._shown.span is not self._span:
            return True
        steps = self._shown.steps
        return not steps or self._clock.now() >= steps[-1].begin + self._span.step

    def _ask(self) -> None:
        if not self._asking:
            self._asking = True
            self._tasks.start(self._answer(), "health")

    async def _answer(self) -> None:
        span, began_s = self._span, self._time_s()
        self._stale = False
        try:
            health = await self._ledger.health(span, self._clock.now())
            losses = await self._ledger.losses()
        except StoreUnavailable as why:
            self._stale = True
            self.failed.emit(str(why))
        else:
            self._shown = health
            if span is self._span:
                self.answered.emit(health, losses)
        # Not when it was cancelled: the window may be gone.
        self._asking = False
        took_s = self._time_s() - began_s
        self._not_before_s = began_s + max(_EVERY_S[span], _MANNERS * took_s)
        if span is not self._span:
            self._ask_anew()

    def _time_s(self) -> float:
        return self._clock.monotonic_s()
