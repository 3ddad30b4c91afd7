"""The HTTP server of the listener: one request in, one status out.

Knows HTTP. Does not know signatures, content or the store. Loading it loads aiohttp.
"""

import asyncio
import contextlib
import logging
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast

from aiohttp import HttpVersion10, HttpVersion11, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from rivermon.core.entities import Answer, Arrival, Headers
from rivermon.core.origin import origin_of
from rivermon.core.signature import Refusal
from rivermon.net.accepting import outlive_clients
from rivermon.net.body_room import LARGE, BodyRoom, NoRoom
from rivermon.net.built_response import Press
from rivermon.net.connection import NOT_HTTP, TOO_SLOW, Connection
from rivermon.net.doorman import Doorman, Stage
from rivermon.net.listener import HEALTH
from rivermon.net.receiver import Limits, Receiver

# aiohttp waits so long twice: for bodies to arrive, then for their answers. A second in all.
_SHUTDOWN_S = 0.5
_ANSWERED_WITHIN_S = 5.0
# asyncio accepts as many in a row as may wait, and only then reads what the first of them say: in a
# rush of newcomers those would be sent away unheard.
_ACCEPTED_AT_ONCE = 64
_MAY_WAIT = 1024
_log = logging.getLogger(__name__)

_NOT_FOUND = Answer(404, b'{"error": "Not found"}')
_METHOD = Answer(405, b'{"error": "Method not allowed"}')
_HEALTH_METHOD = Answer(405, b'{"error": "Method not allowed"}')
_CUT_SHORT = Answer(400, b'{"error": "Incomplete request"}')
_FAILED = Answer(503, b'{"error": "Temporarily unavailable"}', 5)
_HEALTHY = Answer(200, b'{"status": "ok"}')
# What comes after such a request may not be where the next one begins.
_LAST = frozenset({400, 408, 413, 415})

_VERSIONS = (HttpVersion11, HttpVersion10)
_TARGETS = ("/", "http://", "https://")
_IDLE, _ASKED, _WORKING = int(Stage.IDLE), int(Stage.ASKED), int(Stage.WORKING)


class _TooLarge(Exception):
    """The body is over the limit."""


class _TooSlow(Exception):
    """The body did not come in time."""


class _Server(web.Server):
    def __init__(self, handler: Callable[..., object], doorman: Doorman) -> None:
        super().__init__(handler)  # type: ignore[arg-type] # aiohttp does not export its type
        self._doorman = doorman

    def __call__(self) -> web.RequestHandler:
        return Connection(self, self._doorman, _on_error)


