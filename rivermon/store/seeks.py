"""Which rows may match? A term of a filter, as a list of ids that an index gives at once.

The list may hold rows too many, never too few: the predicates decide. Does not choose between
lists.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rivermon.core.entities import CallbackState, Outcome, Scheme, VerdictWord
from rivermon.core.filter_terms import (
    All,
    Answered,
    AnyOf,
    AtPath,
    Compare,
    Field,
    Is,
    Measure,
    Not,
    OneOf,
    Root,
    Term,
    Words,
)
from rivermon.core.listing import View
from rivermon.store.places import CONTENT, TABLES
from rivermon.store.predicates import NONE, in_words, is_value, measured, says
from rivermon.store.questions import Questions
from rivermon.store.search_text import has_words, phrase
from rivermon.store.sql import Edge, Sql, joined, sequence
from rivermon.store.ways import ANSWERED, ANYWHERE, COLUMNS, TRAITS, WAYS, WORD_COLUMNS

_WORDS_OF: Sequence[frozenset[str]] = tuple(
    frozenset(words) for words in (CallbackState, Outcome, VerdictWord, Scheme)
)


_COLUMNS_OF_WORDS = {
    Field.CATEGORY: "category",
    Field.MODEL: "metadata",
    Field.PROVIDER: "metadata",
}
"""What only a record has, and the column of ContentText where its words are."""


class Seek(NamedTuple):
    """A query for ids.

    One that is `windowed` looks between Edge.LOW and Edge.HIGH alone, so that it costs no more than
    what it finds there.
    """

    ids: Sql
    windowed: bool = False


def seeks_of(view: View, term: Term | None, now: datetime, questions: Questions) -> list[Seek]:
    """Every list that holds all rows that match `term`, in the order of its parts."""
    match term:
        case All(terms):
            return _all(view, terms, now, questions)
        case AnyOf(terms):
            return _united([seeks_of(view, part, now, questions) for part in terms])
        case Not(OneOf(field, words)):
            return _others(view, field, words)
        case OneOf(_, words):
            return _one_of(view, words)
        case Words():
            return _words(view, questions.of(term))
        case AtPath():
            return _at_path(view, term)
    return _of_column(view, term, now)


def _all(view: View, terms: Sequence[Term], now: datetime, questions: Questions) -> list[Seek]:
    """A list for each term, but one for all words together: FTS5 is good at that.

    It is good at what a record alone has, too: the words of its category, say, in that column.
    """
    asked = [questions.of(term) for term in terms if isinstance(term, Words)]
    words = [question for question in asked if question]
    others = [term for term in terms if not isinstance(term, Words)]
    seeks = [seek for part in others for seek in seeks_of(view, part, now, questions)]
    columns = [column for term in others if (column := _in_column(term))]
    if words and columns:
        seeks.append(_in_content(view, _both(words + columns)))
    return [*_words(view, _both(words) if words else None), *seeks]


def _both(questions: Sequence[str]) -> str:
    return " AND ".join(f"({question})" for question in questions)


def _in_column(term: Term) -> str | None:
    """The words of a record that a term asks for, if it asks for words, and for all of them."""
    match term:
        case Is(field, value, False) if field in _COLUMNS_OF_WORDS:
            return _said(_COLUMNS_OF_WORDS[field], value)
        case AtPath(path, Compare.EQUAL, value, False) if value and path.root is Root.CUSTOMER:
            return _said("metadata", value)
    return None


def _said(column: str, value: str) -> str | None:
    """The question for a value in a column of words; None where it is not kept as words."""
    kept = has_words(value) and not _is_number(value) and value.lower() not in {"true", "false"}
    # An object or a list has keys, which are no words.
    return f"{column} : {phrase(value)}" if kept and not value.startswith(("{", "[")) else None


def _of_column(view: View, term: Term | None, now: datetime) -> list[Seek]:
    match term:
        case Is(Field.NOTE, value):
            return [_through(view, "record_mark", says(value))]
        case Is():
            table, column = COLUMNS.get((view, term.field)) or ANYWHERE[term.field]
            return [_through(view, table, is_value(column, term), windowed=not term.prefix)]
        case Measure():
            table, column = COLUMNS.get((view, term.field)) or ANYWHERE[term.field]
            return [_through(view, table, measured(column, term, now), windowed=False)]
        case Answered(low, high):
            table, column = ANSWERED[view]
            between = Sql(f"{column} BETWEEN ? AND ?", (low, high))
            return [_through(view, table, between, windowed=False)]
    return []


def _one_of(view: View, words: Sequence[str]) -> list[Seek]:
    if NONE in words:
        return []
    lists = []
    for known, (table, column) in zip(_WORDS_OF, WORD_COLUMNS, strict=True):
        if named := [word for word in words if word in known]:
            # Within a verdict, its index is in the order of the schemes and reasons.
            windowed = column != "d.verdict"
            lists.append([_through(view, table, in_words(column, named), windowed=windowed)])
    for word in words:
        if word in TRAITS:
            table, condition, windowed = TRAITS[word]
            lists.append([_through(view, table, Sql(condition), windowed=windowed)])
    return _united(lists)


def _others(view: View, field: Field, words: Sequence[str]) -> list[Seek]:
    """A callback that is in none of these states is in one of the others, or there is none."""
    states = frozenset(CallbackState)
    if view is not View.CALLBACKS or field not in {Field.STATUS, Field.CALLBACK}:
        return []
    return _one_of(view, sorted(states - set(words)))


def _at_path(view: View, term: AtPath) -> list[Seek]:
    """What the customer's data says as text is among the words of the record, too."""
    asked = None if view is View.DELIVERIES else _in_column(term)
    return [_in_content(view, asked)] if asked else []


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _words(view: View, asked: str | None) -> list[Seek]:
    if asked is None:
        return []
    content = _in_content(view, asked)
    if view is View.RECORDS:
        return [content]
    own = "v.rowid AS id FROM delivery_text v"
    if view is View.CALLBACKS:
        own = "c.id AS id FROM delivery_text v CROSS JOIN callback c ON c.delivery_id = v.rowid"
    without_record = Sql(f"SELECT {own} WHERE v.delivery_text MATCH ?", (asked,))
    return [Seek(joined(" UNION ALL ", (content.ids, without_record)))]


