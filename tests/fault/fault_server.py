"""A callback server that misbehaves while it is brought content, and takes an error callback."""

import asyncio
import itertools
import socket
import ssl
import struct
from typing import Self

from tests.net.plain_server import Exchange, PlainServer, Turn, says

OK = b"HTTP/1.1 200 OK\r\n"
_LINGER = struct.pack("ii", 1, 0)


class FaultServer(PlainServer):
    """A PlainServer at a port of one's choice, with TLS if a context is given."""

    def __init__(self, turn: Turn, *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(turn)
        self._wanted = port
        self._tls = tls

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self._wanted, ssl=self._tls
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    @property
    def host(self) -> str:
        """As an operator allows it."""
        return f"127.0.0.1:{self.port}"

    def brought(self, what: bytes) -> int:
        """How many callbacks came with `what` in them."""
        return sum(what in exchange.body for exchange in self.exchanges)


def content_only(fault: Turn) -> Turn:
    """Do `fault` to callbacks that bring content, and take those that tell of an error."""

    async def turn(exchange: Exchange) -> None:
        told = b'"processing_failed"' in exchange.body
        await (says("200 OK", b"{}") if told else fault)(exchange)

    return turn


def one_after_another(*turns: Turn) -> Turn:
    """A turn for each request; the last goes on for ever."""
    coming = itertools.chain(turns, itertools.repeat(turns[-1]))

    async def turn(exchange: Exchange) -> None:
        await next(coming)(exchange)

    return turn


async def hang(_: Exchange) -> None:
    await asyncio.Event().wait()


async def drip_head(exchange: Exchange) -> None:
    for byte in OK * 1000:
        await exchange.send(bytes([byte]))
        await asyncio.sleep(0.05)


async def drip_body(exchange: Exchange) -> None:
    await exchange.send(OK + b"Content-Length: 1000\r\n\r\n")
    for _ in range(1000):
        await exchange.send(b".")
        await asyncio.sleep(0.05)


async def reset_in_head(exchange: Exchange) -> None:
    await exchange.send(OK + b"Content-Len")
    reset(exchange)


async def reset_in_body(exchange: Exchange) -> None:
    await exchange.send(OK + b"Content-Length: 100\r\n\r\nso far")
    await asyncio.sleep(0.05)
    reset(exchange)


def reset(exchange: Exchange) -> None:
    """End the connection as a machine does that knows nothing of it."""
    raw: socket.socket = exchange.writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    exchange.writer.transport.abort()


async def endless_headers(exchange: Exchange) -> None:
    await exchange.send(OK)
    for number in itertools.count():
        await exchange.send(b"X-%d: %b\r\n" % (number, b"y" * 100))


async def endless_header(exchange: Exchange) -> None:
    await exchange.send(OK + b"X: ")
    while True:
        await exchange.send(b"y" * 65_536)


async def no_http(exchange: Exchange) -> None:
    await exchange.send(b"220 mail.example ESMTP\r\n\r\n")


class Gigabyte:
    """A turn that sends a body of a gigabyte, and counts how much of it was taken."""

    SIZE = 1_000_000_000

    def __init__(self, status: str) -> None:
        self._status = status
        self.sent = 0
        self.cut_off = asyncio.Event()

    async def __call__(self, exchange: Exchange) -> None:
        head = f"HTTP/1.1 {self._status}\r\nContent-Length: {self.SIZE}\r\n\r\n"
        await exchange.send(head.encode())
        try:
            while self.sent < self.SIZE:
                await exchange.send(b"x" * 65_536)
                self.sent += 65_536
        except ConnectionError:
            self.cut_off.set()
            raise
