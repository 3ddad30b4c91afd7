"""What the full-text tables are asked for a word: the word itself, and what it may become.

FTS5 can look for beginnings by itself, but then gathers all that it finds before it gives the
first row: 170 ms for a word that is in each of a million records (2 cores, SQLite 3.40), every
time. Words that are listed once and asked for by name come at once.
"""

from rivermon.core.filter_terms import Words
from rivermon.store.id_lists import Ask
from rivermon.store.search_text import has_words, phrase, unfinished
from rivermon.store.sql import Sql

_SHORTEST = 3
_MOST_FORMS = 60
_COMMON, _COMMON_PHRASE = 100_000, 10_000
"""FTS5 lists so many records in 10 ms, or in 20 if it has to see which word follows which."""


class Questions:
    """Turns Words into what FTS5 is asked; the words that there are, are looked up once."""

    def __init__(self, ask: Ask) -> None:
        """Take `ask`, which runs a query and gives all its rows."""
        self._ask = ask
        self._asked: dict[Words, str | None] = {}

    def of(self, term: Words) -> str | None:
        """The question for `term`; None when there is nothing in it to look for."""
        if term not in self._asked:
            self._asked[term] = self._question(term) if has_words(term.text) else None
        return self._asked[term]

    def is_common(self, asked: str) -> bool:
        """True when so many records have the words that listing them takes its time."""
        most = _COMMON_PHRASE if _has_a_phrase(asked) else _COMMON
        counted = Sql(
            "SELECT count(*) FROM (SELECT 1 FROM content_text WHERE content_text MATCH ? LIMIT ?)",
            (asked, most + 1),
        )
        return int(self._ask(counted)[0][0]) > most

    def _question(self, term: Words) -> str:
        whole = phrase(term.text)
        before, begin = unfinished(term.text)
        # A word that is everywhere is meant as it stands: to list longer ones would take 100 ms.
        if term.exact or len(begin) < _SHORTEST or self.is_common(whole):
            return whole
        listed = Sql(
            "SELECT term FROM content_words WHERE term > ? AND term < ? LIMIT ?",
            (begin, begin + "\U0010ffff", _MOST_FORMS),
        )
        forms = [row[0] for row in self._ask(listed)]
        return " OR ".join((whole, *(phrase(before + form) for form in forms)))


def _has_a_phrase(asked: str) -> bool:
    return any(len(quoted.split()) > 1 for quoted in asked.split('"')[1::2])
