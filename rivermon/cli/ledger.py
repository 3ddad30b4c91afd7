"""Prints stored rows, newest first, as a table or as one JSON array.

Does not know how they are found.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from rivermon.cli.columns import Kind, Row, print_table
from rivermon.core.callback import iso
from rivermon.core.credentials import masked
from rivermon.core.entities import Callback, Delivery, RecordRow
from rivermon.core.listing import Query, View
from rivermon.core.visible_text import escaped
from rivermon.store.database import open_for_reading
from rivermon.store.reader import Reader


def print_ledger(
    kind: Kind, database: Path, *, limit: int, channel: str | None, event: str | None, as_json: bool
) -> None:
    """Print the newest `limit` rows of one kind, of one channel or event if given.

    Raises:
        StoreRefused: there is no database of this rivermon.
        StoreUnavailable: it cannot be read.
    """
    reader = Reader(open_for_reading(database), database)
    try:
        rows = _QUESTIONS[kind](reader, limit, channel, event)
    finally:
        reader.close()
    if as_json:
        # JSON is UTF-8, whatever the terminal's encoding.
        text = escaped(msgspec.json.format(msgspec.json.encode(rows).decode(), indent=2))
        sys.stdout.buffer.write(text.encode() + b"\n")
    elif rows:
        print_table(kind, rows)
    else:
        print("Nothing is stored here yet.")


def _records(reader: Reader, limit: int, channel: str | None, event: str | None) -> Sequence[Row]:
    records = reader.records(limit, channel=channel, event=event)
    lines = reader.lines(Query(view=View.RECORDS), [record.id for record in records])
    states = {line.row.id: line.row for line in lines if isinstance(line.row, RecordRow)}
    rows = []
    for record in records:
        state = states.get(record.id)
        rows.append(
            {
                **msgspec.structs.asdict(record),
                "created_at": iso(record.created_at),
                "model": state and state.model,
                "provider": state and state.provider,
                "callback": state and state.state,
                "attempts": state.attempts if state else 0,
                "duration_ms": _ms(state.duration_ms) if state else None,
            }
        )
    return rows


def _deliveries(
    reader: Reader, limit: int, channel: str | None, event: str | None
) -> Sequence[Row]:
    return [_delivery(fact) for fact in reader.deliveries(limit, channel=channel, event=event)]


def _delivery(delivery: Delivery) -> Row:
    return {
        **msgspec.structs.asdict(delivery),
        "received_at": iso(delivery.received_at),
        "sent_at": delivery.sent_at and iso(delivery.sent_at),
        "verdict": delivery.verdict.word,
        "scheme": delivery.verdict.scheme,
        "secret": delivery.verdict.secret,
        "duration_ms": _ms(delivery.duration_ms),
        "headers": masked(delivery.headers),
        "body": delivery.body.decode("utf-8", "replace"),
    }


def _callbacks(reader: Reader, limit: int, channel: str | None, event: str | None) -> Sequence[Row]:
    found = reader.callbacks(limit, channel=channel, event=event)
    return [
        {**_callback(callback), "channel_id": its_channel, "event": its_event}
        for callback, its_channel, its_event in found
    ]


def _callback(callback: Callback) -> Row:
    return {
        **msgspec.structs.asdict(callback),
        "next_attempt_at": None
        if callback.next_attempt_at is None
        else iso(callback.next_attempt_at),
        "deadline": iso(callback.deadline),
        "received_at": iso(callback.received_at),
        "duration_ms": _ms(callback.duration_ms),
        "body": callback.body.decode("utf-8", "replace"),
    }


_QUESTIONS = {
    Kind.RECORDS: _records,
    Kind.DELIVERIES: _deliveries,
    Kind.CALLBACKS: _callbacks,
}


def _ms(duration: float | None) -> float | None:
    return None if duration is None else round(duration, 1)
