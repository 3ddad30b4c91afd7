"""Finds what is not to be kept any more, the oldest first, and has it deleted.

Knows ages and sizes. Does not know threads or futures, nor what belongs to a row.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.feed import RowsDropped
from rivermon.core.retention import Removed, Retention
from rivermon.store.id_lists import Ask
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.removal import AT_ONCE, delete_deliveries, delete_records, together
from rivermon.store.sql import Sql
from rivermon.store.tables import to_text

_BESIDE_A_BODY = 1024
"""Bytes that a delivery takes beside its body, for a guess: headers, content, words, indexes."""

_A_FEW = 20
# A delivery that brought something first goes with those that brought it again, whenever that was.
_CAN_GO = (
    "FROM delivery d INDEXED BY delivery_time "
    "WHERE +d.outcome IN ('recorded', 'kept', 'rejected', 'invalid') AND d.received_at < ? "
    "AND NOT EXISTS (SELECT 1 FROM callback c WHERE c.delivery_id = d.id "
    "AND c.state IN ('Progress', 'Held')) "
    "AND NOT EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = d.record_id "
    "AND m.pinned_at IS NOT NULL)"
)
_OLDEST = f"SELECT d.id, d.record_id {_CAN_GO} ORDER BY d.received_at, d.id LIMIT ?"
_PAGES = (
    "SELECT (SELECT page_count FROM pragma_page_count) "
    "- (SELECT freelist_count FROM pragma_freelist_count), "
    "(SELECT page_size FROM pragma_page_size)"
)
_ALWAYS = "~"  # beyond every moment
_ALL = f"SELECT coalesce(sum(size), 0) + {_BESIDE_A_BODY} * count(*) FROM delivery"
_STEP = 1_000
_WEIGH = (
    f"SELECT max(received_at), sum((size + {_BESIDE_A_BODY}) * (1 + redeliveries)) FROM "
    f"(SELECT d.received_at, d.size, d.redeliveries {_CAN_GO} AND d.received_at > ? "
    "ORDER BY d.received_at LIMIT ?)"
)
_WOULD_GO = f"""
    WITH gone AS MATERIALIZED (SELECT d.id, d.record_id, d.size, d.redeliveries {_CAN_GO})
    SELECT count(record_id), count(*) + coalesce(sum(redeliveries), 0),
        coalesce(sum(size * (1 + redeliveries)), 0),
        (SELECT count(*) FROM gone g CROSS JOIN callback c ON c.delivery_id = g.id),
        (SELECT coalesce(sum(length(c.body)), 0)
            FROM gone g CROSS JOIN callback c ON c.delivery_id = g.id)
    FROM gone
"""


def prune(execute: Execute, retention: Retention, now: datetime) -> tuple[Removed, Told]:
    """Delete one batch of what is not to be kept any more, in the open transaction.

    What is too old goes first; then, while the rows take too much room in the file, the oldest of
    the rest. What is pinned or owed stays, and what was kept only for its like goes with it.

    Returns:
        What was deleted, `more` if another batch would find something, and the facts to tell.
    """
    before = _before(retention, now)
    rows = execute(_OLDEST, (before, AT_ONCE + 1)).fetchall() if before else []
    if rows:
        removed, told = _remove(execute, rows[:AT_ONCE])
        # What cannot be deleted after all would be found again and again.
        more = removed.deliveries > 0 and (len(rows) > AT_ONCE or _too_large(execute, retention))
        return msgspec.structs.replace(removed, more=more), told
    return _shrink(execute, retention)


def would_prune(ask: Ask, retention: Retention, now: datetime) -> Removed:
    """What pruning would delete in all, if nothing came meanwhile.

    By age it is counted. By size it is a guess, for what a row takes in the file is known only
    once it is gone: the bytes in use are shared out among the deliveries, by the lengths of their
    bodies and a kilobyte each, and the oldest would go until their shares make up what is too much,
    a thousand deliveries more or less. Replays of what goes are not counted.
    """
    before = max(_before(retention, now), _before_by_size(ask, retention))
    ((records, deliveries, size, callbacks, sent),) = ask(Sql(_WOULD_GO, (before,)))
    return Removed(records=records, deliveries=deliveries, callbacks=callbacks, size=size + sent)


def _before_by_size(ask: Ask, retention: Retention) -> str:
    """The moment before which as much came as is too much; empty where nothing is."""
    if retention.most_bytes is None:
        return ""
    ((pages, page),) = ask(Sql(_PAGES))
    ((total,),) = ask(Sql(_ALL))
    used = pages * page
    left = total * (used - retention.most_bytes) / used
    last = ""
    while left > 0:
        ((until, weight),) = ask(Sql(_WEIGH, (_ALWAYS, last, _STEP)))
        if until is None:
            break
        last, left = until, left - weight
    return f"{last}{_ALWAYS}" if last else ""


def _before(retention: Retention, now: datetime) -> str:
    """The moment before which everything is too old; empty where nothing ever is."""
    if retention.age is None:
        return ""
    try:
        return to_text(now - retention.age)
    except OverflowError:  # longer than the calendar
        return ""


def _shrink(execute: Execute, retention: Retention) -> tuple[Removed, Told]:
    """Delete the oldest, a few at a time, until the rows fit or the batch is full."""
    removed, told = Removed(), RowsDropped()
    for rows in _oldest_few(execute, retention):
        some, facts = _remove(execute, rows)
        removed = together(removed, some)
        told = _told_together([told, *facts])
    more = removed.deliveries > 0 and _too_large(execute, retention)
    more = more and bool(_some_oldest(execute, 1))
    return msgspec.structs.replace(removed, more=more), [told] if told != RowsDropped() else []


def _oldest_few(execute: Execute, retention: Retention) -> Iterator[Sequence[Any]]:
    for _ in range(AT_ONCE // _A_FEW):
        if not _too_large(execute, retention):
            return
        rows = _some_oldest(execute, _A_FEW)
        if not rows:
            return
        yield rows


def _some_oldest(execute: Execute, most: int) -> Sequence[Any]:
    return list(execute(_OLDEST, (_ALWAYS, most)).fetchall())


def _too_large(execute: Execute, retention: Retention) -> bool:
    if retention.most_bytes is None:
        return False
    used, page = execute(_PAGES, ()).fetchone()
    return bool(used * page > retention.most_bytes)


def _remove(execute: Execute, rows: Sequence[Sequence[Any]]) -> tuple[Removed, Told]:
    records = [record_id for _, record_id in rows if record_id is not None]
    others = [row_id for row_id, record_id in rows if record_id is None]
    removed, told = delete_records(execute, records)
    more, told_too = delete_deliveries(execute, others)
    facts = [fact for fact in (*told, *told_too) if isinstance(fact, RowsDropped)]
    return together(removed, more), [_told_together(facts)] if facts else []


def _told_together(facts: Sequence[Any]) -> RowsDropped:
    return RowsDropped(
        deliveries=tuple(row_id for fact in facts for row_id in fact.deliveries),
        records=tuple(row_id for fact in facts for row_id in fact.records),
        callbacks=tuple(row_id for fact in facts for row_id in fact.callbacks),
    )