class WebhookServer:
    """Answers for a receiver, within limits."""

    def __init__(self, receiver: Receiver, limits: Limits, now: Callable[[], datetime]) -> None:
        self._receiver = receiver
        self._limits = limits
        self._now = now
        self._press = Press()
        self._small = min(LARGE, limits.max_body)
        self._room = BodyRoom(limits.max_body)
        self._doorman = Doorman(
            asyncio.get_running_loop(),
            most=limits.most_connections,
            head_timeout_s=limits.head_timeout_s,
        )
        self._handlers = _Server(self._handle, self._doorman)
        self._runner = web.ServerRunner(self._handlers, shutdown_timeout=_SHUTDOWN_S)
        self._server: asyncio.Server | None = None
        self._leaving = False

    async def open(self, host: str, port: int) -> int:
        """Begin to listen; the port that it is.

        Raises:
            OSError, OverflowError, ValueError: the address cannot be had.
        """
        await self._runner.setup()
        try:
            return await self.resume(host, port)
        except (OSError, OverflowError, ValueError):
            await self.close()
            raise

    async def resume(self, host: str, port: int) -> int:
        """Listen again after a pause; the port that it is.

        Raises:
            OSError, OverflowError, ValueError: the address cannot be had.
        """
        loop = asyncio.get_running_loop()
        outlive_clients(loop)
        self._server = await loop.create_server(
            self._handlers, host, port, backlog=_ACCEPTED_AT_ONCE
        )
        for listening in self._server.sockets:
            _lengthen_queue(listening)
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def paused(self) -> bool:
        """True while nobody new is let in."""
        return self._server is None

    async def pause(self) -> None:
        """Let nobody new in; who is here is served."""
        server, self._server = self._server, None
        if server is not None:
            await _accept_no_more(server)
            server.close()

    def limit(self, limits: Limits) -> None:
        """Have other paths and another longest body from now on."""
        self._limits = limits
        self._small = min(LARGE, limits.max_body)
        self._room.resize(limits.max_body)

    async def leave(self) -> None:
        """Let nobody new in, and close when everybody who is here was answered.

        Whoever asks may take as long as the limits say, and is sent away with the answer; whoever
        is idle goes at once.
        """
        await self.pause()
        self._leaving = True
        try:
            for each in self._handlers.connections:
                if isinstance(each, Connection):
                    each.leave_if_idle()
            longest_s = self._limits.head_timeout_s + self._limits.body_timeout_s
            async with asyncio.timeout(longest_s + _ANSWERED_WITHIN_S):
                await self._doorman.until_nobody()
        except TimeoutError:
            _log.info("A connection to the address of before was still open, and is closed now")
        finally:
            await self.close()

    async def close(self) -> None:
        """Stop listening; requests under way get a second to be answered."""
        await self.pause()
        await self._runner.cleanup()
        self._doorman.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        connection = cast("Connection", request.protocol)
        connection.stage = _ASKED
        try:
            answer = await self._answer(request, connection)
        except ConnectionError:
            answer = _CUT_SHORT
        except (HttpProcessingError, web.RequestPayloadError):
            answer = _CUT_SHORT
            # aiohttp would read what is left, and log that this fails.
            request.content.feed_eof()
        except Exception:  # noqa: BLE001 - logged with its trace
            # A mistake of ours must not lose the webhook: ModelRiver delivers it again.
            _log.exception("A request could not be handled")
            answer = _FAILED
        finally:
            connection.stage = _IDLE
        # aiohttp drops what follows a request for another protocol.
        last = self._leaving or hdrs.UPGRADE in request.headers
        if not last and (built := self._press.response(answer, request)):
            return built
        response = _response(answer)
        if last:
            response.force_close()
        return response

    async def _answer(self, request: web.BaseRequest, connection: Connection) -> Answer:
        if _is_odd(request):
            if request.version not in _VERSIONS:
                # aiohttp's answer would name the same protocol, whatever that is.
                connection.end(NOT_HTTP)
            return NOT_HTTP
        path = request.rel_url.path_safe.rstrip("/")
        if path == HEALTH:
            return await self._health() if request.method in {"GET", "HEAD"} else _HEALTH_METHOD
        if path not in self._limits.paths:
            return _NOT_FOUND
        return await self._webhook(request, connection) if request.method == "POST" else _METHOD

    async def _webhook(self, request: web.BaseRequest, connection: Connection) -> Answer:
        connection.stage = _WORKING
        if hdrs.CONTENT_ENCODING in request.headers and _is_encoded(request):
            return await self._receiver.turn_away(self._arrival(request), Refusal.CONTENT_ENCODING)
        if (request.content_length or 0) > self._limits.max_body:
            return await self._receiver.turn_away(self._arrival(request), Refusal.TOO_LARGE)
        if hdrs.EXPECT in request.headers:
            await _continue(request)
        # Most bodies are here already: no timer for them.
        begun = request.content.read_nowait() if request.content.is_eof() else None
        if begun is not None and len(begun) <= self._small:
            return await self._receiver.receive(self._arrival(request, begun))
        try:
            body = await self._body(request, connection, begun or b"")
            return await self._receiver.receive(self._arrival(request, body))
        except _TooLarge:
            return await self._receiver.turn_away(self._arrival(request), Refusal.TOO_LARGE)
        except _TooSlow:
            return TOO_SLOW
        except NoRoom:
            return _FAILED
        finally:
            self._room.leave(connection)

    async def _health(self) -> Answer:
        wrong = await self._receiver.health()
        return Answer(503, b'{"status": "%b"}' % wrong.encode()) if wrong else _HEALTHY

    async def _body(self, request: web.BaseRequest, connection: Connection, begun: bytes) -> bytes:
        """A body that is large, or still on its way."""
        connection.expect(request.content)
        parts = bytearray(begun)
        self._check_size(parts, connection)
        try:
            async with asyncio.timeout(self._limits.body_timeout_s):
                async for part in request.content.iter_any():
                    parts += part
                    self._check_size(parts, connection)
            return bytes(parts)
        except TimeoutError as late:
            raise _TooSlow from late
        finally:
            connection.expect_no_more()
            # What was given up is freed now, not when its traceback is.
            parts.clear()

    def _check_size(self, parts: bytearray, connection: Connection) -> None:
        if len(parts) > self._limits.max_body:
            raise _TooLarge
        if len(parts) > LARGE:
            self._room.take(connection, len(parts))

    def _arrival(self, request: web.BaseRequest, body: bytes = b"") -> Arrival:
        return Arrival(
            received_at=self._now(),
            remote=_origin(request),
            path=request.rel_url.path_safe,
            headers=_headers(request),
            body=body,
        )


