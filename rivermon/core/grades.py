"""How good a figure of the health is: ModelRiver's own words and thresholds, and the rates.

Pure rules. Where nothing came there is no rate, and so no grade: it is not a hundred percent. Does
not know over what time it was counted, nor how a grade looks.
"""

from collections.abc import Mapping
from enum import StrEnum

from rivermon.core.entities import FAILED, CallbackState, Outcome

SUCCESS_GOOD = 0.99
"""A success rate above this is good."""

SUCCESS_CRITICAL = 0.95
"""A success rate below this is critical; between the two it is a warning."""

EXCELLENT_MS, FINE_MS, SLOW_MS = 200.0, 1000.0, 5000.0
"""Times below the first are excellent, up to the second fine, up to the third slow, else risky."""

REDELIVERY_BAD = 0.05
"""A redelivery rate above this is bad."""

_TAKEN_IN = (Outcome.RECORDED, Outcome.KEPT, Outcome.DUPLICATE)


class Grade(StrEnum):
    """What ModelRiver's console says of a figure (protocol, section 7)."""

    GOOD = "good"
    WARNING = "warning"
    CRITICAL = "critical"
    EXCELLENT = "excellent"
    FINE = "fine"
    SLOW = "slow"
    RISKY = "risky"
    BAD = "bad"


def success_rate(outcomes: Mapping[Outcome, int]) -> float | None:
    """Which share (0 to 1) of the requests was taken in; None when none came."""
    received = sum(outcomes.values())
    return _taken_in(outcomes) / received if received else None


def redelivery_rate(outcomes: Mapping[Outcome, int]) -> float | None:
    """Which share (0 to 1) of the webhooks had come before; None when none was taken in.

    Requests that were not taken in are not counted: they may be anybody's.
    """
    taken_in = _taken_in(outcomes)
    return outcomes.get(Outcome.DUPLICATE, 0) / taken_in if taken_in else None


def callback_rate(states: Mapping[CallbackState, int]) -> float | None:
    """Which share (0 to 1) of the settled callbacks succeeded; None while none is settled."""
    succeeded = states.get(CallbackState.SUCCESS, 0)
    settled = succeeded + sum(states.get(state, 0) for state in FAILED)
    return succeeded / settled if settled else None


def grade_of_success(rate: float | None) -> Grade | None:
    """The grade of a success rate (0 to 1); none without a rate."""
    if rate is None:
        return None
    if rate > SUCCESS_GOOD:
        return Grade.GOOD
    return Grade.WARNING if rate >= SUCCESS_CRITICAL else Grade.CRITICAL


def grade_of_time(ms: float | None) -> Grade | None:
    """The grade of how long something took, in milliseconds; none when nothing is known."""
    if ms is None:
        return None
    if ms < EXCELLENT_MS:
        return Grade.EXCELLENT
    if ms <= FINE_MS:
        return Grade.FINE
    return Grade.SLOW if ms <= SLOW_MS else Grade.RISKY


def grade_of_redeliveries(rate: float | None) -> Grade | None:
    """The grade of a redelivery rate (0 to 1); none without a rate."""
    if rate is None:
        return None
    return Grade.BAD if rate > REDELIVERY_BAD else Grade.GOOD


def _taken_in(outcomes: Mapping[Outcome, int]) -> int:
    return sum(outcomes.get(outcome, 0) for outcome in _TAKEN_IN)
