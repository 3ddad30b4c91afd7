"""Where a field stands, seen from a view: in its own table, or in one that belongs to the row.

Each view calls its table `v`; a record's is `r`, a delivery's `d`, a callback's `c`, a mark's `m`.
Does not know what is compared.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rivermon.core.filter_terms import Field, JsonPath, Root
from rivermon.core.listing import View
from rivermon.store import expressions
from rivermon.store.expressions import of
from rivermon.store.json_look import can_be_asked, sqlite_path
from rivermon.store.sql import Sql, joined

TABLES = {View.RECORDS: "ai_content", View.DELIVERIES: "delivery", View.CALLBACKS: "callback"}
CONTENT = "content_text"
Wrap = Callable[[Sql], Sql]

_CALLBACK_OF = {
    View.RECORDS: "c.record_id = v.id AND c.kind = 'success'",
    View.DELIVERIES: "c.delivery_id = v.id",
}
_DELIVERY_OF = {
    # Its redeliveries name the record too.
    View.RECORDS: "d.record_id = v.id AND +d.outcome = 'recorded'",
    View.CALLBACKS: "d.id = v.delivery_id",
}


class Place(NamedTuple):
    """A column or expression, and what makes a condition on it one on the view's row."""

    column: str
    wrap: Wrap


def OWN(condition: Sql) -> Sql:  # noqa: N802 - a constant that can be called
    """A condition on the view's own table."""
    return condition


def with_callback(view: View, condition: Sql) -> Sql:
    """A condition on `c`, the row's callback, as one on the row."""
    if view is View.CALLBACKS:
        return Sql(condition.text.replace("c.", "v."), condition.values)
    return condition.framed(
        f"EXISTS (SELECT 1 FROM callback c WHERE {_CALLBACK_OF[view]} AND ", ")"
    )


def with_delivery(view: View, condition: Sql) -> Sql:
    """A condition on `d`, the row's delivery, as one on the row."""
    if view is View.DELIVERIES:
        return Sql(condition.text.replace("d.", "v."), condition.values)
    return condition.framed(
        f"EXISTS (SELECT 1 FROM delivery d WHERE {_DELIVERY_OF[view]} AND ", ")"
    )


def with_record(view: View, condition: Sql) -> Sql:
    """A condition on `r`, the row's record, as one on the row."""
    if view is View.RECORDS:
        return Sql(condition.text.replace("r.", "v."), condition.values)
    return condition.framed("EXISTS (SELECT 1 FROM ai_content r WHERE r.id = v.record_id AND ", ")")


def with_mark(view: View, condition: Sql) -> Sql:
    """A condition on `m`, the marks of the row's record, as one on the row."""
    record = "v.id" if view is View.RECORDS else "v.record_id"
    return condition.framed(
        f"EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = {record} AND ", ")"
    )


def place_of(view: View, field: Field) -> Place:
    """Where a text field or a measure stands for a view."""
    own = _OWN.get((view, field))
    if own is not None:
        return Place(own, OWN)
    column, wrap = _ELSEWHERE[field]
    return Place(column, lambda condition: wrap(view, condition))


def extracts(view: View, path: JsonPath) -> Sequence[Sql]:
    """The values at a path, from each place where the view's row may have it."""
    return _EXTRACTS[view, path.root](path)


def extracted(view: View, path: JsonPath) -> Sql:
    """The first of these values that there is; nothing where SQLite cannot be asked for it."""
    if not can_be_asked(path):
        return Sql("NULL")
    values = extracts(view, path)
    return values[0] if len(values) == 1 else joined(", ", values).framed("coalesce(", ")")


_OWN = {
    (View.RECORDS, Field.EVENT): "+v.event_name",
    (View.RECORDS, Field.CHANNEL): "+v.channel_id",
    (View.RECORDS, Field.CATEGORY): "+v.category",
    (View.RECORDS, Field.MODEL): "+" + of("v", expressions.MODEL),
    (View.RECORDS, Field.PROVIDER): "+" + of("v", expressions.PROVIDER),
    (View.RECORDS, Field.AGE): "+v.created_at",
    (View.DELIVERIES, Field.EVENT): "+v.event",
    (View.DELIVERIES, Field.CHANNEL): "+v.channel_id",
    (View.DELIVERIES, Field.TYPE): "+v.type",
    (View.DELIVERIES, Field.AGE): "+v.received_at",
    (View.DELIVERIES, Field.SIZE): "+v.size",
    (View.DELIVERIES, Field.DURATION): "+v.duration_ms",
    (View.CALLBACKS, Field.AGE): "+v.received_at",
    (View.CALLBACKS, Field.ATTEMPTS): "+v.attempts",
    (View.CALLBACKS, Field.DURATION): "+v.duration_ms",
}
_ELSEWHERE: dict[Field, tuple[str, Callable[[View, Sql], Sql]]] = {
    Field.EVENT: ("+d.event", with_delivery),
    Field.CHANNEL: ("+d.channel_id", with_delivery),
    Field.TYPE: ("+d.type", with_delivery),
    Field.SIZE: ("+d.size", with_delivery),
    Field.CATEGORY: ("+r.category", with_record),
    Field.MODEL: ("+" + of("r", expressions.MODEL), with_record),
    Field.PROVIDER: ("+" + of("r", expressions.PROVIDER), with_record),
    Field.ATTEMPTS: ("+c.attempts", with_callback),
    Field.DURATION: ("+c.duration_ms", with_callback),
}


def _in_metadata(path: JsonPath) -> Sequence[Sql]:
    return (Sql("json_extract(v.metadata, ?)", (sqlite_path(path),)),)


def _in_records_metadata(path: JsonPath) -> Sequence[Sql]:
    inner = Sql("json_extract(r.metadata, ?)", (sqlite_path(path),))
    return (inner.framed("(SELECT ", " FROM ai_content r WHERE r.id = v.record_id)"),)


def _in_records_callback(path: JsonPath) -> Sequence[Sql]:
    # What goes back to ModelRiver holds the generated content, whichever layout it came in.
    inner = Sql("json_extract(CAST(c.body AS TEXT), ?)", (sqlite_path(path, ".data"),))
    return (inner.framed("(SELECT ", f" FROM callback c WHERE {_CALLBACK_OF[View.RECORDS]})"),)


def _in_own_body(path: JsonPath) -> Sequence[Sql]:
    return (Sql("json_extract(CAST(v.body AS TEXT), ?)", (sqlite_path(path, ".data"),)),)


def _in_webhook(*below: str) -> Callable[[JsonPath], Sequence[Sql]]:
    # A body that is no JSON has no value anywhere, rather than failing the query.
    body = "CASE WHEN json_valid(CAST(v.body AS TEXT)) THEN CAST(v.body AS TEXT) END"

    def values(path: JsonPath) -> Sequence[Sql]:
        return [Sql(f"json_extract({body}, ?)", (sqlite_path(path, place),)) for place in below]

    return values


_EXTRACTS: dict[tuple[View, Root], Callable[[JsonPath], Sequence[Sql]]] = {
    (View.RECORDS, Root.CUSTOMER): _in_metadata,
    (View.RECORDS, Root.DATA): _in_records_callback,
    (View.DELIVERIES, Root.CUSTOMER): _in_webhook(".customer_data", ".data.customer_data"),
    (View.DELIVERIES, Root.DATA): _in_webhook(
        ".ai_response.data", ".data.ai_response.data", ".data"
    ),
    (View.CALLBACKS, Root.CUSTOMER): _in_records_metadata,
    (View.CALLBACKS, Root.DATA): _in_own_body,
}
