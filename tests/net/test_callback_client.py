"""What the callback client sends, and what it makes of answers."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from rivermon.core.entities import Reply
from rivermon.net.callback_client import CallbackClient
from rivermon.net.callback_session import EXCERPT_BYTES
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from tests.begun import begun
from tests.net.plain_server import Exchange, PlainServer, says

KEY = "mr_live_0123456789"
BODY = '{"data": {"title": "老城 é"}, "task_id": "sqlite_1"}'.encode()


async def _post(url: str, **options: Any) -> Reply:
    options.setdefault("timeout_s", 5.0)
    async with asyncio.timeout(10), CallbackClient(KEY, **options) as client:
        return await client.post(url, BODY)


async def test_the_desk_takes_a_callback() -> None:
    async with CallbackDesk(api_key=KEY) as desk:
        reply = await _post(f"{desk.base_url}/v1/callback/ch-1")
        assert reply == Reply(status=200, answer='{"status":"ok"}')
        assert desk.latest[0].body == BODY
        assert desk.latest[0].task_id == "sqlite_1"


async def test_the_key_and_the_content_type_are_sent() -> None:
    async with PlainServer(says("200 OK", b"{}")) as server:
        await _post(server.url)
    (sent,) = server.exchanges
    assert sent.first_line == "POST /v1/callback/ch-1 HTTP/1.1"
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.headers["content-type"] == "application/json"
    assert sent.body == BODY


async def test_nothing_is_authorized_without_a_key() -> None:
    async with PlainServer(says("200 OK")) as server, CallbackClient(None) as client:
        await client.post(server.url, BODY)
    assert "authorization" not in server.exchanges[0].headers


async def test_path_and_query_are_sent_as_they_were_given() -> None:
    async with PlainServer(says("200 OK")) as server:
        await _post(f"http://127.0.0.1:{server.port}/a%2Fb/c?sig=x%2By%3D&t=1")
    assert server.exchanges[0].first_line == "POST /a%2Fb/c?sig=x%2By%3D&t=1 HTTP/1.1"


@pytest.mark.parametrize("status", [200, 201, 401, 404, 408, 409, 422, 500, 503])
async def test_any_status_is_told_as_it_is(status: int) -> None:
    async with CallbackDesk() as desk:
        desk.plan("ch-1", Scripted(status=status, body=b"as it is"))
        reply = await _post(f"{desk.base_url}/v1/callback/ch-1")
        assert reply == Reply(status=status, answer="as it is")
        assert desk.tally.total == 1


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("99999999999999999999", 9_999_999_999.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("Wed, 99 Foo 2026 99:99:99 GMT", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", None),
    ],
)
async def test_retry_after(given: str, seconds: float | None) -> None:
    async with PlainServer(says("429 Slow", b"", f"Retry-After: {given}")) as server:
        assert await _post(server.url) == Reply(status=429, retry_after_s=seconds)


async def test_retry_after_as_a_date_to_come() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    async with PlainServer(says("503 Busy", b"", f"Retry-After: {date}")) as server:
        reply = await _post(server.url)
    assert reply.retry_after_s is not None
    assert 80 < reply.retry_after_s <= 90


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
async def test_a_redirect_is_not_followed(status: str) -> None:
    async with PlainServer(says("200 OK")) as target:
        async with PlainServer(says(status, b"", f"Location: {target.url}")) as server:
            reply = await _post(server.url)
        assert reply.status == int(status[:3])
        assert target.connections == 0


async def test_cookies_are_not_kept() -> None:
    cookie = "Set-Cookie: session=1; Path=/"
    async with PlainServer(says("200 OK", b"", cookie)) as server, CallbackClient(KEY) as client:
        await client.post(server.url, BODY)
        await client.post(server.url, BODY)
    assert len(server.exchanges) == 2
    assert all("cookie" not in exchange.headers for exchange in server.exchanges)


async def test_connections_are_kept_alive() -> None:
    async with (
        PlainServer(says("200 OK", b'{"status": "ok"}')) as server,
        CallbackClient(KEY) as client,
    ):
        for _ in range(5):
            await client.post(server.url, BODY)
    assert (len(server.exchanges), server.connections) == (5, 1)


async def test_no_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with PlainServer(says("200 OK")) as server, PlainServer(says("502 Proxy")) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert (await _post(server.url)).status == 200
        assert proxy.connections == 0


async def test_an_endless_answer_is_read_to_the_cap_only() -> None:
    sent: list[int] = []

    async def endless(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while sum(sent) < 1_000_000_000:
            await exchange.send(b"x" * 65_536)
            sent.append(65_536)

    async with PlainServer(endless) as server:
        reply = await _post(server.url)
    assert reply == Reply(status=200, answer="x" * EXCERPT_BYTES)
    # Most of it is in the buffers of the two sockets.
    assert sum(sent) < 50_000_000


async def test_an_answer_in_pieces_is_put_together() -> None:
    async def in_pieces(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 422 No\r\nContent-Length: 9\r\n\r\none ")
        await asyncio.sleep(0.05)
        await exchange.send(b"piece")

    async with PlainServer(in_pieces) as server:
        assert await _post(server.url) == Reply(status=422, answer="one piece")


async def test_an_answer_of_odd_bytes_is_readable() -> None:
    async with PlainServer(says("200 OK", b"caf\xe9 \xff\x00 \xe8\x80\x81")) as server:
        assert (await _post(server.url)).answer == "caf\ufffd \ufffd\x00 老"


async def test_a_compressed_answer_is_not_asked_for() -> None:
    async def packs_if_it_may(exchange: Exchange) -> None:
        may = "gzip" in exchange.headers.get("accept-encoding", "gzip")
        encoding = ("Content-Encoding: gzip",) if may else ()
        body = gzip.compress(b"plain") if may else b"plain"
        await says("200 OK", body, *encoding)(exchange)

    async with PlainServer(packs_if_it_may) as server:
        assert await _post(server.url) == Reply(status=200, answer="plain")


async def test_a_compressed_answer_is_not_unpacked() -> None:
    bomb = gzip.compress(b"x" * 10_000_000)
    async with PlainServer(says("200 OK", bomb, "Content-Encoding: gzip")) as server:
        reply = await _post(server.url)
    assert reply.status == 200
    assert "x" * 100 not in reply.answer


async def test_another_key_counts_from_the_next_call_on() -> None:
    async with PlainServer(says("200 OK")) as server, CallbackClient("mr_live_1") as client:
        client.use_key("mr_live_2")
        await client.post(server.url, b"{}")
        client.use_key(None)
        await client.post(server.url, b"{}")
        client.use_key("mr_live_3")
        await client.post(server.url, b"{}")
        sent = [exchange.headers.get("authorization") for exchange in server.exchanges]
    assert sent == ["Bearer mr_live_2", None, "Bearer mr_live_3"]


async def test_a_call_under_way_ends_with_the_key_that_it_has_and_its_answer_is_masked() -> None:
    asked, may_answer = asyncio.Event(), asyncio.Event()

    async def echo_later(exchange: Exchange) -> None:
        asked.set()
        await may_answer.wait()
        await says("401 No", exchange.headers["authorization"].encode())(exchange)

    async with PlainServer(echo_later) as server, CallbackClient("mr_live_1") as client:
        calling = begun(client.post(server.url, b"{}"))
        await asyncio.wait_for(asked.wait(), 5)
        client.use_key("mr_live_2")
        may_answer.set()
        assert await calling == Reply(status=401, answer="Bearer [redacted]")
        reply = await client.post(server.url, b"{}")
    assert reply.answer == "Bearer [redacted]"
    assert [each.headers["authorization"] for each in server.exchanges] == [
        "Bearer mr_live_1",
        "Bearer mr_live_2",
    ]
