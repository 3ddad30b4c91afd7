"""A TCP server that reads one HTTP request per turn and answers with scripted bytes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self

Turn = Callable[["Exchange"], Awaitable[None]]


class Exchange:
    """One request as it came, and the way to answer it."""

    def __init__(self, head: str, body: bytes, writer: asyncio.StreamWriter) -> None:
        self.first_line, *lines = head.rstrip("\r\n").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        self.headers = {name.lower(): value.strip() for name, _, value in pairs}
        self.body = body
        self.writer = writer

    async def send(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()


def says(status: str, body: bytes = b"", *headers: str) -> Turn:
    """Answer with one whole HTTP answer."""

    async def turn(exchange: Exchange) -> None:
        head = "".join(f"{header}\r\n" for header in headers)
        lines = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{head}\r\n"
        await exchange.send(lines.encode("latin-1") + body)

    return turn


class PlainServer:
    """Use as `async with PlainServer(turn) as server:`; the same turn answers every request."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self.exchanges: list[Exchange] = []
        self.connections = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/callback/ch-1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._converse(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                exchange = Exchange(head, b"", writer)
                exchange.body = await reader.readexactly(
                    int(exchange.headers.get("content-length", 0))
                )
                self.exchanges.append(exchange)
                await self._turn(exchange)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.transport.abort()
