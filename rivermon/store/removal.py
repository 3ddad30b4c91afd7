"""Deletes records and deliveries with all that is theirs, inside a transaction it is given.

What is still owed to ModelRiver stays, and what goes is counted, so that the ledger adds up. Knows
neither threads nor futures, nor who wants something to be gone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from rivermon.core.entities import Outcome
from rivermon.core.feed import RowsDropped
from rivermon.core.retention import Removed
from rivermon.store.families import FIRST_OF, again_of
from rivermon.store.forgetting import (
    WORDS_OF_DELIVERY,
    WORDS_OF_RECORD,
    forget_deliveries,
    forget_records,
)
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.tallies import CALLBACKS_DELETED, DELETED, REPLAYS_DELETED, count

Row = Sequence[Any]

AT_ONCE = 100
"""Rows that are asked for in one transaction: some 40 ms of a million, and whatever comes waits."""

_LISTED = "(SELECT value FROM json_each(?))"
_OWED = "SELECT DISTINCT {0} FROM callback WHERE {0} IN {1} AND +state IN ('Progress', 'Held')"
_RECORDS = f"SELECT {WORDS_OF_RECORD} FROM ai_content WHERE id IN {_LISTED}"
_DELIVERIES_OF = f"SELECT id FROM delivery WHERE record_id IN {_LISTED}"
_DELIVERIES = f"SELECT id, outcome, record_id FROM delivery WHERE id IN {_LISTED}"
_GOING = (
    f"SELECT {WORDS_OF_DELIVERY}, record_id, replay_of, size FROM delivery WHERE id IN {_LISTED}"
)
_CALLBACKS = f"SELECT id, length(body) FROM callback WHERE delivery_id IN {_LISTED}"
_DUPLICATES_AMONG = (
    "SELECT id FROM delivery WHERE +outcome = 'duplicate' AND record_id IS NULL "
    "AND id IN (SELECT id FROM ("
)
_COUNT_DOWN = "UPDATE delivery SET redeliveries = redeliveries - 1 WHERE id = ?"
_DELETE = "DELETE FROM {} WHERE {} IN " + _LISTED


def pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in as many pieces as there are transactions to make of them."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def delete_records(execute: Execute, record_ids: Iterable[int]) -> tuple[Removed, Told]:
    """Delete records with their deliveries, callbacks, tries, marks and words.

    Those with a callback in Progress or Held stay, and are counted as kept.
    """
    rows = execute(_RECORDS, (_json(record_ids),)).fetchall()
    owed = _owed(execute, "record_id", [row[0] for row in rows])
    going = [row for row in rows if row[0] not in owed]
    ids = [row[0] for row in going]
    deliveries = [row[0] for row in execute(_DELIVERIES_OF, (_json(ids),)).fetchall()]
    forget_records(execute, going)
    _delete(execute, "record_mark", "record_id", ids)
    _delete(execute, "ai_content", "id", ids)
    removed, told = _delete_deliveries(execute, deliveries, ids)
    return msgspec.structs.replace(removed, kept=len(owed)), told


def delete_deliveries(execute: Execute, delivery_ids: Iterable[int]) -> tuple[Removed, Told]:
    """Delete deliveries that brought no record, with their callbacks, tries and words.

    With one that was kept, those go that brought the same once more. Where a callback is still
    owed, both stay, and are counted as kept.
    """
    rows = execute(_DELIVERIES, (_json(delivery_ids),)).fetchall()
    asked = [row[0] for row in rows if row[1] != Outcome.RECORDED]
    owed = _owed(execute, "delivery_id", asked)
    going = [row_id for row_id in asked if row_id not in owed]
    firsts = {row[0] for row in rows if row[1] == Outcome.KEPT}.intersection(going)
    going = list(dict.fromkeys([*going, *_again(execute, firsts)]))
    _count_down(execute, [row[0] for row in rows if row[1] == Outcome.DUPLICATE], firsts)
    removed, told = _delete_deliveries(execute, going, [])
    return msgspec.structs.replace(removed, kept=len(owed)), told


def together(one: Removed, other: Removed) -> Removed:
    """What two deletions deleted."""
    return Removed(
        records=one.records + other.records,
        deliveries=one.deliveries + other.deliveries,
        callbacks=one.callbacks + other.callbacks,
        size=one.size + other.size,
        kept=one.kept + other.kept,
    )


def _again(execute: Execute, firsts: Iterable[int]) -> list[int]:
    """The duplicates of deliveries that were kept; replays that became something else stay."""
    pairs = again_of(firsts)
    found = pairs.framed(_DUPLICATES_AMONG, "))")
    return [row[0] for row in execute(found.text, found.values).fetchall()]


def _count_down(execute: Execute, duplicates: Sequence[int], firsts: set[int]) -> None:
    """Have what came first count only the redeliveries that are there."""
    for row_id in duplicates:
        (replay_of,) = execute("SELECT replay_of FROM delivery WHERE id = ?", (row_id,)).fetchone()
        first = execute(FIRST_OF, (row_id, row_id)).fetchone()
        if replay_of is None and first is not None and first[0] not in firsts:
            execute(_COUNT_DOWN, first)


def _delete_deliveries(
    execute: Execute, ids: Sequence[int], records: Sequence[int]
) -> tuple[Removed, Told]:
    rows = execute(_GOING, (_json(ids),)).fetchall()
    forget_deliveries(execute, [row[:-3] for row in rows if row[-3] is None])
    callbacks = execute(_CALLBACKS, (_json(ids),)).fetchall()
    callback_ids = [row[0] for row in callbacks]
    _delete(execute, "callback_attempt", "callback_id", callback_ids)
    _delete(execute, "callback", "id", callback_ids)
    _delete(execute, "delivery", "id", ids)
    replays = sum(row[-2] is not None for row in rows)
    _count(execute, {DELETED: len(rows) - replays, REPLAYS_DELETED: replays})
    _count(execute, {CALLBACKS_DELETED: len(callbacks)})
    removed = Removed(
        records=len(records),
        deliveries=len(rows),
        callbacks=len(callbacks),
        size=sum(row[-1] for row in rows) + sum(row[1] for row in callbacks),
    )
    dropped = RowsDropped(
        deliveries=tuple(row[0] for row in rows),
        records=tuple(records),
        callbacks=tuple(callback_ids),
    )
    return removed, [dropped] if rows or records else []


def _owed(execute: Execute, column: str, ids: Sequence[int]) -> set[int]:
    rows = execute(_OWED.format(column, _LISTED), (_json(ids),)).fetchall()
    return {row[0] for row in rows}


def _delete(execute: Execute, table: str, column: str, ids: Sequence[int]) -> None:
    execute(_DELETE.format(table, column), (_json(ids),))


def _count(execute: Execute, tallies: dict[str, int]) -> None:
    for name, number in tallies.items():
        if number:
            count(execute, name, number)


def _json(ids: Iterable[int]) -> str:
    return msgspec.json.encode(list(ids)).decode()
