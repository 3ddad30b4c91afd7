"""Takes callbacks and counts them, with as little work as can be.

As a program it listens at a port of 127.0.0.1: `python -m tests.bench.callback_sink PORT`; a GET is
answered with the number of POSTs so far.
"""

import asyncio
import re
import sys

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_TAKEN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class _Taker(asyncio.Protocol):
    taken = 0

    def __init__(self) -> None:
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._end_of_request()) is not None:
            request, self._waiting = self._waiting[:end], self._waiting[end:]
            self._transport.write(_answer(request))

    def _end_of_request(self) -> int | None:
        head, found, rest = self._waiting.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        missing = int(length[1]) if length else 0
        return len(head) + 4 + missing if found and len(rest) >= missing else None


def _answer(request: bytes) -> bytes:
    if request.startswith(b"POST "):
        _Taker.taken += 1
        return _TAKEN
    number = str(_Taker.taken).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(number), number)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Taker, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
