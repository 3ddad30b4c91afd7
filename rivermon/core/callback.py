"""The rules of a callback: its bodies, what an answer means, the next wait, the 5-minute window.

Pure: knows neither the wire nor the store, and is handed time and chance.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from rivermon.core.entities import Callback, CallbackState, Reply

WINDOW = timedelta(minutes=5)
"""How long ModelRiver waits for a callback, from the first receipt (protocol, sections 1 and 6).

Five minutes of real time, in which the machine may sleep, whatever is done to its wall clock. In
one process that can be measured; from one to the next only the wall clock is known: `remaining`.
"""

_WORTH_ANOTHER_TRY = frozenset({408, 425, 429})
_LONGEST_WAIT_S = 60.0
_encoder = msgspec.json.Encoder()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from an attempt. `reason` says in words why it was not a success."""

    state: CallbackState
    next_attempt_at: datetime | None = None
    reason: str | None = None

    @property
    def gives_up(self) -> bool:
        """True when rivermon will not try by itself again, without having succeeded."""
        return self.state in {CallbackState.ERROR, CallbackState.TIMEOUT}


def success_body(record_id: int, data: Mapping[str, Any], saved_at: datetime) -> bytes:
    """The JSON that brings the content back (protocol, section 6).

    Args:
        record_id: the row in `ai_content`.
        data: the AI's data, a JSON object; `id` and `saved_at` are added and win over its own.
        saved_at: when the record was committed, aware and in UTC.
    """
    return _encoder.encode(
        {
            "data": {**data, "id": record_id, "saved_at": iso(saved_at)},
            "task_id": f"sqlite_{record_id}",
            "metadata": {"database": "sqlite", "table": "ai_content", "record_id": record_id},
        }
    )


def failure_body(message: str) -> bytes:
    """The JSON that says that there will be no content, and why (protocol, section 6)."""
    return _encoder.encode({"error": "processing_failed", "message": message})


def iso(moment: datetime) -> str:
    """A UTC moment as ISO 8601 with milliseconds and "Z", as JavaScript writes it."""
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def next_wait(attempt: int, jitter: float, retry_after_s: float | None = None) -> float:
    """Seconds from the end of try number `attempt` (from 1) to the next.

    Doubles from one second up to a minute; `jitter` in [0, 1) and Retry-After only lengthen it.
    """
    planned = min(_LONGEST_WAIT_S, 2.0 ** min(attempt - 1, 16))
    return max(planned, retry_after_s or 0.0) * (1.0 + 0.25 * jitter)


def after_attempt(
    reply: Reply, *, attempt: int, now: datetime, deadline: datetime, jitter: float
) -> Decision:
    """Decide what becomes of a callback after try number `attempt` (protocol, section 6).

    Args:
        reply: what came back.
        attempt: how many tries there have been, this one counted.
        now: when the try ended.
        deadline: when ModelRiver stops waiting.
        jitter: chance, in [0, 1).

    Returns:
        Success for any 2xx; Progress with the next moment while another try fits into the window;
        Timeout when none fits; Error for an answer that another try would not change.
    """
    if reply.status is not None and 200 <= reply.status < 300:  # noqa: PLR2004
        return Decision(state=CallbackState.SUCCESS)
    reason = _words(reply)
    if not _may_change(reply.status):
        return Decision(state=CallbackState.ERROR, reason=reason)
    next_at = _later(now, next_wait(attempt, jitter, reply.retry_after_s))
    if next_at is None or next_at >= deadline:
        return Decision(state=CallbackState.TIMEOUT, reason=reason)
    return Decision(state=CallbackState.PROGRESS, next_attempt_at=next_at, reason=reason)


def remaining(callback: Callback, now: datetime) -> tuple[datetime | None, datetime]:
    """When a callback that is taken up at `now` is due, and when its window closes.

    As they were noted, unless the receipt lies ahead: then the wall clock was set back since, how
    much of the window is left is not known, and ModelRiver may be waiting. So it is due at once,
    and a whole window is the most that can be left.
    """
    due, deadline = callback.next_attempt_at, callback.deadline
    if callback.received_at <= now:
        return due, deadline
    return (None if due is None else min(due, now)), min(deadline, now + WINDOW)


def missed_window(planned: datetime | None, now: datetime, deadline: datetime) -> bool:
    """True when the window closed before a try that was planned within it could start.

    A try planned after the window was asked for by hand, or by a redelivery: it is still made.
    """
    return planned is not None and planned < deadline <= now


def too_late() -> Decision:
    """What becomes of a callback that missed its window."""
    reason = "the 5 minutes were over before it could be sent"
    return Decision(state=CallbackState.TIMEOUT, reason=reason)


def nobody_decided() -> Decision:
    """What becomes of a callback that waited for approval until its window was over."""
    reason = "it waited for approval, and nobody decided in time"
    return Decision(state=CallbackState.TIMEOUT, reason=reason)


def has_window(callback: Callback) -> bool:
    """False for what was over when it came: a replay of what ModelRiver waits for no more."""
    return callback.received_at < callback.deadline


def _later(now: datetime, wait_s: float) -> datetime | None:
    # A Retry-After of a million years is a number too, but not a datetime.
    return now + timedelta(seconds=wait_s) if wait_s <= WINDOW.total_seconds() else None


def _may_change(status: int | None) -> bool:
    return status is None or status in _WORTH_ANOTHER_TRY or status >= 500  # noqa: PLR2004


def _words(reply: Reply) -> str:
    if reply.status is None:
        return reply.error or "no answer"
    if 300 <= reply.status < 400:  # noqa: PLR2004
        return f"answered {reply.status}, a redirect, which is not followed"
    return f"answered {reply.status}"
