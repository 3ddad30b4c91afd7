"""What a row of a view is outside of rivermon: a flat JSON object with names of its own.

Pure. Does not know the format it is written in, nor where it goes.
"""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.callback import iso
from rivermon.core.credentials import redacted
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackHistory,
    CallbackKind,
    Delivery,
    Detail,
    Headers,
    Record,
)
from rivermon.core.listing import View

Exported = dict[str, Any]
_ADDED = ("id", "saved_at")


def exported(view: View, row_id: int, detail: Detail, *, secret: bool = True) -> Exported:
    """A row as it is exported or copied as JSON; every row of a view has the same names.

    Args:
        view: of what the row is.
        row_id: its id there.
        detail: all that is known of it.
        secret: False leaves credentials and signatures in the headers.
    """
    return _BY_VIEW[view](row_id, detail, redacted if secret else _as_they_came)


def is_about(view: View, row_id: int, detail: Detail) -> bool:
    """True when a detail is the one of this row of a view."""
    match view:
        case View.RECORDS:
            return detail.record is not None and detail.record.id == row_id
        case View.DELIVERIES:
            return detail.delivery.id == row_id
        case View.CALLBACKS:
            return any(history.callback.id == row_id for history in detail.callbacks)


def names_in(view: View) -> tuple[str, ...]:
    """The names of an exported row's values, in their order."""
    return _NAMES[view]


def _as_they_came(headers: Headers) -> Headers:
    return headers


Shown = Callable[[Headers], Headers]


def _record(_row_id: int, detail: Detail, _shown: Shown) -> Exported:
    record = detail.record
    if record is None:
        return dict.fromkeys(_NAMES[View.RECORDS])
    callback = _success(detail)
    return {
        **_of_record(record),
        "data": _data(callback),
        "callback": callback and callback.state,
        "attempts": callback.attempts if callback else 0,
        "answered": callback and callback.answered,
        "duration_ms": callback and _ms(callback.duration_ms),
        "reason": callback and callback.reason,
        "deadline": callback and iso(callback.deadline),
        "approval": callback and callback.approval,
        "delivery_id": detail.delivery.id,
        "received_at": iso(detail.delivery.received_at),
    }


def _of_record(record: Record) -> Exported:
    return {
        "id": record.id,
        "created_at": iso(record.created_at),
        "title": record.title,
        "body": record.body,
        "category": record.category,
        "event_name": record.event_name,
        "channel_id": record.channel_id,
        "model": record.metadata.get("ai_model"),
        "provider": record.metadata.get("ai_provider"),
        "source": record.source,
        "metadata": record.metadata,
        "pinned_at": _moment(record.pinned_at),
        "note": record.note,
        "edited_at": _moment(record.edited_at),
    }


def _delivery(_row_id: int, detail: Detail, shown: Shown) -> Exported:
    delivery = detail.delivery
    return {
        "id": delivery.id,
        "received_at": iso(delivery.received_at),
        "outcome": delivery.outcome,
        "status": delivery.status,
        "verdict": delivery.verdict.word,
        "scheme": delivery.verdict.scheme,
        "secret": delivery.verdict.secret,
        "reason": delivery.reason,
        "type": delivery.type,
        "event": delivery.event,
        "channel_id": delivery.channel_id,
        "record_id": delivery.record_id,
        "redeliveries": delivery.redeliveries,
        "replay_of": delivery.replay_of,
        "duration_ms": _ms(delivery.duration_ms),
        "sent_at": _moment(delivery.sent_at),
        "skew_ms": _ms(delivery.skew_ms),
        "remote": delivery.remote,
        "path": delivery.path,
        "size": delivery.size,
        "headers": shown(delivery.headers),
        **_body(delivery),
    }


def _callback(row_id: int, detail: Detail, _shown: Shown) -> Exported:
    history = next((each for each in detail.callbacks if each.callback.id == row_id), None)
    if history is None:
        return dict.fromkeys(_NAMES[View.CALLBACKS])
    return _of_callback(history, detail)


