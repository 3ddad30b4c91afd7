"""A ping over the wire: answered by the rivermon that sent it, stored by none."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed, Trouble, TroubleBegan
from rivermon.core.front_door import FrontDoor
from rivermon.core.intake import Intake
from rivermon.core.ping import HEADER, Ping, PingReply, Pings
from rivermon.core.ping_reply import why_not
from rivermon.net.listener import Listener
from rivermon.net.ping_client import PingClient
from rivermon.store.store import SqliteStore, opened
from tests.core.told import Told
from tests.fault.certificates import Authority
from tests.net.plain_server import Exchange, PlainServer, says
from tests.net.raw_http import ask, request

PATH = "/webhooks/modelriver"


class Answering(NamedTuple):
    """A rivermon that listens."""

    store: SqliteStore
    told: Told
    pings: Pings
    listener: Listener

    @property
    def url(self) -> str:
        assert self.listener.url is not None
        return self.listener.url


@asynccontextmanager
async def answering(
    folder: Path, *secrets: str, key: bytes = b"key", name: str = "rivermon.db"
) -> AsyncIterator[Answering]:
    feed, clock, numbers = ChangeFeed(), SystemClock(), count()
    async with opened(folder / name, feed.tell, clock) as store:
        gate = CallbackGate((), has_api_key=True)
        intake = Intake(store=store, feed=feed, clock=clock, gate=gate, secrets=secrets)
        pings = Pings(key, lambda: f"nonce-{next(numbers)}")
        door = FrontDoor(intake, pings)
        listener = Listener(door, now=lambda: datetime.now(UTC), host="127.0.0.1", port=0)
        await listener.open()
        try:
            yield Answering(store, Told(feed), pings, listener)
        finally:
            await listener.close()


async def pinged(url: str, pings: Pings | None = None, timeout_s: float = 5.0) -> str:
    """What is wrong with the way to `url`; empty for nothing."""
    async with asyncio.timeout(10), PingClient(timeout_s=timeout_s) as client:
        with (pings or Pings(b"key", lambda: "nonce")).sent() as ping:
            return why_not(ping, await client.ping(url, ping))


async def test_a_ping_comes_back_without_a_secret_and_leaves_nothing_behind(tmp_path):
    async with answering(tmp_path) as house:
        for _ in range(3):
            assert await pinged(house.url, house.pings) == ""
        assert (await house.store.counts()).deliveries == 0
        assert (await house.store.losses()).received == 0
        assert house.told.facts == []


async def test_a_ping_of_another_run_is_a_request_as_any_other(tmp_path):
    async with answering(tmp_path, "whsec_1") as house:
        why = await pinged(house.url, Pings(b"another key", lambda: "nonce-0"))
        assert why.startswith("Another rivermon answered")
        assert (await house.store.counts()).deliveries == 1
        assert house.told.of(TroubleBegan)[0].trouble is Trouble.REJECTED


async def test_a_ping_that_was_answered_is_a_forgery_from_then_on(tmp_path):
    async with answering(tmp_path, "whsec_1") as house, PingClient() as client:
        assert house.listener.address is not None
        with house.pings.sent() as ping:
            assert why_not(ping, await client.ping(house.url, ping)) == ""
            headers = [f"{HEADER}: {ping.header}".encode()]
            again = await ask(house.listener.address, request(PATH, headers=headers))
            assert again.status == 401
        assert (await house.store.counts()).deliveries == 1


async def test_two_rivermons_do_not_answer_for_each_other(tmp_path):
    async with (
        answering(tmp_path) as mine,
        answering(tmp_path, key=b"its own", name="other.db") as other,
    ):
        assert (await pinged(other.url, mine.pings)).startswith("Another rivermon answered")
        assert await pinged(mine.url, mine.pings) == ""


async def test_what_it_says_to_whoever_it_asks():
    async def answer(exchange: Exchange) -> None:
        await says("404 Not Found", b"<html>", "Content-Type: text/html")(exchange)

    async with PlainServer(answer) as server:
        assert "Nothing is there (404)" in await pinged(server.url)
    (exchange,) = server.exchanges
    assert exchange.first_line == "POST /v1/callback/ch-1 HTTP/1.1"
    assert exchange.headers["x-rivermon-ping"].startswith("nonce.")
    assert exchange.headers["ngrok-skip-browser-warning"]
    assert "authorization" not in exchange.headers


async def test_a_redirect_is_not_followed():
    turn = says("301 Moved Permanently", b"", "Location: https://www.x.example/webhooks")
    async with PlainServer(turn) as server:
        assert "It redirects to www.x.example (301)" in await pinged(server.url)
        assert len(server.exchanges) == 1


async def test_a_mark_and_a_page_are_seen():
    page = says("200 OK", b"<p>hello", "Content-Type: text/html; charset=utf-8")
    async with PlainServer(page) as server:
        assert "A page for browsers" in await pinged(server.url)
    gone = says("404 Not Found", b"", "ngrok-error-code: ERR_NGROK_3200")
    async with PlainServer(gone) as server:
        assert "ngrok has no tunnel" in await pinged(server.url)


async def test_of_an_endless_answer_no_more_is_read_than_a_ping_s_takes():
    async def endless(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while True:
            await exchange.send(b"x" * 65536)

    async with PlainServer(endless) as server:
        assert "Something else than this rivermon" in await pinged(server.url)


async def test_no_answer_and_no_server_are_said_in_words():
    async def hang(_: Exchange) -> None:
        await asyncio.Event().wait()

    async with PlainServer(hang) as server:
        url = server.url
        assert await pinged(url, timeout_s=0.2) == ("It cannot be reached: no answer within 0.2 s.")
    assert "no connection to 127.0.0.1" in await pinged(url)


async def test_a_name_that_is_none_and_a_certificate_of_nobody(tmp_path):
    assert "was not found" in await pinged("https://no-such-name.invalid/webhooks")
    context = Authority(tmp_path).certified("localhost", self_signed=True)

    async def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    assert "is not trusted" in await pinged(f"https://localhost:{port}/webhooks")
    server.close()
    await server.wait_closed()


async def test_nothing_is_sent_in_the_clear_to_another_machine():
    why = await pinged("http://192.0.2.1/webhooks")
    assert why == "It cannot be reached: the address must begin with https://."


async def test_after_the_end_nothing_is_sent():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = PingClient()
        async with client:
            pass
        reply = await client.ping(f"http://127.0.0.1:{server.getsockname()[1]}/", Ping("a.b", b""))
    assert reply == PingReply(error="rivermon is stopping")
