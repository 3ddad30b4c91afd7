"""Does a row match? A term of a filter, as a condition on one row of a view.

Each view calls its table `v`. Does not know in what order rows come: an index is walked for that,
or a list of ids, and a plus before a column keeps SQLite from another index.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

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
    Term,
    Trait,
    Words,
)
from rivermon.core.listing import View
from rivermon.store.json_look import can_be_asked, compared
from rivermon.store.places import (
    OWN,
    Place,
    extracts,
    place_of,
    with_callback,
    with_delivery,
    with_mark,
)
from rivermon.store.questions import Questions
from rivermon.store.sql import ALWAYS, NEVER, Sql, joined, marks
from rivermon.store.tables import to_text
from rivermon.store.word_looks import Reach, word_look

NONE = "none"
_STATES = frozenset(CallbackState)
_OUTCOMES = frozenset(Outcome)
_FLIPPED = {
    Compare.LESS: Compare.MORE,
    Compare.AT_MOST: Compare.AT_LEAST,
    Compare.MORE: Compare.LESS,
    Compare.AT_LEAST: Compare.AT_MOST,
    Compare.EQUAL: Compare.EQUAL,
}


class Predicates:
    """Makes conditions for one view, at one moment; `reach` is how words are looked up."""

    def __init__(self, view: View, now: datetime, questions: Questions, reach: Reach) -> None:
        self._view = view
        self._now = now
        self._questions = questions
        self._reach = reach

    def of(self, term: Term | None) -> Sql:
        """The condition that a row matches `term`; every row matches None."""
        match term:
            case Not(inner):
                # What is not known does not match, so that its negation does.
                return self.of(inner).framed("NOT coalesce((", "), 0)")
            case All(terms):
                return joined(" AND ", map(self.of, terms)).framed("(", ")")
            case AnyOf(terms):
                return joined(" OR ", map(self.of, terms)).framed("(", ")")
            case Words():
                return self._words(term)
            case AtPath():
                return self._at_path(term)
            case OneOf():
                return self._one_of(term)
        return ALWAYS if term is None else self._of_column(term)

    def _of_column(self, term: Is | Measure | Answered) -> Sql:
        match term:
            case Is(Field.NOTE, value):
                return with_mark(self._view, says(value))
            case Is():
                place = place_of(self._view, term.field)
                return place.wrap(is_value(place.column, term))
            case Answered(low, high):
                place = ANSWERS[self._view]
                return place.wrap(Sql(f"{place.column} BETWEEN ? AND ?", (low, high)))
            case Measure():
                return self._measure(term)

    def _measure(self, term: Measure) -> Sql:
        place = place_of(self._view, term.field)
        return place.wrap(measured(place.column, term, self._now))

    def _one_of(self, term: OneOf) -> Sql:
        states = [word for word in term.words if word in _STATES]
        outcomes = [word for word in term.words if word in _OUTCOMES]
        verdicts = [word for word in term.words if word in set(VerdictWord)]
        schemes = [word for word in term.words if word in set(Scheme)]
        pieces = []
        if states:
            pieces.append(with_callback(self._view, in_words("+c.state", states)))
        if outcomes:
            pieces.append(with_delivery(self._view, in_words("+d.outcome", outcomes)))
        if verdicts:
            pieces.append(with_delivery(self._view, in_words("+d.verdict", verdicts)))
        if schemes:
            pieces.append(with_delivery(self._view, in_words("+d.scheme", schemes)))
        pieces.extend(MARKED[word](self._view) for word in term.words if word in MARKED)
        if NONE in term.words:
            pieces.append(with_callback(self._view, ALWAYS).framed("NOT ", ""))
        return joined(" OR ", pieces).framed("(", ")") if pieces else NEVER

    def _at_path(self, term: AtPath) -> Sql:
        if not can_be_asked(term.path):
            return NEVER
        looks = [compared(value, term) for value in extracts(self._view, term.path)]
        return joined(" OR ", looks).framed("(", ")")

    def _words(self, term: Words) -> Sql:
        asked = self._questions.of(term)
        if asked is None:
            return NEVER
        return word_look(self._view, asked, self._reach)


def _marked(condition: str) -> Callable[[View], Sql]:
    return lambda view: with_mark(view, Sql(condition))


MARKED: Mapping[str, Callable[[View], Sql]] = {
    Trait.PINNED: _marked("m.pinned_at IS NOT NULL"),
    Trait.NOTED: _marked("m.note != ''"),
    Trait.EDITED: _marked("m.edited_at IS NOT NULL"),
    Trait.AWAITING: lambda view: with_callback(view, Sql("+c.approval = 'waiting'")),
    Trait.REPLAY: lambda view: with_delivery(view, Sql("+d.replay_of IS NOT NULL")),
    Trait.AGAIN: lambda view: with_delivery(view, Sql("+d.outcome = 'duplicate'")),
}
"""What a trait is, on a row of a view."""


def says(text: str) -> Sql:
    """A note has a text somewhere in it, without regard to the case of ASCII."""
    escaped = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in text)
    return Sql("(m.note != '' AND m.note LIKE ? ESCAPE '\\')", (f"%{escaped}%",))


def in_words(column: str, words: Sequence[str]) -> Sql:
    """A column has one of these words."""
    return joined(" IN ", (Sql(column), marks(words)))


def is_value(column: str, term: Is) -> Sql:
    """A column has a value, or begins with it; case does not count."""
    if not term.prefix:
        return Sql(f"{column} = ? COLLATE NOCASE", (term.value,))
    # A range, which an index serves; LIKE would need one of its own.
    beyond = term.value + "\U0010ffff"
    return Sql(
        f"({column} >= ? COLLATE NOCASE AND {column} < ? COLLATE NOCASE)", (term.value, beyond)
    )


def measured(column: str, term: Measure, now: datetime) -> Sql:
    """A column is less or more than it should be; an age is counted back from `now`."""
    if term.field is not Field.AGE:
        return Sql(f"{column} {term.compare} ?", (term.amount,))
    return Sql(f"{column} {_FLIPPED[term.compare]} ?", (_moment_before(now, term.amount),))


ANSWERS: dict[View, Place] = {
    View.RECORDS: Place("+c.answered", lambda sql: with_callback(View.RECORDS, sql)),
    View.DELIVERIES: Place("+v.status", OWN),
    View.CALLBACKS: Place("+v.answered", OWN),
}
"""Where the HTTP status stands that a view is about: what ModelRiver, or its webhook, was told."""


def _moment_before(now: datetime, seconds: float) -> str:
    try:
        return to_text(now - timedelta(seconds=seconds))
    except OverflowError:  # older than every calendar
        return ""
