"""A ledger whose health the test sets, and plausible figures of one."""

import asyncio
from datetime import datetime
from typing import Any

from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.health import Health, Losses, Quantiles, Span, Step
from rivermon.core.ports import StoreUnavailable
from tests.ui.stand_ins import START, MemoryLedger

CAME = {Outcome.RECORDED: 9, Outcome.DUPLICATE: 1}
OWED = {CallbackState.SUCCESS: 8, CallbackState.TIMEOUT: 1}
LOSSES = Losses(
    received=1234,
    outcomes={
        Outcome.RECORDED: 1000,
        Outcome.KEPT: 100,
        Outcome.DUPLICATE: 90,
        Outcome.REJECTED: 40,
        Outcome.INVALID: 1,
    },
    dropped=3,
    deleted=0,
    replays=0,
    owed=1000,
    states={CallbackState.SUCCESS: 990, CallbackState.HELD: 10},
    owed_deleted=0,
    since=START,
    down_s=200.0,
)


def busy(span: Span, now: datetime = START, **fields: Any) -> Health:
    """A span in which the same happened in every step but the first two, which are empty."""
    begins = span.begins(now)
    quiet = [Step(begin=begin) for begin in begins[:2]]
    steps = [
        Step(
            begin=begin,
            outcomes=CAME,
            callbacks=OWED,
            answer=Quantiles(3.0, 12.0),
            callback=Quantiles(210.0, 6100.0),
        )
        for begin in begins[2:]
    ]
    usual: dict[str, Any] = {
        "causes": (("answered 404", 9), ("<b>no</b> answer", 3)),
        "answer": Quantiles(3.0, 12.0),
        "callback": Quantiles(210.0, 6100.0),
    }
    return Health(span=span, until=now, steps=(*quiet, *steps), **(usual | fields))


def nothing(span: Span, now: datetime = START) -> Health:
    """A span in which nothing happened."""
    return Health(span=span, until=now, steps=tuple(Step(begin=at) for at in span.begins(now)))


class HealthLedger(MemoryLedger):
    """Answers with `busy`, or with `nothing` while `idle`; `hold` holds answers back."""

    def __init__(self) -> None:
        super().__init__()
        self.idle = False
        self.hold: asyncio.Event | None = None
        self.asked_health: list[Span] = []
        self.told_losses = LOSSES
        self.at_once = 0
        self.most_at_once = 0

    async def health(self, span: Span, now: datetime) -> Health:
        self.asked_health.append(span)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            if self.hold is not None:
                await self.hold.wait()
            if self.broken:
                raise StoreUnavailable("the disk is gone")
        finally:
            self.at_once -= 1
        return nothing(span, now) if self.idle else busy(span, now)

    async def losses(self) -> Losses:
        return self.told_losses
