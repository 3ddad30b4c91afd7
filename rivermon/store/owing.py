"""Writes the callbacks that are owed, inside a transaction it is given.

Knows neither threads nor futures, nor what becomes of a callback.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.approval import Approval
from rivermon.core.callback import failure_body, success_body
from rivermon.core.drafts import CallbackDraft, DeliveryDraft
from rivermon.core.entities import Callback, CallbackKind, CallbackState, Delivery
from rivermon.core.feed import CallbackChanged, CallbackOwed, Fact
from rivermon.store import tables
from rivermon.store.insertion import Execute, Insertion
from rivermon.store.rows import CALLBACK_COLUMNS, callback_of
from rivermon.store.tables import to_text
from rivermon.store.tallies import OWED, count

Told = list[Fact]

_CALLBACKS = Insertion(tables.Callback)
RETURNING_CALLBACK = "RETURNING " + ", ".join(field.column_name for field in CALLBACK_COLUMNS)
NEVER_TAKEN = (
    "NOT EXISTS (SELECT 1 FROM callback_attempt a "
    "WHERE a.callback_id = c.id AND a.status BETWEEN 200 AND 299)"
)
"""That ModelRiver never took what a callback `c` brings, however often it was sent since."""
_OWE_AGAIN = (
    "UPDATE callback SET state = 'Progress', next_attempt_at = ?, reason = NULL "
    "WHERE delivery_id = ? AND state IN ('Error', 'Timeout') "
    "AND (kind = 'success' OR record_id IS NULL) "
    # What was held for the operator and was not approved does not leave by itself.
    "AND (approval IS NULL OR approval NOT IN ('rejected', 'nobody decided')) "
    f"{RETURNING_CALLBACK}, body"
)


def insert_callbacks(
    execute: Execute,
    drafts: Sequence[DeliveryDraft],
    deliveries: Sequence[Delivery],
    now: datetime,
) -> dict[int, Callback]:
    """Write what deliveries owe from now on, or what is held of it.

    Returns:
        The callbacks by their deliveries' ids; not every delivery owes one.
    """
    callbacks = [
        _callback(draft, draft.callback, delivery, now)
        for draft, delivery in zip(drafts, deliveries, strict=True)
        if draft.callback is not None
    ]
    ids = _CALLBACKS.all(execute, list(map(_callback_values, callbacks)))
    if ids:
        count(execute, OWED, len(ids))
    return {
        callback.delivery_id: msgspec.structs.replace(callback, id=row_id)
        for row_id, callback in zip(ids, callbacks, strict=True)
    }


def _callback(
    draft: DeliveryDraft, owed: CallbackDraft, delivery: Delivery, now: datetime
) -> Callback:
    if owed.kind is CallbackKind.SUCCESS and draft.record and delivery.record_id is not None:
        body = success_body(delivery.record_id, draft.record.data, now)
    else:
        body = failure_body(owed.failure or "")
    held = owed.for_approval or owed.held_because is not None
    return Callback(
        id=0,
        delivery_id=delivery.id,
        record_id=delivery.record_id,
        kind=owed.kind,
        url=owed.url,
        state=CallbackState.HELD if held else CallbackState.PROGRESS,
        body=body,
        attempts=0,
        next_attempt_at=None if held else now,
        deadline=owed.deadline,
        received_at=delivery.received_at,
        reason=owed.held_because,
        approval=Approval.WAITING if owed.for_approval else None,
    )


def write_callback(execute: Execute, callback: Callback) -> Callback:
    """Insert a callback; the result carries its id."""
    row_id = _CALLBACKS.one(execute, _callback_values(callback))
    count(execute, OWED, 1)
    return msgspec.structs.replace(callback, id=row_id)


def _callback_values(callback: Callback) -> tuple[Any, ...]:
    return (
        callback.record_id,
        callback.delivery_id,
        callback.kind,
        callback.url,
        callback.state,
        callback.body,
        callback.attempts,
        None if callback.next_attempt_at is None else to_text(callback.next_attempt_at),
        to_text(callback.deadline),
        to_text(callback.received_at),
        callback.duration_ms,
        callback.reason,
        callback.answered,
        callback.approval,
        None if callback.decided_at is None else to_text(callback.decided_at),
    )


def owe_delivery_again(execute: Execute, delivery_id: int, now: datetime) -> Told:
    """Put a delivery's callback back in Progress, if it was given up."""
    told: Told = []
    for row in execute(_OWE_AGAIN, (to_text(now), delivery_id)).fetchall():
        told += owed_again(row)
    return told


def owed_again(row: Sequence[Any]) -> Told:
    """The facts of a callback that was put back in Progress, from CALLBACK_COLUMNS and body."""
    callback = callback_of(row, bytes(row[-1]))
    shown = msgspec.structs.replace(callback, body=b"")
    return [CallbackChanged(shown), CallbackOwed(callback)]
