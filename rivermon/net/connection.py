"""One connection of the listener: it says what it is at, and answers in JSON what is not HTTP.

Does not know webhooks.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import StreamReader, web

from rivermon.core.entities import Answer
from rivermon.net.doorman import Doorman, Stage

_KEEPALIVE_S = 75.0
# So long is read and thrown away after an early answer, that a reset does not overtake it.
_LINGER_S = 1.0
_LARGEST_HEAD = 64 * 1024
# asyncio reads up to 256 KiB before it turns to the next connection; in the smallest chunks that
# are 40,000 pieces to parse.
_READ_AT_ONCE = 64 * 1024
# Looking a member of an enum up takes longer than the comparison with it.
_SILENT, _IDLE, _ASKING = int(Stage.SILENT), int(Stage.IDLE), int(Stage.ASKING)
_SENDING, _WORKING = int(Stage.SENDING), int(Stage.WORKING)

NOT_HTTP = Answer(400, b'{"error": "Bad request"}')
TOO_SLOW = Answer(408, b'{"error": "Request timeout"}')

OnError = Callable[[int, BaseException | None], web.StreamResponse]


class Connection(web.RequestHandler):
    """Reads requests of one client, one after the other."""

    __slots__ = ("_body", "_doorman", "_head_size", "_on_error", "blocked_since", "since", "stage")

    def __init__(self, server: web.Server, doorman: Doorman, on_error: OnError) -> None:
        """Belong to `server`, be watched by `doorman`, and answer errors as `on_error` says."""
        self._doorman = doorman
        self._on_error = on_error
        self._head_size = 0
        self._body: StreamReader | None = None
        self.stage = _SILENT
        self.since = 0.0
        self.blocked_since = 0.0
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type] # None is how it is switched off
            keepalive_timeout=_KEEPALIVE_S,
            lingering_time=_LINGER_S,
            auto_decompress=False,
        )

    @property
    def blocked(self) -> bool:
        """True while the client takes nothing of what is sent to it."""
        return self.writing_paused

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Come in, if the doorman lets it."""
        super().connection_made(transport)
        if hasattr(transport, "max_size"):
            transport.max_size = _READ_AT_ONCE
        self.since = self._loop.time()
        self._doorman.let_in(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Be gone."""
        self._doorman.see_off(self)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client takes no more for now; remember since when."""
        super().pause_writing()
        self.blocked_since = self._loop.time()

    def data_received(self, data: bytes) -> None:
        """Read on, and see when a request begins and how long its headers get."""
        if self.stage < _ASKING:
            self.stage = _ASKING
            self.since = self._loop.time()
            self._head_size = len(data)
        elif self.stage == _ASKING and self._awaits_head:
            self._head_size += len(data)
            if self._head_size > _LARGEST_HEAD:
                self.end(NOT_HTTP)
                return
        super().data_received(data)
        if self._body is not None and self._messages and not self._body.is_eof():
            # Nothing can follow a body that has not ended but the parser's complaint about it.
            # Its reader is not told by aiohttp, and would wait in vain.
            self._body.set_exception(web.RequestPayloadError("malformed"))

    def expect(self, body: StreamReader) -> None:
        """A body is on its way, and somebody reads it."""
        self._body = body
        self.stage = _SENDING

    def expect_no_more(self) -> None:
        """That body is here, or given up."""
        self._body = None
        self.stage = _WORKING

    def hurry(self) -> None:
        """End it, with a word if it began to ask."""
        if self.stage == _SILENT:
            self.throw_out()
        elif self._awaits_head:
            self.end(TOO_SLOW)

    def end(self, answer: Answer) -> None:
        """End it with an answer to what was not asked in whole."""
        if self.transport is not None:
            self.transport.write(_plain(answer))
        self.force_close()

    def leave_if_idle(self) -> None:
        """End it, if nothing is asked; after the answer, if that is being written."""
        if self.stage != _IDLE:
            return
        if self._awaits_head:
            self.force_close()
        else:
            self.close()

    def throw_out(self) -> None:
        """End it at once; what was not sent yet, is not."""
        if self.transport is not None:
            self.transport.abort()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no request, then hang up."""
        response = self._on_error(status, exc)
        response.force_close()
        return response

    @property
    def _awaits_head(self) -> bool:
        return self._waiter is not None and not self._waiter.done()


def _plain(answer: Answer) -> bytes:
    head = (
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\n"
        "Server: rivermon\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(answer.body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + answer.body
