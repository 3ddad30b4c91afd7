"""Lets everything happen to a store: every outcome, every state, and the operator's hand."""

from datetime import timedelta

import msgspec

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackState
from rivermon.store.store import SqliteStore
from tests.store.drafts import (
    NOON,
    arrival,
    attempt,
    invalid,
    kept,
    recorded,
    rejected,
    unprocessable,
)

REJECTED = 5
_TOLD = "The callback with the content did not succeed: answered 404."


async def fill(store: SqliteStore) -> int:
    """Keep deliveries, note what became of their callbacks; how many deliveries it was."""
    drafts = _drafts()
    for draft in drafts:
        await store.keep(draft)
    await _settle(store, "taken", CallbackState.SUCCESS, 500, 200)
    await _settle(store, "refused", CallbackState.ERROR, 404)
    await _settle(store, "late", CallbackState.TIMEOUT, 503, None)
    await _settle(store, "waiting", CallbackState.PROGRESS, 503)
    await _settle(store, "again", CallbackState.ERROR, 404)
    await _settle(store, "sent twice", CallbackState.SUCCESS, 200)
    await store.keep(recorded("again"))
    await store.reject(await _record(store, "unwanted"), "not for our readers")
    await store.call_again([await _record(store, "sent twice")], NOON + timedelta(hours=1))
    return len(drafts) + 1


def _drafts() -> list[DeliveryDraft]:
    channels = ("taken", "refused", "late", "waiting", "again", "unwanted", "sent twice", "untried")
    other_body = arrival(body=b'{"another": "river"}')
    return [
        *map(recorded, channels),
        recorded("held", held_because="the host is not allowed"),
        recorded("taken"),
        msgspec.structs.replace(recorded("taken"), arrival=other_body),
        kept("standard"),
        kept("standard"),
        unprocessable("empty"),
        invalid(),
        *(rejected(b"%d" % number) for number in range(REJECTED)),
    ]


async def _settle(
    store: SqliteStore, channel: str, state: CallbackState, *answers: int | None
) -> None:
    record_id = await _record(store, channel)
    callback_id = await store.read(_success_of, store, record_id)
    for number, status in enumerate(answers, 1):
        last = number == len(answers)
        now = state if last else CallbackState.PROGRESS
        tried = attempt(after_s=number, status=status, error=None if status else "no answer")
        waits = now is CallbackState.PROGRESS
        await store.note(
            Note(
                callback_id=callback_id,
                state=now,
                attempt=tried,
                next_attempt_at=NOON + timedelta(seconds=number + 1) if waits else None,
                reason=None if now is CallbackState.SUCCESS else "answered as it should not",
                failure=_TOLD if now in {CallbackState.ERROR, CallbackState.TIMEOUT} else None,
            )
        )


async def _record(store: SqliteStore, channel: str) -> int:
    record = await store.read(store.reader.get_by_channel, channel)
    assert record is not None
    return record.id


def _success_of(store: SqliteStore, record_id: int) -> int:
    found = (callback for callback, _, _ in store.reader.callbacks(1000))
    return next(
        callback.id
        for callback in found
        if callback.record_id == record_id and callback.kind == "success"
    )
