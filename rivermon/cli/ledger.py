"""Prints stored rows, newest first, as a table or as one JSON array.

Does not know how they are found.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from rivermon.cli.columns import Kind, Row, print_table
from rivermon.core.exported import exported
from rivermon.core.exporting import paired
from rivermon.core.listing import View
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
    found = reader.records(limit, channel=channel, event=event)
    return _rows(reader, View.RECORDS, [record.id for record in found])


def _deliveries(
    reader: Reader, limit: int, channel: str | None, event: str | None
) -> Sequence[Row]:
    found = reader.deliveries(limit, channel=channel, event=event)
    return _rows(reader, View.DELIVERIES, [delivery.id for delivery in found])


def _callbacks(reader: Reader, limit: int, channel: str | None, event: str | None) -> Sequence[Row]:
    found = reader.callbacks(limit, channel=channel, event=event)
    return _rows(reader, View.CALLBACKS, [callback.id for callback, _, _ in found])


def _rows(reader: Reader, view: View, ids: Sequence[int]) -> Sequence[Row]:
    """The rows as an export has them, signatures and credentials left out."""
    return [exported(view, *each) for each in paired(view, ids, reader.details(view, ids))]


_QUESTIONS = {
    Kind.RECORDS: _records,
    Kind.DELIVERIES: _deliveries,
    Kind.CALLBACKS: _callbacks,
}
