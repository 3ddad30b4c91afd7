"""Finds the ids of all that matches, piece by piece, in the order that was asked for.

How it looks depends on how much there is: few candidates are listed and sorted, many are walked in
the order itself, so that the first page comes at once either way. Does not read rows.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime
from time import perf_counter

from rivermon.core.filter_terms import AtPath
from rivermon.core.listing import Query, Stretch, View, looks_into_json, terms_of
from rivermon.store.id_lists import Ask, ids_of
from rivermon.store.lookup import (
    NO_LIMIT,
    Lookup,
    among,
    asks_for_words,
    in_order,
    leftover,
    listed,
    shortest,
    sorted_by_order,
    words_are_few,
)
from rivermon.store.orders import order_of
from rivermon.store.questions import Questions
from rivermon.store.seeks import Seek, seeks_of
from rivermon.store.sql import EVERYWHERE, NEVER, Edge, Edges, Sql, sequence

FIRST_PAGE = 60
FEW = 6_000
"""So many candidates are looked at one by one and sorted, in some 50 ms."""

MANY = 200_000
"""So many are listed too, but only once the first page is there."""

_FIRST_WINDOW = 4_000
_LARGEST_WINDOW = 300_000
_GROWTH = 8
_STEP_S = 0.04
_SORTED_MEANWHILE = 5_000


def search(ask: Ask, query: Query, now: datetime) -> Iterator[Stretch]:
    """The ids of all that matches `query`; the first piece comes soon, the last has `done` 1.

    Args:
        ask: runs a query and gives all its rows.
        query: what is asked for.
        now: the moment from which ages are counted.
    """
    questions = Questions(ask)
    seeks = seeks_of(query.view, query.filter, now, questions)
    few = shortest(ask, seeks, FEW)
    looking = Lookup(ask, query, now, questions)
    if few is not None:
        yield Stretch(ids=listed(looking.along(few)), done=1.0)
    elif query.filter is None and query.by_time:
        yield from _everything(looking)
    elif looks_into_json(query):
        yield from _slowly(looking, seeks)
    elif query.by_time:
        yield from _newest_first(looking, seeks)
    else:
        yield from _ordered(looking, seeks)


def _driver(seeks: list[Seek]) -> Seek | None:
    """A long list that can be looked through a window at a time."""
    return next((seek for seek in seeks if seek.windowed), None)


def _everything(looking: Lookup) -> Iterator[Stretch]:
    """All ids, newest first. Mostly none is missing, and they need not be read at all."""
    table = looking.table
    newest = Sql(f"SELECT id FROM {table} ORDER BY id DESC LIMIT ?", (FIRST_PAGE,))
    first = ids_of(looking.ask, newest)
    if len(first) < FIRST_PAGE:
        yield Stretch(ids=first, done=1.0)
        return
    yield Stretch(ids=first, done=0.0)
    ((low, high),) = looking.ask(_ends(looking))
    ((count,),) = looking.ask(Sql(f"SELECT count(*) FROM {table}"))
    if count and high - low + 1 == count:
        ids = array("q", range(high, low - 1, -1))
    else:
        ids = array("q")
        for part, _ in _windows(looking):
            ids.extend(part)
    # Rows may have come in between, so that the first page is told anew.
    yield Stretch(ids=ids, done=1.0, anew=True)


def _ends(looking: Lookup) -> Sql:
    # Asked for both at once, SQLite would look at every row.
    lowest, highest = (f"(SELECT {end}(id) FROM {looking.table})" for end in ("min", "max"))
    return Sql(f"SELECT {lowest}, {highest}")


def _windows(looking: Lookup) -> Iterator[tuple["array[int]", float]]:
    """The ids that match, newest first, between one pair of edges after the other."""
    ((lowest, highest),) = looking.ask(_ends(looking))
    if highest is None:
        yield array("q"), 1.0
        return
    wide = _FIRST_WINDOW
    slowly = looks_into_json(looking.query)
    high = highest
    while high >= lowest:
        low = max(lowest, high - wide + 1)
        began = perf_counter()
        ids = ids_of(looking.ask, _window(looking, low, high))
        took = perf_counter() - began
        yield ids, 1.0 if low == lowest else (highest - low + 1) / (highest - lowest + 1)
        high = low - 1
        wide = _next_width(wide, took, slowly=slowly)


def _next_width(wide: int, took: float, *, slowly: bool) -> int:
    """Wider each time; where each row is slow, no wider than what a step may take."""
    if not slowly:
        return min(wide * _GROWTH, _LARGEST_WINDOW)
    fitting = int(wide * min(_GROWTH, _STEP_S / max(took, 0.001)))
    return max(_FIRST_WINDOW // 4, min(fitting, _LARGEST_WINDOW))


def _window(looking: Lookup, low: int, high: int) -> Sql:
    condition = looking.condition(windowed=True)
    if looking.driver is not None and looking.answered:
        listed = looking.driver.ids.framed("SELECT id FROM (", ") ORDER BY id DESC LIMIT -1")
        return listed.within(_edges(looking, low, high))
    if looking.driver is not None:
        condition = sequence(among("v.id", looking.driver.ids), "AND", condition)
    listed = sequence(
        f"SELECT v.id AS id FROM {looking.table} v WHERE",
        Sql("v.id BETWEEN ? AND ? AND", (Edge.LOW, Edge.HIGH)),
        condition,
        Sql("ORDER BY v.id DESC LIMIT ?", (NO_LIMIT,)),
    )
    return listed.within(_edges(looking, low, high))


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


def _newest_first(looking: Lookup, seeks: list[Seek]) -> Iterator[Stretch]:
    """A window after the other; where the windows cannot follow a list, all of it at last."""
    found = 0
    driver = _driver(seeks)
    for ids, done in _windows(looking.along(driver)):
        yield Stretch(ids=ids, done=done)
        found += len(ids)
        if driver is None and found >= FIRST_PAGE and done < 1.0:
            many = shortest(looking.ask, seeks, MANY)
            if many is not None:
                yield Stretch(ids=listed(looking.along(many)), done=1.0, anew=True)
                return
            driver = _NOTHING_SHORTER


_NOTHING_SHORTER = Seek(NEVER)


def _ordered(looking: Lookup, seeks: list[Seek]) -> Iterator[Stretch]:
    """The first page as the order is walked, then all of it."""
    order = order_of(looking.query.view, looking.query.sort)
    condition = looking.condition(windowed=words_are_few(looking))
    first = in_order(looking, order, condition, FIRST_PAGE)
    if len(first) < FIRST_PAGE:
        first.extend(leftover(looking, order, condition))
        yield Stretch(ids=first, done=1.0)
        return
    yield Stretch(ids=first, done=0.0)
    # Rows may come in between, so that the first page is told anew.
    many = shortest(looking.ask, seeks, MANY)
    found = _walked(looking) if many is None else listed(looking.along(many))
    yield Stretch(ids=found, done=1.0, anew=True)


def _walked(looking: Lookup) -> "array[int]":
    """All that matches, as the order is walked."""
    order = order_of(looking.query.view, looking.query.sort)
    condition = looking.condition(windowed=True)
    found = in_order(looking, order, condition)
    found.extend(leftover(looking, order, condition))
    return found


def _slowly(looking: Lookup, seeks: list[Seek]) -> Iterator[Stretch]:
    """What has to be looked for in JSON, a step at a time."""
    along = looking.along(_driver(seeks))
    if looking.query.filter is None or not _has_paths(looking.query):
        # Sorted by a place in JSON: the first page costs as much as all of it.
        many = shortest(looking.ask, seeks, MANY)
        found = _walked(looking) if many is None else listed(looking.along(many))
        yield Stretch(ids=found, done=1.0)
    elif looking.query.by_time:
        for ids, done in _windows(along):
            yield Stretch(ids=ids, done=done)
    else:
        yield from _gathered(along)


def _gathered(looking: Lookup) -> Iterator[Stretch]:
    """What has to be looked for in JSON: what was found so far, sorted, after every step."""
    found = array("q")
    for ids, done in _windows(looking):
        found.extend(ids)
        if done == 1.0 or (ids and len(found) <= _SORTED_MEANWHILE):
            yield Stretch(ids=sorted_by_order(looking, found), done=done, anew=True)
        else:
            yield Stretch(ids=array("q"), done=done)


def _has_paths(query: Query) -> bool:
    return any(isinstance(term, AtPath) for term in terms_of(query.filter))
