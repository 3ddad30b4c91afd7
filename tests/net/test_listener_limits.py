"""What the listener does with bodies: size, encoding, patience, clients that go away."""

import asyncio
import gzip

import pytest

from rivermon.core.signature import Refusal
from tests.net.conftest import LIMIT
from tests.net.raw_http import RawConnection, ask, chunked, request
from tests.net.scripted_receiver import ScriptedReceiver

Address = tuple[str, int]


def _framed(size: int, how: str) -> bytes:
    body = b"x" * size
    if how == "length":
        return request("/webhook", body)
    return chunked("/webhook", [body[: size // 2], body[size // 2 :]])


async def _pour(connection: RawConnection) -> None:
    while True:
        connection.writer.write(b"x" * 65_536)
        await connection.writer.drain()


@pytest.mark.parametrize("how", ["length", "chunked"])
async def test_a_body_at_the_limit_is_taken(
    how: str, address: Address, receiver: ScriptedReceiver
) -> None:
    assert (await ask(address, _framed(LIMIT, how))).status == 200
    assert len(receiver.received[0].body) == LIMIT


@pytest.mark.parametrize("how", ["length", "chunked"])
async def test_a_body_one_byte_over_is_too_large(
    how: str, address: Address, receiver: ScriptedReceiver
) -> None:
    assert (await ask(address, _framed(LIMIT + 1, how))).status == 413
    assert receiver.received == []
    ((arrival, why),) = receiver.turned_away
    assert (why, arrival.path, arrival.body) == (Refusal.TOO_LARGE, "/webhook", b"")
    assert ("Host", "127.0.0.1" if how == "length" else "a") in arrival.headers


async def test_a_chunked_body_is_counted_while_it_comes(
    address: Address, receiver: ScriptedReceiver
) -> None:
    async with RawConnection(address) as connection:
        connection.writer.write(chunked("/webhook", [b"x" * LIMIT], end=False))
        answer = await connection.ask(b"1\r\nx\r\n")
        assert answer.status == 413
        assert await connection.is_closed_by_server()
    assert receiver.received == []


async def test_what_is_announced_too_large_is_not_awaited(address: Address) -> None:
    async with RawConnection(address) as connection:
        answer = await connection.ask(request("/webhook", b"", length=10**9))
        assert (answer.status, answer.header("Connection")) == (413, "close")
        assert await connection.is_closed_by_server()


async def test_a_body_without_end_is_not_read_to_its_end(address: Address) -> None:
    async with RawConnection(address) as connection:
        assert (await connection.ask(request("/webhook", b"", length=10**12))).status == 413
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(_pour(connection), 5)


@pytest.mark.parametrize("encoding", [b"gzip", b"br", b"deflate", b"identity, gzip", b"GZIP"])
async def test_an_encoded_body_is_not_supported(
    encoding: bytes, address: Address, receiver: ScriptedReceiver
) -> None:
    headers = [b"Content-Encoding: " + encoding]
    answer = await ask(address, request("/webhook", gzip.compress(b"{}"), headers=headers))
    assert answer.status == 415
    assert receiver.received == []
    assert [why for _, why in receiver.turned_away] == [Refusal.CONTENT_ENCODING]


@pytest.mark.parametrize("encoding", [b"identity", b"Identity"])
async def test_identity_is_no_encoding(
    encoding: bytes, address: Address, receiver: ScriptedReceiver
) -> None:
    headers = [b"Content-Encoding: " + encoding]
    assert (await ask(address, request("/webhook", b"{}", headers=headers))).status == 200
    assert receiver.received[0].body == b"{}"


async def test_no_body_is_ever_unpacked(address: Address, receiver: ScriptedReceiver) -> None:
    packed = gzip.compress(b"{}")
    headers = [b"Content-Encoding: identity", b"Content-Encoding: gzip"]
    answer = await ask(address, request("/webhook", packed, headers=headers))
    assert answer.status in {200, 415}
    assert [arrival.body for arrival in receiver.received] in ([], [packed])


async def test_a_slow_body_is_a_408(address: Address, receiver: ScriptedReceiver) -> None:
    async with RawConnection(address) as connection:
        answer = await connection.ask(request("/webhook", b"{", length=2))
        assert (answer.status, answer.json) == (408, {"error": "Request timeout"})
        assert await connection.is_closed_by_server()
    assert receiver.received == []


async def test_trickling_does_not_prolong_the_patience(
    address: Address, receiver: ScriptedReceiver
) -> None:
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook", b"", length=900))
        answered = asyncio.get_running_loop().create_task(connection.answer())
        for _ in range(40):
            if answered.done():
                break
            connection.writer.write(b"x")
            await asyncio.sleep(0.05)
        assert (await answered).status == 408
    assert receiver.received == []


async def test_a_body_in_pieces_is_whole(address: Address, receiver: ScriptedReceiver) -> None:
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook", b"one ", length=7))
        await connection.writer.drain()
        assert (await connection.ask(b"two")).status == 200
    assert receiver.received[0].body == b"one two"


@pytest.mark.parametrize("manner", ["end", "reset"])
async def test_a_client_that_goes_away_leaves_the_server_healthy(
    manner: str,
    address: Address,
    receiver: ScriptedReceiver,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook", b"half", length=8))
        await connection.writer.drain()
        if manner == "end":
            connection.writer.write_eof()
            assert await connection.is_closed_by_server()
    assert (await ask(address, request("/health", b"", method="GET"))).status == 200
    assert receiver.received == []
    assert caplog.records == []


async def test_a_client_that_does_not_wait_for_the_answer_does_no_harm(
    address: Address, receiver: ScriptedReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.may_answer.clear()
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook", b"whole"))
        await asyncio.wait_for(receiver.came.wait(), 5)
    receiver.may_answer.set()
    assert (await ask(address, request("/webhook", b"next"))).status == 200
    assert [arrival.body for arrival in receiver.received] == [b"whole", b"next"]
    assert caplog.records == []


async def test_expect_100_continue(address: Address, receiver: ScriptedReceiver) -> None:
    async with RawConnection(address) as connection:
        asked = request("/webhook", b"", headers=[b"Expect: 100-continue"], length=2)
        connection.writer.write(asked)
        assert (await connection.answer()).status == 100
        answer = await connection.ask(b"{}")
        assert (answer.status, answer.json) == (200, {"received": True})
        assert (await connection.ask(request("/webhook", b"[]"))).status == 200
    assert [arrival.body for arrival in receiver.received] == [b"{}", b"[]"]


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
async def test_the_limit_holds_for_what_comes_later(
    more: int, status: int, address: Address, receiver: ScriptedReceiver
) -> None:
    head = b"POST /webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
    async with RawConnection(address) as connection:
        connection.writer.write(head + b"Expect: 100-continue\r\n\r\n")
        assert (await connection.answer()).status == 100
        body = b"x" * (LIMIT + more)
        answer = await connection.ask(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
    assert answer.status == status
    assert [len(arrival.body) for arrival in receiver.received] == [LIMIT] * (more == 0)


async def test_too_large_a_body_is_not_asked_for(address: Address) -> None:
    asked = request("/webhook", b"", headers=[b"Expect: 100-continue"], length=LIMIT + 1)
    assert (await ask(address, asked)).status == 413
