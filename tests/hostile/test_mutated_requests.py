"""Whole requests, mutated byte by byte: the answers are documented, and nothing strange is kept."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.besieged import Besieged, assert_in_order, besieged, no_complaint
from tests.hostile.extent import examples
from tests.hostile.letters import event, genuine, genuine_request, on_the_wire
from tests.hostile.test_odd_bodies import mutated
from tests.net.raw_http import request


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    # What is cut short is waited for; not for long, and there is much of it.
    limits = {"head_timeout_s": 0.04, "body_timeout_s": 0.04}
    with besieged(tmp_path_factory.mktemp("mutated"), **limits) as house:
        yield house


LETTERS = genuine()
WIRES = [on_the_wire(letter) for letter in LETTERS]
BODIES = {letter.sample.body for letter in LETTERS}


@given(data=st.data())
@examples(100, 1_000)
def test_any_bytes_get_a_documented_answer_or_none(house: Besieged, data: st.DataObject):
    sent = data.draw(mutated(data.draw(st.sampled_from(WIRES))))
    with no_complaint():
        answers = house.say(sent)
    assert_in_order(answers)
    kept = house.ledger("SELECT body, scheme FROM delivery WHERE outcome = 'recorded'")
    strange = [body for body, scheme in kept if bytes(body) not in BODIES]
    assert all(scheme == "timestamped-data" for body, scheme in kept if body in strange)


@given(
    name=st.sampled_from(
        [
            "mr-signature",
            "mr-timestamp",
            "mr-channel-id",
            "X-ModelRiver-Signature",
            "X-ModelRiver-Timestamp",
            "X-ModelRiver-Callback-Url",
            "X-Forwarded-For",
            "Content-Type",
            "Content-Encoding",
            "Content-Length",
            "Transfer-Encoding",
            "Connection",
            "Upgrade",
            "Expect",
            "Host",
            "Range",
            "Cookie",
            "Accept-Encoding",
        ]
    ),
    value=st.one_of(
        st.binary(max_size=200),
        st.sampled_from([b"", b"\xff" * 8, b"0" * 64, b"sha256=" + b"G" * 64, b" " * 8000]),
        st.sampled_from([b"100-continue", b"gzip", b"close", b"chunked", b"websocket", b"1e999"]),
        st.integers().map(lambda number: b"%d" % number),
    ),
    twice=st.booleans(),
)
@examples(100, 1_000)
def test_any_header_beside_the_genuine_ones(house: Besieged, name: str, value: bytes, twice: bool):
    headers = [f"{name}: ".encode() + value] * (1 + twice)
    with no_complaint():
        answers = house.say(genuine_request(event("header"), headers))
    assert_in_order([answer for answer in answers if answer.status != 100])
    assert set(house.contents()) <= {"Genuine"} | set(_titles(house))


def _titles(house: Besieged) -> list[str]:
    return [
        title
        for (title,) in house.ledger("SELECT title FROM ai_content WHERE channel_id <> 'header'")
    ]


@given(sent=st.binary(max_size=400))
@examples(50, 1_000)
def test_plain_noise_is_no_request(house: Besieged, sent: bytes):
    with no_complaint():
        answers = house.say(sent)
    assert_in_order(answers)


def test_the_house_still_stands(house: Besieged):
    assert house.say(request("/health", b"", method="GET"))[0].status == 200
    (answer,) = house.say(genuine_request(event("after", "Still here")))
    assert answer.status == 200
    assert house.contents()[-1] == "Still here"
