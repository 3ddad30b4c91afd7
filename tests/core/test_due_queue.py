"""Due callbacks come oldest deadline first; waiting ones not before their moment."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.due_queue import DueQueue
from rivermon.core.entities import Callback, CallbackKind, CallbackState
from tests.core.fake_clock import START


def owed(number: int, deadline_s: float = 300.0) -> Callback:
    return Callback(
        id=number,
        delivery_id=number,
        record_id=number,
        kind=CallbackKind.SUCCESS,
        url="https://api.modelriver.com/",
        state=CallbackState.PROGRESS,
        body=b"{}",
        attempts=0,
        next_attempt_at=START,
        deadline=START + timedelta(seconds=deadline_s),
        received_at=START,
    )


def later(seconds: float):
    return START + timedelta(seconds=seconds)


def drained(queue: DueQueue, at_s: float) -> list[int]:
    found = []
    while (callback := queue.pop(later(at_s))) is not None:
        found.append(callback.id)
    return found


def test_of_the_due_ones_the_oldest_deadline_is_first():
    queue = DueQueue()
    for number, deadline_s in ((1, 300), (2, 100), (3, 200)):
        queue.add(owed(number, deadline_s), START)
    assert drained(queue, 0) == [2, 3, 1]


def test_none_leaves_before_its_moment():
    queue = DueQueue()
    queue.add(owed(1), later(10))
    assert queue.pop(later(9.999)) is None
    assert queue.next_moment() == later(10)
    assert drained(queue, 10) == [1]
    assert queue.next_moment() is None


def test_each_id_is_queued_once():
    queue = DueQueue()
    queue.add(owed(1), START)
    queue.add(owed(1), START)
    assert len(queue) == 1
    assert drained(queue, 0) == [1]


def test_an_earlier_moment_overtakes_a_later_one():
    queue = DueQueue()
    queue.add(owed(1), later(60))
    queue.add(owed(1), later(5))
    queue.add(owed(1), later(30))
    assert drained(queue, 4) == []
    assert drained(queue, 5) == [1]
    assert drained(queue, 100) == []
    assert len(queue) == 0


def test_what_was_dropped_does_not_leave():
    queue = DueQueue()
    for number in (1, 2, 3):
        queue.add(owed(number), later(number))
    queue.drop(2)
    queue.drop(99)
    assert drained(queue, 10) == [1, 3]
    queue.add(owed(2), later(11))
    assert drained(queue, 11) == [2]


def test_after_leaving_it_may_come_again():
    queue = DueQueue()
    queue.add(owed(1), START)
    assert drained(queue, 0) == [1]
    queue.add(owed(1), later(1))
    assert drained(queue, 1) == [1]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 50), st.integers(0, 50))))
def test_whatever_is_added_each_waiting_id_leaves_exactly_once(additions):
    queue = DueQueue()
    for number, moment_s, deadline_s in additions:
        queue.add(owed(number, deadline_s), later(moment_s))
    assert sorted(drained(queue, 50)) == sorted({number for number, _, _ in additions})
    assert len(queue) == 0


def test_those_that_are_too_late_make_nobody_else_late():
    queue = DueQueue()
    queue.add(owed(1, deadline_s=10), later(0))
    queue.add(owed(2, deadline_s=60), later(30))
    queue.add(owed(3, deadline_s=20), later(5))
    queue.add(owed(4, deadline_s=50), later(0))
    assert drained(queue, 40) == [4, 2, 1, 3]


def test_what_was_dropped_while_due_comes_again_only_at_its_new_moment():
    queue = DueQueue()
    queue.add(owed(1, deadline_s=100), START)
    queue.add(owed(2, deadline_s=200), START)
    assert queue.pop(later(0)) == owed(1, deadline_s=100)
    queue.drop(2)
    queue.add(owed(2, deadline_s=200), later(9))
    assert drained(queue, 8) == []
    assert drained(queue, 9) == [2]
