"""A real HTTP server that takes callbacks where ModelRiver would, and answers as it is told.

Does not know who calls, nor which webhook a callback belongs to.
"""

import asyncio
import hmac
import logging
import socket
import struct
import sys
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, Self

import msgspec
from aiohttp import web

from rivermon.core.entities import CallbackKind
from rivermon.simulator.callback_tally import CallbackTally, TakenCallback
from rivermon.simulator.scripted import Manner, Script, Scripted, take_all

_log = logging.getLogger(__name__)

_BODY_LIMIT = 16 * 1024 * 1024  # a callback brings back a webhook's content, and a little more
_PLANS_KEPT = 10_000
_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)

Subscriber = Callable[[TakenCallback], None]


class _Body(msgspec.Struct):
    """The fields of a callback that the desk looks at (protocol, section 6)."""

    data: dict[str, Any] | None = None
    error: str | None = None
    task_id: str | None = None

    @property
    def kind(self) -> CallbackKind | None:
        if self.error is not None:
            return CallbackKind.ERROR
        return None if self.data is None else CallbackKind.SUCCESS


class CallbackDesk:
    """Takes callbacks at POST /v1/callback/{channel}.

    Use as `async with CallbackDesk() as desk:`; then `base_url` says where it is. `tally` counts,
    `latest` holds the last callbacks with their bodies.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        api_key: str | None = None,
        script: Script = take_all,
        keep: int = 200,
        remember: int = 100_000,
    ) -> None:
        """Prepare a desk.

        Args:
            host: the address to listen on.
            port: the port; 0 picks one.
            api_key: what must follow `Authorization: Bearer`, else 401; None lets all in.
            script: says how well-formed callbacks are answered, `plan` taking precedence.
            keep: how many callbacks `latest` holds.
            remember: how many channels the tally holds.
        """
        self.tally = CallbackTally(remember)
        self.latest: deque[TakenCallback] = deque(maxlen=keep)
        self._address = (host, port)
        self._bearer = None if api_key is None else f"Bearer {api_key}".encode()
        self._script = script
        self._plans: OrderedDict[str, deque[Scripted]] = OrderedDict()
        self._subscribers: list[Subscriber] = []
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen.

        Raises:
            OSError: the address cannot be had.
        """
        app = web.Application(client_max_size=_BODY_LIMIT)
        app.router.add_post("/v1/callback/{channel}", self._take)
        self._closing.clear()
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, *self._address).start()
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def base_url(self) -> str:
        """Scheme, host and port, such as http://127.0.0.1:8766; for `callback_base`."""
        if self._runner is None:
            raise RuntimeError("a desk has an address inside its `async with` only")
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def plan(self, channel: str, *answers: Scripted) -> None:
        """Answer the next callbacks of one channel so, each once; then the script has its say.

        Plans of the oldest channels are dropped when there are ten thousand.
        """
        if not answers:
            return
        self._plans.setdefault(channel, deque()).extend(answers)
        if len(self._plans) > _PLANS_KEPT:
            self._plans.popitem(last=False)

    def subscribe(self, subscriber: Subscriber) -> None:
        """Have `subscriber` called with every callback as soon as its answer is decided."""
        self._subscribers.append(subscriber)

    async def wait_for(self, count: int, timeout_s: float | None = None) -> None:
        """Wait until `count` callbacks came in all, however they were answered.

        Raises:
            TimeoutError: they did not within `timeout_s` seconds.
        """
        await self._until(lambda: self.tally.total >= count, timeout_s)

    async def wait_for_settled(self, channels: int, timeout_s: float | None = None) -> None:
        """Wait until that many different channels had a callback accepted.

        Raises:
            TimeoutError: they had not within `timeout_s` seconds.
        """
        await self._until(lambda: self.tally.settled >= channels, timeout_s)

    async def _until(self, met: Callable[[], bool], timeout_s: float | None) -> None:
        async with asyncio.timeout(timeout_s):
            while not met():
                self._changed.clear()
                await self._changed.wait()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        channel = request.match_info["channel"]
        raw = await request.read()
        if not self._authorized(request):
            return self._refuse(channel, raw, 401, "Unauthorized")
        try:
            body = msgspec.json.decode(raw, type=_Body)
        except msgspec.MsgspecError as error:
            return self._refuse(channel, raw, 400, f"Invalid callback: {error}")
        if body.kind is None:
            return self._refuse(channel, raw, 400, "Invalid callback: neither data nor error")
        nth = self.tally.come(channel, body.task_id)
        taken = TakenCallback(
            channel=channel, nth=nth, kind=body.kind, task_id=body.task_id, status=None, body=raw
        )
        return await self._answer(request, taken, self._scripted(channel, nth))

    def _authorized(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        return self._bearer is None or hmac.compare_digest(given, self._bearer)

    def _refuse(self, channel: str, raw: bytes, status: int, why: str) -> web.Response:
        self.tally.refuse()
        self._note(
            TakenCallback(channel=channel, nth=0, kind=None, task_id=None, status=status, body=raw)
        )
        return web.json_response({"error": why}, status=status)

    def _scripted(self, channel: str, nth: int) -> Scripted:
        planned = self._plans.get(channel)
        if planned is None:
            return self._script(channel, nth)
        answer = planned.popleft()
        if not planned:
            del self._plans[channel]
        return answer

    async def _answer(
        self, request: web.Request, taken: TakenCallback, scripted: Scripted
    ) -> web.Response:
        if scripted.delay_s:
            self._changed.set()
            await self._pause(taken, scripted.delay_s)
        if scripted.manner is Manner.ANSWER:
            self._note(msgspec.structs.replace(taken, status=scripted.status))
            return _response(scripted)
        self._note(taken)
        if scripted.manner is Manner.HANG:
            await self._closing.wait()
        _reset(request)
        return web.Response()

    async def _pause(self, taken: TakenCallback, delay_s: float) -> None:
        try:
            async with asyncio.timeout(delay_s):
                await self._closing.wait()
        except TimeoutError:
            return
        except asyncio.CancelledError:
            self._note(taken)  # the caller left before it was answered
            raise

    def _note(self, taken: TakenCallback) -> None:
        self.tally.answered(taken)
        self.latest.append(taken)
        self._changed.set()
        for subscriber in self._subscribers:
            try:
                subscriber(taken)
            except Exception:  # noqa: BLE001 - ours to log; the caller gets its answer
                _log.exception("A subscriber of the callback desk failed")


def _response(scripted: Scripted) -> web.Response:
    body = scripted.body
    if body is None:
        body = b'{"status":"ok"}' if scripted.status in range(200, 300) else b'{"error":"scripted"}'
    headers = {"Content-Type": "application/json", **scripted.headers}
    return web.Response(status=scripted.status, headers=headers, body=body)


def _reset(request: web.Request) -> None:
    """Break the connection so that the caller sees a reset, not an orderly end."""
    if request.transport is not None:
        raw: socket.socket | None = request.transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        request.transport.abort()
