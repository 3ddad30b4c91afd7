"""Axes are labelled at even values and times of day, and reach as far as they must."""

import math
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from rivermon.core.health import Span
from rivermon.ui.chart_data import ChartData, Scale, Series
from rivermon.ui.chart_ticks import height, reach, time_ticks, value_ticks

NOON = datetime(2026, 3, 1, 12, 0, 3, tzinfo=UTC)


Place = Callable[[str], None]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    def be_in(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield be_in
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def in_shanghai(place: Place) -> None:
    place("Asia/Shanghai")


def chart(scale: Scale, *values: float, stacked: bool = False, marks=()) -> ChartData:
    begins = tuple(NOON + timedelta(seconds=n) for n in range(len(values)))
    return ChartData(
        begins=begins,
        step=timedelta(seconds=1),
        scale=scale,
        series=(Series("one", values), Series("two", values)),
        stacked=stacked,
        marks=marks,
    )


def words(data: ChartData) -> list[str]:
    return [word for _, word in value_ticks(data)]


@pytest.mark.usefixtures("appearance")
@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((0.0, 1.0), ["0", "1", "2"]),
        ((0.0, 4.0), ["0", "5"]),
        ((7.0, 13.0), ["0", "10", "20"]),
        ((600.0, 600.0), ["0", "500", "1,000"]),
    ],
)
def test_numbers_are_whole_and_even(values: tuple[float, ...], wanted: list[str]) -> None:
    assert words(chart(Scale.COUNT, *values, stacked=True)) == wanted


def test_a_pile_fits() -> None:
    assert reach(chart(Scale.COUNT, 3.0, 5.0, stacked=True))[1] >= 10
    assert 5 <= reach(chart(Scale.COUNT, 3.0, 5.0))[1] < 6


def test_a_success_rate_is_seen_with_the_lines_it_is_compared_with() -> None:
    fine = chart(Scale.SHARE, 1.0, 0.995, marks=(0.99, 0.95))
    assert words(fine) == ["95 %", "99 %", "100 %"]
    poor = chart(Scale.SHARE, 1.0, 0.4, marks=(0.99, 0.95))
    assert reach(poor)[0] < 0.4
    assert words(poor)[-1] == "100 %"


def test_a_redelivery_rate_begins_at_nothing() -> None:
    assert words(chart(Scale.SHARE, 0.0, 0.01, marks=(0.05,))) == ["0 %", "5 %", "10 %"]
    low, high = reach(chart(Scale.SHARE, 0.9, 0.2, marks=(0.05,)))
    assert (low, high) == pytest.approx((0.0, 0.99))


def test_times_stand_on_a_logarithmic_axis_with_the_grades() -> None:
    quick = chart(Scale.TIME, 2.0, 0.1, marks=(200.0, 1000.0, 5000.0))
    assert words(quick) == ["1 ms", "10 ms", "200 ms"]
    slow = chart(Scale.TIME, 2.0, 40_000.0, marks=(200.0, 1000.0, 5000.0))
    assert words(slow) == ["1 ms", "10 ms", "200 ms", "1 s", "5 s", "1 min"]
    assert height(Scale.TIME, 1000.0) == pytest.approx(3.0)
    assert height(Scale.TIME, 0.0) == 0.0
    assert math.isfinite(height(Scale.TIME, reach(slow)[1]))


@pytest.mark.usefixtures("in_shanghai")
@pytest.mark.parametrize(
    ("span", "room", "wanted"),
    [
        (Span.FIVE_MINUTES, 6, ["19:55", "19:56", "19:57", "19:58", "19:59", "20:00"]),
        (Span.HOUR, 5, ["19:00", "19:15", "19:30", "19:45", "20:00"]),
        (Span.DAY, 5, ["00:00", "06:00", "12:00", "18:00"]),
        (Span.DAY, 2, ["Sun 1"]),
    ],
)
def test_times_of_day_are_local_and_even(span: Span, room: int, wanted: list[str]) -> None:
    ticks = time_ticks(span.begins(NOON), span.step, room)
    assert [word for _, word in ticks] == wanted


@pytest.mark.usefixtures("in_shanghai")
def test_a_week_is_labelled_by_its_days() -> None:
    ticks = time_ticks(Span.WEEK.begins(NOON), Span.WEEK.step, 7)
    assert [word for _, word in ticks] == [
        "Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28", "Sun 1"
    ]  # fmt: skip
    at, _ = ticks[0]
    assert datetime.fromtimestamp(at, UTC) == datetime(2026, 2, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        # In Berlin the clocks went from 2 to 3 on 29 March, and from 3 back to 2 on 25 October.
        (datetime(2026, 3, 29, 10, tzinfo=UTC), ["12:00", "18:00", "00:00", "06:00", "12:00"]),
        (datetime(2026, 10, 25, 10, tzinfo=UTC), ["12:00", "18:00", "00:00", "06:00"]),
    ],
)
def test_times_of_day_are_even_when_the_clocks_change(
    place: Place, now: datetime, wanted: list[str]
) -> None:
    place("Europe/Berlin")
    ticks = time_ticks(Span.DAY.begins(now), Span.DAY.step, 5)
    assert [word for _, word in ticks] == wanted
    for at, word in ticks:
        assert f"{datetime.fromtimestamp(at, UTC).astimezone():%H:%M}" == word


def test_the_hour_that_comes_twice_is_labelled_twice(place: Place) -> None:
    place("Europe/Berlin")
    now = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    words = [word for _, word in time_ticks(Span.HOUR.begins(now), Span.HOUR.step, 5)]
    assert words == ["02:30", "02:45", "02:00", "02:15", "02:30"]


def test_quarters_of_an_hour_from_utc_are_no_obstacle(place: Place) -> None:
    place("Asia/Kathmandu")
    words = [word for _, word in time_ticks(Span.HOUR.begins(NOON), Span.HOUR.step, 7)]
    assert words == ["16:50", "17:00", "17:10", "17:20", "17:30", "17:40"]


def test_without_steps_there_is_nothing_to_label() -> None:
    assert time_ticks((), timedelta(seconds=1), 5) == []
