"""What a batch of facts means for the rows of a view: which came, which changed, which are gone.

Pure. Does not know the table, nor what matches its filter.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from rivermon.core.entities import Callback, CallbackKind, CallbackRow, Delivery, Outcome, RecordRow
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    RecordChanged,
    RecordStored,
    RowsDropped,
)
from rivermon.core.listing import Line, View

LineOf = Callable[[int], Line | None]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of rows: `new` may have come, `touched` may match from now on or no longer, `gone` are.

    `edited` are those of the touched that the operator changed, in whatever is filtered by.
    `lines` are known from the facts alone, those of new rows without values of JSON paths.
    """

    new: frozenset[int] = frozenset()
    touched: frozenset[int] = frozenset()
    edited: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    lines: tuple[Line, ...] = ()

    @property
    def concerns(self) -> bool:
        """True when any row of the view may have changed."""
        return bool(self.new or self.touched or self.gone)


def told_to(view: View, facts: Sequence[Fact], line_of: LineOf) -> Told:
    """Read a batch of facts for a view.

    Args:
        view: whose rows.
        facts: in the order in which they were told.
        line_of: the line of a row by its id, as far as it is known.
    """
    return _READERS[view](facts, line_of)


def dropped_of(view: View, dropped: RowsDropped) -> tuple[int, ...]:
    """The ids of those dropped rows that were a view's."""
    match view:
        case View.RECORDS:
            return dropped.records
        case View.DELIVERIES:
            return dropped.deliveries
        case View.CALLBACKS:
            return dropped.callbacks


def same_webhooks(deliveries: Iterable[Delivery], known: Iterable[Line]) -> list[int]:
    """The ids of known deliveries that some of `deliveries` may have brought once more."""
    keys = {_key(each) for each in deliveries if each.outcome is Outcome.DUPLICATE}
    if not keys:
        return []
    rows = (line.row for line in known if isinstance(line.row, Delivery))
    return [row.id for row in rows if _key(row) in keys]


def _key(delivery: Delivery) -> tuple[str | None, ...]:
    return delivery.channel_id, delivery.type, delivery.event


def _records(facts: Sequence[Fact], line_of: LineOf) -> Told:
    lines: dict[int, Line] = {}
    new: set[int] = set()
    touched: set[int] = set()
    edited: set[int] = set()
    gone: set[int] = set()
    for fact in facts:
        if isinstance(fact, RecordStored):
            new.add(fact.row.id)
            lines[fact.row.id] = Line(fact.row)
        elif isinstance(fact, RecordChanged):
            edited.add(fact.row.id)
            known = lines.get(fact.row.id) or line_of(fact.row.id)
            lines[fact.row.id] = Line(fact.row, known.values if known else ())
        elif isinstance(fact, RowsDropped):
            gone.update(dropped_of(View.RECORDS, fact))
        elif isinstance(fact, CallbackChanged | CallbackOwed):
            callback = fact.callback
            if callback.record_id is None or callback.kind is not CallbackKind.SUCCESS:
                continue
            touched.add(callback.record_id)
            known = lines.get(callback.record_id) or line_of(callback.record_id)
            if known is not None:
                lines[callback.record_id] = _with_state(known, callback)
    told = _told(new, touched | edited, lines, gone)
    return msgspec.structs.replace(told, edited=frozenset(edited) - told.gone)


def _with_state(line: Line, callback: Callback) -> Line:
    if not isinstance(line.row, RecordRow):
        return line
    row = msgspec.structs.replace(
        line.row,
        state=callback.state,
        attempts=callback.attempts,
        duration_ms=callback.duration_ms,
        deadline=callback.deadline,
        awaiting=callback.awaiting,
    )
    return Line(row, line.values)


def _deliveries(facts: Sequence[Fact], _line_of: LineOf) -> Told:
    lines: dict[int, Line] = {}
    new: set[int] = set()
    touched: set[int] = set()
    gone: set[int] = set()
    for fact in facts:
        if isinstance(fact, DeliveryStored):
            new.add(fact.delivery.id)
            lines[fact.delivery.id] = Line(fact.delivery)
        elif isinstance(fact, RowsDropped):
            gone.update(dropped_of(View.DELIVERIES, fact))
        elif isinstance(fact, CallbackChanged | CallbackOwed):
            touched.add(fact.callback.delivery_id)
    return _told(new, touched, lines, gone)


def _callbacks(facts: Sequence[Fact], line_of: LineOf) -> Told:
    lines: dict[int, Line] = {}
    touched: set[int] = set()
    gone: set[int] = set()
    for fact in facts:
        if isinstance(fact, RowsDropped):
            gone.update(dropped_of(View.CALLBACKS, fact))
        if not isinstance(fact, CallbackChanged | CallbackOwed):
            continue
        callback = msgspec.structs.replace(fact.callback, body=b"")
        touched.add(callback.id)
        known = lines.get(callback.id) or line_of(callback.id)
        if known is not None and isinstance(known.row, CallbackRow):
            row = msgspec.structs.replace(known.row, callback=callback)
            lines[callback.id] = Line(row, known.values)
    return _told(touched, touched, lines, gone)


def _told(
    new: Iterable[int], touched: Iterable[int], lines: dict[int, Line], gone: Iterable[int] = ()
) -> Told:
    left = frozenset(gone)
    return Told(
        new=frozenset(new) - left,
        touched=frozenset(touched) - left,
        gone=left,
        lines=tuple(lines.values()),
    )


_READERS: dict[View, Callable[[Sequence[Fact], LineOf], Told]] = {
    View.RECORDS: _records,
    View.DELIVERIES: _deliveries,
    View.CALLBACKS: _callbacks,
}
