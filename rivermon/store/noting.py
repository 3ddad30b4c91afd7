"""Writes what became of a callback, inside a transaction it is given.

Knows neither threads nor futures, nor why an attempt went as it did.
"""

from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.callback import failure_body
from rivermon.core.drafts import Note
from rivermon.core.entities import Attempt, Callback, CallbackKind, CallbackState
from rivermon.core.feed import CallbackChanged, CallbackOwed
from rivermon.store import tables
from rivermon.store.keeping import (
    RETURNING_CALLBACK,
    Execute,
    Told,
    insert_sql,
    owed_again,
    write_callback,
)
from rivermon.store.rows import callback_of
from rivermon.store.tables import to_text

_UPDATE = (
    "UPDATE callback SET state = ?, attempts = attempts + ?, next_attempt_at = ?, reason = ?, "
    "duration_ms = coalesce(?, duration_ms), answered = CASE WHEN ? THEN ? ELSE answered END "
    f"WHERE id = ? {RETURNING_CALLBACK}"
)
_RECEIVED = "SELECT received_at FROM callback WHERE id = ?"
_INSERT_ATTEMPT = insert_sql(tables.CallbackAttempt)
_HAS_FAILURE = "SELECT 1 FROM callback WHERE delivery_id = ? AND kind = 'error'"
_OF_RECORD = "SELECT id FROM callback WHERE record_id = ? AND kind = 'success'"
_CALL_AGAIN = (
    "UPDATE callback SET state = 'Progress', next_attempt_at = ?, reason = NULL "
    f"WHERE record_id = ? AND kind = 'success' {RETURNING_CALLBACK}, body"
)


def write_note(execute: Execute, note: Note, now: datetime) -> tuple[None, Told]:
    """Write an attempt and the state that it led to, and owe an error callback if one is due."""
    values = (
        note.state,
        0 if note.attempt is None else 1,
        None if note.next_attempt_at is None else to_text(note.next_attempt_at),
        note.reason,
        _since_receipt(execute, note),
        note.attempt is not None,
        None if note.attempt is None else note.attempt.status,
        note.callback_id,
    )
    row = execute(_UPDATE, values).fetchone()
    if row is None:
        return None, []
    callback = callback_of(row)
    if note.attempt is not None:
        _insert_attempt(execute, note.callback_id, note.attempt)
    told: Told = [CallbackChanged(callback, note.attempt)]
    if note.failure is not None:
        told += _owe_failure(execute, callback, note.failure, now)
    return None, told


def call_again(execute: Execute, record_id: int, at: datetime) -> tuple[bool, Told]:
    """Put a record's success callback back in Progress; False if it has none."""
    row = execute(_CALL_AGAIN, (to_text(at), record_id)).fetchone()
    return (False, []) if row is None else (True, owed_again(row))


def reject(execute: Execute, record_id: int, why: str, now: datetime) -> tuple[bool, Told]:
    """Give a record's success callback up and owe an error callback; False if it has none."""
    found = execute(_OF_RECORD, (record_id,)).fetchone()
    if found is None:
        return False, []
    reason = f"rejected by the operator: {why}"
    note = Note(callback_id=found[0], state=CallbackState.ERROR, reason=reason, failure=why)
    return True, write_note(execute, note, now)[1]


def _since_receipt(execute: Execute, note: Note) -> float | None:
    if note.attempt is None:
        return None
    row = execute(_RECEIVED, (note.callback_id,)).fetchone()
    if row is None:
        return None
    waited = note.attempt.started_at - datetime.fromisoformat(row[0])
    return waited.total_seconds() * 1000 + note.attempt.duration_ms


def _insert_attempt(execute: Execute, callback_id: int, attempt: Attempt) -> None:
    values: tuple[Any, ...] = (
        callback_id,
        to_text(attempt.started_at),
        attempt.duration_ms,
        attempt.status,
        attempt.answer,
        attempt.error,
    )
    execute(_INSERT_ATTEMPT, values)


def _owe_failure(execute: Execute, given_up: Callback, why: str, now: datetime) -> Told:
    if execute(_HAS_FAILURE, (given_up.delivery_id,)).fetchone() is not None:
        return []
    failure = msgspec.structs.replace(
        given_up,
        kind=CallbackKind.ERROR,
        state=CallbackState.PROGRESS,
        body=failure_body(why),
        attempts=0,
        next_attempt_at=now,
        duration_ms=None,
        reason=None,
        answered=None,
    )
    return [CallbackOwed(write_callback(execute, failure))]
