"""HTTP by hand over a socket: what is sent is exactly what was written."""

import asyncio
from collections.abc import Iterable
from typing import Any, Self

import msgspec

_PATIENCE_S = 5.0


class RawAnswer(msgspec.Struct, frozen=True):
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        found = [value for known, value in self.headers if known.lower() == name.lower()]
        assert len(found) < 2, f"{name} came more than once: {found}"
        return found[0] if found else None

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


def request(
    path: str,
    body: bytes = b"{}",
    *,
    method: str = "POST",
    headers: Iterable[bytes] = (),
    length: int | None = None,
) -> bytes:
    """One request with a Content-Length, which `length` may make a lie."""
    lines = [
        f"{method} {path} HTTP/1.1".encode(),
        b"Host: 127.0.0.1",
        b"Content-Length: %d" % (len(body) if length is None else length),
        *headers,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunked(path: str, parts: Iterable[bytes], *, end: bool = True) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return head + chunks + (b"0\r\n\r\n" if end else b"")


class RawConnection:
    """One TCP connection; every read ends within five seconds."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection(*self._address)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.transport.abort()

    async def ask(self, sent: bytes, *, head_only: bool = False) -> RawAnswer:
        self.writer.write(sent)
        await self.writer.drain()
        return await self.answer(head_only=head_only)

    async def answer(self, *, head_only: bool = False) -> RawAnswer:
        async with asyncio.timeout(_PATIENCE_S):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
            pairs = (line.partition(":") for line in head[1:-1])
            headers = tuple((name, value.strip()) for name, _, value in pairs)
            given = RawAnswer(int(head[0].split()[1]), headers, b"")
            length = 0 if head_only else int(given.header("Content-Length") or 0)
            body = await self.reader.readexactly(length)
        return msgspec.structs.replace(given, body=body)

    async def answer_if_any(self) -> RawAnswer | None:
        """The next answer; None when there is none, for the server hung up."""
        try:
            return await self.answer()
        except (ConnectionError, asyncio.IncompleteReadError):
            return None

    async def is_closed_by_server(self) -> bool:
        async with asyncio.timeout(_PATIENCE_S):
            try:
                return await self.reader.read(1) == b""
            except ConnectionError:
                return True


async def ask(address: tuple[str, int], sent: bytes, *, head_only: bool = False) -> RawAnswer:
    """One request on a connection of its own."""
    async with RawConnection(address) as connection:
        return await connection.ask(sent, head_only=head_only)