def _of_callback(history: CallbackHistory, detail: Detail) -> Exported:
    callback = history.callback
    return {
        "id": callback.id,
        "received_at": iso(callback.received_at),
        "kind": callback.kind,
        "state": callback.state,
        "attempts": callback.attempts,
        "answered": callback.answered,
        "duration_ms": _ms(callback.duration_ms),
        "reason": callback.reason,
        "approval": callback.approval,
        "decided_at": _moment(callback.decided_at),
        "next_attempt_at": _moment(callback.next_attempt_at),
        "deadline": iso(callback.deadline),
        "url": callback.url,
        "record_id": callback.record_id,
        "delivery_id": callback.delivery_id,
        "event": detail.delivery.event,
        "channel_id": detail.delivery.channel_id,
        "title": detail.record and detail.record.title,
        "body": callback.body.decode("utf-8", "replace"),
        "tries": [_of_attempt(attempt) for attempt in history.attempts],
    }


def _of_attempt(attempt: Attempt) -> Exported:
    return {
        "started_at": iso(attempt.started_at),
        "duration_ms": _ms(attempt.duration_ms),
        "status": attempt.status,
        "answer": attempt.answer,
        "error": attempt.error,
    }


def _success(detail: Detail) -> Callback | None:
    callbacks = (history.callback for history in detail.callbacks)
    return next((each for each in callbacks if each.kind is CallbackKind.SUCCESS), None)


def _data(callback: Callback | None) -> Any:
    """The generated content, as it is sent back but for what rivermon added."""
    sent = _json(callback.body) if callback else None
    data = sent.get("data") if isinstance(sent, dict) else None
    if not isinstance(data, dict):
        return None
    return {name: value for name, value in data.items() if name not in _ADDED}


def _body(delivery: Delivery) -> Exported:
    """The body byte by byte as it was signed: as text, or in base64 where it is none."""
    try:
        return {"body": delivery.body.decode(), "body_base64": None}
    except UnicodeDecodeError:
        return {"body": None, "body_base64": base64.b64encode(delivery.body).decode()}


def _json(text: bytes) -> Any:
    try:
        return msgspec.json.decode(text) if text else None
    except (msgspec.DecodeError, RecursionError):
        return None


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)


def _ms(duration: float | None) -> float | None:
    return None if duration is None else round(duration, 1)


_BY_VIEW: Mapping[View, Callable[[int, Detail, Shown], Exported]] = {
    View.RECORDS: _record,
    View.DELIVERIES: _delivery,
    View.CALLBACKS: _callback,
}
_NAMES: Mapping[View, tuple[str, ...]] = {
    View.RECORDS: (
        "id",
        "created_at",
        "title",
        "body",
        "category",
        "event_name",
        "channel_id",
        "model",
        "provider",
        "source",
        "metadata",
        "pinned_at",
        "note",
        "edited_at",
        "data",
        "callback",
        "attempts",
        "answered",
        "duration_ms",
        "reason",
        "deadline",
        "approval",
        "delivery_id",
        "received_at",
    ),
    View.DELIVERIES: (
        "id",
        "received_at",
        "outcome",
        "status",
        "verdict",
        "scheme",
        "secret",
        "reason",
        "type",
        "event",
        "channel_id",
        "record_id",
        "redeliveries",
        "replay_of",
        "duration_ms",
        "sent_at",
        "skew_ms",
        "remote",
        "path",
        "size",
        "headers",
        "body",
        "body_base64",
    ),
    View.CALLBACKS: (
        "id",
        "received_at",
        "kind",
        "state",
        "attempts",
        "answered",
        "duration_ms",
        "reason",
        "approval",
        "decided_at",
        "next_attempt_at",
        "deadline",
        "url",
        "record_id",
        "delivery_id",
        "event",
        "channel_id",
        "title",
        "body",
        "tries",
    ),
}
