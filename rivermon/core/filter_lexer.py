"""Cuts the filter box's text into the pieces that its language has.

Never fails: whatever is typed is some piece or other. Does not know which fields there are, or what
a value means.
"""

import difflib
import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from rivermon.core.filter_terms import Field, Root

_LONGEST_SHOWN = 40
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*(?:\\\Z)?)("?)', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_BARE = re.compile(r"[^\s(),]+")
_WORD = re.compile(r"[^\s()]+")
_NAME = re.compile(r"[^\s():]+(?=:(?!//))")
_AT_PATH = re.compile(
    rf'(?:{"|".join(Root)})(?=[.\[])(?:"(?:\\.|[^"\\])*"|[^\s():"])*(?=:(?!//))',
    re.IGNORECASE | re.DOTALL,
)
_NAMES = (*Field, *Root)


class BadFilter(msgspec.Struct, frozen=True):
    """Why a filter cannot be understood, and what would be right, in the operator's words.

    `start` and `end` are the positions in the text of what is wrong.
    """

    reason: str
    start: int
    end: int


class Wrong(Exception):
    """Carries a BadFilter from where it is found to where the text came in."""

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(reason)
        self.bad = BadFilter(reason, start, end)


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    NOT = "NOT"
    AND = "AND"
    OR = "OR"
    PHRASE = "phrase"
    WORD = "word"
    NAMED = "named"


class Piece(msgspec.Struct, frozen=True):
    """One value. `text` is what it says, without its quotes; `start` and `end` include these."""

    text: str
    start: int
    end: int
    quoted: bool = False
    closed: bool = True


class Token(msgspec.Struct, frozen=True):
    """One piece of the language.

    A phrase and a word have one value. What is named has a `name`, which ends at the colon, and the
    values after it that commas part: none when nothing follows the colon.
    """

    kind: Kind
    start: int
    end: int
    values: tuple[Piece, ...] = ()
    name: str = ""

    @property
    def colon(self) -> int:
        """Where the colon stands, for what is named."""
        return self.start + len(self.name)


_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE, "-": Kind.MINUS}
_OPERATORS = {"NOT": Kind.NOT, "AND": Kind.AND, "OR": Kind.OR}


def tokens(text: str) -> list[Token]:
    """All pieces of a text, in order; between them is nothing but white space."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            found.append(_token(text, at))
            at = found[-1].end
    return found


def quoted(text: str, at: int) -> Piece:
    r"""The quoted piece that begins at a position.

    It may hold \" for a quotation mark and \\ for a backslash, and runs to the text's end when
    nothing closes it.
    """
    match = _QUOTED.match(text, at)
    if match is None:
        raise ValueError(f"no quotation mark at {at}")
    says = _ESCAPED.sub(r"\1", match[1])
    return Piece(says, at, match.end(), quoted=True, closed=bool(match[2]))


def in_quotes(value: str) -> str:
    """A value as `quoted` reads it back."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def shown(text: str) -> str:
    """A piece of the text as a reason quotes it: cut when it is long."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return f"“{cut}”"


def meant(word: str, known: Iterable[str]) -> str:
    """A question that names the known word that is closest; nothing when none is close."""
    close = difflib.get_close_matches(word[:_LONGEST_SHOWN].lower(), list(known), 1)
    return f" Did you mean “{close[0]}”?" if close else ""


def _token(text: str, at: int) -> Token:
    if (sign := _SIGNS.get(text[at])) is not None:
        return Token(sign, at, at + 1)
    if text[at] == '"':
        piece = quoted(text, at)
        return Token(Kind.PHRASE, at, piece.end, (piece,))
    if (name := _name(text, at)) is not None:
        values = _values(text, at + len(name) + 1)
        end = values[-1].end if values else at + len(name) + 1
        return Token(Kind.NAMED, at, end, values, name)
    word = _matched(_WORD, text, at)
    end = at + len(word)
    return Token(_OPERATORS.get(word, Kind.WORD), at, end, (Piece(word, at, end),))


def _name(text: str, at: int) -> str | None:
    """What stands before a colon here, if that looks as if it named something."""
    if path := _matched(_AT_PATH, text, at):
        return path
    name = _matched(_NAME, text, at)
    if name.isidentifier():
        return name
    # A misspelt path is told of; a host and its port are two words like any other.
    first = re.split(r"[.\[]", name, maxsplit=1)[0]
    return name if first.isidentifier() and _is_almost_known(first) else None


def _is_almost_known(name: str) -> bool:
    return bool(meant(name, _NAMES))


def _values(text: str, at: int) -> tuple[Piece, ...]:
    found = [_value(text, at)]
    while text.startswith(",", found[-1].end):
        found.append(_value(text, found[-1].end + 1))
    return () if len(found) == 1 and found[0].start == found[0].end else tuple(found)


def _value(text: str, at: int) -> Piece:
    if text.startswith('"', at):
        return quoted(text, at)
    bare = _matched(_BARE, text, at)
    return Piece(bare, at, at + len(bare))


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    match = pattern.match(text, at)
    return match[0] if match else ""
