"""Bodies of many megabytes, packed or not, announced or not: memory and patience have bounds."""

import gzip
from collections.abc import Iterator

import pytest

from tests.hostile.besieged import PROMPT_S, assert_in_order, said
from tests.hostile.extent import FULL, extent
from tests.hostile.fortress import MIB, Fortress, at_once, fortress
from tests.hostile.letters import event, sealed
from tests.net.raw_http import RawConnection, chunked, request
from tests.story.served import SECRET

STRANGER = [b"mr-signature: " + b"0" * 64]
STAMPED = [
    *STRANGER,
    b"X-ModelRiver-Signature: " + b"0" * 64,
    b"X-ModelRiver-Timestamp: 1767614400",
]
# Where the attack keeps both cores of a small machine busy for a second, and little is measured.
BUSY_S = 0.5
MOST_RSS = 500 * MIB
# Two for large bodies, one for doubtful ones, the store's, the main one, and what serve has else.
MOST_THREADS = 16


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortress]:
    with fortress(tmp_path_factory.mktemp("large")) as house:
        yield house
        assert house.figure("VmHWM") * 1024 < MOST_RSS


@pytest.mark.parametrize("headers", [STRANGER, [], [b"Expect: 100-continue"]])
def test_50_mb_that_are_announced_are_not_read(house: Fortress, headers: list[bytes]):
    sent = request("/webhook", b"x" * 50 * MIB, headers=headers)
    answers, seen = house.under(lambda: at_once(house.address, sent, 4))
    assert_in_order(answers)
    # Whoever goes on sending may find the connection gone before the answer.
    assert {answer.status for answer in answers} <= {413}
    assert seen.prompt_s < PROMPT_S


@pytest.mark.parametrize("size", [1 * MIB, 1000, 30])
def test_50_mb_in_chunks_are_read_to_the_limit_only(house: Fortress, size: int):
    total = 50 * MIB if size > 1000 else 6 * MIB
    sent = chunked("/webhook", [b"x" * size] * (total // size))
    answers, seen = house.under(lambda: at_once(house.address, sent, 2))
    assert_in_order(answers)
    assert {answer.status for answer in answers} <= {413}
    assert seen.prompt_s < BUSY_S


@pytest.mark.parametrize("coding", [b"gzip", b"GZIP", b"identity, gzip", b"zstd", b"br"])
def test_a_bomb_is_not_even_read(house: Fortress, coding: bytes):
    bomb = gzip.compress(bytes(20 * MIB))
    headers = [*sealed(bomb, SECRET), b"Content-Encoding: " + coding]
    answers = house.say(request("/webhook", bomb, headers=headers))
    assert_in_order(answers)
    assert [answer.status for answer in answers] == [415]
    last = "SELECT outcome, status, size FROM delivery ORDER BY id DESC LIMIT 1"
    assert house.ledger(last) == [("rejected", 415, 0)]


def _values(kind: str) -> bytes:
    whole = 5 * MIB - 100
    if kind == "keys":
        return b'{"data":{%b}}' % b",".join(b'"%d":1' % n for n in range(whole // 11))
    items = {"numbers": b"1.5", "arrays": b"[]", "objects": b"{}", "surrogates": b'"\\ud800"'}
    item = items[kind]
    return b'{"data":[%b]}' % b",".join([item] * (whole // (len(item) + 1)))


@pytest.mark.parametrize("kind", ["numbers", "arrays", "objects", "keys", "surrogates"])
@pytest.mark.parametrize("size", [5 * MIB, 64 * 1024 - 100, 4000])
def test_strangers_work_does_not_hold_the_others_up(house: Fortress, kind: str, size: int):
    body = _values(kind)
    if len(body) > size:
        cut = body[: size - 3]
        body = cut[: cut.rindex(b",")] + (b"}}" if kind == "keys" else b"]}")
    sent = request("/webhook", body, headers=STAMPED)
    answers, seen = house.under(lambda: at_once(house.address, sent, extent(4, 64)))
    assert_in_order(answers)
    assert {answer.status for answer in answers} <= {401, 503}
    assert seen.prompt_s < (BUSY_S if FULL else PROMPT_S)
    # One that does this work on the loop stalls for up to a second (2 cores).
    assert seen.worst_s < BUSY_S
    assert seen.threads <= MOST_THREADS


async def _half_sent(house: Fortress, count: int) -> None:
    connections = [RawConnection(house.address) for _ in range(count)]
    try:
        for each in connections:
            await each.__aenter__()
            each.writer.write(request("/webhook", b"x" * 4 * MIB, length=5 * MIB))
        body = event("large", "L" * MIB)
        sent = request("/webhook", body, headers=sealed(body, SECRET))
        (answer,) = await said(house.address, sent)
        assert answer.status == 200
    finally:
        for each in connections:
            each.writer.transport.abort()


def test_half_sent_bodies_do_not_keep_a_large_genuine_one_out(house: Fortress):
    _, seen = house.under(lambda: _half_sent(house, extent(40, 400)))
    assert house.ledger("SELECT length(title) FROM ai_content") == [(MIB,)]
    assert seen.prompt_s < BUSY_S
