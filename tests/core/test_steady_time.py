"""Moments stay where they were put, whatever is done to the wall clock."""

from datetime import timedelta

import pytest

from rivermon.core.steady_time import SteadyTime
from tests.core.fake_clock import START, FakeClock

HOUR = timedelta(hours=1)


def test_while_nobody_sets_the_clock_both_lines_are_one():
    clock = FakeClock()
    steady = SteadyTime(clock)
    clock.move(12.345678)
    assert steady.now() == clock.now()
    assert steady.of(START) == steady.on_the_wall(START) == START


@pytest.mark.parametrize("by", [-HOUR, HOUR])
def test_a_clock_that_is_set_moves_nothing(by: timedelta):
    clock = FakeClock()
    steady = SteadyTime(clock)
    before = steady.of(clock.now() + timedelta(seconds=10))
    clock.set_wall(by.total_seconds())
    assert steady.now() == START
    assert before == START + timedelta(seconds=10)
    assert steady.on_the_wall(before) == clock.now() + timedelta(seconds=10)
    assert steady.of(clock.now() + timedelta(seconds=10)) == before


def test_time_that_passes_counts_once():
    clock = FakeClock()
    steady = SteadyTime(clock)
    clock.set_wall(3600)
    clock.move(60)
    assert steady.now() == START + timedelta(seconds=60)
    assert steady.of(clock.now()) == steady.now()


def test_a_nudge_is_not_a_jump():
    clock = FakeClock()
    steady = SteadyTime(clock)
    clock.set_wall(-0.2)
    assert steady.of(START) == START
