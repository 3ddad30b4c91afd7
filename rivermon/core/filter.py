"""Reads the filter box: text in; a tree of terms, nothing, or what is wrong out.

Words stand for themselves, `field:value` asks a field, and `-`, `NOT`, `AND`, `OR` and parentheses
put terms together. Does not know how terms are looked up, nor how a mistake is shown.
"""

import unicodedata
from collections.abc import Sequence

from rivermon.core.filter_lexer import BadFilter, Kind, Token, Wrong, meant, shown, tokens
from rivermon.core.filter_path import check_readable, parse_path, path_at
from rivermon.core.filter_terms import All, Field, Not, Root, Term, Words
from rivermon.core.filter_values import EXAMPLES, NAMES, either, field_term, path_term

__all__ = ["BadFilter", "parse", "parse_path"]

# SQLite's parser gives up on conditions that are nested much deeper, or have many more parts.
_DEEPEST = 4
_MOST_TERMS = 100
_TERM_BEGINS = frozenset(Kind) - {Kind.CLOSE, Kind.AND, Kind.OR}


def parse(text: str) -> Term | BadFilter | None:
    """Read a filter as it stands in the box, finished or not.

    Returns:
        The term that it asks for, None when it is empty, or what is wrong with it. Never raises,
        whatever the text.
    """
    try:
        check_readable(text)
        found = tokens(text)
        return _Parser(found).whole() if found else None
    except Wrong as wrong:
        return wrong.bad


class _Parser:
    """Recursive descent: alternatives of conjunctions of negations of terms."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._terms = 0

    def whole(self) -> Term:
        """The term that all tokens make."""
        term = self._any(depth=0)
        if (token := self._next) is not None:
            reason = "This parenthesis closes nothing. Delete it, or open one before."
            raise Wrong(reason, token.start, token.end)
        return term

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is_next(self, kind: Kind) -> bool:
        return self._next is not None and self._next.kind is kind

    def _any(self, depth: int) -> Term:
        terms = [self._all(depth)]
        while self._is_next(Kind.OR):
            self._at += 1
            terms.append(self._all(depth))
        return either(terms)

    def _all(self, depth: int) -> Term:
        terms = [self._negated(depth)]
        while (token := self._next) is not None and token.kind not in {Kind.CLOSE, Kind.OR}:
            if token.kind is Kind.AND:
                self._at += 1
            terms.append(self._negated(depth))
        return terms[0] if len(terms) == 1 else All(tuple(terms))

    def _negated(self, depth: int) -> Term:
        negated = False
        while self._is_next(Kind.MINUS) or self._is_next(Kind.NOT):
            self._at += 1
            negated = not negated
        term = self._one(depth)
        if not negated:
            return term
        return term.term if isinstance(term, Not) else Not(term)

    def _one(self, depth: int) -> Term:
        token = self._next
        if token is None or token.kind not in _TERM_BEGINS:
            raise self._nothing_here(token)
        self._at += 1
        if token.kind is Kind.OPEN:
            return self._group(token, depth + 1)
        self._terms += 1
        if self._terms > _MOST_TERMS:
            reason = f"This is more than the {_MOST_TERMS} terms that a filter can have."
            raise Wrong(reason, token.start, self._tokens[-1].end)
        return _named(token) if token.kind is Kind.NAMED else _words(token)

    def _group(self, opening: Token, depth: int) -> Term:
        if depth > _DEEPEST:
            reason = f"Parentheses are nested more than {_DEEPEST} deep here. Use fewer."
            raise Wrong(reason, opening.start, opening.end)
        term = self._any(depth)
        if not self._is_next(Kind.CLOSE):
            reason = "This parenthesis is not closed. Put a “)” where it ends."
            raise Wrong(reason, opening.start, opening.end)
        self._at += 1
        return term

    def _nothing_here(self, token: Token | None) -> Wrong:
        """What to say where a term should stand and none does."""
        before = self._tokens[self._at - 1] if self._at else None
        opened = before is None or before.kind is Kind.OPEN
        if token is not None and opened and (before is None or token.kind is not Kind.CLOSE):
            return _stray(token, "before")
        if before is None:
            raise ValueError("there are no tokens")
        return _stray(before, "after")


def _stray(token: Token, where: str) -> Wrong:
    match token.kind:
        case Kind.MINUS:
            reason = "A “-” stands right before what is left out, such as -status:success."
        case Kind.OPEN:
            reason = "There is nothing after this parenthesis. Put a term here, or delete it."
        case Kind.CLOSE:
            reason = "This parenthesis closes nothing. Delete it, or open one before."
        case _:
            reason = (
                f"A term is missing {where} “{token.kind}”. "
                f"To look for the word itself, put it in quotes."
            )
    return Wrong(reason, token.start, token.end)


def _words(token: Token) -> Words:
    (value,) = token.values
    text = value.text if value.quoted else value.text.rstrip("*")
    if not any(_can_be_found(sign) for sign in text):
        reason = f"There is nothing to look for in {shown(value.text)}: no letter and no figure."
        raise Wrong(reason, value.start, value.end)
    return Words(text, exact=value.quoted)


def _can_be_found(sign: str) -> bool:
    """True for the characters of which a full-text index makes words."""
    category = unicodedata.category(sign)
    return category[0] in "LN" or category == "Co"


def _named(token: Token) -> Term:
    name = token.name.lower()
    if name in set(Field):
        field = Field(name)
        _check_value(token, EXAMPLES[field])
        return field_term(field, token.values)
    if name in set(Root) or not name.isidentifier():
        path = path_at(token.name, token.start)
        _check_value(token, f"{token.name}:1")
        return path_term(path, token.values)
    guess = meant(f"{name}:", NAMES)
    reason = f"There is no field {shown(token.name)}.{guess}"
    raise Wrong(
        f"{reason} To look for the text itself, put it in quotes.", token.start, token.colon
    )


def _check_value(token: Token, example: str) -> None:
    if not token.values:
        reason = f"A value is missing right after the colon, such as {example}."
        raise Wrong(reason, token.start, token.end)
    for value in token.values:
        if not value.text and not value.quoted:
            raise Wrong("A value is missing beside this comma.", value.start - 1, value.end)
