"""Reads the rows of a view by their ids, as a table shows them, with values from their JSON.

Does not know how the ids were found.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from rivermon.core.entities import CallbackRow, CallbackState, Outcome
from rivermon.core.listing import Line, Query, Row, View
from rivermon.store import rows
from rivermon.store.id_lists import Ask, these
from rivermon.store.places import TABLES, extracted
from rivermon.store.predicates import Predicates, in_words
from rivermon.store.questions import Questions
from rivermon.store.sql import EVERYWHERE, Sql, joined, sequence
from rivermon.store.word_looks import Reach

_MOST_NEWER = 20_000


def lines(ask: Ask, query: Query, ids: Sequence[int]) -> Sequence[Line]:
    """The rows with these ids, in their order; those that are gone are left out."""
    columns = _COLUMNS[query.view]
    values = [extracted(query.view, path) for path in query.paths]
    selected = joined(", ", (Sql(columns), *values))
    found = ask(sequence("SELECT", selected, f"FROM {_SOURCES[query.view]} WHERE", _among(ids)))
    made = _ROWS[query.view]
    split = len(columns.split(", "))
    by_id = {row[0]: Line(made(row[:split]), _texts(row[split:])) for row in found}
    return [by_id[row_id] for row_id in ids if row_id in by_id]


def matching(ask: Ask, query: Query, ids: Sequence[int], now: datetime) -> Sequence[int]:
    """Those of `ids` that match the filter."""
    return _those(
        ask,
        query.view,
        ids,
        Predicates(query.view, now, Questions(ask), Reach.ROW).of(query.filter),
    )


def failed(ask: Ask, view: View, ids: Sequence[int]) -> Sequence[int]:
    """Those of `ids` that failed, by the words of core.entities."""
    return _those(ask, view, ids, _FAILED[view])


def newer(ask: Ask, query: Query, than: int, now: datetime) -> Sequence[int]:
    """The ids beyond `than` that match, oldest first."""
    condition = Predicates(query.view, now, Questions(ask), Reach.ROW).of(query.filter)
    table = TABLES[query.view]
    beyond = Sql(f"SELECT v.id FROM {table} v WHERE v.id > ? AND", (than,))
    listed = sequence(beyond, condition, Sql("ORDER BY v.id LIMIT ?", (_MOST_NEWER,)))
    return [row[0] for row in ask(listed.within(EVERYWHERE))]


def _those(ask: Ask, view: View, ids: Sequence[int], condition: Sql) -> Sequence[int]:
    start = f"SELECT v.id FROM {TABLES[view]} v WHERE"
    listed = sequence(start, _among(ids), "AND", condition)
    return [row[0] for row in ask(listed.within(EVERYWHERE))]


def _among(ids: Sequence[int]) -> Sql:
    return these(ids).framed("v.id IN (", ")")


def _texts(values: Sequence[Any]) -> tuple[str | None, ...]:
    return tuple(None if value is None else str(value) for value in values)


def _callback_row_of(row: Sequence[Any]) -> CallbackRow:
    return CallbackRow(
        callback=rows.callback_of(row), event=row[-3], channel_id=row[-2], title=row[-1]
    )


def _delivery_of(row: Sequence[Any]) -> Row:
    return rows.delivery_of(row)


def _names(fields: Sequence[Any]) -> str:
    return ", ".join(f"v.{field.column_name}" for field in fields)


_COLUMNS: dict[View, str] = {
    View.RECORDS: (
        "v.id, v.created_at, v.title, v.category, v.event_name, v.channel_id, v.metadata, "
        "c.state, c.attempts, c.duration_ms, c.deadline, c.approval, m.pinned_at, m.note"
    ),
    View.DELIVERIES: _names(rows.DELIVERY_COLUMNS),
    View.CALLBACKS: _names(rows.CALLBACK_COLUMNS) + ", d.event, d.channel_id, r.title",
}
_SOURCES: dict[View, str] = {
    View.RECORDS: (
        "ai_content v LEFT JOIN callback c ON c.record_id = v.id AND c.kind = 'success' "
        "LEFT JOIN record_mark m ON m.record_id = v.id"
    ),
    View.DELIVERIES: "delivery v",
    View.CALLBACKS: (
        "callback v LEFT JOIN delivery d ON d.id = v.delivery_id "
        "LEFT JOIN ai_content r ON r.id = v.record_id"
    ),
}
_ROWS: dict[View, Callable[[Sequence[Any]], Row]] = {
    View.RECORDS: rows.record_row_of,
    View.DELIVERIES: _delivery_of,
    View.CALLBACKS: _callback_row_of,
}
_GIVEN_UP = (CallbackState.ERROR, CallbackState.TIMEOUT)
_FAILED: dict[View, Sql] = {
    View.RECORDS: in_words("c.state", _GIVEN_UP).framed(
        "EXISTS (SELECT 1 FROM callback c WHERE c.record_id = v.id AND c.kind = 'success' AND ",
        ")",
    ),
    View.DELIVERIES: in_words("v.outcome", (Outcome.REJECTED, Outcome.INVALID)),
    View.CALLBACKS: in_words("v.state", _GIVEN_UP),
}
