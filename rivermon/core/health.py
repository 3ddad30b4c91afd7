"""How webhooks and callbacks fared over time, and where everything is that ever came.

Pure facts; how they are judged is in core.grades. Does not know who counts, nor how it is drawn.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from rivermon.core.entities import CallbackState, Outcome


class Way(StrEnum):
    """What is noted of the ways on which webhooks come in: from when until when it was so."""

    LISTENER = "listener"
    """The listener was up."""
    PUBLIC_DOWN = "public address down"
    """The listener was up, and the public way was wanted and down; see core.outages."""


class Span(StrEnum):
    """How far back the charts look."""

    FIVE_MINUTES = "5 min"
    HOUR = "1 h"
    DAY = "24 h"
    WEEK = "7 d"

    @property
    def length(self) -> timedelta:
        """The whole of it."""
        return _LENGTHS[self][0]

    @property
    def step(self) -> timedelta:
        """How much of it one point of a chart stands for."""
        return _LENGTHS[self][1]

    def begins(self, now: datetime) -> tuple[datetime, ...]:
        """When each step of the span before `now` begins, oldest first.

        Steps begin at multiples of their length, so that what is in one stays in it; the first
        reaches back beyond the span, and `now` is in the last.
        """
        last = now - (now - _EPOCH) % self.step
        first = now - self.length
        first -= (first - _EPOCH) % self.step
        return tuple(first + self.step * n for n in range((last - first) // self.step + 1))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_LENGTHS: Mapping[Span, tuple[timedelta, timedelta]] = {
    Span.FIVE_MINUTES: (timedelta(minutes=5), timedelta(seconds=5)),
    Span.HOUR: (timedelta(hours=1), timedelta(minutes=1)),
    Span.DAY: (timedelta(days=1), timedelta(minutes=20)),
    Span.WEEK: (timedelta(days=7), timedelta(hours=2)),
}


class Quantiles(msgspec.Struct, frozen=True):
    """Half and 99 of 100 took no longer than this, in milliseconds."""

    p50: float
    p99: float


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What happened between `begin` and one step later.

    `outcomes` counts the deliveries, replays excepted; `callbacks` those callbacks of content whose
    webhook came in this step, by the state that they are in now. `answer` is the time from a whole
    request to its commit, `callback` that from the receipt to the last answer.
    """

    begin: datetime
    outcomes: Mapping[Outcome, int] = {}
    callbacks: Mapping[CallbackState, int] = {}
    answer: Quantiles | None = None
    callback: Quantiles | None = None
    down_s: float = 0.0


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """A span in steps, oldest first, and what failed in it by its cause.

    `causes` are reasons in words and how often each was given, the most frequent first. `answer`
    and `callback` are of the whole span; `down_s` is how long the listener was down in it, as far
    as it ever was up before.
    """

    span: Span
    until: datetime
    steps: tuple[Step, ...]
    causes: tuple[tuple[str, int], ...] = ()
    answer: Quantiles | None = None
    callback: Quantiles | None = None
    down_s: float = 0.0

    @property
    def outcomes(self) -> Mapping[Outcome, int]:
        """The deliveries of the whole span by their outcome."""
        total: Counter[Outcome] = Counter()
        for step in self.steps:
            total.update(step.outcomes)
        return total

    @property
    def callbacks(self) -> Mapping[CallbackState, int]:
        """The callbacks of the whole span by the state that they are in now."""
        total: Counter[CallbackState] = Counter()
        for step in self.steps:
            total.update(step.callbacks)
        return total


class Losses(msgspec.Struct, frozen=True, kw_only=True):
    """The loss ledger: all that ever came and was ever owed, and where it is.

    `received` counts the requests that were committed, `dropped` rejected ones that made room,
    `deleted` those that were deleted by hand or by age or size; replays are none of these.
    `owed` counts every callback that was ever owed, `owed_deleted` those deleted since. `since` is
    when the listener was first up, `down_s` how long it was down since then; `public_down_s` is how
    long the public way was down while the listener was up and the operator wanted one.
    """

    received: int
    outcomes: Mapping[Outcome, int]
    dropped: int
    deleted: int
    replays: int
    owed: int
    states: Mapping[CallbackState, int]
    owed_deleted: int
    since: datetime | None = None
    down_s: float = 0.0
    public_down_s: float = 0.0

    @property
    def received_missing(self) -> int:
        """What was received and is nowhere; 0 when all is well."""
        return self.received - sum(self.outcomes.values()) - self.dropped - self.deleted

    @property
    def owed_missing(self) -> int:
        """Callbacks that were owed and are nowhere; 0 when all is well."""
        return self.owed - sum(self.states.values()) - self.owed_deleted


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """When the last webhook came, and how many came in an hour, as is usual at this time.

    `last_at` is None when none ever came; `usual_per_hour` is the mean of the hours with webhooks
    in the last day, 0 when there were none.
    """

    last_at: datetime | None
    usual_per_hour: float
