"""Prints stored rows, newest first, as a table or as one JSON array.

Does not know how they are found.
"""

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rivermon.cli.narrator import plain
from rivermon.core.callback import iso
from rivermon.core.entities import Callback, Delivery
from rivermon.store.database import open_for_reading
from rivermon.store.reader import Reader

_WIDTH_OF_A_PIPE = 180
Row = Mapping[str, Any]


class Kind(StrEnum):
    """The tables that can be printed."""

    RECORDS = "records"
    DELIVERIES = "deliveries"
    CALLBACKS = "callbacks"


_SHOWN = {
    Kind.RECORDS: (
        "id created_at title category event_name channel_id model provider callback attempts "
        "duration_ms"
    ),
    Kind.DELIVERIES: (
        "id received_at outcome status verdict scheme reason type event channel_id record_id "
        "redeliveries duration_ms"
    ),
    Kind.CALLBACKS: (
        "id record_id kind state attempts url channel_id event next_attempt_at deadline reason "
        "duration_ms"
    ),
}


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
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n")
    else:
        _print_table(rows, _SHOWN[kind].split())


def _records(reader: Reader, limit: int, channel: str | None, event: str | None) -> Sequence[Row]:
    states = {row.id: row for row in reader.rows(limit, channel=channel, event=event)}
    rows = []
    for record in reader.records(limit, channel=channel, event=event):
        row = {**msgspec.structs.asdict(record), "created_at": iso(record.created_at)}
        if (state := states.get(record.id)) is not None:
            row |= {
                "model": state.model,
                "provider": state.provider,
                "callback": state.state,
                "attempts": state.attempts,
                "duration_ms": _ms(state.duration_ms),
            }
        rows.append(row)
    return rows


def _deliveries(
    reader: Reader, limit: int, channel: str | None, event: str | None
) -> Sequence[Row]:
    return [_delivery(fact) for fact in reader.deliveries(limit, channel=channel, event=event)]


def _delivery(delivery: Delivery) -> Row:
    return {
        **msgspec.structs.asdict(delivery),
        "received_at": iso(delivery.received_at),
        "verdict": delivery.verdict.word,
        "scheme": delivery.verdict.scheme,
        "secret": delivery.verdict.secret,
        "duration_ms": _ms(delivery.duration_ms),
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


def _print_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_PIPE)
    if not rows:
        console.print("Nothing is stored here yet.")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        number = column in {"id", "attempts", "status", "duration_ms", "record_id", "redeliveries"}
        table.add_column(
            column, justify="right" if number else "left", no_wrap=True, overflow="ellipsis"
        )
    for row in rows:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    console.print(table)


def _cell(value: Any) -> str:
    return "" if value is None else plain(str(value))


def _ms(duration: float | None) -> float | None:
    return None if duration is None else round(duration, 1)
