"""Looks through a view a window of ids after the other, newest first.

The windows widen as little as they must for the first page and then as fast as they can, or, where
each row is slow, no wider than what a step may take. Does not decide what is looked through so.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime
from time import perf_counter
from typing import NamedTuple

from rivermon.core.filter_terms import All, Compare, Field, Measure
from rivermon.core.listing import Query, View, looks_into_json
from rivermon.store.id_lists import ids_of
from rivermon.store.lookup import NO_LIMIT, Lookup, among, asks_for_words, listed
from rivermon.store.predicates import measured
from rivermon.store.seeks import Seek
from rivermon.store.sql import EVERYWHERE, Edge, Edges, Sql, sequence
from rivermon.store.word_looks import Reach

FIRST_PAGE = 60
_FIRST_WINDOW = 4_000
_LARGEST_WINDOW = 300_000
_GROWTH = 8
_MORE_THAN_NEEDED = 1.5
_STEP_S = 0.04
_NEAR_AN_AGE = 1_000
_LAST_PART = 0.99


class Part(NamedTuple):
    """What one window has, newest first; `done` is how much of the search is over, from 0 to 1.

    Ids that are `late` belong among those that came before.
    """

    ids: "array[int]"
    done: float
    late: bool = False


class _Pace(NamedTuple):
    """How far the windows have come: the width of the next one, and what was seen and found."""

    wide: int
    seen: int = 0
    found: int = 0

    def next(self, seen: int, found: int, took: float, *, slowly: bool) -> "_Pace":
        """After a window that held `seen` ids, of which `found` matched, in `took` seconds."""
        seen, found = self.seen + seen, self.found + found
        widest = self.wide * _GROWTH
        if slowly:
            fitting = int(self.wide * min(_GROWTH, _STEP_S / max(took, 0.001)))
            wide = max(_FIRST_WINDOW // 4, fitting)
        elif 0 < found < FIRST_PAGE:
            needed = (FIRST_PAGE - found) * seen / found
            wide = min(widest, max(_FIRST_WINDOW, int(needed * _MORE_THAN_NEEDED)))
        else:
            wide = widest
        return _Pace(min(wide, _LARGEST_WINDOW), seen, found)


def windows(looking: Lookup) -> Iterator[Part]:
    """The ids that match, newest first, between one pair of edges after the other.

    A filter for what is older than an age begins where the index of times says that it does. A
    clock that was set back may have left younger ids behind it; those come late.
    """
    ((lowest, highest),) = looking.ask(ends_of(looking))
    if highest is None:
        yield Part(array("q"), 1.0)
        return
    older = _older(looking.query, looking.now)
    newest = highest if older is None else _newest(looking, older, lowest)
    for part in _downwards(looking, lowest, newest):
        yield part if newest == highest else part._replace(done=part.done * _LAST_PART)
    if older is not None and newest < highest:
        yield Part(_younger(looking, older, newest), 1.0, late=True)


def ends_of(looking: Lookup) -> Sql:
    """A query for the lowest and the highest id of a view; None where there is no row."""
    # Asked for both at once, SQLite would look at every row.
    lowest, highest = (f"(SELECT {end}(id) FROM {looking.table})" for end in ("min", "max"))
    return Sql(f"SELECT {lowest}, {highest}")


def _downwards(looking: Lookup, lowest: int, highest: int) -> Iterator[Part]:
    pace = _Pace(_FIRST_WINDOW)
    slowly = looks_into_json(looking.query)
    high = highest
    while True:
        low = max(lowest, high - pace.wide + 1)
        began = perf_counter()
        ids = ids_of(looking.ask, _window(looking, low, high))
        took = perf_counter() - began
        if low == lowest:
            yield Part(ids, 1.0)
            return
        yield Part(ids, (highest - low + 1) / (highest - lowest + 1))
        pace = pace.next(high - low + 1, len(ids), took, slowly=slowly)
        high = low - 1


def _window(looking: Lookup, low: int, high: int) -> Sql:
    condition = looking.condition(Reach.WINDOW)
    if looking.driver is not None and looking.answered:
        ids = looking.driver.ids.framed("SELECT id FROM (", ") ORDER BY id DESC LIMIT -1")
        return ids.within(_edges(looking, low, high))
    if looking.driver is not None:
        condition = sequence(among("v.id", looking.driver.ids), "AND", condition)
    ids = sequence(
        f"SELECT v.id AS id FROM {looking.table} v WHERE",
        Sql("v.id BETWEEN ? AND ? AND", (Edge.LOW, Edge.HIGH)),
        condition,
        Sql("ORDER BY v.id DESC LIMIT ?", (NO_LIMIT,)),
    )
    return ids.within(_edges(looking, low, high))


def _edges(looking: Lookup, low: int, high: int) -> Edges:
    edges = {**EVERYWHERE, Edge.LOW: low, Edge.HIGH: high}
    made = _MADE_A_RECORD.get(looking.query.view)
    if made is not None and asks_for_words(looking.query):
        for edge, compare, way in ((Edge.FIRST, ">=", ""), (Edge.LAST, "<=", " DESC")):
            bound = low if edge is Edge.FIRST else high
            query = f"SELECT record_id FROM {looking.table} WHERE id {compare} ? AND {made}"
            found = looking.ask(Sql(f"{query} ORDER BY id{way} LIMIT 1", (bound,)))
            if found:
                edges[edge] = found[0][0]
    return edges


_MADE_A_RECORD = {
    View.DELIVERIES: "outcome = 'recorded'",
    View.CALLBACKS: "kind = 'success'",
}
_MOMENTS = {
    View.RECORDS: "created_at",
    View.DELIVERIES: "received_at",
    View.CALLBACKS: "received_at",
}


def _older(query: Query, now: datetime) -> Sql | None:
    """The condition on a view's moment that all that matches is older than an age, if so."""
    terms = query.filter.terms if isinstance(query.filter, All) else (query.filter,)
    for term in terms:
        match term:
            case Measure(Field.AGE, Compare.MORE | Compare.AT_LEAST):
                return measured(_MOMENTS[query.view], term, now)
    return None


def _newest(looking: Lookup, older: Sql, lowest: int) -> int:
    """The highest id near the age; where nothing is old enough, the lowest that there is."""
    listed = sequence(
        f"SELECT max(id) FROM (SELECT id FROM {looking.table} WHERE",
        older,
        Sql(f"ORDER BY {_MOMENTS[looking.query.view]} DESC LIMIT ?)", (_NEAR_AN_AGE,)),
    )
    ((newest,),) = looking.ask(listed)
    return lowest if newest is None else int(newest)


def _younger(looking: Lookup, older: Sql, newest: int) -> "array[int]":
    """All that matches beyond `newest`, which the index of times lists without reading rows."""
    beyond = sequence(f"SELECT id FROM {looking.table} WHERE", older, Sql("AND +id > ?", (newest,)))
    return listed(looking.along(Seek(beyond)))
