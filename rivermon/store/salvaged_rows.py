"""Rows of a damaged database as rows of a sound one: checked, completed, numbered.

Raises what is in MAKES_NO_SENSE for a row that rivermon cannot have written. Does not know where
the rows come from.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import peewee as pw

from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.store import rows, search_text, tables
from rivermon.store.damaged_table import Row
from rivermon.store.insertion import Execute, Insertion
from rivermon.store.tallies import WORDED_DELIVERIES, WORDED_RECORDS, number

MAKES_NO_SENSE = (ValueError, TypeError, KeyError, msgspec.MsgspecError, pw.IntegrityError)

RECORDS = Insertion(tables.AiContent, but=())
DELIVERIES = Insertion(tables.Delivery, but=())
CALLBACKS = Insertion(tables.Callback, but=())
ATTEMPTS = Insertion(tables.CallbackAttempt)
_CONTENT_TEXT = Insertion(tables.ContentText, but=())
_DELIVERY_TEXT = Insertion(tables.DeliveryText, but=())
_STILL_OWED = frozenset({CallbackState.PROGRESS, CallbackState.HELD})


class Renumbered:
    """The ids that rows have here: their own, or another where that is taken."""

    def __init__(self, execute: Execute, table: str, highest: int) -> None:
        """Number rows of `table`; there, none comes with an id above `highest`."""
        self._execute = execute
        self._is_taken = f"SELECT 1 FROM {table} WHERE id = ?"
        (here,) = execute(f"SELECT coalesce(max(id), 0) FROM {table}", ()).fetchone()
        self._last: int = max(highest, here)
        self._ids: dict[int, int] = {}

    def of(self, theirs: int | None) -> int | None:
        """The id here of a row that is there, if it was given one."""
        return None if theirs is None else self._ids.get(theirs)

    def note(self, theirs: int, here: int) -> None:
        """Remember that a row is known here under another id."""
        self._ids[theirs] = here

    def give(self, theirs: int) -> int:
        """The id for a row; the same whenever it is asked for."""
        if theirs not in self._ids:
            taken = self._execute(self._is_taken, (theirs,)).fetchone() is not None
            self._ids[theirs] = self.fresh() if taken else theirs
        return self._ids[theirs]

    def fresh(self) -> int:
        """An id that nothing else has, here or there."""
        self._last += 1
        return self._last


def delivery_values(row: Row) -> Row:
    """A delivery's columns by their names; those that older schemas lack are made up."""
    younger = {"size": len(row["body"]), "sent_at": None, "skew_ms": None, "replay_of": None}
    whole: Row = younger | row
    rows.delivery_of(_in_order(rows.DELIVERY_COLUMNS, whole), row["headers"], bytes(row["body"]))
    return whole


def record_values(row: Row) -> Row:
    """A record's columns by their names."""
    rows.record_of(_in_order(rows.RECORD_COLUMNS, row))
    return row


def callback_values(row: Row, delivery_id: int, record_id: int | None) -> tuple[Any, ...]:
    """A callback's values but its id; one that is still owed brings the id the record has here."""
    whole: Row = {"answered": None, "approval": None, "decided_at": None, **row}
    callback = rows.callback_of(_in_order(rows.CALLBACK_COLUMNS, whole), bytes(row["body"]))
    brings_id = callback.kind is CallbackKind.SUCCESS and callback.state in _STILL_OWED
    if brings_id and record_id is not None and record_id != row["record_id"]:
        whole["body"] = _renamed(callback.body, record_id)
    whole |= {"delivery_id": delivery_id, "record_id": record_id}
    return tuple(_in_order(tables.Callback._meta.sorted_fields, whole)[1:])


def attempt_values(row: Row, callback_id: int) -> tuple[Any, ...]:
    """An attempt's values but its id, which nobody knows it by."""
    rows.attempt_of(_in_order(rows.ATTEMPT_COLUMNS, row))
    whole = row | {"callback_id": callback_id}
    return tuple(_in_order(tables.CallbackAttempt._meta.sorted_fields, whole)[1:])


def insert_delivery(execute: Execute, row_id: int, record_id: int | None, row: Row) -> None:
    """Write a delivery; its words too, if those beyond it have theirs."""
    whole = row | {"id": row_id, "record_id": record_id}
    DELIVERIES.one(execute, _in_order(tables.Delivery._meta.sorted_fields, whole))
    if record_id is not None or row_id > number(execute, WORDED_DELIVERIES):
        return
    columns = (row[name] for name in ("type", "event", "channel_id", "reason"))
    if (words := search_text.of_delivery(*columns)) is not None:
        _DELIVERY_TEXT.one(execute, (row_id, *words))


def insert_record(execute: Execute, row_id: int, row: Row) -> None:
    """Write a record; its words too, if those beyond it have theirs."""
    whole = row | {"id": row_id}
    RECORDS.one(execute, _in_order(tables.AiContent._meta.sorted_fields, whole))
    if row_id > number(execute, WORDED_RECORDS):
        return
    words = search_text.of_content(
        row["title"],
        row["body"],
        row["category"],
        row["event_name"],
        row["channel_id"],
        msgspec.json.decode(row["metadata"]),
    )
    _CONTENT_TEXT.one(execute, (row_id, *words))


def _in_order(fields: Sequence["pw.Field[Any]"], row: Row) -> list[Any]:
    return [row[field.column_name] for field in fields]


def _renamed(body: bytes, record_id: int) -> bytes:
    """A success callback's body with another record's id in its places (protocol, section 6)."""
    whole = msgspec.json.decode(body)
    whole["data"]["id"] = record_id
    whole |= {"task_id": f"sqlite_{record_id}"}
    whole["metadata"]["record_id"] = record_id
    return msgspec.json.encode(whole)
