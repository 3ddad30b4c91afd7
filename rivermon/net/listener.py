"""Listens for webhooks: one request in, one status out. Sets limits, decides nothing.

Knows HTTP. Does not know signatures, content or the store.
"""

import asyncio
import errno
import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from rivermon.core.entities import Answer, Arrival, Headers
from rivermon.core.ports import ListenerUnavailable
from rivermon.core.signature import Refusal

PATHS = ("/webhooks/modelriver", "/webhook/modelriver", "/webhook", "/webhooks/ai")
"""Where senders post (protocol, section 2); the first is the one that rivermon tells."""

HEALTH = "/health"
MAX_BODY = 5 * 1024 * 1024
BODY_TIMEOUT_S = 10.0
# aiohttp waits so long twice: for bodies to arrive, then for their answers. A second in all.
_SHUTDOWN_S = 0.5
_KEEPALIVE_S = 75.0
# So long is read and thrown away after an early answer, that a reset does not overtake it.
_LINGER_S = 1.0
_log = logging.getLogger(__name__)

_NOT_FOUND = Answer(404, b'{"error": "Not found"}')
_METHOD = Answer(405, b'{"error": "Method not allowed"}')
_HEALTH_METHOD = Answer(405, b'{"error": "Method not allowed"}')
_TOO_SLOW = Answer(408, b'{"error": "Request timeout"}')
_NOT_HTTP = Answer(400, b'{"error": "Bad request"}')
_CUT_SHORT = Answer(400, b'{"error": "Incomplete request"}')
_FAILED = Answer(503, b'{"error": "Temporarily unavailable"}', 5)
_HEALTHY = Answer(200, b'{"status": "ok"}')


class Receiver(Protocol):
    """Who decides about requests."""

    async def receive(self, arrival: Arrival) -> Answer:
        """Take in a whole request."""
        ...

    async def turn_away(self, arrival: Arrival, why: Refusal) -> Answer:
        """Take note of a request whose body was not read."""
        ...

    async def health(self) -> str | None:
        """What is wrong, in one word; None when all is well."""
        ...


class _TooLarge(Exception):
    """The body is over the limit."""


