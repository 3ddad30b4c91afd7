"""Reads what follows a field's colon: known words, HTTP codes, measures, texts and JSON's values.

Does not know how terms are put together, nor how the store looks them up.
"""

import math
import re
from collections.abc import Mapping, Sequence

import msgspec

from rivermon.core.entities import FAILED, CallbackState, Outcome, Scheme, VerdictWord
from rivermon.core.filter_lexer import Piece, Wrong, meant, shown
from rivermon.core.filter_terms import (
    All,
    Answered,
    AnyOf,
    AtPath,
    Compare,
    Field,
    Is,
    JsonPath,
    Measure,
    OneOf,
    Root,
    Term,
    Trait,
)

EXAMPLES: Mapping[Field, str] = {
    Field.EVENT: "event:order_created",
    Field.TYPE: "type:task.ai_generated",
    Field.CATEGORY: "category:news",
    Field.CHANNEL: "channel:3f2a*",
    Field.STATUS: "status:failed",
    Field.CALLBACK: "callback:owed",
    Field.VERIFIED: "verified:invalid",
    Field.MODEL: "model:gpt*",
    Field.PROVIDER: "provider:openai",
    Field.AGE: "age:<2h",
    Field.SIZE: "size:>10k",
    Field.ATTEMPTS: "attempts:>1",
    Field.DURATION: "duration:>1s",
    Field.IS: "is:pinned",
    Field.NOTE: "note:refund",
}
"""One right use of every field."""

NAMES = (*(f"{field}:" for field in Field), *(f"{root}." for root in Root))
"""What may stand before a value, with the sign that follows each."""

_OWED = (CallbackState.PROGRESS, CallbackState.HELD)
_GIVEN_UP = tuple(state for state in CallbackState if state in FAILED)
_STATES = {state.lower(): (state.value,) for state in CallbackState}
KNOWN_WORDS: Mapping[Field, Mapping[str, tuple[str, ...]]] = {
    Field.STATUS: {
        "failed": (*_GIVEN_UP, Outcome.REJECTED.value, Outcome.INVALID.value),
        "owed": _OWED,
        **_STATES,
        **{outcome.lower(): (outcome.value,) for outcome in Outcome},
        "none": ("none",),
    },
    Field.CALLBACK: {"failed": _GIVEN_UP, "owed": _OWED, **_STATES, "none": ("none",)},
    Field.VERIFIED: {
        "valid": (VerdictWord.VALID.value,),
        "invalid": (VerdictWord.INVALID.value,),
        "not-verified": (VerdictWord.NOT_VERIFIED.value,),
        **{scheme.lower(): (scheme.value,) for scheme in Scheme},
    },
    Field.IS: {
        "pinned": (Trait.PINNED.value,),
        "noted": (Trait.NOTED.value,),
        "edited": (Trait.EDITED.value,),
        "held": (Trait.AWAITING.value,),
        "replay": (Trait.REPLAY.value,),
        "again": (Trait.AGAIN.value,),
    },
}
"""The words of the fields that know theirs, as they are offered, and what each stands for."""

_ALSO = {
    "yes": "valid",
    "true": "valid",
    "no": "invalid",
    "false": "invalid",
    "not verified": "not-verified",
    "unverified": "not-verified",
}
_KNOWN_AS = {
    Field.STATUS: "status",
    Field.CALLBACK: "callback's state",
    Field.VERIFIED: "verdict",
    Field.IS: "mark",
}


class _Unit(msgspec.Struct, frozen=True):
    """The units of a measure (an empty name when none has to be typed) and what `field:n` means."""

    sizes: Mapping[str, float]
    compare: Compare


_MEASURES: Mapping[Field, _Unit] = {
    Field.AGE: _Unit(
        {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}, Compare.LESS
    ),
    Field.SIZE: _Unit(
        {"": 1, "b": 1}
        | {begin + end: 1000**n for n, begin in enumerate("kmg", 1) for end in ("", "b")}
        | {begin + end: 1024**n for n, begin in enumerate("kmg", 1) for end in ("i", "ib")},
        Compare.AT_LEAST,
    ),
    Field.ATTEMPTS: _Unit({"": 1}, Compare.EQUAL),
    Field.DURATION: _Unit(
        {"": 1, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}, Compare.AT_LEAST
    ),
}
_COMPARED = re.compile(r"(<=|>=|<|>|=)?(.*)", re.DOTALL)
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([a-z]*)", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_CODES = re.compile(r"([1-5])xx|([0-9]+)\.\.([0-9]+)|(<=|>=|<|>|=)?([0-9]+)", re.IGNORECASE)
_LIKE_CODES = re.compile(r"[<>=]|[0-9]")
_LOWEST, _HIGHEST = 100, 599


def field_term(field: Field, values: Sequence[Piece]) -> Term:
    """What a field's values ask for; one of several is enough.

    Raises:
        Wrong: at the value that cannot be right.
    """
    if field in KNOWN_WORDS:
        return _known(field, values)
    if field in _MEASURES:
        if len(values) > 1:
            raise _no_measure(field, values[0].start, values[-1].end)
        return _measure(field, values[0])
    return either([_is(field, value) for value in values])


