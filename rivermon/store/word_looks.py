"""Has a row these words? Asked of the full-text tables for a row, for a window of rows, or for all.

Each view calls its table `v`. A record's words stand under its id; those of a delivery that made no
record, under the delivery's. Does not know what the words are.
"""

from collections.abc import Callable
from enum import Enum

from rivermon.core.listing import View
from rivermon.store.places import CONTENT
from rivermon.store.sql import Edge, Sql, joined

_OWN = "delivery_text"


class Reach(Enum):
    """For how many rows the words are looked up at once."""

    ROW = "each row by itself, which is best for a few"
    WINDOW = "all rows between the edges of the window that is being searched"
    VIEW = "all rows, where the words are few"


def word_look(view: View, asked: str, reach: Reach) -> Sql:
    """The condition that a row has what FTS5 is asked for."""
    return _LOOKS[view](asked, reach)


def _in_record(asked: str, reach: Reach) -> Sql:
    # With a plus, the order is walked and not the list, which would have to be sorted.
    return _has(CONTENT, "+v.id", asked, reach, (Edge.LOW, Edge.HIGH))


def _in_delivery(asked: str, reach: Reach) -> Sql:
    own = _has(_OWN, "v.id", asked, reach, (Edge.LOW, Edge.HIGH))
    of_record = _has(CONTENT, "v.record_id", asked, reach, (Edge.FIRST, Edge.LAST))
    if reach is Reach.WINDOW:
        # A redelivery's record may have come long before the window.
        each = _has(CONTENT, "v.record_id", asked, Reach.ROW)
        of_record = _case("v.outcome = 'duplicate'", each, of_record)
    return _case("v.record_id IS NULL", own, of_record)


def _in_callback(asked: str, reach: Reach) -> Sql:
    own = _has(_OWN, "v.delivery_id", asked, Reach.VIEW if reach is Reach.VIEW else Reach.ROW)
    of_record = _has(CONTENT, "v.record_id", asked, reach, (Edge.FIRST, Edge.LAST))
    if reach is Reach.WINDOW:
        # A failure notice is owed later than its record came.
        each = _has(CONTENT, "v.record_id", asked, Reach.ROW)
        of_record = _case("v.kind = 'error'", each, of_record)
    return _case("v.record_id IS NULL", own, of_record)


def _has(table: str, column: str, asked: str, reach: Reach, edges: tuple[Edge, ...] = ()) -> Sql:
    found = Sql(f"{table} MATCH ?", (asked,))
    if reach is Reach.ROW:
        by_id = f" AND rowid = {column.removeprefix('+')})"
        return found.framed(f"EXISTS (SELECT 1 FROM {table} WHERE ", by_id)
    if reach is Reach.WINDOW:
        found = joined(" AND ", (found, Sql("rowid BETWEEN ? AND ?", edges)))
    return found.framed(f"{column} IN (SELECT rowid FROM {table} WHERE ", ")")


def _case(condition: str, then: Sql, otherwise: Sql) -> Sql:
    pieces = (then.framed(f"CASE WHEN {condition} THEN ", ""), otherwise)
    return joined(" ELSE ", pieces).framed("", " END")


_LOOKS: dict[View, Callable[[str, Reach], Sql]] = {
    View.RECORDS: _in_record,
    View.DELIVERIES: _in_delivery,
    View.CALLBACKS: _in_callback,
}