async def _accept_no_more(server: asyncio.Server) -> None:
    """Stop accepting; who was accepted a moment ago is let in before the server is closed.

    asyncio would forget it otherwise: its client would wait for an answer for ever.
    """
    loop = asyncio.get_running_loop()
    for listening in server.sockets:
        with contextlib.suppress(NotImplementedError):  # on Windows there is no such moment
            loop.remove_reader(listening.fileno())
    await asyncio.sleep(0)


def _lengthen_queue(listening: Any) -> None:
    if sys.platform != "win32":
        with socket.fromfd(listening.fileno(), listening.family, listening.type) as same:
            same.listen(_MAY_WAIT)


def _is_odd(request: web.BaseRequest) -> bool:
    """True for what another server on the way may have read otherwise, or no sender writes.

    What llhttp itself refuses never comes here: two lengths, a length beside chunks, folded lines,
    bare line feeds and the like (RFC 9112, sections 2.2, 5.1, 5.2 and 6.3). It leaves to us a body
    whose last coding is chunked but not the only one, or that HTTP/1.0 sends in chunks (6.1),
    protocols that are not HTTP/1, and targets that are no resource of ours.
    """
    coding = request.headers.get(hdrs.TRANSFER_ENCODING)
    return (
        (coding is not None and (coding.lower() != "chunked" or request.version != HttpVersion11))
        or request.version not in _VERSIONS
        or not request.raw_path.startswith(_TARGETS)
        or request.method == hdrs.METH_CONNECT
    )


def _is_encoded(request: web.BaseRequest) -> bool:
    codings = request.headers.getall(hdrs.CONTENT_ENCODING)
    return any(coding.strip().lower() != "identity" for coding in codings)


async def _continue(request: web.BaseRequest) -> None:
    expected = request.headers[hdrs.EXPECT].lower() == "100-continue"
    if expected and request.version == HttpVersion11:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0


def _origin(request: web.BaseRequest) -> str:
    remote = request.remote or ""
    if hdrs.X_FORWARDED_FOR not in request.headers:
        return remote
    return origin_of(remote, request.headers.getall(hdrs.X_FORWARDED_FOR))


def _headers(request: web.BaseRequest) -> Headers:
    # What is no UTF-8 is no signature either, and must not break the store.
    return tuple(
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, value in request.raw_headers
    )


def _on_error(status: int, failure: BaseException | None) -> web.StreamResponse:
    if status == HTTPStatus.BAD_REQUEST:
        return _response(NOT_HTTP)
    _log.error("A connection failed", exc_info=failure)
    return _response(_FAILED)


def _response(answer: Answer) -> web.Response:
    headers = {"Server": "rivermon"}
    if answer.retry_after_s is not None:
        headers["Retry-After"] = str(answer.retry_after_s)
    elif answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD" if answer is _HEALTH_METHOD else "POST"
    response = web.Response(
        body=answer.body, status=answer.status, headers=headers, content_type="application/json"
    )
    if answer.status in _LAST:
        response.force_close()
    return response