class _Connection(web.RequestHandler):
    """One connection; what is not even HTTP is answered like all else: in JSON, by rivermon."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if status != HTTPStatus.BAD_REQUEST:
            _log.error("A connection failed", exc_info=exc)
        response = _response(_NOT_HTTP if status == HTTPStatus.BAD_REQUEST else _FAILED)
        response.force_close()
        return response


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Connection(
            self,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type] # None is how it is switched off
            keepalive_timeout=_KEEPALIVE_S,
            lingering_time=_LINGER_S,
            auto_decompress=False,
        )


class Listener:
    """An HTTP server for the webhook paths and /health."""

    def __init__(
        self,
        receiver: Receiver,
        *,
        now: Callable[[], datetime],
        host: str,
        port: int,
        extra_path: str | None = None,
        max_body: int = MAX_BODY,
        body_timeout_s: float = BODY_TIMEOUT_S,
    ) -> None:
        """Answer for `receiver`.

        Args:
            receiver: who decides.
            now: the wall clock.
            host: the address to listen at.
            port: the port; 0 picks a free one.
            extra_path: one more path for webhooks, that the operator set.
            max_body: the longest body, in bytes.
            body_timeout_s: how long a body may take to arrive, in seconds.
        """
        self._receiver = receiver
        self._now = now
        self._host = host
        self._port = port
        self._paths = frozenset((*PATHS, extra_path.rstrip("/")) if extra_path else PATHS)
        self._max_body = max_body
        self._body_timeout_s = body_timeout_s
        self._runner: web.ServerRunner | None = None
        self._bound: tuple[str, int] | None = None

    @property
    def address(self) -> tuple[str, int] | None:
        """The host and port that are listened at; None while not listening."""
        return self._bound

    @property
    def url(self) -> str | None:
        """The webhook URL on this machine; None while not listening."""
        if self._bound is None:
            return None
        host, port = self._bound
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{PATHS[0]}"

    async def open(self) -> None:
        """Begin to listen.

        Raises:
            ListenerUnavailable: the address is taken, not allowed, or not this machine's.
        """
        runner = web.ServerRunner(
            _Server(self._handle),
            shutdown_timeout=_SHUTDOWN_S,
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port, backlog=1024).start()
        except (OSError, OverflowError, ValueError) as failure:
            await runner.cleanup()
            raise ListenerUnavailable(_words(failure, self._host, self._port)) from failure
        self._runner = runner
        self._bound = (self._host, int(runner.addresses[0][1]))

    async def close(self) -> None:
        """Stop listening; requests under way get a second to be answered."""
        runner, self._runner, self._bound = self._runner, None, None
        if runner is not None:
            await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            answer = await self._answer(request)
        except (ConnectionError, HttpProcessingError, web.RequestPayloadError):
            answer = _CUT_SHORT
        except Exception:  # noqa: BLE001 - logged with its trace
            # A mistake of ours must not lose the webhook: ModelRiver delivers it again.
            _log.exception("A request could not be handled")
            answer = _FAILED
        return _response(answer)

    async def _answer(self, request: web.BaseRequest) -> Answer:
        path = request.path.rstrip("/")
        if path == HEALTH:
            return await self._health() if request.method in {"GET", "HEAD"} else _HEALTH_METHOD
        if path not in self._paths:
            return _NOT_FOUND
        if request.method != "POST":
            return _METHOD
        if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            return await self._receiver.turn_away(self._arrival(request), Refusal.CONTENT_ENCODING)
        try:
            body = await self._body(request)
        except _TooLarge:
            return await self._receiver.turn_away(self._arrival(request), Refusal.TOO_LARGE)
        except TimeoutError:
            return _TOO_SLOW
        return await self._receiver.receive(self._arrival(request, body))

    async def _health(self) -> Answer:
        wrong = await self._receiver.health()
        return Answer(503, b'{"status": "%b"}' % wrong.encode()) if wrong else _HEALTHY

    async def _body(self, request: web.BaseRequest) -> bytes:
        if (request.content_length or 0) > self._max_body:
            raise _TooLarge
        if request.headers.get("Expect", "").lower() == "100-continue":
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0
        # Most bodies are here already: no timer for them.
        if request.content.is_eof():
            body = request.content.read_nowait()
            if len(body) > self._max_body:
                raise _TooLarge
            return body
        async with asyncio.timeout(self._body_timeout_s):
            parts = bytearray()
            async for part in request.content.iter_any():
                parts += part
                if len(parts) > self._max_body:
                    raise _TooLarge
        return bytes(parts)

    def _arrival(self, request: web.BaseRequest, body: bytes = b"") -> Arrival:
        return Arrival(
            received_at=self._now(),
            remote=request.remote or "",
            path=request.path,
            headers=_headers(request),
            body=body,
        )


def _headers(request: web.BaseRequest) -> Headers:
    # What is no UTF-8 is no signature either, and must not break the store.
    return tuple(
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, value in request.raw_headers
    )


def _response(answer: Answer) -> web.Response:
    headers = {"Server": "rivermon"}
    if answer.retry_after_s is not None:
        headers["Retry-After"] = str(answer.retry_after_s)
    elif answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD" if answer is _HEALTH_METHOD else "POST"
    response = web.Response(
        body=answer.body, status=answer.status, headers=headers, content_type="application/json"
    )
    if answer.status in {408, 413, 415}:
        response.force_close()
    return response


def _words(failure: Exception, host: str, port: int) -> str:
    code = getattr(failure, "errno", None)
    if code == errno.EADDRINUSE:
        return (
            f"Port {port} at {host} is taken by another program: close that, or choose another "
            "port with --port."
        )
    if code == errno.EACCES:
        return f"Port {port} may not be used without more rights: choose one above 1023."
    if code == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine: choose another with --host."
    return f"rivermon cannot listen at {host} port {port}: {failure}."
