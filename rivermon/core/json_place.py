"""A place in JSON as a filter names it: `data.tags[0]`, `customer."odd key"`.

The way back from core/filter_path.py. Does not know what stands there.
"""

import re
from collections.abc import Sequence
from typing import Any

from rivermon.core.filter_lexer import in_quotes
from rivermon.core.filter_terms import Field, Root

Keys = Sequence[str | int]
"""Object keys and array positions, from the outermost inwards."""

_PLAIN_KEY = re.compile(r'[^\s."\[\]():]+')
_FIGURES = re.compile(r"[0-9]+")

_CUSTOMER = (("customer_data",), ("data", "customer_data"))
_CONTENT = (
    ("ai_response", "data"),
    ("data", "ai_response", "data"),
    ("ai_response",),
    ("data", "ai_response"),
    ("data",),
)

# What stands outside of these two and is kept in a column of its own (protocol, section 2).
_FIELDS = {
    Field.EVENT: (("event",), ("data", "event")),
    Field.TYPE: (("type",), ("data", "type")),
    Field.CHANNEL: (("channel_id",), ("data", "channel_id")),
    Field.MODEL: (("meta", "model"), ("meta", "used_model")),
    Field.PROVIDER: (("meta", "provider"), ("meta", "used_provider")),
}


def place_text(keys: Keys) -> str:
    """A place as text, which `filter_path.parse_path` reads back if its first key is a root."""
    text = "".join(_step(key) for key in keys)
    return text.removeprefix(".")


def filter_text(payload: Any, keys: Keys) -> str:
    """A place in a webhook's body as a filter names it; as it stands where no filter reaches it.

    Args:
        payload: the body, read.
        keys: the place in it.
    """
    for root, places in ((Root.CUSTOMER, _CUSTOMER), (Root.DATA, _CONTENT)):
        within = _first_there(payload, places)
        if within is not None and len(keys) > len(within) and tuple(keys[: len(within)]) == within:
            return place_text((root.value, *keys[len(within) :]))
    for field, names in _FIELDS.items():
        if _first_there(payload, names) == tuple(keys):
            return field.value
    return place_text(keys)


def content_of(payload: Any) -> Any:
    """The generated content of a webhook's body, read; the whole body where none is marked.

    In the published order (protocol, section 2), without all that core/webhook.py makes of it:
    quick, however large the body is.
    """
    for place in _CONTENT:
        if _is_there(payload, place):
            for key in place:
                payload = payload[key]
            return payload
    return payload


def _first_there(payload: Any, places: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    return next((place for place in places if _is_there(payload, place)), None)


def _is_there(payload: Any, place: Sequence[str]) -> bool:
    """True when there is something at a place of objects within objects."""
    for key in place:
        if not isinstance(payload, dict) or payload.get(key) is None:
            return False
        payload = payload[key]
    return True


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    # In a path a key of figures alone would be an array's position.
    plain = _PLAIN_KEY.fullmatch(key) and not _FIGURES.fullmatch(key)
    return f".{key if plain else in_quotes(key)}"
