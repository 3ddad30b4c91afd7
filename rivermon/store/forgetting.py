"""Takes the words of rows out of the full-text tables, inside a transaction it is given.

These tables hold no text, so that they have to be told which words to forget: just those that they
were given, or they would go on finding what is gone. Does not know why something is forgotten.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from rivermon.store import search_text
from rivermon.store.insertion import Execute
from rivermon.store.tallies import WORDED_DELIVERIES, WORDED_RECORDS, number

WORDS_OF_RECORD = "id, title, body, category, event_name, channel_id, metadata"
WORDS_OF_DELIVERY = "id, type, event, channel_id, reason"
"""The columns that the words are made of."""

_RECORD = "title, body, category, event, channel, metadata"
_FORGET_RECORD = (
    f"INSERT INTO content_text (content_text, rowid, {_RECORD}) "
    "VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
)
_GIVE_RECORD = f"INSERT INTO content_text (rowid, {_RECORD}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_FORGET_DELIVERY = (
    "INSERT INTO delivery_text (delivery_text, rowid, type, event, channel, reason) "
    "VALUES ('delete', ?, ?, ?, ?, ?)"
)
_json = msgspec.json.Decoder()


def forget_records(execute: Execute, rows: Iterable[Sequence[Any]]) -> None:
    """Forget the words of records that have some; rows of WORDS_OF_RECORD as they were given."""
    worded = number(execute, WORDED_RECORDS)
    for row in rows:
        if row[0] <= worded:
            execute(_FORGET_RECORD, words_of_record(*row))


def give_record(execute: Execute, row: Sequence[Any]) -> None:
    """Give a record its words, if those beyond it have theirs; a row of WORDS_OF_RECORD."""
    if row[0] <= number(execute, WORDED_RECORDS):
        execute(_GIVE_RECORD, words_of_record(*row))


def forget_deliveries(execute: Execute, rows: Iterable[Sequence[Any]]) -> None:
    """Forget the words of deliveries without a record; rows of WORDS_OF_DELIVERY."""
    worded = number(execute, WORDED_DELIVERIES)
    for row_id, *columns in rows:
        words = search_text.of_delivery(*columns)
        if row_id <= worded and words is not None:
            execute(_FORGET_DELIVERY, (row_id, *words))


def words_of_record(row_id: int, *columns: str) -> tuple[int | str, ...]:
    """A row of ContentText, from one of WORDS_OF_RECORD."""
    title, body, category, event, channel, metadata = columns
    said = search_text.of_content(title, body, category, event, channel, _json.decode(metadata))
    return row_id, *said
