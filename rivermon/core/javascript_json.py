"""JSON as JavaScript reads and writes it: JSON.parse and JSON.stringify.

Knows numbers, strings and the order of keys. Does not know webhooks or signatures.
"""

import json
import math
import re
from collections.abc import Callable, Iterable
from json.encoder import encode_basestring
from typing import Any, NoReturn

_ARRAY_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_LARGEST_ARRAY_INDEX = 2**32 - 2
_SURROGATE = re.compile("[\ud800-\udfff]")

# JavaScript writes a number in full while its decimal point stays within these places.
_FULL_ABOVE = -6
_FULL_UP_TO = 21

# Below this every integral double is written by Python and JavaScript alike, digit by digit.
_EXACT_INTEGERS = 2.0**53


class NotJson(ValueError):
    """The text is not JSON to JavaScript, or is nested more deeply than can be read here."""


def _refuse_constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is not JSON")


def decoder(integer: Callable[[str], Any] = float) -> json.JSONDecoder:
    """A decoder for what JSON.parse accepts, one value at a time; `integer` reads whole numbers."""
    return json.JSONDecoder(parse_int=integer, parse_constant=_refuse_constant)


_decoder = decoder()


def parse(text: bytes, *, using: json.JSONDecoder = _decoder) -> Any:
    """Read UTF-8 JSON as JSON.parse does.

    Every number is a double (1e400 is infinity); of duplicate keys the last value stands in the
    first one's place; lone surrogates that were escaped are kept in the text.

    Args:
        text: The JSON, without a byte-order mark.
        using: A decoder of `decoder`, where numbers are to be read otherwise.

    Raises:
        NotJson: It is not JSON, not UTF-8, or nested too deeply.
    """
    try:
        return using.decode(text.decode("utf-8"))
    except NotJson:
        raise
    except ValueError as failure:
        raise NotJson(str(failure)) from None
    except RecursionError:
        raise NotJson("nested too deeply") from None


def stringify(value: Any, *, indent: int = 0) -> bytes:
    """Write a JSON value as JSON.stringify does, in UTF-8.

    Integers beyond 2^53 lose digits as they do in JavaScript, and what is not finite is null.

    Args:
        value: None, bool, int, float, str, and lists and dicts (with str keys) of these.
        indent: Spaces per level, the third argument of JSON.stringify; 0 writes one line.

    Raises:
        NotJson: It is nested too deeply, or holds something else.
    """
    pieces: list[str] = []
    try:
        _write(value, pieces.append, " " * indent, "\n" if indent else "")
    except RecursionError:
        raise NotJson("nested too deeply") from None
    text = "".join(pieces)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", text).encode("utf-8")


def number(value: float) -> str:
    """A number as JavaScript's String() writes it; what is not finite is "null", as in JSON."""
    try:
        double = float(value)
    except OverflowError:  # an int beyond every double
        return "null"
    if not math.isfinite(double):
        return "null"
    if double.is_integer() and abs(double) < _EXACT_INTEGERS:
        return str(int(double))
    shortest = repr(double)
    mantissa, has_exponent, exponent = shortest.partition("e")
    if not has_exponent:
        return shortest.removesuffix(".0")
    return _placed(mantissa, int(exponent) + 1)


def _placed(mantissa: str, point: int) -> str:
    """Write d.ddd with the decimal point after `point` digits, or with an exponent."""
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0")
    if 0 < point <= _FULL_UP_TO:
        return sign + digits.ljust(point, "0")
    if _FULL_ABOVE < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if digits[1:] else ""
    return f"{sign}{digits[0]}{fraction}e{point - 1:+d}"


def _write(value: Any, put: Callable[[str], None], gap: str, margin: str) -> None:
    if isinstance(value, str):
        put(encode_basestring(value))
    elif value is None:
        put("null")
    elif isinstance(value, bool):
        put("true" if value else "false")
    elif isinstance(value, int | float):
        put(number(value))
    elif isinstance(value, dict):
        _write_object(value, put, gap, margin)
    elif isinstance(value, list | tuple):
        _write_array(value, put, gap, margin)
    else:
        raise NotJson(f"{type(value).__name__} is not a JSON value")


def _write_object(
    members: dict[str, Any], put: Callable[[str], None], gap: str, margin: str
) -> None:
    inner = margin + gap
    colon = ": " if gap else ":"
    lead = "{" + inner
    for key in _in_order(members):
        put(f"{lead}{encode_basestring(key)}{colon}")
        _write(members[key], put, gap, inner)
        lead = "," + inner
    put(margin + "}" if members else "{}")


def _write_array(items: Iterable[Any], put: Callable[[str], None], gap: str, margin: str) -> None:
    inner = margin + gap
    lead = "[" + inner
    for item in items:
        put(lead)
        _write(item, put, gap, inner)
        lead = "," + inner
    put(margin + "]" if items else "[]")


def _in_order(members: dict[str, Any]) -> list[str]:
    """The keys as JavaScript lists them: array indices by number, then the rest as they came."""
    indices = [
        key for key in members if _ARRAY_INDEX.fullmatch(key) and int(key) <= _LARGEST_ARRAY_INDEX
    ]
    if not indices:
        return list(members)
    indices.sort(key=int)
    taken = set(indices)
    return indices + [key for key in members if key not in taken]
