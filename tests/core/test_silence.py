"""Silence is judged against what is usual, told once, and ended by the next webhook."""

from datetime import timedelta

import pytest

from rivermon.core.health import Pace
from rivermon.core.silence import LEAST, SilenceWatch, silent_after
from tests.core.fake_clock import START

MINUTE = timedelta(minutes=1)


def pace(per_hour: float) -> Pace:
    return Pace(last_at=START, usual_per_hour=per_hour)


@pytest.mark.parametrize(
    ("per_hour", "minutes"), [(40.0, 30), (10.0, 30), (6.0, 50), (4.0, 75), (100_000.0, 30)]
)
def test_silence_is_long_against_the_usual_gap(per_hour: float, minutes: int) -> None:
    assert silent_after(pace(per_hour)) == minutes * MINUTE


@pytest.mark.parametrize("per_hour", [0.0, 1.0, 3.9])
def test_without_a_usual_pace_nothing_is_silence(per_hour: float) -> None:
    assert silent_after(pace(per_hour)) is None


def test_where_no_webhook_ever_came_nothing_is_silence() -> None:
    assert silent_after(Pace(last_at=None, usual_per_hour=40.0)) is None


def test_the_pace_is_not_asked_for_before_it_can_matter() -> None:
    watch = SilenceWatch(START)
    assert not watch.may_be(START + LEAST - timedelta(seconds=1))
    assert watch.may_be(START + LEAST)


def test_one_silence_is_told_once() -> None:
    watch = SilenceWatch(START)
    assert watch.judge(START + 31 * MINUTE, pace(40.0)) == 31 * MINUTE
    assert not watch.may_be(START + 500 * MINUTE)
    watch.begin_anew(START + 600 * MINUTE)
    assert not watch.may_be(START + 629 * MINUTE)
    assert watch.may_be(START + 630 * MINUTE)
    assert watch.judge(START + 630 * MINUTE, pace(40.0)) == LEAST


def test_a_slow_pace_is_looked_at_again_when_it_can_be_silence() -> None:
    watch = SilenceWatch(START)
    assert watch.judge(START + LEAST, pace(5.0)) is None
    assert not watch.may_be(START + 59 * MINUTE)
    assert watch.may_be(START + 60 * MINUTE)
    assert watch.judge(START + 60 * MINUTE, pace(5.0)) == 60 * MINUTE


def test_without_a_pace_it_is_looked_again_later() -> None:
    watch = SilenceWatch(START)
    assert watch.judge(START + LEAST, pace(0.0)) is None
    assert not watch.may_be(START + LEAST + MINUTE)
    assert watch.may_be(START + 2 * LEAST)
