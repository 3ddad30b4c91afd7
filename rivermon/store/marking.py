"""Writes the operator's marks on records, inside a transaction it is given.

A record without marks has no row of them. Knows neither threads nor futures.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from rivermon.core.entities import RecordRow
from rivermon.core.feed import RecordChanged
from rivermon.core.listing import Query, View
from rivermon.store.insertion import Execute
from rivermon.store.lines import lines
from rivermon.store.owing import Told
from rivermon.store.sql import Sql
from rivermon.store.tables import to_text

_THERE = "SELECT id FROM ai_content WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_PIN = (
    "INSERT INTO record_mark (record_id, pinned_at, note) "
    # Without a condition SQLite takes what follows for a join's.
    "SELECT value, ?, '' FROM json_each(?) WHERE true "
    # What is pinned stays pinned since then.
    "ON CONFLICT (record_id) DO UPDATE SET pinned_at = coalesce(pinned_at, excluded.pinned_at)"
)
_UNPIN = (
    "UPDATE record_mark SET pinned_at = NULL WHERE record_id IN (SELECT value FROM json_each(?))"
)
_NOTE = (
    "INSERT INTO record_mark (record_id, note) VALUES (?, ?) "
    "ON CONFLICT (record_id) DO UPDATE SET note = excluded.note"
)
_TIDY = (
    "DELETE FROM record_mark WHERE record_id IN (SELECT value FROM json_each(?)) "
    "AND pinned_at IS NULL AND note = '' AND edited_at IS NULL"
)
_RECORDS = Query(view=View.RECORDS)


def pin(execute: Execute, record_ids: Sequence[int], at: datetime | None) -> tuple[int, Told]:
    """Pin records, or with None take the pins off; how many there are."""
    there = [row[0] for row in execute(_THERE, (_listed(record_ids),)).fetchall()]
    if at is None:
        execute(_UNPIN, (_listed(there),))
        execute(_TIDY, (_listed(there),))
    else:
        execute(_PIN, (to_text(at), _listed(there)))
    return len(there), list(map(RecordChanged, rows_of(execute, there)))


def write_note(execute: Execute, record_id: int, note: str) -> tuple[bool, Told]:
    """Keep a note on a record, empty for none; False if there is no record."""
    if execute(_THERE, (_listed([record_id]),)).fetchone() is None:
        return False, []
    execute(_NOTE, (record_id, note))
    execute(_TIDY, (_listed([record_id]),))
    return True, list(map(RecordChanged, rows_of(execute, [record_id])))


def rows_of(execute: Execute, record_ids: Sequence[int]) -> list[RecordRow]:
    """Records as a table shows them, as they stand in the open transaction."""

    def ask(sql: Sql) -> Sequence[Sequence[object]]:
        return list(execute(sql.text, sql.values).fetchall())

    rows = (line.row for line in lines(ask, _RECORDS, record_ids))
    return [row for row in rows if isinstance(row, RecordRow)]


def _listed(ids: Sequence[int]) -> str:
    return msgspec.json.encode(ids).decode()
