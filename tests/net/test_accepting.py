"""A client that is gone too early does not end the listening, on the loop that Windows has."""

import asyncio
import socket
from asyncio.proactor_events import BaseProactorEventLoop
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from rivermon.net import accepting
from rivermon.net.accepting import outlive_clients


class _Gone(OSError):
    winerror = 64


class _Proactor:
    """What asyncio asks on Windows to accept, here by sockets that are waited for."""

    def __init__(self, failures: list[OSError]) -> None:
        self.failures = failures

    def accept(self, listening: socket.socket) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(self._accepted(listening))

    async def _accepted(self, listening: socket.socket) -> Any:
        came = await asyncio.get_running_loop().sock_accept(listening)
        if self.failures:
            came[0].close()
            raise self.failures.pop(0)
        return came


class _Loop:
    """As much of a loop as asyncio's own serving on Windows uses, and this one for the rest."""

    def __init__(self, failures: list[OSError]) -> None:
        self._proactor = _Proactor(failures)
        self._accept_futures: dict[int, Any] = {}
        self._debug = False
        self.let_in: asyncio.Queue[socket.socket] = asyncio.Queue()

    def serve(self, listening: socket.socket) -> None:
        BaseProactorEventLoop._start_serving(self, object, listening)  # type: ignore[attr-defined]

    def _make_socket_transport(self, came: socket.socket, *_: Any, **__: Any) -> None:
        self.let_in.put_nowait(came)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        asyncio.get_running_loop().call_exception_handler(context)

    def is_closed(self) -> bool:
        return False

    def call_soon(self, *args: Any) -> None:
        asyncio.get_running_loop().call_soon(*args)

    def create_task(self, *args: Any, **kwargs: Any) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(*args, **kwargs)


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
async def trouble() -> AsyncIterator[asyncio.Queue[str]]:
    told: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: told.put_nowait(context["message"]))
    yield told
    loop.set_exception_handler(None)


async def _knock(listening: socket.socket) -> None:
    _, writer = await asyncio.open_connection(*listening.getsockname())
    writer.close()
    await writer.wait_closed()


async def _stop(loop: _Loop, listening: socket.socket) -> None:
    waiting = loop._accept_futures[listening.fileno()]
    waiting.cancel()
    await asyncio.wait([waiting])


async def test_python_alone_stops_listening(listening: socket.socket, trouble: asyncio.Queue[str]):
    loop = _Loop([_Gone("reset")])
    loop.serve(listening)
    await _knock(listening)
    async with asyncio.timeout(5):
        assert await trouble.get() == "Accept failed on a socket"
    await asyncio.sleep(0)
    assert listening.fileno() == -1


async def test_the_next_client_is_let_in(listening: socket.socket, trouble: asyncio.Queue[str]):
    loop = _Loop([_Gone("reset"), _Gone("reset")])
    outlive_clients(loop)  # type: ignore[arg-type]
    outlive_clients(loop)  # type: ignore[arg-type]
    loop.serve(listening)
    async with asyncio.timeout(5):
        for _ in range(3):
            await _knock(listening)
        (await loop.let_in.get()).close()
    assert loop.let_in.empty()
    assert trouble.empty()
    await _stop(loop, listening)
    assert listening.fileno() == -1


async def test_where_sockets_are_lacking_it_is_tried_again_later(
    listening: socket.socket, trouble: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch, caplog
):
    monkeypatch.setattr(accepting, "_PAUSE_S", 0.01)
    loop = _Loop([OSError("no buffer space")])
    outlive_clients(loop)  # type: ignore[arg-type]
    loop.serve(listening)
    async with asyncio.timeout(5):
        await _knock(listening)
        await _knock(listening)
        (await loop.let_in.get()).close()
    assert "no buffer space" in caplog.text
    assert trouble.empty()
    await _stop(loop, listening)


async def test_a_loop_of_another_system_is_left_as_it_is():
    loop = asyncio.get_running_loop()
    outlive_clients(loop)
    assert not hasattr(loop, "_proactor")
