"""Writes a delivery with its record and its callback, inside a transaction it is given.

The SQL is made once from the models: making it costs more than running it. Knows neither threads
nor futures.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import peewee as pw

from rivermon.core.callback import failure_body, success_body
from rivermon.core.drafts import CallbackDraft, DeliveryDraft, RecordDraft
from rivermon.core.entities import (
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    Kept,
    Outcome,
    RecordRow,
)
from rivermon.core.feed import CallbackChanged, CallbackOwed, DeliveryStored, Fact, RecordStored
from rivermon.store import search_text, tables
from rivermon.store.rows import CALLBACK_COLUMNS, as_text, callback_of
from rivermon.store.tables import to_text

Execute = Callable[[str, Sequence[Any]], Any]
Told = list[Fact]

OTHER_BODY = "same key, different body"
SOURCE = "modelriver"
_json = msgspec.json.Encoder()


def insert_sql(model: type[pw.Model], *, but: Sequence[str] = ("id",)) -> str:
    """The INSERT of all of a model's columns, in their order, but those named."""
    names = [name for name in model._meta.sorted_field_names if name not in but]
    return str(model.insert(dict.fromkeys(names)).sql()[0])


_INSERT_RECORD = insert_sql(tables.AiContent)
_INSERT_DELIVERY = insert_sql(tables.Delivery)
_INSERT_CALLBACK = insert_sql(tables.Callback)
_INSERT_CONTENT_TEXT = insert_sql(tables.ContentText, but=())
_INSERT_DELIVERY_TEXT = insert_sql(tables.DeliveryText, but=())
RETURNING_CALLBACK = "RETURNING " + ", ".join(field.column_name for field in CALLBACK_COLUMNS)
_FIND_KEY = "SELECT id, record_id, body FROM delivery WHERE dedupe_key = ?"
_COUNT_AGAIN = "UPDATE delivery SET redeliveries = redeliveries + 1 WHERE id = ?"
_OWE_AGAIN = (
    "UPDATE callback SET state = 'Progress', next_attempt_at = ?, reason = NULL "
    "WHERE delivery_id = ? AND state IN ('Error', 'Timeout') "
    "AND (kind = 'success' OR record_id IS NULL) "
    f"{RETURNING_CALLBACK}, body"
)


def keep(
    execute: Execute, draft: DeliveryDraft, *, now: datetime, monotonic_s: Callable[[], float]
) -> tuple[Kept, Told]:
    """Write what a request brought; a known key is only counted (protocol, section 3 and 4).

    Args:
        execute: runs one statement in the open transaction.
        draft: what was decided about the request.
        now: the moment of the commit.
        monotonic_s: the clock that `draft.started_s` was read from, in seconds.

    Returns:
        What became of it, and the facts to tell after the commit.
    """
    if draft.dedupe_key is not None:
        known = execute(_FIND_KEY, (draft.dedupe_key,)).fetchone()
        if known is not None:
            return _count_again(execute, draft, known, now, monotonic_s)
    record_id = None if draft.record is None else _insert_record(execute, draft.record, now)
    delivery = _insert_delivery(execute, draft, record_id, monotonic_s)
    if record_id is None:
        _insert_delivery_text(execute, draft, delivery.id)
    callback = None
    if draft.callback is not None:
        callback = insert_callback(execute, draft, draft.callback, delivery, now)
    told: Told = [DeliveryStored(delivery)]
    if draft.record is not None and record_id is not None:
        told.append(RecordStored(_row(draft.record, record_id, now, callback)))
    if callback is not None:
        owed = callback.state is CallbackState.PROGRESS
        told.append(CallbackOwed(callback) if owed else CallbackChanged(callback))
    return Kept(delivery_id=delivery.id, outcome=draft.outcome, record_id=record_id), told


def _count_again(
    execute: Execute,
    draft: DeliveryDraft,
    known: tuple[int, int | None, bytes],
    now: datetime,
    monotonic_s: Callable[[], float],
) -> tuple[Kept, Told]:
    first_id, record_id, body = known
    again = msgspec.structs.replace(
        draft,
        outcome=Outcome.DUPLICATE,
        dedupe_key=None,
        reason=None if bytes(body) == draft.arrival.body else OTHER_BODY,
    )
    execute(_COUNT_AGAIN, (first_id,))
    delivery = _insert_delivery(execute, again, record_id, monotonic_s)
    if record_id is None:
        _insert_delivery_text(execute, again, delivery.id)
    told: Told = [DeliveryStored(delivery)]
    for row in execute(_OWE_AGAIN, (to_text(now), first_id)).fetchall():
        told += owed_again(row)
    kept = Kept(delivery_id=delivery.id, outcome=Outcome.DUPLICATE, record_id=record_id)
    return kept, told


