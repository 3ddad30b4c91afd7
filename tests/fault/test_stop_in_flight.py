"""SIGTERM while a hundred requests are in flight: committed and answered, or not answered."""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Manner, Scripted
from tests.fault.extent import extent
from tests.fault.posting import webhook
from tests.fault.process import rows
from tests.net.raw_http import RawConnection
from tests.story.served import KEY, Served

pytestmark = pytest.mark.usefixtures("reconciled")

IN_FLIGHT = 100
A_FEW_S = 5.0


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


@contextmanager
def served_for(folder: Path, desk: CallbackDesk) -> Iterator[Served]:
    host = desk.base_url.removeprefix("http://")
    with Served(folder, RIVERMON_CALLBACK_HOSTS=host) as served:
        yield served


def _address(served: Served) -> tuple[str, int]:
    host, port = served.url.split("/")[2].split(":")
    return host, int(port)


@asynccontextmanager
async def a_hundred(address: tuple[str, int]) -> AsyncIterator[list[RawConnection]]:
    connections = [RawConnection(address) for _ in range(IN_FLIGHT)]
    for connection in connections:
        await connection.__aenter__()
    try:
        yield connections
    finally:
        for connection in connections:
            await connection.__aexit__()


async def _answered(connection: RawConnection, whole: bytes) -> int | None:
    """The status; None where the connection ended without one."""
    try:
        return (await connection.ask(whole)).status
    except (ConnectionError, asyncio.IncompleteReadError):
        return None


async def _stopped(served: Served) -> float:
    """Stop it; how long that took, in seconds."""
    began = time.monotonic()
    assert await asyncio.to_thread(served.stop) == 0
    return time.monotonic() - began


def _kept(folder: Path) -> set[str]:
    found = [row[0] for row in rows(folder, "SELECT channel_id FROM ai_content")]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("nth", range(extent(full=20, short=4)))
async def test_at_any_moment_of_a_hundred_requests(tmp_path: Path, desk: CallbackDesk, nth: int):
    moment_s = random.Random(nth).uniform(0.0, 0.08)
    channels = [f"channel-{number}" for number in range(IN_FLIGHT)]
    with served_for(tmp_path, desk) as served:
        async with a_hundred(_address(served)) as connections:
            asking = asyncio.gather(
                *(
                    _answered(connection, webhook(channel, desk.base_url))
                    for connection, channel in zip(connections, channels, strict=True)
                )
            )
            await asyncio.sleep(moment_s)
            took_s = await _stopped(served)
            statuses = await asking
    assert set(statuses) <= {200, None}
    answered = {c for c, status in zip(channels, statuses, strict=True) if status == 200}
    assert answered <= _kept(tmp_path)
    assert took_s < A_FEW_S


@pytest.mark.parametrize("held_s", [0.1, 2.0], ids=["briefly", "beyond the listener's patience"])
async def test_while_another_program_holds_the_database(
    tmp_path: Path, desk: CallbackDesk, held_s: float
):
    channels = [f"channel-{number}" for number in range(IN_FLIGHT)]
    with served_for(tmp_path, desk) as served:
        async with a_hundred(_address(served)) as connections:
            with closing(sqlite3.connect(tmp_path / "rivermon.db")) as other:
                other.execute("BEGIN IMMEDIATE")
                asking = asyncio.gather(
                    *(
                        _answered(connection, webhook(channel, desk.base_url))
                        for connection, channel in zip(connections, channels, strict=True)
                    )
                )
                await asyncio.sleep(0.3)
                assert not asking.done()
                stopping = asyncio.get_running_loop().create_task(_stopped(served))
                await asyncio.sleep(held_s)
                other.rollback()
            took_s = await stopping
            statuses = await asking
    assert set(statuses) <= {200, None}
    assert _kept(tmp_path) >= {
        c for c, status in zip(channels, statuses, strict=True) if status == 200
    }
    if held_s < 0.5:
        assert statuses == [200] * IN_FLIGHT
    assert took_s < A_FEW_S


async def test_while_bodies_are_still_arriving_and_callbacks_hang(tmp_path: Path):
    async with CallbackDesk(script=lambda *_: Scripted(manner=Manner.HANG)) as desk:
        with served_for(tmp_path, desk) as served:
            async with a_hundred(_address(served)) as connections:
                for number, connection in enumerate(connections):
                    whole = webhook(f"channel-{number}", desk.base_url)
                    if number < 20:
                        assert await _answered(connection, whole) == 200
                    else:
                        connection.writer.write(whole[:-10])
                await desk.wait_for(8, timeout_s=10)
                took_s = await _stopped(served)
                rest = await asyncio.gather(*(_answered(each, b"") for each in connections[20:]))
    assert set(rest) <= {400, None}
    assert _kept(tmp_path) == {f"channel-{number}" for number in range(20)}
    assert rows(tmp_path, "SELECT DISTINCT state FROM callback") == [("Progress",)]
    assert took_s < A_FEW_S
