"""What of a record is compared with another one: its fields, metadata, content and callback.

Pure. Does not compare.
"""

from typing import Any

from rivermon.core.entities import Callback, CallbackKind, Detail, Record
from rivermon.core.json_place import content_of
from rivermon.core.json_text import NotJson, read_json

_OURS = frozenset({"id", "saved_at"})


def comparable(detail: Detail) -> dict[str, Any]:
    """All that is compared of a record, or of a delivery without one, as one JSON object.

    The content is what the webhook brought; once the operator has changed it, what is called back.
    """
    found: dict[str, Any] = {}
    if detail.record is not None:
        found["record"] = _fields(detail.record)
        found["metadata"] = detail.record.metadata
    else:
        found["delivery"] = _delivery(detail)
    found["content"] = _content(detail)
    callback = _success_callback(detail)
    if callback is not None:
        found["callback"] = _callback(callback)
    return found


def _fields(record: Record) -> dict[str, Any]:
    return {
        "title": record.title,
        "body": record.body,
        "category": record.category,
        "event_name": record.event_name,
        "channel_id": record.channel_id,
        "source": record.source,
        "created_at": record.created_at.isoformat(),
        "note": record.note,
    }


def _delivery(detail: Detail) -> dict[str, Any]:
    delivery = detail.delivery
    return {
        "type": delivery.type,
        "event": delivery.event,
        "channel_id": delivery.channel_id,
        "outcome": delivery.outcome.value,
        "reason": delivery.reason or delivery.verdict.reason,
        "status": delivery.status,
        "size": delivery.size,
    }


def _content(detail: Detail) -> Any:
    record, callback = detail.record, _success_callback(detail)
    if record is not None and record.edited_at is not None and callback is not None:
        return _called_back(callback)
    try:
        return content_of(read_json(detail.delivery.body))
    except NotJson:
        return detail.delivery.body.decode("utf-8", "replace")


def _called_back(callback: Callback) -> Any:
    try:
        data = read_json(callback.body)["data"]
    except (NotJson, KeyError, TypeError):
        return None
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key not in _OURS}


def _callback(callback: Callback) -> dict[str, Any]:
    return {
        "state": callback.state.value,
        "attempts": callback.attempts,
        "answered": callback.answered,
        "duration_ms": callback.duration_ms,
        "reason": callback.reason,
        "approval": callback.approval.value if callback.approval else None,
    }


def _success_callback(detail: Detail) -> Callback | None:
    callbacks = (history.callback for history in detail.callbacks)
    return next((one for one in callbacks if one.kind is CallbackKind.SUCCESS), None)