def owed_again(row: Sequence[Any]) -> Told:
    """The facts of a callback that was put back in Progress, from CALLBACK_COLUMNS and body."""
    callback = callback_of(row, bytes(row[-1]))
    shown = msgspec.structs.replace(callback, body=b"")
    return [CallbackChanged(shown), CallbackOwed(callback)]


def _insert_record(execute: Execute, draft: RecordDraft, now: datetime) -> int:
    values = (
        draft.title,
        draft.body,
        draft.category,
        _json.encode(draft.metadata).decode(),
        draft.channel_id,
        draft.event_name,
        SOURCE,
        to_text(now),
    )
    record_id = int(execute(_INSERT_RECORD, values).lastrowid)
    execute(_INSERT_CONTENT_TEXT, (record_id, *search_text.of_record(draft)))
    return record_id


def _insert_delivery_text(execute: Execute, draft: DeliveryDraft, delivery_id: int) -> None:
    words = search_text.of_delivery(draft)
    if words is not None:
        execute(_INSERT_DELIVERY_TEXT, (delivery_id, *words))


def _insert_delivery(
    execute: Execute,
    draft: DeliveryDraft,
    record_id: int | None,
    monotonic_s: Callable[[], float],
) -> Delivery:
    arrival, verdict = draft.arrival, draft.verdict
    reason = draft.reason or verdict.reason
    duration_ms = (monotonic_s() - draft.started_s) * 1000
    size, sent = len(arrival.body), draft.sent_at
    skew_ms = (arrival.received_at - sent).total_seconds() * 1000 if sent else None
    values = (
        to_text(arrival.received_at),
        arrival.remote,
        arrival.path,
        _json.encode(arrival.headers).decode(),
        arrival.body,
        draft.type,
        draft.event,
        draft.channel_id,
        verdict.word,
        verdict.scheme,
        verdict.secret,
        reason,
        draft.outcome,
        draft.status,
        duration_ms,
        record_id,
        0,
        size,
        None if sent is None else to_text(sent),
        skew_ms,
        draft.dedupe_key,
    )
    return Delivery(
        id=int(execute(_INSERT_DELIVERY, values).lastrowid),
        received_at=arrival.received_at,
        remote=arrival.remote,
        path=arrival.path,
        type=draft.type,
        event=draft.event,
        channel_id=draft.channel_id,
        verdict=verdict,
        reason=reason,
        outcome=draft.outcome,
        status=draft.status,
        duration_ms=duration_ms,
        record_id=record_id,
        redeliveries=0,
        size=size,
        sent_at=sent,
    )


def insert_callback(
    execute: Execute,
    draft: DeliveryDraft,
    owed: CallbackDraft,
    delivery: Delivery,
    now: datetime,
) -> Callback:
    """Write a callback that is owed from now on, or held."""
    if owed.kind is CallbackKind.SUCCESS and draft.record and delivery.record_id is not None:
        body = success_body(delivery.record_id, draft.record.data, now)
    else:
        body = failure_body(owed.failure or "")
    held = owed.held_because is not None
    return write_callback(
        execute,
        Callback(
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
        ),
    )


def write_callback(execute: Execute, callback: Callback) -> Callback:
    """Insert a callback; the result carries its id."""
    values = (
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
    )
    new_id = int(execute(_INSERT_CALLBACK, values).lastrowid)
    return msgspec.structs.replace(callback, id=new_id)


def _row(draft: RecordDraft, record_id: int, now: datetime, callback: Callback | None) -> RecordRow:
    return RecordRow(
        id=record_id,
        created_at=now,
        title=draft.title,
        category=draft.category,
        event_name=draft.event_name,
        channel_id=draft.channel_id,
        model=as_text(draft.metadata.get("ai_model")),
        provider=as_text(draft.metadata.get("ai_provider")),
        state=callback.state if callback else None,
        attempts=0,
        duration_ms=None,
        deadline=callback.deadline if callback else None,
    )
