"""What a table of the window asks for: which view, what matches, in what order.

Does not know how the store finds it, nor how it is shown.
"""

from array import array
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from rivermon.core.entities import CallbackRow, Delivery, RecordRow
from rivermon.core.filter_terms import (
    All,
    Answered,
    AnyOf,
    AtPath,
    Field,
    Is,
    JsonPath,
    Measure,
    Not,
    OneOf,
    Term,
)


class View(StrEnum):
    """The three ways to look at the ledger."""

    RECORDS = "records"
    DELIVERIES = "deliveries"
    CALLBACKS = "callbacks"


class SortBy(StrEnum):
    """What a view can be sorted by; each view knows some of these."""

    TIME = "time"
    URGENCY = "urgency"
    STATE = "state"
    TITLE = "title"
    CATEGORY = "category"
    EVENT = "event"
    TYPE = "type"
    CHANNEL = "channel"
    MODEL = "model"
    ATTEMPTS = "attempts"
    DURATION = "duration"
    VERDICT = "verdict"
    OUTCOME = "outcome"
    ANSWER = "answer"
    SKEW = "skew"
    SIZE = "size"
    AGAIN = "again"
    DUE = "due"
    KIND = "kind"
    HOST = "host"
    REASON = "reason"


class Sort(msgspec.Struct, frozen=True):
    """An order. Rows that are equal in it have an order of their own, which turns round with it."""

    by: SortBy | JsonPath
    descending: bool = True


NEWEST_FIRST = Sort(SortBy.TIME)
FIRST_SORT = {
    View.RECORDS: NEWEST_FIRST,
    View.DELIVERIES: NEWEST_FIRST,
    # What is owed, the nearest deadline first, then what failed, then the rest, newest first.
    View.CALLBACKS: Sort(SortBy.URGENCY, descending=False),
}


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """One table's question: the view, the filter (None for everything), the order.

    `paths` are places in JSON whose values are read beside each row.
    """

    view: View
    filter: Term | None = None
    sort: Sort = NEWEST_FIRST
    paths: tuple[JsonPath, ...] = ()

    @property
    def by_time(self) -> bool:
        """True when the order is that of the ids, newest first."""
        return self.sort == NEWEST_FIRST


Row = RecordRow | Delivery | CallbackRow


class Line(msgspec.Struct, frozen=True):
    """A row of a table, and the values at the query's `paths`, None where there is nothing."""

    row: Row
    values: tuple[str | None, ...] = ()


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of an answer: the next ids in the query's order.

    `done` is how much of the search is over, from 0 to 1. With `anew` these ids stand in the place
    of all that came before.
    """

    ids: "array[int]"
    done: float
    anew: bool = False


def terms_of(term: Term | None) -> Iterator[Term]:
    """A term and all terms within it."""
    if term is None:
        return
    yield term
    match term:
        case Not(inner):
            yield from terms_of(inner)
        case All(terms) | AnyOf(terms):
            for each in terms:
                yield from terms_of(each)


def can_change(query: Query) -> bool:
    """True when a row may begin or cease to match: as its callback goes on, or by a mark."""
    changing = {Field.STATUS, Field.CALLBACK, Field.ATTEMPTS, Field.IS}
    if query.view is not View.DELIVERIES:  # a delivery's duration is its answer's
        changing.add(Field.DURATION)
    for term in terms_of(query.filter):
        match term:
            case OneOf(field) | Measure(field) if field in changing:
                return True
            case Is(Field.NOTE):
                return True
            case Answered() if query.view is not View.DELIVERIES:
                return True
    return False


def ages(query: Query) -> bool:
    """True when rows begin or cease to match as time passes."""
    return any(
        isinstance(term, Measure) and term.field is Field.AGE for term in terms_of(query.filter)
    )


def looks_into_json(query: Query) -> bool:
    """True when the answer has to be looked for in JSON that no index covers."""
    inside = any(isinstance(term, AtPath) for term in terms_of(query.filter))
    return inside or isinstance(query.sort.by, JsonPath)
