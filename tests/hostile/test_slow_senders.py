"""A thousand connections that dawdle do not slow anybody, and are not kept."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.hostile.besieged import PROMPT_S, said
from tests.hostile.extent import FULL, extent
from tests.hostile.fortress import MIB, Fortress, fortress
from tests.hostile.letters import event, sealed
from tests.net.raw_http import RawConnection, request
from tests.story.served import SECRET

MANY = 1000
LASTING_S = extent(2, 15)
MOST_OPEN = 512
MOST_RSS = 250 * MIB


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortress]:
    with fortress(tmp_path_factory.mktemp("slow")) as house:
        yield house
        assert house.figure("VmHWM") * 1024 < MOST_RSS


MANNERS = {
    "say nothing": (b"", b""),
    "headers byte by byte": (b"POST /webhook HTTP/1.1\r\nHost: a\r\nX-A: ", b"a"),
    "a header at a time": (b"POST /webhook HTTP/1.1\r\nHost: a\r\n", b"X-A: aaaaaaaaaaaaaa\r\n"),
    "bodies byte by byte": (request("/webhook", b"", length=60_000), b"x"),
    "large bodies byte by byte": (request("/webhook", b"x" * 50_000, length=5_000_000), b"x"),
    "chunks byte by byte": (
        b"POST /webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1\r\nx\r\n",
    ),
    "no answer read": (request("/nowhere", b"", method="GET") * 100, b""),
}
# These are whole requests, and no dawdling: so many of them that nobody has to give way.
FEWER = {"no answer read": 300}


@contextlib.asynccontextmanager
async def dawdling(
    house: Fortress, begun: bytes, count: int = MANY
) -> AsyncIterator[list[RawConnection]]:
    connections = [RawConnection(house.address) for _ in range(count)]
    opened = []
    try:
        for each in connections:
            await each.__aenter__()
            opened.append(each)
            with contextlib.suppress(ConnectionError):
                each.writer.write(begun)
        yield opened
    finally:
        for each in opened:
            each.writer.transport.abort()


def _genuine(number: int, manner: str) -> bytes:
    body = event(f"{manner} {number}", "Prompt")
    return request("/webhook", body, headers=sealed(body, SECRET))


async def _attack(house: Fortress, manner: str) -> list[float]:
    """Dawdle for a while; how long genuine webhooks took meanwhile, in seconds."""
    begun, more = MANNERS[manner]
    loop = asyncio.get_running_loop()
    taken: list[float] = []
    async with dawdling(house, begun, FEWER.get(manner, MANY)) as connections:
        ends = loop.time() + LASTING_S
        while loop.time() < ends:
            for each in connections:
                if more and not each.writer.transport.is_closing():
                    each.writer.write(more)
            began = loop.time()
            (answer,) = await said(house.address, _genuine(len(taken), manner))
            taken.append(loop.time() - began)
            assert answer.status == 200
            await asyncio.sleep(0.05)
    return taken


@pytest.mark.parametrize("manner", MANNERS)
def test_the_others_are_answered_promptly(house: Fortress, manner: str):
    taken, seen = house.under(lambda: _attack(house, manner))
    assert seen.prompt_s < PROMPT_S
    kept = f"SELECT count(*) FROM ai_content WHERE channel_id LIKE '{manner} %'"
    assert house.ledger(kept) == [(len(taken),)]
    assert house.ledger("SELECT DISTINCT outcome FROM delivery") == [("recorded",)]


async def _open_at_once(house: Fortress) -> int:
    async with dawdling(house, b"POST /webhook HT") as connections:
        await said(house.address, request("/health", b"", method="GET"))
        closed = sum([await _is_closed(each) for each in connections])
    return MANY - closed


async def _is_closed(connection: RawConnection) -> bool:
    try:
        async with asyncio.timeout(0.001):
            return await connection.reader.read(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def test_only_so_many_are_open(house: Fortress):
    assert asyncio.run(_open_at_once(house)) <= MOST_OPEN


@pytest.mark.skipif(not FULL, reason="takes the whole patience of ten seconds")
def test_half_sent_heads_are_ended_in_time(house: Fortress):
    async def until_ended() -> float:
        async with RawConnection(house.address) as slow:
            began = asyncio.get_running_loop().time()
            slow.writer.write(b"POST /webhook HTTP/1.1\r\n")
            async with asyncio.timeout(20):
                assert (await slow.reader.read(12)) == b"HTTP/1.1 408"
            return asyncio.get_running_loop().time() - began

    assert 9.5 < asyncio.run(until_ended()) < 12.5
