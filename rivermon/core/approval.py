"""The approval gate's rules: which events wait for the operator, and what happens if nobody acts.

Pure. Does not know how a callback is held or sent.
"""

from datetime import timedelta
from enum import StrEnum

import msgspec

BEFORE_THE_END = timedelta(seconds=20)
"""So long before the window closes, what nobody decided is decided by rule."""


class Approval(StrEnum):
    """How a callback that was held for the operator stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    EDITED = "approved with changes"
    REJECTED = "rejected"
    BY_RULE = "sent by rule"
    LAPSED = "nobody decided"


class Undecided(StrEnum):
    """What happens to content that nobody decided about; the value stands in the settings."""

    SEND = "send"
    REJECT = "reject"
    LAPSE = "timeout"


class ApprovalRules(msgspec.Struct, frozen=True):
    """Which event names wait for approval, and what is done when nobody acts in time."""

    events: frozenset[str] = frozenset()
    undecided: Undecided = Undecided.LAPSE

    def holds(self, event: str | None) -> bool:
        """True when content of this event waits for the operator."""
        return event is not None and event in self.events
