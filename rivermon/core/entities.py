"""What is known of a webhook's life, as frozen facts.

These values cross every wall of the house; an ORM row, a request or a widget never does. All times
are aware and in UTC, all durations are milliseconds unless a name says `_s` (seconds).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from rivermon.core.approval import Approval

Headers = tuple[tuple[str, str], ...]
"""Header names as they were sent and their values, in order; names may repeat."""


EVENT_TYPE = "task.ai_generated"
"""The type of the webhooks that make a record and are called back (protocol, section 5)."""


class VerdictWord(StrEnum):
    """ModelRiver's three words for a signature (its console's "Signature" column)."""

    VALID = "Valid"
    INVALID = "Invalid"
    NOT_VERIFIED = "Not Verified"


class Scheme(StrEnum):
    """The published ways to sign a webhook (protocol, section 3)."""

    RAW_BODY = "raw-body"
    TIMESTAMPED_DATA = "timestamped-data"
    TIMESTAMPED_BODY = "timestamped-body"


class Layout(StrEnum):
    """The published shapes of a webhook's body (protocol, section 2)."""

    FLAT_EVENT = "flat event"
    FLAT_STANDARD = "flat standard"
    ENVELOPE = "envelope"
    OBSERVABILITY = "observability"


class Outcome(StrEnum):
    """What became of a delivery."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    KEPT = "kept"
    REJECTED = "rejected"
    INVALID = "invalid"


class CallbackKind(StrEnum):
    """Whether a callback brings the content back or says that there will be none."""

    SUCCESS = "success"
    ERROR = "error"


class CallbackState(StrEnum):
    """ModelRiver's words for a callback, and Held for one that may not leave yet."""

    PROGRESS = "Progress"
    SUCCESS = "Success"
    ERROR = "Error"
    TIMEOUT = "Timeout"
    HELD = "Held"


FAILED = frozenset({CallbackState.ERROR, CallbackState.TIMEOUT})
"""The states of a callback that was given up."""