def path_term(path: JsonPath, values: Sequence[Piece]) -> Term:
    """What the values after a JSON path ask for; one of several is enough.

    Raises:
        Wrong: at the value that cannot be right.
    """
    return either([_at_path(path, value) for value in values])


def either(terms: Sequence[Term]) -> Term:
    """One of these terms is enough."""
    return terms[0] if len(terms) == 1 else AnyOf(tuple(terms))


def _is(field: Field, value: Piece) -> Is:
    text, prefix = _perhaps_begun(value)
    return Is(field, text, prefix)


def _at_path(path: JsonPath, value: Piece) -> AtPath:
    compare, rest = _compared(value.text, Compare.EQUAL)
    if value.quoted or compare is Compare.EQUAL:
        text, prefix = _perhaps_begun(value)
        bare = not value.quoted and text.startswith("=")
        return AtPath(path, Compare.EQUAL, text[1:] if bare else text, prefix)
    if _NUMBER.fullmatch(rest) is None or not math.isfinite(float(rest)):
        reason = f"After “{compare}” stands a number, such as {path}:{compare}10."
        raise Wrong(reason, value.start, value.end)
    return AtPath(path, compare, rest)


def _perhaps_begun(value: Piece) -> tuple[str, bool]:
    """A value's text, and whether what is looked for only has to begin so."""
    if value.quoted:
        return value.text, False
    text = value.text.removesuffix("*")
    if "*" in text:
        reason = "A “*” may only stand at the end. Put the value in quotes to look for the sign."
        raise Wrong(reason, value.start, value.end)
    return text, text != value.text


def _known(field: Field, values: Sequence[Piece]) -> Term:
    words: list[str] = []
    codes: list[Term] = []
    for value in values:
        if field is Field.STATUS and _LIKE_CODES.match(value.text):
            codes.append(_answered(value))
        else:
            words.extend(_stands_for(field, value))
    known = [OneOf(field, tuple(dict.fromkeys(words)))] if words else []
    return either([*known, *codes])


def _stands_for(field: Field, value: Piece) -> tuple[str, ...]:
    known = KNOWN_WORDS[field]
    word = value.text.lower()
    if field is Field.VERIFIED:
        word = _ALSO.get(word, word)
    if word in known:
        return known[word]
    codes = ", and HTTP codes such as 401, 4xx or >=400" if field is Field.STATUS else ""
    reason = (
        f"{shown(value.text)} is no {_KNOWN_AS[field]}.{meant(word, known)} "
        f"Known are: {', '.join(known)}{codes}."
    )
    raise Wrong(reason, value.start, value.end)


def _answered(value: Piece) -> Answered:
    match = _CODES.fullmatch(value.text)
    if match is None:
        reason = f"{shown(value.text)} is no HTTP code. Right are 401, 4xx, >=400 and 400..499."
        raise Wrong(reason, value.start, value.end)
    low, high = _codes(match)
    low, high = max(low, _LOWEST), min(high, _HIGHEST)
    if low > high:
        reason = f"HTTP codes are from {_LOWEST} to {_HIGHEST}, such as status:401 or status:4xx."
        raise Wrong(reason, value.start, value.end)
    return Answered(low, high)


def _codes(match: re.Match[str]) -> tuple[int, int]:
    if match[1]:
        return int(match[1]) * 100, int(match[1]) * 100 + 99
    if match[2]:
        first, last = sorted((int(match[2]), int(match[3])))
        return first, last
    code = int(match[5])
    ranges: Mapping[str | None, tuple[int, int]] = {
        Compare.LESS: (_LOWEST, code - 1),
        Compare.AT_MOST: (_LOWEST, code),
        Compare.MORE: (code + 1, _HIGHEST),
        Compare.AT_LEAST: (code, _HIGHEST),
    }
    return ranges.get(match[4], (code, code))


def _measure(field: Field, value: Piece) -> Term:
    def amount(text: str) -> float:
        found = _amount(text, _MEASURES[field].sizes)
        if found is None:
            raise _no_measure(field, value.start, value.end)
        return found

    low, dots, high = value.text.partition("..")
    if dots:
        first, last = sorted((amount(low), amount(high)))
        ends = ((Compare.AT_LEAST, first), (Compare.AT_MOST, last))
        return All(tuple(Measure(field, compare, end) for compare, end in ends))
    compare, rest = _compared(value.text, _MEASURES[field].compare)
    return Measure(field, compare, amount(rest))


def _amount(text: str, sizes: Mapping[str, float]) -> float | None:
    match = _AMOUNT.fullmatch(text)
    size = sizes.get(match[2].lower()) if match else None
    if match is None or size is None:
        return None
    amount = float(match[1]) * size
    return amount if math.isfinite(amount) else None


def _no_measure(field: Field, start: int, end: int) -> Wrong:
    units = ", ".join(unit for unit in _MEASURES[field].sizes if unit)
    example = EXAMPLES[field]
    known = f" The units are {units}." if units else ""
    return Wrong(f"“{field}:” expects a number, such as {example}.{known}", start, end)


def _compared(text: str, otherwise: Compare) -> tuple[Compare, str]:
    match = _COMPARED.match(text)
    if match is None or match[1] is None:
        return otherwise, text
    return Compare(match[1]), match[2]
