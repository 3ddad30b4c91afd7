"""What could be read as two different requests is refused, and what hides in it is never taken."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.besieged import Besieged, assert_in_order, besieged, no_complaint
from tests.hostile.letters import event, genuine_request
from tests.hostile.wire_corpus import ACCEPTED, REFUSED, TARGETS, filled
from tests.net.raw_http import RawConnection


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    with besieged(tmp_path_factory.mktemp("framing")) as house:
        yield house


HIDDEN = genuine_request(event("hidden", "Smuggled"))


@pytest.mark.parametrize("template", REFUSED.values(), ids=REFUSED.keys())
def test_the_ambiguous_is_refused_and_the_connection_ended(house: Besieged, template: bytes):
    before = house.outcomes()
    with no_complaint():
        answers = house.say(filled(template, HIDDEN))
    assert_in_order(answers)
    assert [answer.status for answer in answers] == [400]
    assert answers[0].header("Connection") in {"close", None}
    assert house.outcomes() == before
    assert house.contents() == []


@pytest.mark.parametrize("template", REFUSED.values(), ids=REFUSED.keys())
def test_it_makes_no_difference_in_which_pieces_it_comes(house: Besieged, template: bytes):
    before = house.outcomes()
    sent = filled(template, HIDDEN)
    pieces = [
        sent[start : start + len(sent) // 40 + 1]
        for start in range(0, len(sent), len(sent) // 40 + 1)
    ]
    with no_complaint():
        statuses = house.run(_statuses(house.address, pieces))
    assert statuses in ([400], [])
    assert house.outcomes() == before


async def _statuses(address: tuple[str, int], pieces: list[bytes]) -> list[int]:
    statuses = []
    async with RawConnection(address) as connection:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                connection.writer.write(piece)
                await connection.writer.drain()
                await asyncio.sleep(0.001)
        while (answer := await connection.answer_if_any()) is not None:
            statuses.append(answer.status)
    return statuses


@pytest.mark.parametrize(("sent", "statuses"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_the_unusual_but_clear_is_understood(tmp_path: Path, sent: bytes, statuses: list[int]):
    body = event("seen", "Seen")
    with besieged(tmp_path) as house, no_complaint():
        answers = house.say(filled(sent, HIDDEN, body))
        assert_in_order(answers)
        assert [answer.status for answer in answers] == statuses
        assert house.contents() == (
            ["Seen"] if statuses == [200] and not sent.startswith(b"GET") else []
        )


@pytest.mark.parametrize(("line", "status"), TARGETS.items())
def test_methods_and_targets(house: Besieged, line: bytes, status: int):
    body = event("target", "Target")
    headers = genuine_request(body).partition(b"\r\n")[2]
    before = house.outcomes()
    with no_complaint():
        answers = house.say(line + b"\r\n" + headers)
    assert_in_order(answers)
    assert [answer.status for answer in answers][:1] == [status]
    # What was not for us was not taken in, and is no webhook that was rejected either.
    assert len(house.outcomes()) - len(before) == (status == 200)
