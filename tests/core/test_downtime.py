"""Down is what lies between the times up, and nothing before the first of them."""

from datetime import UTC, datetime, timedelta

from rivermon.core.downtime import UNNOTED, gaps, seconds_within

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_between_two_times_up_it_was_down() -> None:
    assert gaps([(at(0), at(10)), (at(15), at(30))], at(30)) == [(at(10), at(15))]


def test_before_the_first_time_up_nothing_counts() -> None:
    assert gaps([], at(99)) == []
    assert gaps([(at(60), at(90))], at(90)) == []


def test_what_is_down_still_is_down_until_now() -> None:
    assert gaps([(at(0), at(10))], at(25)) == [(at(10), at(25))]


def test_what_is_up_is_not_noted_every_moment() -> None:
    assert gaps([(at(0), at(10))], at(10) + UNNOTED) == []
    assert len(gaps([(at(0), at(10))], at(10.01) + UNNOTED)) == 1


def test_times_up_may_overlap_and_come_in_any_order() -> None:
    ups = [(at(20), at(30)), (at(0), at(12)), (at(5), at(8))]
    assert gaps(ups, at(30)) == [(at(12), at(20))]


def test_what_lies_ahead_is_left_out() -> None:
    assert gaps([(at(0), at(10)), (at(40), at(50))], at(20)) == [(at(10), at(20))]


def test_seconds_are_counted_within_two_moments() -> None:
    down = [(at(10), at(15)), (at(20), at(21))]
    assert seconds_within(down, at(0), at(60)) == 360
    assert seconds_within(down, at(14), at(20.5)) == 90
    assert seconds_within(down, at(16), at(19)) == 0
