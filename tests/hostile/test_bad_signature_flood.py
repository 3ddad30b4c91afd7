"""A flood of bad signatures is slowed and counted, and leaves genuine webhooks alone."""

import asyncio
import time
from collections.abc import Iterator

import msgspec
import pytest

from tests.hostile.besieged import PROMPT_S
from tests.hostile.extent import extent
from tests.hostile.fortress import MIB, Fortress, fortress
from tests.hostile.letters import event, sealed
from tests.net.raw_http import RawConnection, request
from tests.story.served import SECRET

ATTACKERS = 32
LASTING_S = extent(2, 60)
GENUINE_EVERY_S = 0.01
MOST_RSS = 250 * MIB
MOST_KEPT_PER_S = 25
BURSTS = 250


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortress]:
    with fortress(tmp_path_factory.mktemp("flood")) as house:
        yield house
        assert house.figure("VmHWM") * 1024 < MOST_RSS


class Brought(msgspec.Struct):
    """What a flood brought: answers to the forged, and how long the genuine took, in seconds."""

    rejected: int
    genuine_s: list[float]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.genuine_s)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def _forge(house: Fortress, tunnelled: list[bytes], until: float) -> int:
    body = event("forged", "Forged")
    sent = request("/webhook", body, headers=[*sealed(body, "whsec_guessed"), *tunnelled])
    answers = 0
    loop = asyncio.get_running_loop()
    async with RawConnection(house.address) as connection:
        while loop.time() < until:
            assert (await connection.ask(sent)).status == 401
            answers += 1
    return answers


async def _send_genuine(house: Fortress, tunnelled: list[bytes], until: float) -> list[float]:
    taken: list[float] = []
    loop = asyncio.get_running_loop()
    async with RawConnection(house.address) as connection:
        while loop.time() < until:
            body = event(f"genuine-{len(taken)}", "Genuine")
            sent = request("/webhook", body, headers=[*sealed(body, SECRET), *tunnelled])
            began = time.perf_counter()
            assert (await connection.ask(sent)).status == 200
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(GENUINE_EVERY_S)
    return taken


async def _flood(house: Fortress, attackers: int, forwarded: str | None) -> Brought:
    until = asyncio.get_running_loop().time() + LASTING_S
    named = [] if forwarded is None else [f"X-Forwarded-For: {forwarded}".encode()]
    flood = asyncio.gather(*(_forge(house, named, until) for _ in range(attackers)))
    genuine = await _send_genuine(house, [b"X-Forwarded-For: 192.0.2.1"] if named else [], until)
    return Brought(sum(await flood), genuine)


@pytest.mark.parametrize("forwarded", [None, "203.0.113.9", "2001:db8::1"])
def test_the_genuine_are_neither_slowed_nor_lost(house: Fortress, forwarded: str | None):
    brought, seen = house.under(lambda: _flood(house, ATTACKERS, forwarded))
    assert brought.percentile(0.99) < PROMPT_S
    assert seen.prompt_s < PROMPT_S
    assert len(brought.genuine_s) > 10
    contents = "SELECT count(*) FROM ai_content WHERE title = 'Genuine'"
    assert house.ledger(contents) == [(len(brought.genuine_s),)]
    assert house.ledger("SELECT count(*) FROM ai_content WHERE title = 'Forged'") == [(0,)]
    # Each attacker's connection is held for two seconds after its first mistakes.
    assert brought.rejected < 10 + ATTACKERS * (LASTING_S + 2)


def test_a_flood_that_is_too_wide_to_be_slowed_is_not_all_kept(house: Fortress):
    brought, seen = house.under(lambda: _flood(house, 6 * ATTACKERS, None))
    assert brought.percentile(0.99) < 2 * PROMPT_S
    assert seen.prompt_s < 2 * PROMPT_S
    ((kept,),) = house.ledger("SELECT count(*) FROM delivery WHERE outcome = 'rejected'")
    assert kept <= BURSTS + MOST_KEPT_PER_S * (LASTING_S + 2)
    assert kept < brought.rejected
    contents = "SELECT count(*) FROM ai_content WHERE title = 'Genuine'"
    assert house.ledger(contents) == [(len(brought.genuine_s),)]
