"""Callbacks that get no proper answer: each is told in words, none is raised."""

import asyncio
import socket
import time

import pytest

from rivermon.core.entities import Reply
from rivermon.net.callback_client import CallbackClient
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Manner, Scripted
from tests.net.plain_server import Exchange, PlainServer, says

KEY = "mr_live_0123456789"
CLOSED = "the connection was closed before an answer"


async def _post(url: str, timeout_s: float = 5.0) -> Reply:
    async with asyncio.timeout(10), CallbackClient(KEY, timeout_s=timeout_s) as client:
        return await client.post(url, b'{"data": {}}')


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_a_hang_ends_after_the_timeout() -> None:
    async with CallbackDesk(script=lambda *_: Scripted(manner=Manner.HANG)) as desk:
        began = time.monotonic()
        reply = await _post(f"{desk.base_url}/v1/callback/ch-1", timeout_s=0.3)
        assert reply == Reply(error="no answer within 0.3 s")
        assert 0.25 < time.monotonic() - began < 3


async def test_a_refused_connection(closed_port: int) -> None:
    reply = await _post(f"http://127.0.0.1:{closed_port}/v1/callback/ch-1")
    assert reply == Reply(error=f"no connection to 127.0.0.1:{closed_port} (Connection refused)")


async def test_a_refused_connection_at_a_name_with_two_addresses(closed_port: int) -> None:
    reply = await _post(f"http://localhost:{closed_port}/v1/callback/ch-1")
    assert reply.status is None
    assert reply.error is not None
    assert reply.error.startswith(f"no connection to localhost:{closed_port} (")
    assert "None" not in reply.error


async def test_a_reset() -> None:
    async with CallbackDesk(script=lambda *_: Scripted(manner=Manner.RESET)) as desk:
        assert await _post(f"{desk.base_url}/v1/callback/ch-1") == Reply(error=CLOSED)


async def test_closed_before_an_answer() -> None:
    async def close(exchange: Exchange) -> None:
        exchange.writer.close()

    async with PlainServer(close) as server:
        assert await _post(server.url) == Reply(error=CLOSED)


async def test_an_answer_that_is_no_http() -> None:
    async def mumble(exchange: Exchange) -> None:
        await exchange.send(b"220 mail.example ESMTP\r\n\r\n")

    async with PlainServer(mumble) as server:
        reply = await _post(server.url)
    assert reply.status is None
    assert reply.error


async def test_a_status_counts_though_its_body_breaks_off() -> None:
    async def break_off(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nso far")
        exchange.writer.close()

    async with PlainServer(break_off) as server:
        assert await _post(server.url) == Reply(status=200, answer="so far")


async def test_a_status_counts_though_its_body_never_comes() -> None:
    async def stop_short(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")

    async with PlainServer(stop_short) as server:
        assert await _post(server.url, timeout_s=0.3) == Reply(status=200)


async def test_tls_to_a_plain_port() -> None:
    async with CallbackDesk() as desk:
        desk_address = desk.base_url
        reply = await _post(f"{desk_address.replace('http:', 'https:')}/v1/callback/ch-1")
        assert desk.tally.total == 0
    where = desk_address.removeprefix("http://")
    assert reply == Reply(error=f"no connection to {where} (wrong version number)")


async def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nobody_knows(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nobody_knows)
    reply = await _post("https://nowhere.test/v1/callback/ch-1")
    assert reply == Reply(error="the name nowhere.test was not found")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1\\@127.0.0.2:{port}/",
        "http://user:word@127.0.0.1:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://127.0.0.1:{port} /",
        "http://①27.0.0.1:{port}/",
        "HTTP:127.0.0.1:{port}/",
        "http:///127.0.0.1:{port}/",
        "ftp://127.0.0.1:{port}/",
        "file:///etc/hostname",
        "http://127.0.0.1:{port}0000/",
        "",
    ],
)
async def test_a_url_that_can_be_read_in_two_ways_is_not_called(url: str) -> None:
    async with PlainServer(says("200 OK")) as server:
        reply = await _post(url.format(port=server.port))
        assert server.connections == 0
    assert reply.status is None
    assert reply.error


async def test_a_key_that_fits_into_no_header_is_told() -> None:
    async with PlainServer(says("200 OK")) as server, CallbackClient("a\r\nX-Evil: b") as client:
        reply = await client.post(server.url, b"{}")
        assert server.exchanges == []
    assert reply.status is None
    assert reply.error
    assert "Evil" not in reply.error


async def test_nothing_is_sent_before_the_start_or_after_the_end() -> None:
    stopping = Reply(error="rivermon is stopping")
    async with PlainServer(says("200 OK")) as server:
        client = CallbackClient(KEY)
        assert await client.post(server.url, b"{}") == stopping
        async with client:
            assert (await client.post(server.url, b"{}")).status == 200
        assert await client.post(server.url, b"{}") == stopping
        assert len(server.exchanges) == 1
