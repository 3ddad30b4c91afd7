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
from rivermon.store.owing import NEVER_TAKEN, RETURNING_CALLBACK, Told, write_callback
from rivermon.store.rows import callback_of, moment
from rivermon.store.tables import to_text

_CHANGES = (
    "UPDATE callback SET state = ?, attempts = attempts + ?, next_attempt_at = ?, reason = ?, "
    "duration_ms = coalesce(?, duration_ms), answered = CASE WHEN ? THEN ? ELSE answered END"
)
# Two statements: one that names the approval costs every note 5 µs, and hardly any waits.
_UPDATE = f"{_CHANGES} WHERE id = ? AND approval IS NOT 'waiting' {RETURNING_CALLBACK}"
_UPDATE_WAITING = (
    # What still waits for the operator and is given up was not decided by anybody.
    f"{_CHANGES}, decided_at = iif(?, ?, decided_at), "
    "approval = iif(?, 'nobody decided', approval) "
    f"WHERE id = ? AND approval = 'waiting' {RETURNING_CALLBACK}"
)
_RECEIVED = "SELECT id, received_at FROM callback WHERE id IN ({})"
_ATTEMPTS = Insertion(tables.CallbackAttempt)
# What it took once, and was sent again in vain, has not failed.
_FAILED = (
    f"SELECT 1 FROM callback c WHERE c.id = ? AND {NEVER_TAKEN} AND NOT EXISTS "
    "(SELECT 1 FROM callback e WHERE e.delivery_id = c.delivery_id AND e.kind = 'error')"
)


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
    row = _update(execute, note, _since_receipt(note.attempt, received_at), now)
    if row is None:
        return []
    callback = callback_of(row)
    told: Told = [CallbackChanged(callback, note.attempt)]
    if note.failure is not None:
        told += _owe_failure(execute, callback, note.failure, now)
    return told


def _update(
    execute: Execute, note: Note, duration_ms: float | None, now: datetime
) -> Sequence[Any] | None:
    """The callback's row as it is now; None if it is gone, or does not wait any more."""
    changes = (
        note.state,
        0 if note.attempt is None else 1,
        None if note.next_attempt_at is None else to_text(note.next_attempt_at),
        note.reason,
        duration_ms,
        note.attempt is not None,
        None if note.attempt is None else note.attempt.status,
    )
    row: Sequence[Any] | None = None
    if note.approval is None:
        row = execute(_UPDATE, (*changes, note.callback_id)).fetchone()
    if row is None:
        ends = note.state is not CallbackState.HELD
        waiting = (*changes, ends, to_text(now), ends, note.callback_id)
        row = execute(_UPDATE_WAITING, waiting).fetchone()
    return row


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
    if execute(_FAILED, (given_up.id,)).fetchone() is None:  # or was told so already
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
