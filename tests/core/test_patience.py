"""How long answers to bad signatures wait, and whose mistake each one is."""

import pytest
from msgspec.structs import replace

from rivermon.core.patience import Patience, sender_of
from tests.core.fake_clock import START
from tests.core.webhook_arrivals import signed_arrival

ARRIVAL = signed_arrival(b"{}", START)


def waits(patience: Patience, count: int, sender: str = "a", at_s: float = 0.0) -> list[float]:
    return [patience.err(sender, at_s) for _ in range(count)]


def test_the_first_mistakes_cost_nothing_and_the_next_ones_more_and_more():
    assert waits(Patience(free=3), 9) == [0, 0, 0, 0.25, 0.5, 1.0, 2.0, 2.0, 2.0]


def test_mistakes_now_and_then_cost_nothing():
    patience = Patience(free=3, forgiven_every_s=5.0)
    assert {patience.err("a", 5.0 * number) for number in range(100)} == {0.0}


def test_the_longest_flood_is_forgiven_within_minutes():
    patience = Patience(free=10, forgiven_every_s=5.0)
    waits(patience, 100_000)
    assert patience.err("a", 60.0) == 0.0


def test_everybody_pays_for_their_own_mistakes():
    patience = Patience(free=3)
    waits(patience, 100)
    assert waits(patience, 3, "b") == [0, 0, 0]


def test_a_clock_that_stands_still_or_no_sender_at_all_is_no_trouble():
    assert waits(Patience(free=0), 1, "") == [0.25]


def test_so_many_are_remembered_and_the_quietest_forgotten():
    patience = Patience(free=1, most_senders=100)
    for number in range(100_000):
        patience.err(str(number), 0.0)
        patience.err("loud", 0.0)
    assert len(patience) == 100
    assert patience.err("loud", 0.0) > 0


@pytest.mark.parametrize(
    ("remote", "sender"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("somebody", "unknown"),
        ("", "unknown"),
    ],
)
def test_whose_mistake_it_is(remote, sender):
    forwarded = (("X-Forwarded-For", "198.51.100.1"),)
    assert sender_of(replace(ARRIVAL, remote=remote, headers=forwarded)) == sender
