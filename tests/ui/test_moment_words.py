"""Moments and durations in words. Local moments are made without a zone, in whichever is on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from rivermon.ui.moment_words import (
    ago,
    cell_time,
    clock_time,
    duration,
    moment_tooltip,
    skew_words,
)

NOON = datetime(2026, 3, 1, 12, 0).astimezone(UTC)
MOMENT = datetime(2026, 3, 1, 14, 3, 22, 187_900).astimezone(UTC)


@pytest.fixture(autouse=True)
def c_locale() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


def test_a_clock_time_is_local_with_milliseconds_cut_not_rounded() -> None:
    assert clock_time(MOMENT) == "14:03:22.187"


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        (timedelta(hours=2), "14:03:22.187"),
        (timedelta(hours=-14), "14:03:22.187"),
        (timedelta(days=1), "03-01 14:03:22.187"),
        (timedelta(days=-1), "03-01 14:03:22.187"),
        (timedelta(days=182), "03-01 14:03:22.187"),
        (timedelta(days=184), "2026-03-01 14:03:22"),
        (timedelta(days=2000), "2026-03-01 14:03:22"),
    ],
)
def test_another_day_is_named_before_the_time(later: timedelta, shown: str) -> None:
    assert cell_time(MOMENT, MOMENT + later) == shown


def test_the_day_is_the_local_one() -> None:
    midnight = datetime(2026, 3, 2, 0, 0).astimezone(UTC)
    before = midnight - timedelta(milliseconds=1)
    assert cell_time(midnight, before) == "03-02 00:00:00.000"
    assert cell_time(before, before) == "23:59:59.999"


def test_a_tooltip_says_utc_and_how_long_ago() -> None:
    lines = moment_tooltip(MOMENT, MOMENT + timedelta(minutes=2, seconds=30)).split("\n")
    assert lines[0] == f"{MOMENT:%Y-%m-%d %H:%M:%S}.187 UTC"
    assert lines[-1] == "2 min ago"
    here = MOMENT.astimezone()
    local = ["2026-03-01 14:03:22.187 local"] if here.utcoffset() else []
    assert lines[1:-1] == local


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(milliseconds=999), "just now"),
        (timedelta(milliseconds=-999), "just now"),
        (timedelta(seconds=3), "3 s ago"),
        (timedelta(seconds=119.9), "119 s ago"),
        (timedelta(minutes=2), "2 min ago"),
        (timedelta(minutes=119), "119 min ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=5, hours=3), "5 d ago"),
        (timedelta(seconds=-3), "in 3 s"),
        (timedelta(minutes=-4), "in 4 min"),
    ],
)
def test_a_moment_is_said_as_a_person_says_it(since: timedelta, words: str) -> None:
    assert ago(NOON, NOON + since) == words


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (None, ""),
        (0, "<1 ms"),
        (0.99, "<1 ms"),
        (3.2, "3 ms"),
        (999.6, "1000 ms"),
        (9_999.4, "9999 ms"),
        (9_999.6, "10.0 s"),
        (12_449, "12.4 s"),
        (59_999, "59.9 s"),
        (60_000, "1 min 0 s"),
        (200_000, "3 min 20 s"),
        (3_725_000, "1 h 2 min"),
        (90_000_000, "1 d 1 h"),
    ],
)
def test_a_duration_is_short_in_every_size(ms: float | None, words: str) -> None:
    assert duration(ms) == words


def test_long_numbers_are_grouped_as_the_language_does() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert duration(1_240) == "1,240 ms"


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (None, ""),
        (0, "+0 ms"),
        (-0.2, "+0 ms"),
        (287.4, "+287 ms"),
        (-1_250, "\N{MINUS SIGN}1.2 s"),
        (180_500, "+3 min"),
        (-7_300_000, "\N{MINUS SIGN}2 h"),
        (432_000_000, "+5 d"),
    ],
)
def test_a_skew_has_a_sign(ms: float | None, words: str) -> None:
    assert skew_words(ms) == words
