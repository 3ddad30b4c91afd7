"""Reads a JSON object that somebody types, and says in words what is wrong with it, and where.

Stricter than Python's reader: what could not be sent as it stands is refused. Does not know what
the object is for.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

import msgspec

from rivermon.core.visible_text import escaped
from rivermon.ui.plain_text import one_line
from rivermon.ui.translation import translate

LONGEST = 1024 * 1024
"""Characters that can be edited; more would make every key wait."""

_SHOWN = 40
_OTHER_QUOTES = frozenset("'\u2018\u2019\u201c\u201d")
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[^\s\[\]{}:,"]+')
_HALF_PAIR = re.compile(
    r"[\ud800-\udfff]|(?<!\\)(?:\\\\)*(?P<first>\\u[dD][89abAB][0-9a-fA-F]{2})(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})(?P<second>\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
# A text field gives these back as something else; as escapes they stay what they are.
_CHANGED_BY_QT = re.compile("[\xa0\ufdd0\ufdd1]")


class BadJson(msgspec.Struct, frozen=True):
    """Why a text is no object: the place, both from 1, and words that do not name it."""

    line: int
    column: int
    words: str


class GoodJson(msgspec.Struct, frozen=True):
    """The object, and the keys that stood more than once, the last of which counts."""

    value: dict[str, Any]
    twice: tuple[str, ...] = ()


class _NotJson(ValueError):
    """A token that Python reads and JSON does not have, or that cannot be kept as a number."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def read_object(text: str) -> GoodJson | BadJson:
    """Read a JSON object (RFC 8259), or say what is wrong."""
    if len(text) > LONGEST:
        return BadJson(1, 1, translate("JsonReading", "this is over 1 MB, too much to be edited"))
    twice: dict[str, None] = {}
    try:
        value = _reader(twice).decode(text)
        msgspec.json.encode([[value]])  # as deep as it will stand in what is sent
    except json.JSONDecodeError as bad:
        return _at(text, bad.pos, _words(bad, text))
    except UnicodeEncodeError:
        return _half_pair(text)
    except RecursionError:
        return BadJson(1, 1, translate("JsonReading", "there are too many levels in each other"))
    except _NotJson as bad:
        return _odd_token(text, bad.token)
    except ValueError:  # Python's own limit on digits
        return _odd_token(text, max(re.findall(r"\d+", text), key=len))
    if not isinstance(value, dict):
        return _at(text, len(text) - len(text.lstrip()), _other_words(value))
    return GoodJson(value, tuple(twice))


def written(value: dict[str, Any]) -> str:
    """An object as text to be edited: indented, and nothing in it acts or hides."""
    text = escaped(json.dumps(value, ensure_ascii=False, indent=2))
    return _CHANGED_BY_QT.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _reader(twice: dict[str, None]) -> json.JSONDecoder:
    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(members)
        if len(made) < len(members):
            times = Counter(key for key, _ in members)
            twice.update(dict.fromkeys(key for key, count in times.items() if count > 1))
        return made

    return json.JSONDecoder(object_pairs_hook=pairs, parse_constant=_refused, parse_float=_finite)


def _refused(token: str) -> NoReturn:
    raise _NotJson(token)


def _finite(token: str) -> float:
    number = float(token)
    if math.isinf(number):
        raise _NotJson(token)
    return number


def _at(text: str, place: int, words: str) -> BadJson:
    begin = text.rfind("\n", 0, place) + 1
    return BadJson(text.count("\n", 0, place) + 1, place - begin + 1, words)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """What stands outside of texts, but for the marks."""
    return (found for found in _TOKEN.finditer(text) if not found[0].startswith('"'))


def _odd_token(text: str, token: str) -> BadJson:
    place = next((found.start() for found in _tokens(text) if found[0].lstrip("-") == token), 0)
    place = next((found.start() for found in _tokens(text) if found[0] == token), place)
    if token.lstrip("-")[:1].isdigit():
        words = translate("JsonReading", "the number {0} is too large")
    else:
        words = translate("JsonReading", "{0} is not a JSON value")
    return _at(text, place, words.format(one_line(token, _SHOWN)))


def _half_pair(text: str) -> BadJson:
    found = _HALF_PAIR.search(text)
    place = max(found.start("first"), found.start("second"), found.start()) if found else 0
    words = translate("JsonReading", "this is half of a pair that stands for one character")
    return _at(text, place, words)


def _other_words(value: Any) -> str:
    if isinstance(value, list):
        return translate("JsonReading", "it must be an object, { … }; this is a list")
    return translate("JsonReading", "it must be an object, { … }; this is a single value")


def _words(bad: json.JSONDecodeError, text: str) -> str:
    """What is wrong; `bad` says it in Python's words, of which the beginnings are known."""
    here = text[bad.pos : bad.pos + 1]
    begin = bad.msg.split(" ")[0]
    if not here and begin in {"Expecting", "Illegal"}:
        return _ends_words(text)
    match begin:
        case "Expecting":
            return _expecting(bad.msg, text, bad.pos)
        case "Illegal":
            return translate("JsonReading", "there is a comma too many before the end")
        case "Extra":
            return translate("JsonReading", "the object ends before this")
        case "Unterminated":
            return translate("JsonReading", 'this text has no " at its end')
    if "control" in bad.msg:
        return _control_words(here)
    return translate("JsonReading", "\\ cannot stand before this; for the sign itself write \\\\")


def _ends_words(text: str) -> str:
    if not text.strip():
        return translate("JsonReading", "there is nothing; the least is {}")
    return translate("JsonReading", "it ends too early: something that was opened is not closed")


def _control_words(here: str) -> str:
    if here == "\n":
        return translate(
            "JsonReading", 'the line ends within a text; close it with ", or write \\n'
        )
    if here == "\t":
        return translate("JsonReading", "a tab cannot stand in a text; write \\t")
    return translate("JsonReading", "this invisible sign cannot stand in a text")


def _expecting(said: str, text: str, place: int) -> str:
    here = text[place]
    before = text[:place].rstrip()[-1:]
    if "delimiter" in said:
        return _missing(said)
    if here in "}]" and before == ",":
        return translate("JsonReading", "there is a comma too many before the {0}").format(here)
    if here in _OTHER_QUOTES:
        return translate("JsonReading", 'texts and keys stand in "straight quotes"')
    if "property" in said:
        return translate("JsonReading", 'a key in "quotes" must stand here')
    return translate(
        "JsonReading", "a value must stand here: a text, a number, true, false, null, { or ["
    )


def _missing(said: str) -> str:
    if "':'" in said:
        return translate("JsonReading", "a colon is missing between the key and its value")
    return translate(
        "JsonReading", "a comma, or the end of what was opened, is missing before this"
    )