class Verdict(msgspec.Struct, frozen=True):
    """Whether a request is genuine, and why.

    `scheme` and `secret` (1 for the first configured secret) are set when it is; `reason` says in
    words why it is not.
    """

    word: VerdictWord
    scheme: Scheme | None = None
    secret: int | None = None
    reason: str | None = None

    @property
    def genuine(self) -> bool:
        """True when a configured secret signed the request."""
        return self.word is VerdictWord.VALID


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One HTTP request as it came in, before anybody judged it. `body` is the raw bytes.

    `replay_of` is the id of the stored delivery that the operator had taken in once more.
    """

    received_at: datetime
    remote: str
    path: str
    headers: Headers
    body: bytes
    replay_of: int | None = None


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """What an authentic body says, whichever layout it came in (protocol, section 2).

    `content` is the generated content as it was sent (usually a JSON object), `text` the plain text
    of unstructured output, `ai_error` what the workflow said when it produced no content at all.
    """

    layout: Layout
    type: str | None = None
    event: str | None = None
    channel_id: str | None = None
    callback_url: str | None = None
    content: Any = None
    text: str | None = None
    ai_error: str | None = None
    customer_data: dict[str, Any] = {}
    model: str | None = None
    provider: str | None = None
    status: str | None = None
    timestamp: str | None = None
    test_mode: bool = False

    @property
    def event_driven(self) -> bool:
        """True for the one kind that makes a record and is called back (protocol, section 5)."""
        return self.type == EVENT_TYPE and bool(self.callback_url)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What the store made of a delivery draft."""

    delivery_id: int
    outcome: Outcome
    record_id: int | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One stored piece of generated content: a row of `ai_content`, and the operator's marks.

    `edited_at` is when the operator changed the content, before approving it.
    """

    id: int
    title: str
    body: str
    category: str
    metadata: dict[str, Any]
    channel_id: str | None
    event_name: str | None
    source: str
    created_at: datetime
    pinned_at: datetime | None = None
    note: str = ""
    edited_at: datetime | None = None


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One try at a callback: what was answered (`status`, an excerpt), or what went wrong."""

    started_at: datetime
    duration_ms: float
    status: int | None = None
    answer: str = ""
    error: str | None = None


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """One callback that is owed, or was.

    `attempts` counts the tries so far; `next_attempt_at` is None unless it is in Progress; `reason`
    says in words why it is held or was given up. `duration_ms` runs from the webhook's receipt to
    the end of the last attempt, `answered` is the HTTP status of the last answer. `approval` says
    how one stands that was held for the operator, and `decided_at` when that was decided.
    """

    id: int
    delivery_id: int
    record_id: int | None
    kind: CallbackKind
    url: str
    state: CallbackState
    body: bytes
    attempts: int
    next_attempt_at: datetime | None
    deadline: datetime
    received_at: datetime
    duration_ms: float | None = None
    reason: str | None = None
    answered: int | None = None
    approval: Approval | None = None
    decided_at: datetime | None = None

    @property
    def awaiting(self) -> bool:
        """True while it waits for the operator's approval."""
        return self.approval is Approval.WAITING


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One stored request. `redeliveries` counts how often the same webhook came again.

    `duration_ms` runs from the whole request to its row being written, the disk's flush excepted.
    `sent_at` is ModelRiver's own timestamp, where it names one. `replay_of` is the delivery that
    the operator had taken in once more: it did not come from ModelRiver this time.
    """

    id: int
    received_at: datetime
    remote: str
    path: str
    type: str | None
    event: str | None
    channel_id: str | None
    verdict: Verdict
    reason: str | None
    outcome: Outcome
    status: int
    duration_ms: float
    record_id: int | None
    redeliveries: int
    size: int
    sent_at: datetime | None = None
    replay_of: int | None = None
    headers: Headers = ()
    body: bytes = b""

    @property
    def failed(self) -> bool:
        """True for a request that was not taken in."""
        return self.outcome in {Outcome.REJECTED, Outcome.INVALID}

    @property
    def skew_ms(self) -> float | None:
        """From ModelRiver's timestamp to the receipt; negative when its clock is ahead."""
        if self.sent_at is None:
            return None
        return (self.received_at - self.sent_at).total_seconds() * 1000


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A record as a table shows it: its fields and how its success callback stands."""

    id: int
    created_at: datetime
    title: str
    category: str
    event_name: str | None
    channel_id: str | None
    model: str | None
    provider: str | None
    state: CallbackState | None
    attempts: int
    duration_ms: float | None
    deadline: datetime | None
    pinned: bool = False
    noted: bool = False
    awaiting: bool = False

    @property
    def failed(self) -> bool:
        """True when ModelRiver was not called back."""
        return self.state in FAILED


class CallbackRow(msgspec.Struct, frozen=True, kw_only=True):
    """A callback as a table shows it, without its body, and what it is about."""

    callback: Callback
    event: str | None
    channel_id: str | None
    title: str | None

    @property
    def id(self) -> int:
        """The callback's id."""
        return self.callback.id

    @property
    def failed(self) -> bool:
        """True for a callback that was given up."""
        return self.callback.state in FAILED


class CallbackHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A callback and every attempt at it, oldest first."""

    callback: Callback
    attempts: tuple[Attempt, ...]


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one delivery: the record it brought, if any, and the callbacks.

    `again` are the deliveries that brought the same webhook once more, replays among them, oldest
    first and at most 100, without their headers and bodies.
    """

    delivery: Delivery
    again: tuple[Delivery, ...] = ()
    record: Record | None = None
    callbacks: tuple[CallbackHistory, ...] = ()


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much is stored: rows of each table, callbacks owed and held, bytes on disk.

    `held` counts those that wait for approval among the others; `awaiting` counts only them.
    """

    records: int
    deliveries: int
    callbacks: int
    owed: int
    held: int
    size: int
    awaiting: int = 0


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What one POST of a callback led to.

    `retry_after_s` is the answer's Retry-After, in seconds; `error` says in words why there was no
    answer.
    """

    status: int | None = None
    answer: str = ""
    retry_after_s: float | None = None
    error: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """What an HTTP request is answered: status, JSON body, Retry-After in seconds."""

    status: int
    body: bytes
    retry_after_s: int | None = None
