"""Makes believable webhook bodies in each layout that ModelRiver has published.

Chance and time are handed in. Does not know how a body is signed or sent.
"""

import random
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from msgspec.structs import replace

from rivermon.core.entities import Layout
from rivermon.simulator.piece import Piece, make_piece


class WebhookType(StrEnum):
    """The two documented values of a webhook's `type` (protocol, section 2)."""

    AI_GENERATED = "task.ai_generated"
    COMPLETED = "task.completed"


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One webhook, ready to be signed: `body` is exactly what is sent.

    `callback_url` is None when nobody waits for a callback.
    """

    channel_id: str
    type: WebhookType
    event: str | None
    body: bytes
    callback_url: str | None

    @property
    def expects_callback(self) -> bool:
        """True for an event-driven webhook, which is answered by a callback."""
        return self.type is WebhookType.AI_GENERATED and self.callback_url is not None


def sample(
    rng: random.Random,
    *,
    event: str | None,
    layout: Layout,
    callback_base: str | None,
    now: datetime,
    data: msgspec.Raw | None = None,
) -> Sample:
    """Make one webhook with a new channel.

    Args:
        rng: the only source of chance; the same state makes the same sample.
        event: the event name, also one that rivermon never heard of; None picks one.
        layout: where the fields are (protocol, section 2). The standard and the observability
            layout have neither event nor callback.
        callback_base: scheme, host and port of the callback URL,
            `{callback_base}/v1/callback/{channel_id}`; None leaves it out.
        now: aware; goes into the body's timestamp.
        data: the JSON object that stands for the AI's data; None makes one up.
    """
    piece = make_piece(rng, event, callback_base, now)
    return _LAYOUTS[layout](replace(piece, given=data))


def text_sample(
    rng: random.Random, *, event: str | None, callback_base: str | None, now: datetime
) -> Sample:
    """Make one webhook with unstructured output: an envelope whose data holds raw `choices`.

    Its callback URL is at the top; in the envelopes of `sample` it is inside the data. Both are
    published.
    The arguments are those of `sample`.
    """
    piece = make_piece(rng, event, callback_base, now)
    data = {
        "type": WebhookType.AI_GENERATED,
        "event": piece.event,
        "model": piece.model,
        "provider": piece.provider,
        "choices": piece.choices,
        "usage": piece.usage,
    }
    return _event_sample(piece, {**_callback_url(piece), **_enveloped(piece, data)})


def _flat_event(piece: Piece) -> Sample:
    body = {
        "type": WebhookType.AI_GENERATED,
        "event": piece.event,
        "workflow": piece.topic.workflow,
        "channel_id": piece.channel_id,
        "ai_response": {"data": piece.data},
        **_callback_url(piece),
        "callback_required": piece.callback_url is not None,
        "customer_data": piece.customer_data,
        "meta": _meta(piece),
        "timestamp": piece.timestamp,
    }
    return _event_sample(piece, body)


def _flat_standard(piece: Piece) -> Sample:
    body = {
        "type": WebhookType.COMPLETED,
        "workflow": piece.topic.workflow,
        "status": "success",
        "channel_id": piece.channel_id,
        "data": piece.data,
        "meta": {**_meta(piece), "attempts": _attempts(piece)},
        "customer_data": piece.customer_data,
        "timestamp": piece.timestamp,
    }
    return _standard_sample(piece.channel_id, body)


def _envelope(piece: Piece) -> Sample:
    data = {
        "type": WebhookType.AI_GENERATED,
        "event": piece.event,
        "ai_response": {"data": piece.data},
        **_callback_url(piece),
        "usage": piece.usage,
    }
    return _event_sample(piece, _enveloped(piece, data))


def _observability(piece: Piece) -> Sample:
    channel_id = f"ch_{piece.channel_id.replace('-', '')[:16]}"
    response = {
        "id": f"cmpl-{piece.request_id}",
        "object": "chat.completion",
        "created": int(piece.now.timestamp()),
        "choices": piece.choices,
        "usage": piece.usage,
    }
    data = {
        "channel_id": channel_id,
        "request_id": piece.request_id,
        "model": piece.model,
        "provider": piece.provider,
        "response": response,
    }
    body = {"type": WebhookType.COMPLETED, "timestamp": piece.timestamp, "data": data}
    return _standard_sample(channel_id, body)


_LAYOUTS: dict[Layout, Callable[[Piece], Sample]] = {
    Layout.FLAT_EVENT: _flat_event,
    Layout.FLAT_STANDARD: _flat_standard,
    Layout.ENVELOPE: _envelope,
    Layout.OBSERVABILITY: _observability,
}


def _meta(piece: Piece) -> dict[str, Any]:
    return {
        "provider": piece.provider,
        "model": piece.model,
        "tokens": piece.tokens,
        "duration_ms": piece.duration_ms,
        "request_id": piece.request_id,
    }


def _attempts(piece: Piece) -> list[dict[str, Any]]:
    attempt = {"provider": piece.provider, "model": piece.model, "status": "success"}
    return [{**attempt, "duration_ms": piece.duration_ms}]


def _callback_url(piece: Piece) -> dict[str, str]:
    return {} if piece.callback_url is None else {"callback_url": piece.callback_url}


def _enveloped(piece: Piece, data: dict[str, Any]) -> dict[str, Any]:
    stamp = str(int(piece.now.timestamp()))
    return {"channel_id": piece.channel_id, "timestamp": stamp, "data": data}


def _event_sample(piece: Piece, body: dict[str, Any]) -> Sample:
    return Sample(
        channel_id=piece.channel_id,
        type=WebhookType.AI_GENERATED,
        event=piece.event,
        body=msgspec.json.encode(body),
        callback_url=piece.callback_url,
    )


def _standard_sample(channel_id: str, body: dict[str, Any]) -> Sample:
    return Sample(
        channel_id=channel_id,
        type=WebhookType.COMPLETED,
        event=None,
        body=msgspec.json.encode(body),
        callback_url=None,
    )
