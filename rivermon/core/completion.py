"""What can be completed in the filter box, with what, and how the text reads then.

Does not know which values were seen: it says when the ledger has to be asked, and the asker tells.
"""

import msgspec

from rivermon.core.filter_lexer import Kind, Piece, Token, in_quotes, quoted, tokens
from rivermon.core.filter_path import LONGEST
from rivermon.core.filter_terms import Field
from rivermon.core.filter_values import KNOWN_WORDS, NAMES

_EXAMPLES = {
    Field.STATUS: ("2xx", "3xx", "4xx", "5xx", ">=400"),
    Field.AGE: ("<10m", "<1h", "<24h", "<7d", ">1h", ">1d"),
    Field.SIZE: (">1k", ">10k", ">100k", ">1m", "<1k"),
    Field.ATTEMPTS: ("0", "1", ">1", ">3"),
    Field.DURATION: (">100ms", ">1s", ">10s", ">1m", "<100ms"),
    Field.NOTE: (),  # the operator knows what was noted
}
_MARKS = frozenset('"(),*')


class Completing(msgspec.Struct, frozen=True):
    """What is being typed: `begin`, which a choice replaces from `start` to `end`.

    It is a value of `field`, or, when that is None, the name of a field.
    """

    start: int
    end: int
    begin: str
    field: Field | None


def completing(text: str, cursor: int) -> Completing | None:
    """What is being typed at a position, if anything there can be completed.

    Where a term may begin and nothing is typed yet, every field name can follow: `begin` is empty.

    Returns:
        None in a phrase, at a word that begins no field, in a value of a JSON path.
    """
    if len(text) > LONGEST:
        return None
    cursor = max(0, min(cursor, len(text)))
    found = tokens(text)
    token = next((token for token in found if _holds(token, cursor)), None)
    if token is None:
        named = any(token.kind is Kind.NAMED and token.start == cursor for token in found)
        return None if named else Completing(cursor, cursor, "", None)
    match token.kind:
        case Kind.NAMED if cursor > token.colon:
            return _value(text, cursor, token)
        case Kind.NAMED:
            return _name(text, cursor, token.start, token.colon + 1)
        case Kind.WORD:
            return _name(text, cursor, token.start, token.end)
    return None


def field_names(begin: str) -> list[str]:
    """The names that begin so, with the sign that follows each; case does not count."""
    return [name for name in NAMES if name.startswith(begin.lower())]


def known_values(field: Field, begin: str) -> list[str] | None:
    """The words of a field, or examples of its measures, that begin so; case does not count.

    Returns:
        None for a field of texts: the ledger knows which were seen.
    """
    if field not in KNOWN_WORDS and field not in _EXAMPLES:
        return None
    values = (*KNOWN_WORDS.get(field, ()), *_EXAMPLES.get(field, ()))
    return [value for value in values if value.startswith(begin.lower())]


def completed(text: str, at: Completing, choice: str) -> tuple[str, int]:
    """The text with a choice in its place, and where the cursor stands then.

    A value is put in quotes if it needs them, and a space follows it; a name is followed by
    its value, so that the cursor stays with it.
    """
    before, after = text[: at.start], text[at.end :]
    if at.field is None:
        return before + choice + after, len(before) + len(choice)
    value = in_quotes(choice) if _needs_quotes(choice) else choice
    end = len(before) + len(value)
    if after.startswith(","):
        return before + value + after, end
    space = "" if after[:1].isspace() else " "
    return before + value + space + after, end + 1


def _needs_quotes(value: str) -> bool:
    marked = any(sign in _MARKS or sign.isspace() for sign in value)
    return marked or not value or value.startswith("//")


def _holds(token: Token, cursor: int) -> bool:
    """True when the cursor is in a token, or right behind one that goes on when it is typed on."""
    is_sign = token.kind in {Kind.OPEN, Kind.CLOSE, Kind.MINUS}
    return token.start < cursor <= token.end and not is_sign


def _name(text: str, cursor: int, start: int, end: int) -> Completing | None:
    begin = text[start:cursor]
    return Completing(start, end, begin, None) if field_names(begin) else None


def _value(text: str, cursor: int, token: Token) -> Completing | None:
    if token.name.lower() not in set(Field):
        return None
    field = Field(token.name.lower())
    if not token.values:
        return Completing(cursor, cursor, "", field)
    value = next(value for value in token.values if value.start <= cursor <= value.end)
    if value.quoted and value.closed and cursor == value.end:
        return None
    return Completing(value.start, value.end, _begun(text, cursor, value), field)


def _begun(text: str, cursor: int, value: Piece) -> str:
    typed = text[:cursor]
    if value.quoted and cursor > value.start:
        return quoted(typed, value.start).text
    return typed[value.start :]
