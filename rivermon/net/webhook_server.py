"""The HTTP server of the listener: one request in, one status out.

Knows HTTP. Does not know signatures, content or the store. Loading it loads aiohttp.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from rivermon.core.entities import Answer, Arrival, Headers
from rivermon.core.signature import Refusal
from rivermon.net.listener import HEALTH
from rivermon.net.receiver import Limits, Receiver

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


class WebhookServer:
    """Answers for a receiver, within limits."""

    def __init__(self, receiver: Receiver, limits: Limits, now: Callable[[], datetime]) -> None:
        self._receiver = receiver
        self._limits = limits
        self._now = now
        self._runner = web.ServerRunner(_Server(self._handle), shutdown_timeout=_SHUTDOWN_S)

    async def open(self, host: str, port: int) -> int:
        """Begin to listen; the port that it is.

        Raises:
            OSError, OverflowError, ValueError: the address cannot be had.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port, backlog=1024).start()
        except (OSError, OverflowError, ValueError):
            await self.close()
            raise
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Stop listening; requests under way get a second to be answered."""
        await self._runner.cleanup()

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
        if path not in self._limits.paths:
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
        if (request.content_length or 0) > self._limits.max_body:
            raise _TooLarge
        if request.headers.get("Expect", "").lower() == "100-continue":
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0
        # Most bodies are here already: no timer for them.
        if request.content.is_eof():
            body = request.content.read_nowait()
            if len(body) > self._limits.max_body:
                raise _TooLarge
            return body
        async with asyncio.timeout(self._limits.body_timeout_s):
            parts = bytearray()
            async for part in request.content.iter_any():
                parts += part
                if len(parts) > self._limits.max_body:
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
