"""One moment in a webhook's life, as a timeline shows it.

Does not know words or colours, nor how moments are found: core/timeline.py does.
"""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum, auto

import msgspec

from rivermon.core.approval import Approval


class What(StrEnum):
    """What happened, or will."""

    REQUEST = auto()
    DELIVERY = auto()
    REDELIVERY = auto()
    REPLAY = auto()
    RECORD = auto()
    HELD = auto()
    DECISION = auto()
    ATTEMPT = auto()
    SENDING = auto()
    GIVEN_UP = auto()
    NEXT_TRY = auto()
    WINDOW_ENDS = auto()


class Lane(IntEnum):
    """Whose moment it is; in the order in which ModelRiver's console shows them."""

    REQUEST = auto()
    WEBHOOK = auto()
    RECORD = auto()
    CALLBACK = auto()
    ERROR_CALLBACK = auto()


class Standing(StrEnum):
    """How it went."""

    GOOD = "good"
    BUSY = "busy"
    QUIET = "quiet"
    WAITING = "waiting"
    BAD = "bad"


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, or that is to happen.

    `at` is when it began and `duration_ms` how long it took, None where that is not known or means
    nothing; `after_ms` is from the webhook's receipt to its beginning, `gap_ms` from the end of the
    moment before it. `number` is the id of a delivery or a record, or counts attempts from 1.
    `status` is an HTTP status, `approval` a decision, `text` what was said. `planned` moments are
    still to come, and `simulated` ones belong to a test.
    """

    what: What
    lane: Lane
    at: datetime
    standing: Standing
    after_ms: float = 0.0
    gap_ms: float | None = None
    duration_ms: float | None = None
    number: int | None = None
    status: int | None = None
    approval: Approval | None = None
    text: str = ""
    planned: bool = False
    simulated: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it was over."""
        return self.at + timedelta(milliseconds=self.duration_ms or 0.0)
