"""Facts reach every subscriber; a failing one harms nobody."""

import logging
from collections.abc import Sequence

from rivermon.core.feed import ChangeFeed, Fact, Listening, Trouble, TroubleBegan

FACTS: list[Fact] = [Listening("http://127.0.0.1:1/"), TroubleBegan(Trouble.PORT, "taken")]


def test_every_subscriber_is_told_each_batch_once_and_in_order():
    feed = ChangeFeed()
    first: list[Sequence[Fact]] = []
    second: list[Sequence[Fact]] = []
    feed.subscribe(first.append)
    feed.subscribe(second.append)
    feed.tell(FACTS[:1])
    feed.tell(FACTS[1:])
    assert first == second == [FACTS[:1], FACTS[1:]]


def test_an_empty_batch_is_not_told():
    feed = ChangeFeed()
    told: list[Sequence[Fact]] = []
    feed.subscribe(told.append)
    feed.tell([])
    assert told == []


def test_a_failing_subscriber_is_logged_and_the_others_are_told(caplog):
    feed = ChangeFeed()
    told: list[Sequence[Fact]] = []

    def fail(_):
        raise RuntimeError("a mistake of ours")

    feed.subscribe(fail)
    feed.subscribe(told.append)
    with caplog.at_level(logging.ERROR):
        feed.tell(FACTS)
    assert told == [FACTS]
    assert "a mistake of ours" in caplog.text


def test_who_has_left_is_not_told_and_may_leave_twice():
    feed = ChangeFeed()
    told: list[Sequence[Fact]] = []
    leave = feed.subscribe(told.append)
    leave()
    leave()
    feed.tell(FACTS)
    assert told == []


def test_who_leaves_while_being_told_does_not_cost_the_others_theirs():
    feed = ChangeFeed()
    told: list[Sequence[Fact]] = []
    leave = feed.subscribe(lambda _: leave())
    feed.subscribe(told.append)
    feed.tell(FACTS)
    assert told == [FACTS]
