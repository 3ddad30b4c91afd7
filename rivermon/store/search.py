"""Finds the ids of all that matches, piece by piece, in the order that was asked for.

How it looks depends on how much there is: few candidates are listed and sorted, many are walked in
the order itself, so that the first page comes at once either way. Does not read rows.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime

from rivermon.core.filter_terms import AtPath
from rivermon.core.listing import Query, Stretch, looks_into_json, terms_of
from rivermon.store.id_lists import Ask, ids_of, these
from rivermon.store.lookup import (
    Lookup,
    among,
    in_order,
    leftover,
    listed,
    refuses_words,
    shortest,
    sorted_by_order,
    words_are_few,
)
from rivermon.store.orders import Order, order_of
from rivermon.store.questions import Questions
from rivermon.store.seeks import Seek, seeks_of
from rivermon.store.sql import ALWAYS, NEVER, Sql, sequence
from rivermon.store.windows import FIRST_PAGE, ends_of, windows
from rivermon.store.word_looks import Reach

FEW = 6_000
"""So many candidates are looked at one by one and sorted, in some 50 ms."""

MANY = 200_000
"""So many are listed too, but only once the first page is there."""

_SORTED_MEANWHILE = 5_000
_BEGINNING = 1_000


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
    ((low, high),) = looking.ask(ends_of(looking))
    ((count,),) = looking.ask(Sql(f"SELECT count(*) FROM {table}"))
    if count and high - low + 1 == count:
        ids = array("q", range(high, low - 1, -1))
    else:
        ids = array("q")
        for part in windows(looking):
            ids.extend(part.ids)
    # Rows may have come in between, so that the first page is told anew.
    yield Stretch(ids=ids, done=1.0, anew=True)


def _as_found(looking: Lookup) -> Iterator[Stretch]:
    """What each window has, as it is found; what comes late is put in its place."""
    found = array("q")
    for part in windows(looking):
        found.extend(part.ids)
        if part.late and part.ids:
            yield Stretch(ids=array("q", sorted(found, reverse=True)), done=part.done, anew=True)
        else:
            yield Stretch(ids=part.ids, done=part.done)


def _newest_first(looking: Lookup, seeks: list[Seek]) -> Iterator[Stretch]:
    """A window after the other; where the windows cannot follow a list, all of it at last."""
    found = 0
    driver = _driver(seeks)
    for piece in _as_found(looking.along(driver)):
        yield piece
        found += len(piece.ids)
        if driver is None and found >= FIRST_PAGE and piece.done < 1.0:
            many = shortest(looking.ask, seeks, MANY)
            if many is not None:
                yield Stretch(ids=listed(looking.along(many)), done=1.0, anew=True)
                return
            driver = _NOTHING_SHORTER


_NOTHING_SHORTER = Seek(NEVER)


def _ordered(looking: Lookup, seeks: list[Seek]) -> Iterator[Stretch]:
    """The first page as the order is walked, then all of it."""
    order = order_of(looking.query.view, looking.query.sort)
    few = words_are_few(looking)
    if not few and refuses_words(looking.query):
        # Each row costs a look, and there may be none for a million rows.
        first = _at_the_beginning(looking, order)
        if len(first) < FIRST_PAGE:
            yield from _gathered(looking.along(_driver(seeks)))
            return
    else:
        condition = looking.condition(Reach.VIEW if few else Reach.ROW)
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


def _at_the_beginning(looking: Lookup, order: Order) -> "array[int]":
    """The first page, as far as it is among the first rows of the order."""
    beginning = among(order.ids, these(in_order(looking, order, ALWAYS, _BEGINNING)))
    condition = sequence(beginning, "AND", looking.condition(Reach.ROW))
    return in_order(looking, order, condition, FIRST_PAGE)


def _walked(looking: Lookup) -> "array[int]":
    """All that matches, as the order is walked."""
    order = order_of(looking.query.view, looking.query.sort)
    condition = looking.condition(Reach.VIEW)
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
        yield from _as_found(along)
    else:
        yield from _gathered(along)


def _gathered(looking: Lookup) -> Iterator[Stretch]:
    """What has to be looked for in JSON: what was found so far, sorted, after every step."""
    found = array("q")
    for part in windows(looking):
        found.extend(part.ids)
        if part.done == 1.0 or (part.ids and len(found) <= _SORTED_MEANWHILE):
            yield Stretch(ids=sorted_by_order(looking, found), done=part.done, anew=True)
        else:
            yield Stretch(ids=array("q"), done=part.done)


def _has_paths(query: Query) -> bool:
    return any(isinstance(term, AtPath) for term in terms_of(query.filter))
