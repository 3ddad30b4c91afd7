"""Writes deliveries with their records and callbacks, inside a transaction it is given.

Their words for the search follow later. Knows neither threads nor futures.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from rivermon.core.drafts import DeliveryDraft, RecordDraft
from rivermon.core.entities import (
    Callback,
    CallbackState,
    Delivery,
    Kept,
    Outcome,
    RecordRow,
)
from rivermon.core.feed import CallbackChanged, CallbackOwed, DeliveryStored, RecordStored
from rivermon.store import tables
from rivermon.store.insertion import Execute, Insertion
from rivermon.store.known_keys import Key, known_key, known_keys
from rivermon.store.owing import Told, insert_callbacks, owe_delivery_again
from rivermon.store.rows import as_text
from rivermon.store.tables import to_text

OTHER_BODY = "same key, different body"
SOURCE = "modelriver"
_json = msgspec.json.Encoder()

_RECORDS = Insertion(tables.AiContent)
_DELIVERIES = Insertion(tables.Delivery)
_FIND = "SELECT id, record_id, body FROM delivery WHERE id = ?"
_COUNT_AGAIN = "UPDATE delivery SET redeliveries = redeliveries + 1 WHERE id = ?"


class _Commit(NamedTuple):
    """What all that is written in one transaction has in common."""

    execute: Execute
    now: datetime
    monotonic_s: float


def keep(
    execute: Execute,
    drafts: Sequence[DeliveryDraft],
    *,
    now: datetime,
    monotonic_s: Callable[[], float],
) -> list[tuple[Kept, Told]]:
    """Write what requests brought; a known key is only counted (protocol, section 3 and 4).

    A replay is written like any other, and makes a record where its key is not known; but it is no
    redelivery, and is not counted as one.

    Args:
        execute: runs one statement in the open transaction.
        drafts: what was decided about the requests, in the order in which they came.
        now: the moment of the commit.
        monotonic_s: the clock that `started_s` was read from, in seconds.

    Returns:
        For each draft what became of it, and the facts to tell after the commit.
    """
    commit = _Commit(execute, now, monotonic_s())
    new, again = _parted(execute, drafts)
    made = dict(zip(new, _keep_new(commit, [drafts[place] for place in new]), strict=True))
    for place in again:
        made[place] = _count_again(commit, drafts[place])
    return [made[place] for place in range(len(drafts))]


def _parted(execute: Execute, drafts: Sequence[DeliveryDraft]) -> tuple[list[int], list[int]]:
    """The places of those that are new, and of those whose key was there, or came before."""
    seen = set(known_keys(execute, [key for draft in drafts if (key := _key(draft)) is not None]))
    new: list[int] = []
    again: list[int] = []
    for place, draft in enumerate(drafts):
        (again if draft.dedupe_key in seen else new).append(place)
        if draft.dedupe_key is not None:
            seen.add(draft.dedupe_key)
    return new, again


def _key(draft: DeliveryDraft) -> Key | None:
    return None if draft.dedupe_key is None else Key(draft.dedupe_key, draft.channel_id)


def _keep_new(commit: _Commit, drafts: Sequence[DeliveryDraft]) -> Iterator[tuple[Kept, Told]]:
    record_ids = _insert_records(commit, drafts)
    deliveries = _insert_deliveries(commit, drafts, record_ids)
    callbacks = insert_callbacks(commit.execute, drafts, deliveries, commit.now)
    for draft, delivery in zip(drafts, deliveries, strict=True):
        callback = callbacks.get(delivery.id)
        told: Told = [DeliveryStored(delivery)]
        if draft.record is not None and delivery.record_id is not None:
            row = _row(draft.record, delivery.record_id, commit.now, callback)
            told.append(RecordStored(row))
        if callback is not None:
            owed = callback.state is CallbackState.PROGRESS
            told.append(CallbackOwed(callback) if owed else CallbackChanged(callback))
        kept = Kept(delivery_id=delivery.id, outcome=draft.outcome, record_id=delivery.record_id)
        yield kept, told


def _count_again(commit: _Commit, draft: DeliveryDraft) -> tuple[Kept, Told]:
    execute = commit.execute
    key = _key(draft)
    first = None if key is None else known_key(execute, key)
    first_id, record_id, body = execute(_FIND, (first,)).fetchone()
    again = msgspec.structs.replace(
        draft,
        outcome=Outcome.DUPLICATE,
        dedupe_key=None,
        reason=None if bytes(body) == draft.arrival.body else OTHER_BODY,
    )
    if draft.arrival.replay_of is None:
        execute(_COUNT_AGAIN, (first_id,))
    (delivery,) = _insert_deliveries(commit, [again], [record_id])
    told: Told = [DeliveryStored(delivery)]
    told += owe_delivery_again(execute, first_id, commit.now)
    kept = Kept(delivery_id=delivery.id, outcome=Outcome.DUPLICATE, record_id=record_id)
    return kept, told


def _insert_records(commit: _Commit, drafts: Sequence[DeliveryDraft]) -> list[int | None]:
    """The ids of the records, None for those that bring none."""
    records = [draft.record for draft in drafts if draft.record is not None]
    now = to_text(commit.now)
    values = [_record_values(record, now) for record in records]
    made = iter(_RECORDS.all(commit.execute, values))
    return [None if draft.record is None else next(made) for draft in drafts]


def _record_values(record: RecordDraft, now: str) -> tuple[Any, ...]:
    return (
        record.title,
        record.body,
        record.category,
        _json.encode(record.metadata).decode(),
        record.channel_id,
        record.event_name,
        SOURCE,
        now,
    )


def _insert_deliveries(
    commit: _Commit, drafts: Sequence[DeliveryDraft], record_ids: Sequence[int | None]
) -> list[Delivery]:
    durations = [(commit.monotonic_s - draft.started_s) * 1000 for draft in drafts]
    parts = list(zip(drafts, record_ids, durations, strict=True))
    ids = _DELIVERIES.all(commit.execute, [_delivery_values(*part) for part in parts])
    return [_delivery(row_id, *part) for row_id, part in zip(ids, parts, strict=True)]


def _delivery_values(
    draft: DeliveryDraft, record_id: int | None, duration_ms: float
) -> tuple[Any, ...]:
    arrival, verdict, sent = draft.arrival, draft.verdict, draft.sent_at
    return (
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
        draft.reason or verdict.reason,
        draft.outcome,
        draft.status,
        duration_ms,
        record_id,
        0,
        len(arrival.body),
        None if sent is None else to_text(sent),
        (arrival.received_at - sent).total_seconds() * 1000 if sent else None,
        draft.dedupe_key,
        arrival.replay_of,
    )


def _delivery(
    row_id: int, draft: DeliveryDraft, record_id: int | None, duration_ms: float
) -> Delivery:
    arrival, verdict = draft.arrival, draft.verdict
    return Delivery(
        id=row_id,
        received_at=arrival.received_at,
        remote=arrival.remote,
        path=arrival.path,
        type=draft.type,
        event=draft.event,
        channel_id=draft.channel_id,
        verdict=verdict,
        reason=draft.reason or verdict.reason,
        outcome=draft.outcome,
        status=draft.status,
        duration_ms=duration_ms,
        record_id=record_id,
        redeliveries=0,
        size=len(arrival.body),
        sent_at=draft.sent_at,
        replay_of=arrival.replay_of,
    )


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
        awaiting=callback is not None and callback.awaiting,
    )
