"""Writes what became of callbacks, inside a transaction it is given.

Knows neither threads nor futures, nor why an attempt went as it did.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.callback import failure_body
from rivermon.core.drafts import Note
from rivermon.core.entities import Attempt, Callback, CallbackKind, CallbackState
from rivermon.core.feed import CallbackChanged, CallbackOwed
from rivermon.store import tables
from rivermon.store.insertion import Execute, Insertion
from rivermon.store.owing import RETURNING_CALLBACK, Told, write_callback
from rivermon.store.rows import callback_of, moment
from rivermon.store.tables import to_text

_UPDATE = (
    "UPDATE callback SET state = ?, attempts = attempts + ?, next_attempt_at = ?, reason = ?, "
    "duration_ms = coalesce(?, duration_ms), answered = CASE WHEN ? THEN ? ELSE answered END, "
    # What still waits for the operator and is given up was not decided by anybody.
    "decided_at = iif(approval = 'waiting' AND ?, ?, decided_at), "
    "approval = iif(approval = 'waiting' AND ?, 'nobody decided', approval) "
    f"WHERE id = ? AND (? OR approval = 'waiting') {RETURNING_CALLBACK}"
)
_RECEIVED = "SELECT id, received_at FROM callback WHERE id IN ({})"
_ATTEMPTS = Insertion(tables.CallbackAttempt)
_HAS_FAILURE = "SELECT 1 FROM callback WHERE delivery_id = ? AND kind = 'error'"


def write_notes(execute: Execute, notes: Sequence[Note], now: datetime) -> list[tuple[None, Told]]:
    """Write attempts and the states that they led to, and owe error callbacks where they are due.

    Returns:
        For each note nothing, and the facts to tell after the commit; none if its callback is gone.
    """
    received = _received(execute, [note.callback_id for note in notes if note.attempt is not None])
    done: list[tuple[None, Told]] = []
    attempts = []
    for note in notes:
        told = _write(execute, note, received.get(note.callback_id), now)
        if told and note.attempt is not None:
            attempts.append(_attempt_values(note.callback_id, note.attempt))
        done.append((None, told))
    _ATTEMPTS.all(execute, attempts)
    return done


def _write(execute: Execute, note: Note, received_at: datetime | None, now: datetime) -> Told:
    moves_on = note.state is not CallbackState.HELD
    values = (
        note.state,
        0 if note.attempt is None else 1,
        None if note.next_attempt_at is None else to_text(note.next_attempt_at),
        note.reason,
        _since_receipt(note.attempt, received_at),
        note.attempt is not None,
        None if note.attempt is None else note.attempt.status,
        moves_on,
        to_text(now),
        moves_on,
        note.callback_id,
        note.approval is None,
    )
    row = execute(_UPDATE, values).fetchone()
    if row is None:
        return []
    callback = callback_of(row)
    told: Told = [CallbackChanged(callback, note.attempt)]
    if note.failure is not None:
        told += _owe_failure(execute, callback, note.failure, now)
    return told


def _received(execute: Execute, callback_ids: Sequence[int]) -> dict[int, datetime]:
    if not callback_ids:
        return {}
    marks = ", ".join("?" * len(callback_ids))
    rows = execute(_RECEIVED.format(marks), callback_ids).fetchall()
    return {row[0]: moment(row[1]) for row in rows}


def _since_receipt(attempt: Attempt | None, received_at: datetime | None) -> float | None:
    if attempt is None or received_at is None:
        return None
    # Somebody may have set the wall clock back in between.
    waited_ms = max(0.0, (attempt.started_at - received_at).total_seconds() * 1000)
    return waited_ms + attempt.duration_ms


def _attempt_values(callback_id: int, attempt: Attempt) -> tuple[Any, ...]:
    return (
        callback_id,
        to_text(attempt.started_at),
        attempt.duration_ms,
        attempt.status,
        attempt.answer,
        attempt.error,
    )


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
        approval=None,
        decided_at=None,
    )
    return [CallbackOwed(write_callback(execute, failure))]
