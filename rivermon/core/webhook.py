"""What does a webhook say? Raw bytes and headers in, a Webhook out (protocol, section 2).

Does not know whether the request is genuine, or what is kept of it.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from rivermon.core.entities import Headers, Webhook
from rivermon.core.layouts import (
    EnvelopeData,
    FlatData,
    NotAWebhook,
    ObservabilityData,
    Top,
    layout_of,
    read_data,
    read_top,
    scalar_text,
    storable_text,
)

__all__ = ["NotAWebhook", "read"]

_CALLBACK_URL_HEADER = "x-modelriver-callback-url"
_CHANNEL_HEADER = "mr-channel-id"

_FAILED = frozenset({"error", "failed", "failure"})
_TRUE = frozenset({"true", "1"})

# What an envelope may hold beside content; `choices` and `response` are content.
_WRAPPING = frozenset(EnvelopeData.__struct_fields__) - {"choices", "response"} | {
    "callback_required",
    "request_id",
    "usage",
    "workflow",
}


def read(body: bytes, headers: Headers) -> Webhook:
    """Read an authentic body, whichever of the published layouts it has.

    Each field is looked up in the published order (protocol, section 2); one of an unexpected type
    is shown as text where it is a scalar, else passed over. An unknown `type` is kept as it came.

    Args:
        body: The raw bytes of the request.
        headers: As they came; two of them stand in for fields that the body lacks.

    Raises:
        NotAWebhook: The body is no JSON object in UTF-8, or is nested too deeply.
    """
    top = read_top(body)
    layout = layout_of(top)
    inside = read_data(top, layout)
    response = _look_up(top, inside, "ai_response")
    content = _content(top, inside, response)
    text = _plain_text(top, response, content)
    status = _text(top, inside, "status")
    callback_url = _text(top, inside, "callback_url") or _header(headers, _CALLBACK_URL_HEADER)
    customer_data = _look_up(top, inside, "customer_data")
    model, provider = _model_and_provider(top, inside)
    nothing = text in {None, ""} and content in (None, "", {}, [])
    return Webhook(
        layout=layout,
        type=_text(top, inside, "type"),
        event=_text(top, inside, "event"),
        channel_id=_text(top, inside, "channel_id")
        or _header(headers, _CHANNEL_HEADER)
        or _last_segment(callback_url),
        callback_url=callback_url,
        content=content,
        text=text,
        ai_error=_error(top, inside, response, status) if nothing else None,
        customer_data=customer_data if isinstance(customer_data, dict) else {},
        model=model,
        provider=provider,
        status=status,
        timestamp=_text(top, inside, "timestamp"),
        test_mode=_is_test(top, inside),
    )


def _look_up(top: Top, inside: FlatData, name: str) -> Any:
    """A field of the top level, else of `data` if this layout has it there."""
    value = getattr(top, name)
    return getattr(inside, name, None) if value is None else value


def _text(top: Top, inside: FlatData, name: str) -> str | None:
    """The same for text, where an empty one counts as none."""
    return scalar_text(getattr(top, name)) or scalar_text(getattr(inside, name, None)) or None


def _header(headers: Headers, wanted: str) -> str | None:
    for name, value in headers:
        if name.lower() == wanted and value.strip():
            return storable_text(value.strip())
    return None


def _last_segment(url: str | None) -> str | None:
    try:
        path = urlsplit(url or "").path
    except ValueError:  # a host in unbalanced brackets, for one
        return None
    return path.rstrip("/").rpartition("/")[2] or None


def _model_and_provider(top: Top, inside: FlatData) -> tuple[str | None, str | None]:
    meta = _look_up(top, inside, "meta")
    if not isinstance(meta, dict):
        meta = {}
    model = scalar_text(meta.get("model")) or scalar_text(meta.get("used_model"))
    provider = scalar_text(meta.get("provider")) or scalar_text(meta.get("used_provider"))
    if isinstance(inside, ObservabilityData):
        model = model or scalar_text(inside.model)
        provider = provider or scalar_text(inside.provider)
    return model or None, provider or None


def _content(top: Top, inside: FlatData, response: Any) -> Any:
    """`ai_response.data`, else `data` unless that only wraps the rest, else raw provider output."""
    generated = response.get("data") if isinstance(response, dict) else response
    if generated is not None:
        return generated
    if not _wraps(top.data, inside):
        return top.data
    return response if _choice(response) is not None else None


def _wraps(data: Any, inside: FlatData) -> bool:
    """True for a `data` that is no content: missing, around an ai_response, or an empty wrapper."""
    if data is None or inside.ai_response is not None:
        return True
    return isinstance(inside, EnvelopeData) and data.keys() <= _WRAPPING


def _plain_text(top: Top, response: Any, content: Any) -> str | None:
    """The text of unstructured output, None where the output is structured."""
    sources = [content]
    if not (isinstance(response, dict) and isinstance(response.get("data"), dict)):
        sources += [response, top.data, {"choices": top.choices, "response": top.response}]
    plain = scalar_text(content)
    if plain is not None:
        return plain
    return next((text for text in map(_choice, sources) if text is not None), None)


def _choice(output: Any) -> str | None:
    """The text of raw provider output, which may lie inside `response`."""
    for holder in _objects(output):
        match holder.get("choices"):
            case [{"message": {"content": content}}, *_] if scalar_text(content) is not None:
                return scalar_text(content)
    return None


def _objects(output: Any) -> Iterator[dict[str, Any]]:
    if isinstance(output, dict):
        yield output
        if isinstance(output.get("response"), dict):
            yield output["response"]


def _error(top: Top, inside: FlatData, response: Any, status: str | None) -> str | None:
    """What the workflow says went wrong, if it says so."""
    answer = response if isinstance(response, dict) else {}
    errors = (answer.get("error"), _look_up(top, inside, "error"))
    for error in errors:
        if words := _words(error):
            return words
    statuses = {str(word).lower() for word in (answer.get("status"), status)}
    if True not in errors and statuses.isdisjoint(_FAILED):
        return None
    message = _words(answer.get("message")) or _words(_look_up(top, inside, "message"))
    return message or "the workflow failed and did not say why"


def _words(error: Any) -> str | None:
    """An error as its sender put it: text, or an object with a message, or any JSON."""
    if not error or error is True:
        return None
    if isinstance(error, dict) and error.get("message"):
        return _words(error["message"])
    return scalar_text(error) or msgspec.json.encode(error).decode("utf-8")


def _is_test(top: Top, inside: FlatData) -> bool:
    hint = _text(top, inside, "test_mode") or ""
    return hint.lower() in _TRUE or bool(_look_up(top, inside, "seed_batch"))
