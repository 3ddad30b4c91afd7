"""The exact bytes of one member of a JSON object, as they were sent.

Does not know what the member means, or why its bytes matter.
"""

import re

import msgspec

from rivermon.core import javascript_json

_SPACE = re.compile(r"[ \t\r\n]*")


class _HasData(msgspec.Struct):
    data: msgspec.Raw = msgspec.Raw()


_strict = msgspec.json.Decoder(_HasData)
_lenient = javascript_json.decoder()


def data_slice(body: bytes) -> bytes | None:
    """The bytes of the top-level `data` of a JSON object, without the spaces around them.

    Of several members named `data` it is the last, the one that every reader of the body sees.

    Returns:
        None when the body is not a JSON object, has no `data`, or is nested too deeply.
    """
    try:
        return bytes(_strict.decode(body).data) or None
    except RecursionError:
        return None
    except ValueError:
        # msgspec refuses escaped lone surrogates even where it only skips; JavaScript signs them.
        return _walked(body)


def plain_data_slice(body: bytes) -> bytes | None:
    """The same, and None too for what JavaScript alone takes for JSON: quick, whatever is sent."""
    try:
        return bytes(_strict.decode(body).data) or None
    except (ValueError, RecursionError):
        return None


def _walked(body: bytes) -> bytes | None:
    """The same, member by member, for all that JavaScript takes for JSON."""
    try:
        text = body.decode("utf-8")
        found = _last_data(text)
    except (ValueError, RecursionError):
        return None
    return None if found is None else text[found].encode("utf-8")


def _last_data(text: str) -> slice | None:
    found = None
    position = _past("{", text, 0)
    while True:
        key, position = _lenient.raw_decode(text, position)
        if not isinstance(key, str):
            raise javascript_json.NotJson("a name must be a string")
        start = _past(":", text, position)
        _, end = _lenient.raw_decode(text, start)
        if key == "data":
            found = slice(start, end)
        position = _past_space(text, end)
        if text.startswith("}", position):
            break
        position = _past(",", text, position)
    if _past_space(text, position + 1) != len(text):
        raise javascript_json.NotJson("text after the object")
    return found


def _past(mark: str, text: str, position: int) -> int:
    """The position after `mark` and the spaces around it."""
    position = _past_space(text, position)
    if not text.startswith(mark, position):
        raise javascript_json.NotJson(f"{mark} expected at {position}")
    return _past_space(text, position + 1)


def _past_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position
