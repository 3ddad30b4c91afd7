"""Reads everything about rows of a view: deliveries, records, callbacks with their tries.

A handful of queries, however many rows are asked for. Does not know how they were found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rivermon.core.entities import Attempt, Callback, CallbackHistory, Delivery, Detail, Record
from rivermon.core.listing import View
from rivermon.store import rows
from rivermon.store.families import again_of
from rivermon.store.id_lists import Ask
from rivermon.store.sql import Sql, marks

Row = Sequence[Any]

MOST_AGAIN = 100
"""Of a webhook that came again and again, the first so many are told."""

_AT_ONCE = 500


def _columns(fields: Sequence[Any], alias: str) -> str:
    return ", ".join(f"{alias}.{field.column_name}" for field in fields)


_DELIVERY = _columns(rows.DELIVERY_COLUMNS, "d")
_CALLBACK = _columns(rows.CALLBACK_COLUMNS, "c")
_RECORD = _columns(rows.RECORD_COLUMNS, "r")
_MARKS = _columns(rows.MARK_COLUMNS, "m")
_ATTEMPT = _columns(rows.ATTEMPT_COLUMNS, "a")
# The row's id comes first: what brought a record, or owes a callback, has another.
_DELIVERIES: Mapping[View, str] = {
    View.RECORDS: (
        f"SELECT d.record_id, {_DELIVERY}, d.headers, d.body FROM delivery d WHERE d.id IN "
        "(SELECT min(id) FROM delivery WHERE record_id IN {} GROUP BY record_id)"
    ),
    View.DELIVERIES: (
        f"SELECT d.id, {_DELIVERY}, d.headers, d.body FROM delivery d WHERE d.id IN {{}}"
    ),
    View.CALLBACKS: (
        f"SELECT c.id, {_DELIVERY}, d.headers, d.body FROM callback c CROSS JOIN delivery d "
        "ON d.id = c.delivery_id WHERE c.id IN {}"
    ),
}
_RECORDS = (
    f"SELECT {_RECORD}, {_MARKS} FROM ai_content r LEFT JOIN record_mark m ON m.record_id = r.id "
    "WHERE r.id IN {}"
)
_CALLBACKS = f"SELECT {_CALLBACK}, c.body FROM callback c WHERE c.{{}} IN {{}} ORDER BY c.id"
_ATTEMPTS = (
    f"SELECT a.callback_id, {_ATTEMPT} FROM callback_attempt a WHERE a.callback_id IN {{}} "
    "ORDER BY a.id"
)
_AGAIN = (
    "SELECT first, id FROM (SELECT first, id, "
    "row_number() OVER (PARTITION BY first ORDER BY id) AS place FROM ({})) WHERE place <= ?"
)
_SHORT = f"SELECT {_DELIVERY} FROM delivery d WHERE d.id IN {{}} ORDER BY d.id"
_RECORD_OF: Mapping[View, str] = {
    View.RECORDS: "SELECT id, id FROM ai_content WHERE id IN {}",
    View.DELIVERIES: "SELECT id, record_id FROM delivery WHERE id IN {}",
    View.CALLBACKS: "SELECT id, record_id FROM callback WHERE id IN {}",
}


def details(ask: Ask, view: View, ids: Sequence[int]) -> list[Detail]:
    """Everything about the rows with these ids, in their order; those that are gone are left out.

    Args:
        ask: runs a query and gives all its rows.
        view: whose ids they are.
        ids: of the rows.
    """
    found: list[Detail] = []
    for some in _pieces(ids):
        brought = {
            row[0]: rows.delivery_of(row[1:-2], row[-2], bytes(row[-1]))
            for row in _rows(ask, _DELIVERIES[view], some)
        }
        deliveries = list({each.id: each for each in brought.values()}.values())
        records = _records(ask, deliveries)
        callbacks = _callbacks(ask, deliveries)
        again = _again(ask, deliveries)
        for row_id in some:
            if (delivery := brought.get(row_id)) is not None:
                of_record = delivery.record_id
                found.append(
                    Detail(
                        delivery=delivery,
                        again=tuple(again[delivery.id]),
                        record=None if of_record is None else records.get(of_record),
                        callbacks=tuple(callbacks[_owner(delivery)]),
                    )
                )
    return found


def records_of(ask: Ask, view: View, ids: Sequence[int]) -> list[int]:
    """The ids of the records that rows of a view are about, each once, in their order."""
    found: dict[int, int | None] = {}
    for some in _pieces(ids):
        found.update((row[0], row[1]) for row in _rows(ask, _RECORD_OF[view], some))
    records = (found.get(row_id) for row_id in ids)
    return list(dict.fromkeys(record for record in records if record is not None))


def _records(ask: Ask, deliveries: Iterable[Delivery]) -> Mapping[int, Record]:
    ids = [each.record_id for each in deliveries if each.record_id is not None]
    return {row[0]: rows.record_of(row[:-3], row[-3:]) for row in _rows(ask, _RECORDS, ids)}


_Owner = tuple[str, int]
"""The column of callback that names who owes it, and the id there."""


def _owner(delivery: Delivery) -> _Owner:
    if delivery.record_id is None:
        return "delivery_id", delivery.id
    # A redelivery has none of its own: the record's are meant.
    return "record_id", delivery.record_id


def _callbacks(
    ask: Ask, deliveries: Iterable[Delivery]
) -> Mapping[_Owner, Sequence[CallbackHistory]]:
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for delivery in deliveries:
        column, row_id = _owner(delivery)
        owners[column].append(row_id)
    found: list[tuple[_Owner, Callback]] = []
    for column, owner_ids in owners.items():
        for row in _rows(ask, _CALLBACKS, owner_ids, column):
            fact = rows.callback_of(row, bytes(row[-1]))
            owner = fact.record_id if column == "record_id" else fact.delivery_id
            found.append(((column, owner or 0), fact))
    tries = _tries(ask, [fact.id for _, fact in found])
    histories: defaultdict[_Owner, list[CallbackHistory]] = defaultdict(list)
    for of, fact in found:
        histories[of].append(CallbackHistory(callback=fact, attempts=tuple(tries[fact.id])))
    return histories


def _tries(ask: Ask, callback_ids: Sequence[int]) -> Mapping[int, list[Attempt]]:
    tries: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in _rows(ask, _ATTEMPTS, callback_ids):
        tries[row[0]].append(rows.attempt_of(row[1:]))
    return tries


def _again(ask: Ask, deliveries: Sequence[Delivery]) -> Mapping[int, list[Delivery]]:
    again: defaultdict[int, list[Delivery]] = defaultdict(list)
    if not deliveries:
        return again
    pairs = again_of(each.id for each in deliveries)
    first_and_id = ask(Sql(_AGAIN.format(pairs.text), (*pairs.values, MOST_AGAIN)))
    short = {row[0]: row for row in _rows(ask, _SHORT, [row[1] for row in first_and_id])}
    for first, row_id in first_and_id:
        again[first].append(rows.delivery_of(short[row_id]))
    return again


def _rows(ask: Ask, query: str, ids: Sequence[int], *names: str) -> Iterable[Row]:
    for some in _pieces(ids):
        listed = marks(some)
        yield from ask(Sql(query.format(*names, listed.text), listed.values))


def _pieces(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
