"""From rows to facts: the columns that are read, in order, and what is made of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.approval import Approval
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    Headers,
    Outcome,
    Record,
    RecordRow,
    Scheme,
    Verdict,
    VerdictWord,
)
from rivermon.store.tables import AiContent, CallbackAttempt, RecordMark
from rivermon.store.tables import Callback as Callbacks
from rivermon.store.tables import Delivery as Deliveries


class _Models(msgspec.Struct):
    """The two entries of a record's metadata that a table shows."""

    ai_model: Any = None
    ai_provider: Any = None


_models = msgspec.json.Decoder(_Models)
_headers = msgspec.json.Decoder(Headers)

_callback, _delivery, _record, _attempt = Callbacks, Deliveries, AiContent, CallbackAttempt
_mark = RecordMark
CALLBACK_COLUMNS = (
    _callback.id,
    _callback.delivery_id,
    _callback.record_id,
    _callback.kind,
    _callback.url,
    _callback.state,
    _callback.attempts,
    _callback.next_attempt_at,
    _callback.deadline,
    _callback.received_at,
    _callback.duration_ms,
    _callback.reason,
    _callback.answered,
    _callback.approval,
    _callback.decided_at,
)
DELIVERY_COLUMNS = (
    _delivery.id,
    _delivery.received_at,
    _delivery.remote,
    _delivery.path,
    _delivery.type,
    _delivery.event,
    _delivery.channel_id,
    _delivery.verdict,
    _delivery.scheme,
    _delivery.secret,
    _delivery.reason,
    _delivery.outcome,
    _delivery.status,
    _delivery.duration_ms,
    _delivery.record_id,
    _delivery.redeliveries,
    _delivery.size,
    _delivery.sent_at,
    _delivery.replay_of,
)
RECORD_COLUMNS = (
    _record.id,
    _record.title,
    _record.body,
    _record.category,
    _record.metadata,
    _record.channel_id,
    _record.event_name,
    _record.source,
    _record.created_at,
)
MARK_COLUMNS = (_mark.pinned_at, _mark.note, _mark.edited_at)
ATTEMPT_COLUMNS = (
    _attempt.started_at,
    _attempt.duration_ms,
    _attempt.status,
    _attempt.answer,
    _attempt.error,
)


def callback_of(row: Sequence[Any], body: bytes = b"") -> Callback:
    """A callback from CALLBACK_COLUMNS."""
    return Callback(
        id=row[0],
        delivery_id=row[1],
        record_id=row[2],
        kind=CallbackKind(row[3]),
        url=row[4],
        state=CallbackState(row[5]),
        body=body,
        attempts=row[6],
        next_attempt_at=moment(row[7]) if row[7] else None,
        deadline=moment(row[8]),
        received_at=moment(row[9]),
        duration_ms=row[10],
        reason=row[11],
        answered=row[12],
        approval=Approval(row[13]) if row[13] else None,
        decided_at=moment(row[14]) if row[14] else None,
    )


def delivery_of(row: Sequence[Any], headers: str = "[]", body: bytes = b"") -> Delivery:
    """A delivery from DELIVERY_COLUMNS."""
    verdict = Verdict(
        VerdictWord(row[7]), Scheme(row[8]) if row[8] else None, row[9], verdict_reason(row)
    )
    return Delivery(
        id=row[0],
        received_at=moment(row[1]),
        remote=row[2],
        path=row[3],
        type=row[4],
        event=row[5],
        channel_id=row[6],
        verdict=verdict,
        reason=row[10],
        outcome=Outcome(row[11]),
        status=row[12],
        duration_ms=row[13],
        record_id=row[14],
        redeliveries=row[15],
        size=row[16],
        sent_at=moment(row[17]) if row[17] else None,
        replay_of=row[18],
        headers=_headers.decode(headers),
        body=body,
    )


def verdict_reason(row: Sequence[Any]) -> str | None:
    """Why a request was not accepted: the delivery's reason, where that is the verdict's."""
    return None if row[7] == VerdictWord.VALID else row[10]


def record_of(row: Sequence[Any], marks: Sequence[Any] = (None, None, None)) -> Record:
    """A record from RECORD_COLUMNS, and from MARK_COLUMNS, which are None where it has no marks."""
    pinned_at, note, edited_at = marks
    return Record(
        id=row[0],
        title=row[1],
        body=row[2],
        category=row[3],
        metadata=msgspec.json.decode(row[4]),
        channel_id=row[5],
        event_name=row[6],
        source=row[7],
        created_at=moment(row[8]),
        pinned_at=moment(pinned_at) if pinned_at else None,
        note=note or "",
        edited_at=moment(edited_at) if edited_at else None,
    )


def attempt_of(row: Sequence[Any]) -> Attempt:
    """An attempt from ATTEMPT_COLUMNS."""
    return Attempt(
        started_at=moment(row[0]),
        duration_ms=row[1],
        status=row[2],
        answer=row[3],
        error=row[4],
    )


def record_row_of(row: Sequence[Any]) -> RecordRow:
    """A table's row, as lines.py reads it; the callback's are None where a record has none."""
    models = _models.decode(row[6])
    return RecordRow(
        id=row[0],
        created_at=moment(row[1]),
        title=row[2],
        category=row[3],
        event_name=row[4],
        channel_id=row[5],
        model=as_text(models.ai_model),
        provider=as_text(models.ai_provider),
        state=CallbackState(row[7]) if row[7] else None,
        attempts=row[8] or 0,
        duration_ms=row[9],
        deadline=moment(row[10]) if row[10] else None,
        awaiting=row[11] == Approval.WAITING,
        pinned=row[12] is not None,
        noted=bool(row[13]),
    )


def moment(text: str) -> datetime:
    """A stored moment, aware and in UTC."""
    return datetime.fromisoformat(text)


def as_text(value: Any) -> str | None:
    """What metadata holds under a name, as a cell shows it."""
    return value if value is None or isinstance(value, str) else str(value)