def _in_content(view: View, asked: str) -> Seek:
    if view is View.RECORDS:
        content = Sql(f"SELECT rowid AS id FROM {CONTENT} WHERE {CONTENT} MATCH ?", (asked,))
        return Seek(_between(content, "rowid"), windowed=True)
    through = f"{CONTENT} t CROSS JOIN {TABLES[view]} v ON v.record_id = t.rowid"
    return Seek(Sql(f"SELECT v.id AS id FROM {through} WHERE t.{CONTENT} MATCH ?", (asked,)))


def _united(lists: Sequence[list[Seek]]) -> list[Seek]:
    """One list for all of them, if there is one for each."""
    if not lists or not all(lists):
        return []
    firsts = [seeks[0] for seeks in lists]
    if len(firsts) == 1:
        return firsts
    ids = joined(" UNION ALL ", (seek.ids.framed("SELECT id FROM (", ")") for seek in firsts))
    return [Seek(ids, windowed=all(seek.windowed for seek in firsts))]


def _through(view: View, table: str, condition: Sql, *, windowed: bool = True) -> Seek:
    """The view's ids of the rows in `table` that meet a condition.

    An index gives the rows of one value in the order of their ids, and so a window of them; those
    of a range of values it does not.
    """
    way = WAYS[view, table]
    found = sequence(f"SELECT {way.ids} AS id FROM {way.source} WHERE", condition, way.also)
    if not (way.windowed and windowed):
        return Seek(found)
    return Seek(_between(found, way.ids), windowed=True)


def _between(found: Sql, ids: str) -> Sql:
    return sequence(found, Sql(f"AND {ids} BETWEEN ? AND ?", (Edge.LOW, Edge.HIGH)))
