"""The listener gets another address, or other limits, while webhooks come."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import pytest

from rivermon.core.ports import ListenerUnavailable
from rivermon.net.listener import Listener
from tests.begun import begun
from tests.net.conftest import LIMIT, NOW
from tests.net.raw_http import RawConnection, ask, request
from tests.net.scripted_receiver import ScriptedReceiver

PATH = "/webhooks/modelriver"
PATIENCE_S = 10.0


class Kept:
    """Notes what is kept, or will not keep it."""

    def __init__(self) -> None:
        self.times = 0
        self.failure: Exception | None = None

    def __call__(self) -> None:
        if self.failure is not None:
            raise self.failure
        self.times += 1


@pytest.fixture
def kept() -> Kept:
    return Kept()


async def move(
    listener: Listener,
    kept: Kept,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    path: str | None = "/hooks/mine",
    max_body: int = LIMIT,
) -> tuple[str, int]:
    await listener.move(host, port, extra_path=path, max_body=max_body, keep=kept)
    assert listener.address is not None
    return listener.address


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as other:
        return int(other.getsockname()[1])


@pytest.fixture
async def unopened(receiver: ScriptedReceiver, free: int) -> AsyncIterator[Listener]:
    made = Listener(receiver, now=lambda: NOW, host="127.0.0.1", port=free, max_body=LIMIT)
    yield made
    await made.close()


async def refused(address: tuple[str, int]) -> bool:
    try:
        _, writer = await asyncio.open_connection(*address)
    except ConnectionRefusedError:
        return True
    writer.transport.abort()
    return False


async def test_the_new_address_answers_and_the_old_one_is_closed(
    listener: Listener, address: tuple[str, int], free: int, kept: Kept
) -> None:
    new = await move(listener, kept, port=free)
    assert new == ("127.0.0.1", free)
    assert listener.url == f"http://127.0.0.1:{free}{PATH}"
    assert (await ask(new, request(PATH))).status == 200
    assert await refused(address)
    assert kept.times == 1


async def test_a_request_under_way_is_answered(
    listener: Listener,
    address: tuple[str, int],
    receiver: ScriptedReceiver,
    free: int,
    kept: Kept,
) -> None:
    receiver.may_answer.clear()
    async with RawConnection(address) as busy, RawConnection(address) as idle:
        assert (await idle.ask(request("/nowhere"))).status == 404
        asking = begun(busy.ask(request(PATH)))
        await receiver.came.wait()
        new = await move(listener, kept, port=free)
        assert await refused(address)
        assert await idle.is_closed_by_server()
        async with RawConnection(new) as other:
            second = begun(other.ask(request(PATH)))
            receiver.may_answer.set()
            assert (await asking).status == 200
            assert (await second).status == 200
        assert await busy.is_closed_by_server()


async def test_a_body_that_is_on_its_way_arrives(
    receiver: ScriptedReceiver, free: int, kept: Kept
) -> None:
    listener = Listener(receiver, now=lambda: NOW, host="127.0.0.1", port=0)
    await listener.open()
    assert listener.address is not None
    async with RawConnection(listener.address) as slow:
        slow.writer.write(request(PATH, b"{", length=2))
        assert (await ask(listener.address, request("/nowhere"))).status == 404  # it came before
        await listener.move("127.0.0.1", free, extra_path=None, max_body=LIMIT, keep=kept)
        # Longer than closing would wait.
        await asyncio.sleep(1.5)
        slow.writer.write(b"}")
        assert (await slow.answer()).status == 200
    assert receiver.received[0].body == b"{}"
    await listener.close()


async def test_closing_does_not_wait_for_who_is_still_at_the_old_address(
    listener: Listener,
    address: tuple[str, int],
    receiver: ScriptedReceiver,
    free: int,
    kept: Kept,
) -> None:
    receiver.may_answer.clear()
    async with RawConnection(address) as busy:
        asking = begun(busy.ask(request(PATH)))
        await receiver.came.wait()
        await move(listener, kept, port=free)
        async with asyncio.timeout(3.0):
            await listener.close()
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await asking
    assert listener.address is None


async def test_a_taken_port_is_told_and_the_old_address_stays(
    listener: Listener, address: tuple[str, int], taken: int, kept: Kept
) -> None:
    with pytest.raises(ListenerUnavailable, match=f"Port {taken} at 127.0.0.1 is taken"):
        await move(listener, kept, port=taken, path="/other", max_body=1)
    assert listener.address == address
    assert (await ask(address, request("/hooks/mine", b"{} "))).status == 200
    assert (await ask(address, request("/other"))).status == 404
    assert kept.times == 0


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid", "a..b"])
async def test_a_host_that_is_not_ours_is_told_and_the_old_address_stays(
    host: str, listener: Listener, address: tuple[str, int], kept: Kept
) -> None:
    for port in (0, address[1]):
        with pytest.raises(ListenerUnavailable, match=host):
            await move(listener, kept, host=host, port=port)
    assert listener.address == address
    assert (await ask(address, request(PATH))).status == 200
    assert kept.times == 0


@pytest.mark.parametrize("again", [0, 1], ids=["0 as before", "the port it has"])
async def test_only_other_limits_close_nothing(
    again: int, listener: Listener, address: tuple[str, int], kept: Kept
) -> None:
    port = again and address[1]
    async with RawConnection(address) as open_one:
        assert (await open_one.ask(request("/hooks/mine"))).status == 200
        assert await move(listener, kept, port=port, path="/other/", max_body=10) == address
        assert (await open_one.ask(request("/hooks/mine"))).status == 404
        assert (await open_one.ask(request("/other"))).status == 200
        assert (await open_one.ask(request(PATH, b"x" * 11))).status == 413
    assert await move(listener, kept, port=port, path=None, max_body=11) == address
    assert (await ask(address, request(PATH, b"x" * 11))).status == 200
    assert (await ask(address, request("/other"))).status == 404
    assert kept.times == 2


async def test_what_is_not_kept_is_not_done(
    listener: Listener, address: tuple[str, int], free: int, kept: Kept
) -> None:
    kept.failure = OSError("read-only")
    for port in (free, 0):
        with pytest.raises(OSError, match="read-only"):
            await move(listener, kept, port=port, path="/other", max_body=1)
        assert listener.address == address
        assert (await ask(address, request("/hooks/mine", b"{} "))).status == 200
        assert (await ask(address, request("/other"))).status == 404
    assert await refused(("127.0.0.1", free))


async def test_another_host_may_have_the_same_port(
    listener: Listener, address: tuple[str, int], kept: Kept
) -> None:
    port = address[1]
    async with RawConnection(address) as open_one:
        assert (await open_one.ask(request("/nowhere"))).status == 404
        assert await move(listener, kept, host="0.0.0.0", port=port) == ("0.0.0.0", port)
    assert (await ask(address, request(PATH))).status == 200
    assert await move(listener, kept, port=port) == address
    assert (await ask(address, request(PATH))).status == 200
    assert kept.times == 2


async def test_the_same_port_at_another_host_is_given_back_if_it_is_not_kept(
    listener: Listener, address: tuple[str, int], kept: Kept
) -> None:
    kept.failure = OSError("read-only")
    with pytest.raises(OSError, match="read-only"):
        await move(listener, kept, host="0.0.0.0", port=address[1])
    assert listener.address == address
    assert (await ask(address, request(PATH))).status == 200


async def test_a_port_that_somebody_else_has_at_another_host_is_given_back(
    listener: Listener, address: tuple[str, int], kept: Kept
) -> None:
    elsewhere = ("127.0.0.2", address[1])
    with socket.create_server(elsewhere), pytest.raises(ListenerUnavailable, match="is taken"):
        await move(listener, kept, host="0.0.0.0", port=address[1])
    assert listener.address == address
    assert (await ask(address, request(PATH))).status == 200


async def test_who_did_not_listen_begins_to(unopened: Listener, taken: int, kept: Kept) -> None:
    with pytest.raises(ListenerUnavailable):
        await move(unopened, kept, port=taken)
    assert unopened.url is None
    address = await move(unopened, kept, path="/other")
    assert (await ask(address, request("/other"))).status == 200
    await unopened.close()
    await unopened.open()
    assert unopened.address is not None
    assert (await ask(unopened.address, request("/other"))).status == 200


async def test_moving_many_times_loses_no_request(
    listener: Listener, receiver: ScriptedReceiver, kept: Kept
) -> None:
    """Who posts to the address that is told gets an answer, unless it was given up meanwhile."""
    moving, answered, sent_away = True, 0, 0

    async def post() -> None:
        nonlocal answered, sent_away
        while moving:
            assert listener.address is not None
            before = listener.address
            try:
                assert (await ask(before, request(PATH))).status == 200
            except (ConnectionError, asyncio.IncompleteReadError):
                assert listener.address != before
                sent_away += 1
            else:
                answered += 1

    senders = [begun(post()) for _ in range(4)]
    for number in range(12):
        enough = answered + 20
        async with asyncio.timeout(PATIENCE_S):
            while answered < enough and not any(each.done() for each in senders):  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        await move(listener, kept, port=0 if number % 2 else free_port())
    moving = False
    await asyncio.gather(*senders)
    assert answered == len(receiver.received)
    assert kept.times == 12


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as other:
        return int(other.getsockname()[1])
