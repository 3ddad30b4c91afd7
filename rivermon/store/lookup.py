"""One search's question, and the queries that answer it along a list of ids or along an order.

Does not decide which of them is asked, nor reads rows.
"""

import re
from array import array
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from rivermon.core.filter_terms import Answered, Is, Measure, Not, OneOf, Words
from rivermon.core.listing import Query, terms_of
from rivermon.store.id_lists import Ask, ids_of, these
from rivermon.store.orders import Order, order_of
from rivermon.store.places import TABLES
from rivermon.store.predicates import Predicates
from rivermon.store.questions import Questions
from rivermon.store.seeks import Seek
from rivermon.store.sql import ALWAYS, EVERYWHERE, NEVER, Sql, sequence
from rivermon.store.word_looks import Reach

NO_LIMIT = -1
_OTHER_COLUMN = re.compile(r"\bv\.(?!id\b)")


class Lookup(NamedTuple):
    """One search: the question, the moment it is asked at, and the list to look through."""

    ask: Ask
    query: Query
    now: datetime
    questions: Questions
    driver: Seek | None = None

    @property
    def table(self) -> str:
        """The view's own table."""
        return TABLES[self.query.view]

    def condition(self, reach: Reach) -> Sql:
        """The condition on a row `v`, beyond being on the list; see Predicates."""
        if self.answered:
            return ALWAYS
        predicates = Predicates(self.query.view, self.now, self.questions, reach)
        return predicates.of(self.query.filter)

    def along(self, driver: Seek | None) -> "Lookup":
        """The same search along a list."""
        return self._replace(driver=driver)

    @property
    def answered(self) -> bool:
        """True when the list holds just what matches: nothing more is asked than it lists."""
        term = self.query.filter
        if isinstance(term, OneOf):  # words of several tables make several lists, with rows in two
            return self.driver is not None and not self.driver.windowed
        return self.driver is not None and isinstance(term, Words | Is | Answered | Measure)


def shortest(ask: Ask, seeks: list[Seek], most: int) -> Seek | None:
    """The shortest list, if it has no more than `most` ids."""
    counted = [(_count(ask, seek.ids, most + 1), place) for place, seek in enumerate(seeks)]
    least, place = min(counted, default=(most + 1, 0))
    return seeks[place] if least <= most else None


def _count(ask: Ask, ids: Sql, most: int) -> int:
    counted = sequence("SELECT count(*) FROM (", ids, Sql("LIMIT ?)", (most,)))
    return int(ask(counted.within(EVERYWHERE))[0][0])


def listed(looking: Lookup) -> "array[int]":
    """All that matches, from the list that the search goes along."""
    candidates = looking.driver.ids if looking.driver else NEVER
    if looking.answered and looking.query.by_time:  # the rows themselves need not be read
        # With a plus, the list is sorted: else SQLite may walk the table to spare itself that.
        ids = candidates.framed("SELECT DISTINCT id FROM (", ") ORDER BY +id DESC LIMIT -1")
        return ids_of(looking.ask, ids.within(EVERYWHERE))
    # From the list to the order's table, not the other way round.
    order = order_of(looking.query.view, looking.query.sort)
    order = order._replace(source=order.source.replace("CROSS JOIN", "JOIN"))
    condition = looking.condition(Reach.VIEW if words_are_few(looking) else Reach.ROW)
    found = in_order(looking, order, sequence(among(order.ids, candidates), "AND", condition))
    found.extend(leftover(looking, order, sequence(among("v.id", candidates), "AND", condition)))
    return found


def among(ids: str, listed: Sql) -> Sql:
    """The condition that `ids` is one of those listed."""
    return listed.framed(f"{ids} IN (SELECT id FROM (", "))")


def in_order(looking: Lookup, order: Order, condition: Sql, limit: int = NO_LIMIT) -> "array[int]":
    """The ids that meet a condition, as `order` walks them."""
    if order.join and not _OTHER_COLUMN.search(condition.text):
        condition = Sql(condition.text.replace("v.id", order.ids), condition.values)
        join = ""
    else:
        join = order.join
    descending = looking.query.sort.descending
    listed = sequence(
        f"SELECT {order.ids} AS id FROM {order.source} {join} WHERE {order.only} AND",
        condition,
        Sql(f"ORDER BY {order.by(descending=descending)}", order.values),
        Sql("LIMIT ?", (limit,)),
    )
    return ids_of(looking.ask, listed.within(EVERYWHERE))


def leftover(looking: Lookup, order: Order, condition: Sql) -> "array[int]":
    """The ids that meet a condition and are not in the order's source at all, newest first."""
    if not order.leftover:
        return array("q")
    listed = sequence(
        f"SELECT v.id AS id FROM {looking.table} v WHERE {order.leftover} AND",
        condition,
        Sql("ORDER BY v.id DESC LIMIT ?", (NO_LIMIT,)),
    )
    return ids_of(looking.ask, listed.within(EVERYWHERE))


def sorted_by_order(looking: Lookup, ids: "array[int]") -> "array[int]":
    """The same ids in the search's order."""
    order = order_of(looking.query.view, looking.query.sort)
    theirs = these(ids)
    found = in_order(looking, order, among(order.ids, theirs))
    found.extend(leftover(looking, order, among("v.id", theirs)))
    return found


def asks_for_words(query: Query) -> bool:
    """True when the filter looks for words."""
    return any(isinstance(term, Words) for term in terms_of(query.filter))


def refuses_words(query: Query) -> bool:
    """True when the filter looks for rows without some words."""
    refused = (term for term in terms_of(query.filter) if isinstance(term, Not))
    return any(isinstance(term, Words) for term in chain.from_iterable(map(terms_of, refused)))


def words_are_few(looking: Lookup) -> bool:
    """True when the records with the words can all be listed in no time."""
    words = (term for term in terms_of(looking.query.filter) if isinstance(term, Words))
    asked = filter(None, map(looking.questions.of, words))
    return not any(map(looking.questions.is_common, asked))
