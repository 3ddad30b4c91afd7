"""In what order? Each order of each view, as the table to walk and what to walk it by.

Every order but one by a place in JSON is an index's. Does not know what matches.
"""

from typing import NamedTuple

from rivermon.core.listing import FIRST_SORT, Sort, SortBy, View
from rivermon.store import expressions
from rivermon.store.expressions import of
from rivermon.store.places import TABLES, extracted

_NOCASE = " COLLATE NOCASE"


class Order(NamedTuple):
    """`source` is walked; `ids` are the view's ids in it, `keys` what it is sorted by.

    Where `source` lacks the view's own table `v`, conditions on `v` need `join` as well. `only` is
    a condition that comes with the source; rows of the view that meet `leftover` are not in it,
    and come last.
    """

    source: str
    ids: str
    keys: tuple[str, ...]
    join: str = ""
    only: str = "1"
    leftover: str = ""
    values: tuple[str, ...] = ()

    def by(self, *, descending: bool) -> str:
        """The ORDER BY, all keys the same way round, so that an index serves it backwards too."""
        way = " DESC" if descending else ""
        return ", ".join(f"{key}{way}" for key in self.keys)


def order_of(view: View, sort: Sort) -> Order:
    """How a view is walked for `sort`; an order that it does not know is its first one's."""
    table = f"{TABLES[view]} v"
    if not isinstance(sort.by, SortBy):
        key = extracted(view, sort.by)
        return Order(table, "v.id", (key.text, "v.id"), values=key.values)
    known = ORDERS[view]
    return known.get(sort.by) or known[FIRST_SORT[view].by]  # type: ignore[index] # a SortBy


def _own(table: str, key: str, *more: str) -> Order:
    return Order(f"{table} v", "v.id", (key, *more, "v.id"))


def _of_callback(*columns: str) -> Order:
    """Records in the order of their callbacks; the index holds all that is asked for."""
    join = "CROSS JOIN ai_content v ON v.id = k.record_id"
    return Order(
        "callback k", "k.record_id", (*columns, "k.record_id"), join, "+k.kind = 'success'"
    )


def _of_delivery(column: str) -> Order:
    source = "delivery d CROSS JOIN callback v ON v.delivery_id = d.id"
    return Order(source, "v.id", (column, "d.id", "v.kind"))


def _of_record(key: str) -> Order:
    source = "ai_content r CROSS JOIN callback v ON v.record_id = r.id"
    return Order(source, "v.id", (key, "r.id", "v.kind"), leftover="v.record_id IS NULL")


ORDERS: dict[View, dict[SortBy, Order]] = {
    View.RECORDS: {
        SortBy.TIME: Order("ai_content v", "v.id", ("v.id",)),
        SortBy.TITLE: _own("ai_content", of("v", expressions.TITLE) + _NOCASE),
        SortBy.CATEGORY: _own("ai_content", "v.category" + _NOCASE),
        SortBy.EVENT: _own("ai_content", "v.event_name" + _NOCASE),
        SortBy.CHANNEL: _own("ai_content", "v.channel_id" + _NOCASE),
        SortBy.MODEL: _own("ai_content", of("v", expressions.MODEL) + _NOCASE),
        SortBy.STATE: _of_callback("k.state", "k.deadline"),
        SortBy.ATTEMPTS: _of_callback("k.attempts"),
        SortBy.DURATION: _of_callback("k.duration_ms"),
    },
    View.DELIVERIES: {
        SortBy.TIME: Order("delivery v", "v.id", ("v.id",)),
        SortBy.VERDICT: _own("delivery", "v.verdict", of("v", expressions.SIGNED)),
        SortBy.OUTCOME: _own("delivery", "v.outcome"),
        SortBy.ANSWER: _own("delivery", "v.status"),
        SortBy.DURATION: _own("delivery", "v.duration_ms"),
        SortBy.EVENT: _own("delivery", "v.event" + _NOCASE),
        SortBy.TYPE: _own("delivery", "v.type" + _NOCASE),
        SortBy.CHANNEL: _own("delivery", "v.channel_id" + _NOCASE),
        SortBy.SKEW: _own("delivery", "v.skew_ms"),
        SortBy.SIZE: _own("delivery", "v.size"),
        SortBy.AGAIN: _own("delivery", "v.redeliveries"),
    },
    View.CALLBACKS: {
        SortBy.TIME: Order("callback v", "v.id", ("v.id",)),
        SortBy.URGENCY: Order("callback v", "v.id", (of("v", expressions.URGENCY),)),
        SortBy.STATE: _own("callback", "v.state", "v.deadline", "v.record_id", "v.kind"),
        SortBy.ATTEMPTS: _own("callback", "v.attempts", "v.record_id", "v.kind"),
        SortBy.DURATION: _own("callback", "v.duration_ms", "v.record_id", "v.kind"),
        SortBy.ANSWER: _own("callback", "v.answered", "v.record_id", "v.kind"),
        SortBy.DUE: _own("callback", "v.deadline"),
        SortBy.KIND: _own("callback", "v.kind"),
        SortBy.REASON: _own("callback", "v.reason"),
        SortBy.HOST: _own("callback", of("v", expressions.HOST)),
        SortBy.EVENT: _of_delivery("d.event" + _NOCASE),
        SortBy.CHANNEL: _of_delivery("d.channel_id" + _NOCASE),
        SortBy.TITLE: _of_record(of("r", expressions.TITLE) + _NOCASE),
    },
}
