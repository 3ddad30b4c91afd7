"""So many webhooks a second, whether or not the last ones were answered.

How long an answer takes is counted from when its webhook was due, so that a stall is counted by
everybody who had to wait for it. Does not know what answers.
"""

import asyncio
import time
from collections import deque

from tests.bench.saturation import CONNECTIONS
from tests.bench.stock import Stock

_OK = b"HTTP/1.1 200"


async def at_a_pace(port: int, stock: Stock, first: int, *, rate: int, seconds: int) -> list[float]:
    """Send webhooks from number `first` on over 32 connections.

    Returns:
        How long each took, in milliseconds.

    Raises:
        RuntimeError: one was not answered 200.
    """
    sender = _Sender(stock, first)
    await sender.open(port)
    began = time.perf_counter()
    for number in range(rate * seconds):
        due = began + number / rate
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        await sender.send(due)
    await sender.close()
    return sender.took_ms


class _Sender:
    """Connections that are free, and the webhooks that follow."""

    def __init__(self, stock: Stock, first: int) -> None:
        self.took_ms: list[float] = []
        self._file = stock.path.open("rb")
        self._file.seek(first * stock.length)
        self._length = stock.length
        self._free: deque[_Connection] = deque()

    async def open(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            _, connection = await loop.create_connection(_Connection, "127.0.0.1", port)
            self._free.append(connection)

    async def send(self, due: float) -> None:
        """Send the next webhook over a connection that is free, waiting for one if need be."""
        while not self._free[0].idle:
            await self._free[0].answered()
        connection = self._free[0]
        self._free.rotate(-1)
        connection.send(self._file.read(self._length), due, self.took_ms)

    async def close(self) -> None:
        for connection in self._free:
            await connection.answered()
            connection.transport.close()
        self._file.close()


class _Connection(asyncio.Protocol):
    """One webhook at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._waits: asyncio.Future[None] | None = None
        self._due = 0.0
        self._took_ms: list[float] = []

    @property
    def idle(self) -> bool:
        return self._waits is None or self._waits.done()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def send(self, request: bytes, due: float, took_ms: list[float]) -> None:
        self._waits = asyncio.get_running_loop().create_future()
        self._due, self._took_ms = due, took_ms
        self.transport.write(request)

    async def answered(self) -> None:
        if self._waits is not None:
            await self._waits

    def data_received(self, data: bytes) -> None:
        self._took_ms.append((time.perf_counter() - self._due) * 1000)
        if self._waits is None or self._waits.done():
            return
        if data.startswith(_OK):
            self._waits.set_result(None)
        else:
            self._waits.set_exception(RuntimeError(f"answered {data[:80]!r}"))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waits is not None and not self._waits.done():
            self._waits.set_exception(RuntimeError(f"the connection was lost: {exc}"))
