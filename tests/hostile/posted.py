"""Posts one signed webhook from a test that is no coroutine, and waits for what comes of it."""

import http.client
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from rivermon.core.entities import CallbackState, Scheme
from rivermon.simulator.signing import sign
from rivermon.store.database import open_for_reading
from rivermon.store.reader import Reader

PATIENCE_S = 15.0


def event(channel: str, url: str, **more: Any) -> dict[str, Any]:
    """A flat event with `more` laid over its fields."""
    return {
        "type": "task.ai_generated",
        "event": "new_chat",
        "channel_id": channel,
        "ai_response": {"data": {"title": "A title", "description": "A body"}},
        "callback_url": url,
        "customer_data": {"category": "news"},
        "meta": {"provider": "openai", "model": "gpt-4o"},
        **more,
    }


def post(
    url: str, fields: Mapping[str, Any], secret: str, headers: Mapping[str, str] | None = None
) -> int:
    """POST a webhook, signed with `secret`; the answer's status."""
    body = msgspec.json.encode(fields)
    signature = sign(Scheme.RAW_BODY, secret, body, timestamp_s=int(time.time()), channel_id="ch")
    return deliver(url, body, {**signature, **(headers or {})})


def deliver(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """POST a body with the headers that it was signed with; the answer's status."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 0
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
    try:
        connection.request("POST", parts.path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def until(met: Callable[[], bool]) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.01)


def until_settled(database: Path, count: int) -> None:
    """Wait until there are `count` callbacks, none of them under way."""

    def settled() -> bool:
        reader = Reader(open_for_reading(database), database)
        try:
            states = [callback.state for callback, _, _ in reader.callbacks(1_000)]
        finally:
            reader.close()
        return len(states) >= count and CallbackState.PROGRESS not in states

    until(settled)
