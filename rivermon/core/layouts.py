"""The published layouts of a webhook's body, as typed fields (protocol, section 2).

Knows where each layout keeps its fields. Does not know which of two places counts, or what becomes
of the content.

Every field is of any type: a number where text is expected must not make a webhook unreadable.
"""

import math
import re
from typing import Any

import msgspec

from rivermon.core import javascript_json
from rivermon.core.entities import EVENT_TYPE, Layout

DEEPEST = 256
"""Levels of nesting that are read: what is read must be writable again from any call stack."""


_SURROGATE = re.compile("[\ud800-\udfff]")


class NotAWebhook(ValueError):
    """The body is not JSON, not a JSON object, or nested too deeply."""


class Top(msgspec.Struct, frozen=True):
    """The top level: all fields of both flat layouts, and what wraps the other two."""

    type: Any = None
    event: Any = None
    channel_id: Any = None
    ai_response: Any = None
    callback_url: Any = None
    customer_data: Any = None
    meta: Any = None
    timestamp: Any = None
    status: Any = None
    data: Any = None
    error: Any = None
    message: Any = None
    test_mode: Any = None
    seed_batch: Any = None
    choices: Any = None
    response: Any = None


class FlatData(msgspec.Struct, frozen=True):
    """`data` of a flat layout: content, with the few fields that may be looked up in it."""

    type: Any = None
    event: Any = None
    channel_id: Any = None
    ai_response: Any = None
    callback_url: Any = None
    choices: Any = None
    response: Any = None


class EnvelopeData(FlatData, frozen=True):
    """`data` of an envelope: what the flat layouts have on top, or raw provider output."""

    customer_data: Any = None
    meta: Any = None
    timestamp: Any = None
    status: Any = None
    error: Any = None
    message: Any = None
    test_mode: Any = None
    seed_batch: Any = None


class ObservabilityData(FlatData, frozen=True):
    """`data` of the observability example: who answered stands beside the answer."""

    model: Any = None
    provider: Any = None


_READERS: dict[Layout, type[FlatData]] = {
    Layout.FLAT_EVENT: FlatData,
    Layout.FLAT_STANDARD: FlatData,
    Layout.ENVELOPE: EnvelopeData,
    Layout.OBSERVABILITY: ObservabilityData,
}
_NOTHING = {layout: reader() for layout, reader in _READERS.items()}

_top = msgspec.json.Decoder(Top)


def _integer(digits: str) -> int | float:
    try:
        return int(digits)
    except ValueError:  # beyond what Python converts: beyond every double, too
        return float(digits)


_lenient = javascript_json.decoder(_integer)


def read_top(body: bytes) -> Top:
    """Decode the top level, content included.

    Lone surrogates become U+FFFD and numbers beyond every double become null, so that all of it can
    be stored and written again; big integers are kept to the last digit.

    Raises:
        NotAWebhook: The body is no JSON object in UTF-8, or nested deeper than `DEEPEST`.
    """
    try:
        top = _decoded(body)
    except RecursionError:
        raise NotAWebhook("nested too deeply") from None
    # Fewer brackets than that cannot nest too deeply, whatever they are: the usual case.
    if body.count(b"{") + body.count(b"[") > DEEPEST:
        _refuse_nesting(top)
    return top


def layout_of(top: Top) -> Layout:
    """Tell the layout by the fields that only it has."""
    inside = top.data if isinstance(top.data, dict) else {}
    wrapped = inside.get("ai_response") is not None
    if top.ai_response is not None or (top.type == EVENT_TYPE and not wrapped):
        return Layout.FLAT_EVENT
    if inside and (top.type is None or wrapped):
        return Layout.ENVELOPE
    if "response" in inside and not inside.keys().isdisjoint(("model", "provider", "request_id")):
        return Layout.OBSERVABILITY
    return Layout.FLAT_STANDARD


def read_data(top: Top, layout: Layout) -> FlatData:
    """What the layout's reader finds inside `data`; all None where `data` is no object."""
    if not isinstance(top.data, dict):
        return _NOTHING[layout]
    return msgspec.convert(top.data, _READERS[layout])


def scalar_text(value: Any) -> str | None:
    """A JSON scalar as text: true, 1, 1.5; None for null, arrays and objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return javascript_json.number(value)
    return None


def _decoded(body: bytes) -> Top:
    try:
        # msgspec does not look into the text of fields that it skips.
        if not body.isascii():
            body.decode("utf-8")
        return _top.decode(body)
    except UnicodeDecodeError:
        raise NotAWebhook("not UTF-8") from None
    except ValueError:
        return _decoded_as_javascript(body)


def _decoded_as_javascript(body: bytes) -> Top:
    """The same for what msgspec refuses and JavaScript accepts: lone surrogates, 1e400."""
    try:
        value = javascript_json.parse(body, using=_lenient)
    except javascript_json.NotJson as failure:
        raise NotAWebhook(str(failure)) from None
    if not isinstance(value, dict):
        raise NotAWebhook("not a JSON object")
    return msgspec.convert(_storable(value), Top)


def storable_text(text: str) -> str:
    """The text with U+FFFD in place of lone surrogates, which UTF-8 cannot hold."""
    return _SURROGATE.sub("\ufffd", text)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {storable_text(key): _storable(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value


def _refuse_nesting(top: Top) -> None:
    level = [value for value in msgspec.structs.astuple(top) if isinstance(value, dict | list)]
    for _ in range(DEEPEST):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return
    raise NotAWebhook("nested too deeply")
