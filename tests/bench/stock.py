"""A stock of signed webhooks in a file, each a whole HTTP request, all of one length.

So a client finds the n-th without reading the others, and signs nothing while it measures. Does
not know who sends them.
"""

import hashlib
import hmac
import json
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tests.million.vocabulary import words

SECRET = "whsec_bench_0123456789"
PATH = "/webhooks/modelriver"
_PIECES = 97
_BODY_BYTES = 1200


class Stock(msgspec.Struct, frozen=True):
    """Where the webhooks are, how many, and how long each is, in bytes."""

    path: Path
    count: int
    length: int


def channel_id(number: int) -> str:
    """The channel of the n-th webhook: a UUID as ModelRiver's are, the same each time."""
    return str(uuid.UUID(bytes=hashlib.md5(number.to_bytes(8), usedforsecurity=False).digest()))


def laid_in(path: Path, count: int, *, callbacks_to: str) -> Stock:
    """Write `count` distinct webhooks of about 1.2 KB, signed as raw-body.

    Args:
        path: the file, written anew.
        count: how many.
        callbacks_to: scheme, host and port of the callback URL.
    """
    length = 0
    with path.open("wb") as file:
        for request in _requests(count, callbacks_to):
            length = length or len(request)
            assert len(request) == length
            file.write(request)
    return Stock(path, count, length)


def head_and_body(request: bytes) -> tuple[dict[str, str], bytes]:
    """The headers of a request of the stock, and its body."""
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines), body


def _requests(count: int, callbacks_to: str) -> Iterator[bytes]:
    now = datetime.now(UTC)
    stamp = str(int(now.timestamp()))
    rng = random.Random(1)
    pieces = [_pieces(rng, callbacks_to, now) for _ in range(_PIECES)]
    for number in range(count):
        channel = channel_id(number).encode()
        body = channel.join(pieces[number % _PIECES])
        signature = hmac.digest(SECRET.encode(), body, "sha256").hex()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"User-Agent: ModelRiver-Webhooks/1.0\r\nmr-signature: {signature}\r\n"
            f"mr-timestamp: {stamp}\r\nmr-channel-id: {channel.decode()}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def _pieces(rng: random.Random, callbacks_to: str, now: datetime) -> list[bytes]:
    """A body of _BODY_BYTES, parted where the channel's id belongs."""
    channel = channel_id(0)
    said: dict[str, object] = {
        "type": "task.ai_generated",
        "event": "article_written",
        "channel_id": channel,
        "callback_url": f"{callbacks_to}/v1/callback/{channel}",
        "callback_required": True,
        "ai_response": {"data": {"title": "What the river remembers", "description": ""}},
        "customer_data": {"category": "essays", "user_id": "user-4711"},
        "meta": {"model": "gpt-4o", "provider": "openai", "duration_ms": 1834},
        "timestamp": now.isoformat(),
    }
    missing = _BODY_BYTES - len(json.dumps(said))
    prose = " ".join(words(rng, missing))[:missing]
    said["ai_response"] = {"data": {"title": "What the river remembers", "description": prose}}
    return json.dumps(said).encode().split(channel.encode())
