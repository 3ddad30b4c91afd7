"""Writes what the operator, or a rule, decided about callbacks, inside a transaction it is given.

Knows neither threads nor futures, nor who decided.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.approval import Approval
from rivermon.core.callback import success_body
from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackState
from rivermon.core.feed import RecordChanged
from rivermon.store.editing import edit
from rivermon.store.insertion import Execute
from rivermon.store.marking import rows_of
from rivermon.store.noting import write_notes
from rivermon.store.owing import NEVER_TAKEN, RETURNING_CALLBACK, Told, owed_again
from rivermon.store.rows import moment
from rivermon.store.tables import to_text

# What ModelRiver took is not taken back: "processing_failed" would be untrue by then. And it is
# told once: who rejects again would read another reason than ModelRiver did.
_OF_RECORD = (
    "SELECT id, approval FROM callback c WHERE record_id = ? AND kind = 'success' "
    f"AND approval IS NOT 'rejected' AND {NEVER_TAKEN}"
)
_CALL_AGAIN = (
    "UPDATE callback SET state = 'Progress', next_attempt_at = ?, reason = NULL, "
    # Who sends what was not approved, approves it.
    "approval = iif(approval IN ('rejected', 'nobody decided'), 'approved', approval), "
    "decided_at = iif(approval IN ('rejected', 'nobody decided'), ?, decided_at) "
    "WHERE record_id IN (SELECT value FROM json_each(?)) AND kind = 'success' "
    f"AND approval IS NOT 'waiting' {RETURNING_CALLBACK}, body"
)
_DECIDE = "UPDATE callback SET approval = ?, decided_at = ? WHERE id = ?"
_WAITING = (
    "SELECT c.id, c.body, r.created_at FROM callback c JOIN ai_content r ON r.id = c.record_id "
    "WHERE c.record_id = ? AND c.kind = 'success' AND c.approval = 'waiting'"
)
_LET_GO = (
    "UPDATE callback SET state = 'Progress', next_attempt_at = ?, reason = NULL, approval = ?, "
    f"decided_at = ?, body = ? WHERE id = ? {RETURNING_CALLBACK}, body"
)


def call_again(execute: Execute, record_ids: Sequence[int], at: datetime) -> tuple[int, Told]:
    """Put records' success callbacks back in Progress; how many there were.

    Those that wait for approval are left alone.
    """
    due = to_text(at)
    ids = msgspec.json.encode(record_ids).decode()
    rows = execute(_CALL_AGAIN, (due, due, ids)).fetchall()
    return len(rows), [fact for row in rows for fact in owed_again(row)]


def reject(
    execute: Execute, record_id: int, why: str, approval: Approval, now: datetime
) -> tuple[bool, Told]:
    """Give a record's success callback up and owe an error callback.

    False if it has none, if it is rejected already, or if ModelRiver has taken the content. What a
    rule decided about nobody's decision does not count once there is one.
    """
    found = execute(_OF_RECORD, (record_id,)).fetchone()
    waits = found is not None and found[1] == Approval.WAITING
    by_hand = approval is Approval.REJECTED
    if found is None or not (waits or by_hand):
        return False, []
    # Whether it waited or not: what the operator rejected does not leave with a redelivery.
    execute(_DECIDE, (approval, to_text(now), found[0]))
    reason = f"rejected by the operator: {why}" if by_hand else why
    note = Note(callback_id=found[0], state=CallbackState.ERROR, reason=reason, failure=why)
    ((_, told),) = write_notes(execute, [note], now)
    return True, told


def approve(
    execute: Execute,
    record_id: int,
    at: datetime,
    approval: Approval,
    data: dict[str, Any] | None,
) -> tuple[bool, Told]:
    """Let a callback go that waits for approval, with other data if there is some."""
    found = execute(_WAITING, (record_id,)).fetchone()
    if found is None:
        return False, []
    callback_id, body, created_at = found[0], bytes(found[1]), moment(found[2])
    if data is not None:
        before, body = body, success_body(record_id, data, created_at)
        edit(execute, record_id, data, before, at)
    due = to_text(at)
    row = execute(_LET_GO, (due, approval, due, body, callback_id)).fetchone()
    told = owed_again(row)
    if data is not None:
        told = [*map(RecordChanged, rows_of(execute, [record_id])), *told]
    return True, told
