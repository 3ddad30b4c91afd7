"""How long the listener waits for requests, and how many connections it keeps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

import pytest

from rivermon.net.listener import Listener
from tests.net.conftest import LIMIT, NOW
from tests.net.raw_http import RawConnection, ask, request
from tests.net.scripted_receiver import ScriptedReceiver

HEALTH = request("/health", b"", method="GET")
MOST = 8
Address = tuple[str, int]


@asynccontextmanager
async def listening(receiver: ScriptedReceiver, **limits: Any) -> AsyncIterator[Address]:
    usual = {"head_timeout_s": 0.2, "body_timeout_s": 5.0, "max_body": LIMIT, **limits}
    listener = Listener(receiver, now=lambda: NOW, host="127.0.0.1", port=0, **usual)
    await listener.open()
    assert listener.address is not None
    try:
        yield listener.address
    finally:
        await listener.close()


async def open_many(stack: AsyncExitStack, address: Address, count: int) -> list[RawConnection]:
    return [await stack.enter_async_context(RawConnection(address)) for _ in range(count)]


async def _ask_for_ever(connection: RawConnection) -> None:
    while True:
        connection.writer.write(HEALTH * 200)
        await connection.writer.drain()


async def test_half_a_head_is_a_408_in_time(receiver: ScriptedReceiver) -> None:
    async with listening(receiver) as address, RawConnection(address) as slow:
        answer = await slow.ask(b"POST /webhook HTTP/1.1\r\nHost: a\r\n")
        assert (answer.status, answer.json) == (408, {"error": "Request timeout"})
        assert answer.header("Connection") == "close"
        assert await slow.is_closed_by_server()
    assert receiver.received == []


async def test_a_head_that_trickles_in_gets_no_more_time(receiver: ScriptedReceiver) -> None:
    async with listening(receiver) as address, RawConnection(address) as slow:
        began = asyncio.get_running_loop().time()
        answered = asyncio.get_running_loop().create_task(slow.answer())
        while not answered.done() and not slow.writer.transport.is_closing():
            slow.writer.write(b"POST /webhook HTTP/1.1\r\nHost: a\r\n"[:1])
            await asyncio.sleep(0.02)
        assert (await answered).status in {400, 408}
        assert asyncio.get_running_loop().time() - began < 3


async def test_the_second_request_of_a_connection_has_its_own_time(
    receiver: ScriptedReceiver,
) -> None:
    async with listening(receiver) as address, RawConnection(address) as slow:
        for _ in range(3):
            await asyncio.sleep(0.15)
            assert (await slow.ask(request("/webhook"))).status == 200
        assert (await slow.ask(b"POST /webh")).status == 408
        assert await slow.is_closed_by_server()


async def test_a_kept_connection_may_be_idle_for_longer(receiver: ScriptedReceiver) -> None:
    async with listening(receiver) as address, RawConnection(address) as kept:
        assert (await kept.ask(request("/webhook"))).status == 200
        async with RawConnection(address) as silent:
            assert await silent.is_closed_by_server()
        assert (await kept.ask(request("/webhook"))).status == 200


async def test_who_never_says_a_word_is_let_go_without_one(receiver: ScriptedReceiver) -> None:
    async with listening(receiver) as address, RawConnection(address) as silent:
        assert await silent.is_closed_by_server()


async def test_a_body_is_not_hurried_by_the_patience_for_heads(receiver: ScriptedReceiver) -> None:
    async with listening(receiver) as address, RawConnection(address) as sender:
        sender.writer.write(request("/webhook", b"one ", length=7))
        async with RawConnection(address) as silent:
            assert await silent.is_closed_by_server()
        assert (await sender.ask(b"two")).status == 200


async def test_an_answer_may_take_longer_than_a_head(receiver: ScriptedReceiver) -> None:
    receiver.may_answer.clear()
    async with listening(receiver) as address, RawConnection(address) as sender:
        sender.writer.write(request("/webhook"))
        await asyncio.wait_for(receiver.came.wait(), 5)
        async with RawConnection(address) as silent:
            assert await silent.is_closed_by_server()
        receiver.may_answer.set()
        assert (await sender.answer()).status == 200


async def test_a_head_has_64_kib(receiver: ScriptedReceiver) -> None:
    async with listening(receiver, head_timeout_s=10.0) as address:
        fits = [b"X-%d: " % number + b"x" * 4000 for number in range(15)]
        assert (await ask(address, request("/webhook", headers=fits))).status == 200
        async with RawConnection(address) as greedy:
            greedy.writer.write(b"POST /webhook HTTP/1.1\r\nHost: a\r\n")
            for number in range(20):
                greedy.writer.write(b"X-%d: " % number + b"x" * 4000 + b"\r\n")
                await asyncio.sleep(0.01)
            # What was sent meanwhile may have the answer lost.
            answer = await greedy.answer_if_any()
            assert answer is None or answer.status == 400
            assert await greedy.is_closed_by_server()
    assert len(receiver.received) == 1


async def test_a_body_that_follows_is_not_taken_for_a_head(receiver: ScriptedReceiver) -> None:
    async with listening(receiver, max_body=10**6) as address, RawConnection(address) as sender:
        sender.writer.write(request("/webhook", b"", length=500_000))
        for _ in range(50):
            sender.writer.write(b"x" * 10_000)
        assert (await sender.answer()).status == 200
    assert len(receiver.received[0].body) == 500_000


async def test_answers_that_nobody_reads_end_the_connection(receiver: ScriptedReceiver) -> None:
    async with listening(receiver) as address, RawConnection(address) as deaf:
        cast("asyncio.Transport", deaf.writer.transport).pause_reading()
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(_ask_for_ever(deaf), 20)


@pytest.mark.parametrize("begun", [b"", b"POST /webhook HT", request("/webhook", b"{", length=2)])
async def test_dawdlers_do_not_keep_a_sender_out(begun: bytes, receiver: ScriptedReceiver) -> None:
    patient = {"head_timeout_s": 60.0, "body_timeout_s": 60.0}
    async with (
        listening(receiver, most_connections=MOST, **patient) as address,
        AsyncExitStack() as stack,
    ):
        dawdlers = await open_many(stack, address, MOST)
        for each in dawdlers:
            each.writer.write(begun)
        for number in range(MOST + 2):
            sender = await stack.enter_async_context(RawConnection(address))
            assert (await sender.ask(request("/webhook", b"%d" % number))).status == 200
        assert await dawdlers[0].is_closed_by_server()
    assert len(receiver.received) == MOST + 2


async def test_the_oldest_dawdler_goes_first_and_the_idle_only_then(
    receiver: ScriptedReceiver,
) -> None:
    async with (
        listening(receiver, most_connections=3, head_timeout_s=60.0) as address,
        RawConnection(address) as kept,
        RawConnection(address) as first,
        RawConnection(address) as second,
    ):
        assert (await kept.ask(request("/webhook"))).status == 200
        assert (await ask(address, HEALTH)).status == 200
        assert await first.is_closed_by_server()
        assert (await kept.ask(HEALTH)).status == 200
        assert (await second.ask(HEALTH)).status == 200
        async with RawConnection(address) as third:
            assert (await third.ask(HEALTH)).status == 200
            assert (await ask(address, HEALTH)).status == 200
            assert await kept.is_closed_by_server()


async def test_a_request_at_work_is_never_given_up_for_another(
    receiver: ScriptedReceiver,
) -> None:
    receiver.may_answer.clear()
    async with (
        listening(receiver, most_connections=1) as address,
        RawConnection(address) as sender,
    ):
        sender.writer.write(request("/webhook"))
        await asyncio.wait_for(receiver.came.wait(), 5)
        async with RawConnection(address) as late:
            assert await late.is_closed_by_server()
        receiver.may_answer.set()
        assert (await sender.answer()).status == 200


async def test_slow_bodies_do_not_keep_a_large_one_out(receiver: ScriptedReceiver) -> None:
    size = 30 * 1024 * 1024
    part = b"x" * (size - 1)
    async with (
        listening(receiver, max_body=size, head_timeout_s=60.0, body_timeout_s=60.0) as address,
        AsyncExitStack() as stack,
    ):
        # There is room for four such bodies.
        slow = await open_many(stack, address, 5)
        for each in slow:
            each.writer.write(request("/webhook", part, length=size))
            await each.writer.drain()
        sender = await stack.enter_async_context(RawConnection(address))
        assert (await sender.ask(request("/webhook", part + b"x"))).status == 200
        assert (await slow[-1].ask(b"x")).status == 200
    assert [len(arrival.body) for arrival in receiver.received] == [size, size]


async def test_bodies_that_are_being_judged_leave_room_for_small_ones_only(
    receiver: ScriptedReceiver,
) -> None:
    size = 30 * 1024 * 1024
    receiver.may_answer.clear()
    patient = listening(receiver, max_body=size, head_timeout_s=60.0)
    async with patient as address, AsyncExitStack() as stack:
        senders = await open_many(stack, address, 4)
        for count, each in enumerate(senders, 1):
            each.writer.write(request("/webhook", b"x" * size))
            async with asyncio.timeout(10):
                while len(receiver.received) < count:
                    receiver.came.clear()
                    await receiver.came.wait()
        refused = await ask(address, request("/webhook", b"x" * size))
        assert (refused.status, refused.header("Retry-After")) == (503, "5")
        small = await stack.enter_async_context(RawConnection(address))
        small.writer.write(request("/webhook", b"{}"))
        receiver.may_answer.set()
        assert (await small.answer()).status == 200
        assert [(await each.answer()).status for each in senders] == [200] * 4
        assert (await ask(address, request("/webhook", b"x" * size))).status == 200
