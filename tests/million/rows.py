"""Rows of the store's tables, as tuples in the order that COLUMNS names.

Does not know where they come from, or how they are written.
"""

from typing import Any, NamedTuple

import msgspec

from rivermon.core.entities import Headers, Outcome, Scheme, VerdictWord
from rivermon.store import tables
from tests.million.moments import text_of

Row = tuple[Any, ...]
REMOTE = "127.0.0.1"
PATH = "/webhooks/modelriver"


class Rows(NamedTuple):
    """The rows of some deliveries, table by table."""

    records: list[Row]
    content_texts: list[Row]
    deliveries: list[Row]
    delivery_texts: list[Row]
    callbacks: list[Row]
    attempts: list[Row]


COLUMNS: tuple[tuple[type[Any], str], ...] = (
    (
        tables.AiContent,
        "id title body category metadata channel_id event_name source created_at",
    ),
    (tables.ContentText, "rowid title body category event channel metadata"),
    (
        tables.Delivery,
        "id received_at remote path headers body type event channel_id verdict scheme secret "
        "reason outcome status duration_ms record_id redeliveries size sent_at skew_ms dedupe_key "
        "replay_of",
    ),
    (tables.DeliveryText, "rowid type event channel reason"),
    (
        tables.Callback,
        "id record_id delivery_id kind url state body attempts next_attempt_at deadline "
        "received_at duration_ms reason answered approval decided_at",
    ),
    (tables.CallbackAttempt, "callback_id started_at duration_ms status answer error"),
)
"""Of each list in Rows, its table and its columns."""

_places = {name: place for place, name in enumerate(COLUMNS[2][1].split())}
_encode = msgspec.json.Encoder().encode


def delivery_row(
    *,
    id: int,  # noqa: A002 - the column's name
    received: int,
    headers: Headers,
    body: bytes,
    verdict: VerdictWord,
    outcome: Outcome,
    status: int,
    duration_ms: float,
    type: str | None = None,  # noqa: A002 - the column's name
    event: str | None = None,
    channel: str | None = None,
    scheme: Scheme | None = None,
    secret: int | None = None,
    reason: str | None = None,
    record_id: int | None = None,
    redeliveries: int = 0,
    sent: int | None = None,
    dedupe_key: str | None = None,
) -> Row:
    """A delivery; `received` and `sent` are in microseconds since 1970."""
    return (
        id,
        text_of(received),
        REMOTE,
        PATH,
        _encode(headers).decode(),
        body,
        type,
        event,
        channel,
        verdict.value,
        None if scheme is None else scheme.value,
        secret,
        reason,
        outcome.value,
        status,
        duration_ms,
        record_id,
        redeliveries,
        len(body),
        None if sent is None else text_of(sent),
        None if sent is None else (received - sent) / 1_000_000 * 1000,
        dedupe_key,
        None,
    )


def duplicate_row(
    first: Row,
    *,
    id: int,  # noqa: A002 - the column's name
    received: int,
    sent: int,
    duration_ms: float,
) -> Row:
    """The delivery of `first` as it came again."""
    again = list(first)
    again[_places["id"]] = id
    again[_places["received_at"]] = text_of(received)
    again[_places["outcome"]] = Outcome.DUPLICATE.value
    again[_places["duration_ms"]] = duration_ms
    again[_places["redeliveries"]] = 0
    again[_places["skew_ms"]] = (received - sent) / 1_000_000 * 1000
    again[_places["dedupe_key"]] = None
    return tuple(again)
