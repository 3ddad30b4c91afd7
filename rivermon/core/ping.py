"""Signed pings: rivermon calls its own public address, and knows its own answer.

Pure. A key that was made for this run signs them, so that they work before a webhook secret is
set, and say nothing about one. Does not know how they travel, nor what a missing answer means.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

import msgspec

from rivermon.core.entities import Answer, Headers

HEADER = "X-Rivermon-Ping"
BODY = b'{"type": "rivermon.ping"}'

_HEADER = HEADER.lower()
_MOST_SENT = 8


class Ping(msgspec.Struct, frozen=True):
    """One ping: the value of its header, and the body that only this rivermon can answer."""

    header: str
    answer: bytes


class PingReply(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: a status and the beginning of a body, or in words why nothing did.

    `location` is where a redirect leads, `mark` what a tunnel's provider calls its own failure
    (ngrok-error-code); both come from outside.
    """

    status: int | None = None
    body: bytes = b""
    is_page: bool = False
    location: str = ""
    mark: str = ""
    error: str = ""


class Pings:
    """Makes pings, and answers those that are under way; each of them once."""

    def __init__(self, key: bytes, token: Callable[[], str]) -> None:
        """Sign with `key`, which nobody else has; `token` gives another text each time."""
        self._key = key
        self._token = token
        self._sent: dict[str, Ping] = {}

    @contextmanager
    def sent(self) -> Iterator[Ping]:
        """A new ping, that is answered until this is left."""
        nonce = self._token()
        ping = Ping(
            header=f"{nonce}.{self._signed('ping', nonce)}",
            answer=b'{"rivermon": "%b"}' % self._signed("pong", nonce).encode(),
        )
        while len(self._sent) >= _MOST_SENT:
            del self._sent[next(iter(self._sent))]
        self._sent[nonce] = ping
        try:
            yield ping
        finally:
            self._sent.pop(nonce, None)

    def answer(self, headers: Headers) -> Answer | None:
        """What a request is answered that is a ping under way; None for any other request."""
        if not self._sent:
            return None
        for name, value in headers:
            if name.lower() == _HEADER:
                return self._answer(value)
        return None

    def _answer(self, header: str) -> Answer | None:
        nonce = header.partition(".")[0]
        ping = self._sent.get(nonce)
        if ping is None or not hmac.compare_digest(header.encode(), ping.header.encode()):
            return None
        del self._sent[nonce]
        return Answer(200, ping.answer)

    def _signed(self, what: str, nonce: str) -> str:
        return hmac.new(self._key, f"{what}.{nonce}".encode(), sha256).hexdigest()
