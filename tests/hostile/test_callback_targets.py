"""Where the API key goes: to allowed hosts over https, whatever the URL, the name or the answer."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.clock import SystemClock
from rivermon.core.entities import CallbackState
from rivermon.core.feed import ChangeFeed
from rivermon.core.intake import Intake
from rivermon.core.listing import View
from rivermon.core.outbox import Outbox
from rivermon.net.callback_client import CallbackClient
from rivermon.net.callback_session import CallbackSession
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.store.store import opened
from tests.core.told import Told
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival
from tests.fault.house import KEY, house_of
from tests.hostile.target_tricks import HOST, TRICKS, Trick
from tests.net.plain_server import Exchange, PlainServer, says
from tests.net.test_callback_resolver import ScriptedResolver
from tests.story.served import Served
from tests.story.story_webhooks import generated

BEARER = f"Bearer {KEY}"
EACH_TRICK = pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS.keys())


@pytest.fixture
async def trap() -> AsyncIterator[PlainServer]:
    """A server that must never be called."""
    async with PlainServer(says("200 OK", b"{}")) as server:
        yield server


@EACH_TRICK
def test_the_gate_says_why_a_trick_is_refused(trick: Trick) -> None:
    gate = CallbackGate([HOST], has_api_key=True)
    refusal = gate.refusal(trick.url.replace("{port}", "8443"))
    assert refusal is not None
    assert refusal.reason == trick.reason.replace("{port}", "8443")
    assert refusal.final is not trick.held


@EACH_TRICK
async def test_no_trick_brings_the_key_anywhere(
    trick: Trick, trap: PlainServer, tmp_path: Path
) -> None:
    port = str(trap.port)
    async with asyncio.timeout(20), house_of(tmp_path, HOST, clock=SystemClock()) as house:
        await house.receive("ch-1", trick.url.replace("{port}", port))
        wanted = CallbackState.HELD if trick.held else CallbackState.ERROR
        while (history := await house.callback()).callback.state is CallbackState.PROGRESS:
            await house.store.counts()
    assert history.callback.state is wanted
    assert history.callback.reason == trick.reason.replace("{port}", port)
    assert history.attempts == ()
    assert trap.connections == 0


async def test_a_trick_in_the_header_is_one_too(trap: PlainServer, tmp_path: Path) -> None:
    body = b'{"type":"task.ai_generated","event":"e","ai_response":{"data":{"title":"t"}}}'
    async with asyncio.timeout(20), house_of(tmp_path, HOST, clock=SystemClock()) as house:
        arrival = signed_arrival(body, house.clock.now())
        url = f"https://{HOST}@127.0.0.1:{trap.port}/v1/callback/ch-1"
        tricky = (*arrival.headers, ("X-ModelRiver-Callback-Url", url))
        answer = await house.intake.receive(replace(arrival, headers=tricky))
        assert answer.status == 200
        while (history := await house.callback()).callback.state is CallbackState.PROGRESS:
            await house.store.counts()
    assert history.callback.state is CallbackState.ERROR
    assert trap.connections == 0


async def test_what_is_held_leaves_when_the_operator_allows_that_very_host(tmp_path: Path) -> None:
    async with (
        asyncio.timeout(20),
        CallbackDesk(api_key=KEY) as desk,
        house_of(tmp_path, HOST, clock=SystemClock()) as house,
    ):
        await house.receive("ch-1", f"{desk.base_url}/v1/callback/ch-1")
        assert (await house.callback()).callback.state is CallbackState.HELD
        await house.outbox.allow_host("127.0.0.1:1")
        assert (await house.callback()).callback.state is CallbackState.HELD
        await house.outbox.allow_host(desk.base_url.removeprefix("http://"))
        while (await house.callback()).callback.state is CallbackState.PROGRESS:
            await house.store.counts()
        assert (await house.callback()).callback.state is CallbackState.SUCCESS


@pytest.mark.parametrize("turned_to", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
async def test_a_name_that_turns_after_the_first_call_gets_nothing(
    turned_to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection to the public address is noted instead of made."""
    resolver = ScriptedResolver(("8.8.8.8",), (turned_to,))
    connected: list[object] = []

    async def note(_socket: object, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError(111, "noted, not made")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", note)
    for _ in range(2):
        session = CallbackSession(KEY, 5.0, resolver)
        reply = await session.post(f"https://{HOST}/v1/callback/ch-1", b"{}")
        await session.close()
    assert connected == [("8.8.8.8", 443)]
    assert resolver.asked == [HOST, HOST]
    assert reply.error is not None
    assert reply.error.startswith(f"the name {HOST} leads to {turned_to}, which is not on the")


async def test_the_address_that_was_checked_is_kept_though_the_name_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolver = ScriptedResolver(("8.8.8.8",), ("127.0.0.1",))
    connected: list[object] = []

    async def note(_socket: object, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError(111, "noted, not made")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", note)
    session = CallbackSession(KEY, 5.0, resolver)
    for _ in range(3):
        await session.post(f"https://{HOST}/v1/callback/ch-1", b"{}")
    await session.close()
    assert set(connected) == {("8.8.8.8", 443)}


async def test_an_allowed_name_that_leads_home_is_refused_on_every_try(
    trap: PlainServer, tmp_path: Path
) -> None:
    name, clock, feed = "rebound.example", SystemClock(), ChangeFeed()
    told = Told(feed)
    gate = CallbackGate([f"{name}:{trap.port}"], has_api_key=True)
    session = CallbackSession(KEY, 5.0, ScriptedResolver(("127.0.0.1", "192.168.0.7")))
    async with asyncio.timeout(20), opened(tmp_path / "rivermon.db", feed.tell, clock) as store:
        async with Outbox(
            store=store, client=session, feed=feed, clock=clock, gate=gate, jitter=lambda: 0.0
        ):
            intake = Intake(store=store, feed=feed, clock=clock, gate=gate, secrets=[SECRET])
            body = event_body("ch-1", f"https://{name}:{trap.port}/v1/callback/ch-1")
            await intake.receive(signed_arrival(body, clock.now()))
            await told.until(lambda: len(told.changes()) >= 2)
        detail = await store.detail(View.RECORDS, 1)
    await session.close()
    assert detail is not None
    errors = {attempt.error for attempt in detail.callbacks[0].attempts}
    assert len(errors) == 1
    assert f"the name {name} leads to 127.0.0.1, 192.168.0.7, which is not on" in str(errors)
    assert trap.connections == 0


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Same", "308 Same"])
async def test_a_redirect_is_not_followed(status: str, trap: PlainServer) -> None:
    redirect = says(status, b"", f"Location: {trap.url}")
    async with PlainServer(redirect) as server, CallbackClient(KEY) as client:
        reply = await client.post(server.url, b"{}")
    assert reply.status == int(status[:3])
    assert trap.connections == 0


async def test_an_answer_is_read_to_64_kib_and_the_rest_is_not_taken() -> None:
    taken = 0

    async def gush(exchange: Exchange) -> None:
        nonlocal taken
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
        try:
            while True:
                await exchange.send(b"x" * 16_384)
                taken += 16_384
        finally:
            broken_off.set()

    broken_off = asyncio.Event()
    async with asyncio.timeout(20), PlainServer(gush) as server, CallbackClient(KEY) as client:
        reply = await client.post(server.url, b"{}")
        await broken_off.wait()
    assert reply.status == 200
    assert len(reply.answer) == 2_048
    # What the system's buffers hold on the way comes on top of the 64 KiB.
    assert taken < 16 * 1024 * 1024


async def test_a_server_that_says_what_it_was_sent_does_not_get_the_key_into_the_house() -> None:
    async def echo(exchange: Exchange) -> None:
        said = b"x" * 2_030 + exchange.headers["authorization"].encode() * 3
        await says("400 Bad Request", said)(exchange)

    async with PlainServer(echo) as server, CallbackClient(KEY) as client:
        reply = await client.post(server.url, b"{}")
    assert server.exchanges[0].headers["authorization"] == BEARER
    assert "[redacted]" in reply.answer
    assert "mr_live" not in reply.answer


@pytest.mark.parametrize("key", ["mr_live\r\nX-Evil: 1", "mr_live\n", "mr_\x00live"])
async def test_a_key_that_would_be_two_headers_is_not_sent(key: str, trap: PlainServer) -> None:
    async with CallbackClient(key) as client:
        reply = await client.post(trap.url, b"{}")
    assert trap.exchanges == []
    assert reply.error is not None
    assert "mr_" not in reply.error


async def test_no_proxy_and_no_netrc_has_a_say(tmp_path: Path, trap: PlainServer) -> None:
    """In a process of its own, as an operator's shell would start it: `trap` is the proxy."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login eve password stolen\n", "utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    proxy = f"http://127.0.0.1:{trap.port}"
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    proxies = dict.fromkeys((*names, *map(str.lower, names)), proxy)
    async with asyncio.timeout(30), CallbackDesk(api_key=KEY) as desk:
        allowed = desk.base_url.removeprefix("http://")
        with Served(
            tmp_path,
            **proxies,
            NO_PROXY="",
            no_proxy="",
            NETRC=str(tmp_path / ".netrc"),
            RIVERMON_CALLBACK_HOSTS=allowed,
            MODELRIVER_API_KEY=KEY,
        ) as served:
            webhook = generated("Straight home", desk)
            async with Sender(served.url) as sender:
                assert (await sender.post(webhook.sample, webhook.headers)).status == 200
            await desk.wait_for(1, 10.0)
    assert desk.tally.channel("ch-straight-home").successes == 1
    assert trap.connections == 0


async def test_an_https_callback_goes_straight_to_its_host(
    trap: PlainServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    hellos: list[bytes] = []

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hellos.append(await reader.read(4096))
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, CallbackClient(KEY) as client:
        reply = await client.post(f"https://127.0.0.1:{port}/v1/callback/ch-1", b"{}")
    assert reply.status is None
    assert len(hellos) == 1
    assert re.match(rb"\x16\x03", hellos[0])
    assert KEY.encode() not in hellos[0]
    assert trap.connections == 0
