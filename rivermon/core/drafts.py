"""What was decided and is still to be committed: the store makes facts of it.

Does not know who decides, nor how it is written.
"""

from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.approval import Approval
from rivermon.core.entities import (
    Arrival,
    Attempt,
    CallbackKind,
    CallbackState,
    Outcome,
    Verdict,
)


class RecordDraft(msgspec.Struct, frozen=True, kw_only=True):
    """The content to be stored; the store adds the id. `data` is what the callback sends back."""

    title: str
    body: str
    category: str
    metadata: dict[str, Any]
    channel_id: str | None
    event_name: str | None
    data: dict[str, Any]


class CallbackDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A callback to be owed from the commit on. `failure` is the message of an error callback.

    `held_because` says, in words, why it may not leave yet; None when it may. With `for_approval`
    it waits for the operator.
    """

    kind: CallbackKind
    url: str
    deadline: datetime
    failure: str | None = None
    held_because: str | None = None
    for_approval: bool = False


class DeliveryDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one request that the store is to commit in one transaction.

    `dedupe_key` is None for what is not content (rejected, invalid); `outcome` is what the delivery
    becomes unless its key is known already, `status` the HTTP status that goes out after the
    commit. `sent_at` is ModelRiver's own timestamp.
    `started_s` is the monotonic clock's reading (seconds) when the request was whole.
    """

    arrival: Arrival
    verdict: Verdict
    outcome: Outcome
    status: int
    started_s: float
    reason: str | None = None
    type: str | None = None
    event: str | None = None
    channel_id: str | None = None
    sent_at: datetime | None = None
    dedupe_key: str | None = None
    record: RecordDraft | None = None
    callback: CallbackDraft | None = None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be noted of a callback: the state it is in now, and the attempt that led there.

    With `failure`, an error callback with that message is owed from the same commit on, unless one
    is already there. With `approval` that is how waiting for the operator ended, and nothing is
    noted of a callback that does not wait any more.
    """

    callback_id: int
    state: CallbackState
    attempt: Attempt | None = None
    next_attempt_at: datetime | None = None
    reason: str | None = None
    failure: str | None = None
    approval: Approval | None = None
