"""Keys are found whatever their channels look like, and each question uses an index."""

import pytest
from msgspec.structs import replace

from rivermon.store.keeping import keep
from rivermon.store.known_keys import _OF_CHANNELS, _WITHOUT_CHANNEL, Key, known_key, known_keys
from tests.store.desk import COMMITTED, Desk, do
from tests.store.drafts import kept, recorded

CASES = ["chan-1", "CHAN-1", "", "ä-1", "退-1", "x" * 500]


@pytest.mark.parametrize("channel", CASES)
def test_a_key_is_found_under_its_own_channel(channel: str, desk: Desk) -> None:
    made = desk.keep(recorded(channel))
    draft = recorded(channel)
    assert draft.dedupe_key is not None
    assert known_key(desk.execute, Key(draft.dedupe_key, channel)) == made.delivery_id


def test_channels_that_differ_in_case_are_two(desk: Desk) -> None:
    one, other = desk.keep(recorded("chan-a")), desk.keep(recorded("CHAN-A"))
    keys = [Key(str(recorded(name).dedupe_key), name) for name in ("chan-a", "CHAN-A", "Chan-A")]
    known = known_keys(desk.execute, keys)
    assert [known.get(key.text) for key in keys] == [one.delivery_id, other.delivery_id, None]


def test_those_with_and_without_a_channel_are_asked_together(desk: Desk) -> None:
    nameless = replace(kept("none"), channel_id=None, dedupe_key='["body","0a"]')
    made = [desk.keep(recorded("chan-1")), desk.keep(nameless)]
    keys = [Key(str(recorded("chan-1").dedupe_key), "chan-1"), Key('["body","0a"]', None)]
    assert list(known_keys(desk.execute, keys).values()) == [each.delivery_id for each in made]


def test_a_channel_of_many_redeliveries_is_still_known(desk: Desk) -> None:
    with desk.database.atomic("IMMEDIATE"):
        made = keep(desk.execute, [recorded()] * 300, now=COMMITTED, monotonic_s=lambda: 0.0)
    first = made[0][0]
    assert {result.record_id for result, _ in made} == {first.record_id}
    assert known_key(desk.execute, Key(str(recorded().dedupe_key), "chan-1")) == first.delivery_id


def test_nothing_is_asked_for_no_keys(desk: Desk) -> None:
    assert known_keys(desk.execute, []) == {}


@pytest.mark.parametrize(
    "question", [_OF_CHANNELS.format("?, ?", "?, ?"), _WITHOUT_CHANNEL.format("?, ?")]
)
def test_an_index_says_which_rows(question: str, desk: Desk) -> None:
    values = ["a"] * question.count("?")
    (step,) = do(desk.database, f"EXPLAIN QUERY PLAN {question}", *values)
    assert step[-1].startswith("SEARCH delivery USING INDEX")
