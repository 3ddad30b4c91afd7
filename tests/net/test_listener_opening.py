"""How the listener gets its address, and how it gives it up."""

import asyncio
import http.client
import socket
import time

import pytest

from rivermon.core.ports import ListenerUnavailable
from rivermon.net.listener import Listener
from tests.net.conftest import NOW
from tests.net.raw_http import RawConnection, ask, request
from tests.net.scripted_receiver import ScriptedReceiver


def _listener(receiver: ScriptedReceiver, host: str = "127.0.0.1", port: int = 0) -> Listener:
    return Listener(receiver, now=lambda: NOW, host=host, port=port)


async def test_port_0_picks_a_free_one(listener: Listener) -> None:
    assert listener.address is not None
    host, port = listener.address
    assert host == "127.0.0.1"
    assert 0 < port <= 65_535
    assert listener.url == f"http://127.0.0.1:{port}/webhooks/modelriver"


async def test_an_ordinary_client_is_served(
    address: tuple[str, int], receiver: ScriptedReceiver
) -> None:
    def post() -> tuple[int, bytes]:
        client = http.client.HTTPConnection(*address, timeout=5)
        try:
            client.request("POST", "/webhooks/modelriver", body=b"{}")
            answer = client.getresponse()
            return answer.status, answer.read()
        finally:
            client.close()

    assert await asyncio.to_thread(post) == (200, b'{"received": true}')
    assert receiver.received[0].body == b"{}"


async def test_there_is_no_address_before_or_after(receiver: ScriptedReceiver) -> None:
    listener = _listener(receiver)
    told = [(listener.address, listener.url)]
    await listener.open()
    address = listener.address
    assert address is not None
    await listener.close()
    told.append((listener.address, listener.url))
    assert told == [(None, None), (None, None)]
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(*address)


async def test_closing_twice_or_unopened_is_harmless(receiver: ScriptedReceiver) -> None:
    listener = _listener(receiver)
    await listener.close()
    await listener.open()
    await listener.close()
    await listener.close()


async def test_a_taken_port_is_told_in_words(
    listener: Listener, receiver: ScriptedReceiver
) -> None:
    assert listener.address is not None
    port = listener.address[1]
    second = _listener(receiver, port=port)
    with pytest.raises(ListenerUnavailable, match=f"Port {port} at 127.0.0.1 is taken.*--port"):
        await second.open()
    assert second.address is None


async def test_a_port_that_became_free_can_be_had_again(receiver: ScriptedReceiver) -> None:
    first = _listener(receiver)
    await first.open()
    assert first.address is not None
    port = first.address[1]
    second = _listener(receiver, port=port)
    with pytest.raises(ListenerUnavailable):
        await second.open()
    await first.close()
    await second.open()
    assert (await ask(("127.0.0.1", port), request("/webhook"))).status == 200
    await second.close()


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("192.0.2.1", "192.0.2.1 is not an address of this machine.*--host"),
        ("a..b", r"cannot listen at a\.\.b"),
        ("::1%nowhere", "cannot listen at ::1%nowhere"),
    ],
)
async def test_a_bad_host_is_told_in_words(
    host: str, words: str, receiver: ScriptedReceiver
) -> None:
    with pytest.raises(ListenerUnavailable, match=words):
        await _listener(receiver, host=host).open()


async def test_an_unknown_name_is_told_in_words(
    receiver: ScriptedReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody_knows(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nobody_knows)
    with pytest.raises(ListenerUnavailable, match=r"at nowhere\.test port 0: .*not known"):
        await _listener(receiver, host="nowhere.test").open()


async def test_an_ipv6_url_has_brackets(receiver: ScriptedReceiver) -> None:
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 here")
    listener = _listener(receiver, host="::1")
    await listener.open()
    try:
        assert listener.address is not None
        port = listener.address[1]
        assert listener.url == f"http://[::1]:{port}/webhooks/modelriver"
        assert (await ask(("::1", port), request("/webhook"))).status == 200
    finally:
        await listener.close()


async def test_closing_lets_a_request_under_way_finish(
    listener: Listener, receiver: ScriptedReceiver, address: tuple[str, int]
) -> None:
    receiver.may_answer.clear()
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook"))
        await asyncio.wait_for(receiver.came.wait(), 5)
        asyncio.get_running_loop().call_later(0.7, receiver.may_answer.set)
        await asyncio.wait_for(listener.close(), 5)
        assert (await connection.answer()).status == 200


async def test_closing_waits_a_second_at_the_most(
    listener: Listener, receiver: ScriptedReceiver, address: tuple[str, int]
) -> None:
    receiver.may_answer.clear()
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook"))
        await asyncio.wait_for(receiver.came.wait(), 5)
        began = time.monotonic()
        await asyncio.wait_for(listener.close(), 5)
        assert 0.8 < time.monotonic() - began < 1.8
        assert await connection.is_closed_by_server()


async def test_half_a_request_does_not_hold_up_the_end(receiver: ScriptedReceiver) -> None:
    listener = _listener(receiver)
    await listener.open()
    assert listener.address is not None
    async with RawConnection(listener.address) as connection:
        connection.writer.write(request("/webhook", b"half", length=8))
        # The server works through its connections in turn: this answer comes after that half.
        await ask(listener.address, request("/health", b"", method="GET"))
        began = time.monotonic()
        await asyncio.wait_for(listener.close(), 5)
        assert time.monotonic() - began < 1.8
    assert receiver.received == []


async def test_an_idle_connection_does_not_hold_up_the_end(
    listener: Listener, address: tuple[str, int]
) -> None:
    async with RawConnection(address) as connection:
        assert (await connection.ask(request("/webhook"))).status == 200
        began = time.monotonic()
        await asyncio.wait_for(listener.close(), 5)
        assert time.monotonic() - began < 0.4
        assert await connection.is_closed_by_server()
