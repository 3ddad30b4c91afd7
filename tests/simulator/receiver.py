"""A small real HTTP server that takes webhooks, for the tests of what sends them."""

import asyncio
from collections.abc import Callable
from typing import Self

import msgspec
from aiohttp import web


class Received(msgspec.Struct, frozen=True):
    path: str
    headers: dict[str, str]
    body: bytes


def take(_: Received) -> int | None:
    return 200


class Receiver:
    """Answers every POST with the status that `judge` says; None never answers."""

    def __init__(self, judge: Callable[[Received], int | None] = take) -> None:
        self.judge = judge
        self.received: list[Received] = []
        self.in_flight = self.most_in_flight = 0
        self.answering = asyncio.Event()
        self.answering.set()
        self._came = asyncio.Condition()
        server = web.Server(self._handle, access_log=None, handler_cancellation=True)
        self._runner = web.ServerRunner(server, shutdown_timeout=1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/webhooks/modelriver"

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(5), self._came:
            await self._came.wait_for(lambda: len(self.received) >= count)

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            received = Received(request.path, dict(request.headers), await request.read())
            self.received.append(received)
            async with self._came:
                self._came.notify_all()
            await self.answering.wait()
            status = self.judge(received)
            if status is None:
                await asyncio.Event().wait()
            headers = {"Location": self.url} if status == 302 else {}
            return web.json_response({"received": True}, status=status or 500, headers=headers)
        finally:
            self.in_flight -= 1
