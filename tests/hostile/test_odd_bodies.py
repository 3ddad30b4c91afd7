"""Authentic bodies that nobody should write are taken in or refused, and never break anything."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.besieged import PROMPT_S, Besieged, assert_in_order, besieged, no_complaint
from tests.hostile.body_corpus import BODIES
from tests.hostile.extent import examples
from tests.hostile.letters import event, genuine, genuine_request, header_lines, sealed
from tests.net.raw_http import request


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    with besieged(tmp_path_factory.mktemp("bodies")) as house:
        yield house


@pytest.mark.parametrize(("body", "fate"), BODIES.values(), ids=BODIES.keys())
def test_each_odd_body_has_its_fate(house: Besieged, body: bytes, fate: tuple[int, str]):
    with no_complaint():
        answers = house.say(genuine_request(body))
    assert_in_order(answers)
    assert [answer.status for answer in answers] == [fate[0]]
    assert house.outcomes()[-1] == fate[1]
    ((kept,),) = house.ledger("SELECT body FROM delivery ORDER BY id DESC LIMIT 1")
    assert bytes(kept) == body
    if fate[1] == "recorded":
        ((metadata,),) = house.ledger("SELECT metadata FROM ai_content ORDER BY id DESC LIMIT 1")
        assert isinstance(json.loads(metadata), dict)


@pytest.mark.parametrize("body", [body for body, _ in BODIES.values()], ids=BODIES.keys())
def test_unsigned_they_are_all_strangers(house: Besieged, body: bytes):
    known = house.contents()
    for headers in ([], sealed(body, "another"), *_stamped_by_a_stranger()):
        with no_complaint():
            answers = house.say(request("/webhook", body, headers=headers))
        assert_in_order(answers)
        assert [answer.status for answer in answers] == [401]
        assert house.outcomes()[-1] == "rejected"
    assert house.contents() == known


def _stamped_by_a_stranger() -> list[list[bytes]]:
    digest = b"0" * 64
    return [
        [b"X-ModelRiver-Signature: " + digest, b"X-ModelRiver-Timestamp: 1767614400"],
        [b"mr-signature: " + digest, b"X-ModelRiver-Signature: " + digest],
    ]


JUNK = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b"\x00", b"\xff", b'"', b"\\", b"\\u", b"\\ud800", b"{", b"}", b"[", b"1e999"]
    ),
    st.sampled_from([b"\r\n", b"-0.0", b"NaN", b'"type":', b'"data":{}', b"null", b"\xed\xa0\x80"]),
)


@st.composite
def mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with up to four places cut, doubled or overwritten."""
    mutant = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(mutant)))
        end = min(len(mutant), start + draw(st.integers(0, 60)))
        put = draw(st.one_of(JUNK, st.just(mutant[start:end] * 2)))
        mutant = mutant[:start] + put + mutant[end:]
    return mutant


LETTERS = genuine()


@given(data=st.data())
@examples(150, 1_000)
def test_a_mutated_body_that_is_signed_again_is_kept_as_what_it_is(
    house: Besieged, data: st.DataObject
):
    letter = data.draw(st.sampled_from(LETTERS))
    body = data.draw(mutated(letter.sample.body))
    with no_complaint():
        (answer,) = house.say(genuine_request(body))
    assert_in_order([answer])
    outcome = house.outcomes()[-1]
    if answer.status == 200:
        assert outcome in {"recorded", "duplicate", "kept"}
    else:
        assert (answer.status, outcome) == (400, "invalid")


@given(data=st.data())
@examples(150, 1_000)
def test_a_mutated_body_with_the_old_signature_is_no_content(house: Besieged, data: st.DataObject):
    letter = data.draw(st.sampled_from(LETTERS))
    body = data.draw(mutated(letter.sample.body))
    known = house.contents()
    with no_complaint():
        (answer,) = house.say(request("/webhook", body, headers=header_lines(letter.headers)))
    assert_in_order([answer])
    ((signed, same),) = house.ledger(
        "SELECT scheme, outcome <> 'rejected' FROM delivery ORDER BY id DESC LIMIT 1"
    )
    if body == letter.sample.body or signed == "timestamped-data":
        return  # untouched, or touched only beside the data, which this scheme leaves unsigned
    assert (answer.status, same) == (401, 0)
    assert house.contents() == known


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
FIELDS = ["type", "event", "channel_id", "ai_response", "callback_url", "customer_data", "meta"]
FIELDS += ["timestamp", "status", "data", "error", "message", "choices", "response", "test_mode"]


@given(
    fields=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8),
    typed=st.booleans(),
)
@examples(150, 1_000)
def test_any_json_in_any_field_is_taken_in(house: Besieged, fields: dict[str, object], typed: bool):
    if typed:
        fields = {**fields, "type": "task.ai_generated", "callback_url": "https://a.example/1"}
    body = json.dumps(fields).encode()
    with no_complaint():
        (answer,) = house.say(genuine_request(body))
    assert answer.status == 200, answer
    assert house.outcomes()[-1] in {"recorded", "duplicate", "kept"}


def test_after_all_that_a_genuine_one_is_taken_in_promptly(house: Besieged):
    (answer,) = house.say(genuine_request(event("after", "Still here")))
    assert answer.status == 200
    assert house.contents()[-1] == "Still here"
    assert house.health_s() < PROMPT_S
