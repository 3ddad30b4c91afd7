"""The grades are ModelRiver's, at each side of each threshold (protocol, section 7)."""

import pytest

from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.grades import (
    Grade,
    callback_rate,
    grade_of_redeliveries,
    grade_of_success,
    grade_of_time,
    redelivery_rate,
    success_rate,
)


@pytest.mark.parametrize(
    ("rate", "grade"),
    [
        (1.0, Grade.GOOD),
        (0.9901, Grade.GOOD),
        (0.99, Grade.WARNING),
        (0.95, Grade.WARNING),
        (0.9499, Grade.CRITICAL),
        (0.0, Grade.CRITICAL),
        (None, None),
    ],
)
def test_success(rate: float | None, grade: Grade | None) -> None:
    assert grade_of_success(rate) is grade


@pytest.mark.parametrize(
    ("ms", "grade"),
    [
        (0.0, Grade.EXCELLENT),
        (199.9, Grade.EXCELLENT),
        (200.0, Grade.FINE),
        (1000.0, Grade.FINE),
        (1000.1, Grade.SLOW),
        (5000.0, Grade.SLOW),
        (5000.1, Grade.RISKY),
        (None, None),
    ],
)
def test_time(ms: float | None, grade: Grade | None) -> None:
    assert grade_of_time(ms) is grade


@pytest.mark.parametrize(
    ("rate", "grade"),
    [(0.0, Grade.GOOD), (0.05, Grade.GOOD), (0.0501, Grade.BAD), (None, None)],
)
def test_redeliveries(rate: float | None, grade: Grade | None) -> None:
    assert grade_of_redeliveries(rate) is grade


def test_nothing_received_is_no_rate_and_not_a_hundred_percent() -> None:
    assert success_rate({}) is None
    assert success_rate({Outcome.RECORDED: 0}) is None
    assert redelivery_rate({}) is None
    assert callback_rate({}) is None


def test_success_is_of_all_that_came() -> None:
    came = {
        Outcome.RECORDED: 90,
        Outcome.KEPT: 3,
        Outcome.DUPLICATE: 2,
        Outcome.REJECTED: 4,
        Outcome.INVALID: 1,
    }
    assert success_rate(came) == 0.95


def test_redeliveries_are_of_what_was_taken_in() -> None:
    came = {Outcome.RECORDED: 17, Outcome.KEPT: 2, Outcome.DUPLICATE: 1}
    assert redelivery_rate(came) == 0.05
    assert redelivery_rate(came | {Outcome.REJECTED: 1000}) == 0.05
    assert redelivery_rate({Outcome.REJECTED: 5}) is None


def test_callbacks_that_are_still_owed_are_neither_good_nor_bad() -> None:
    states = {CallbackState.SUCCESS: 3, CallbackState.PROGRESS: 9, CallbackState.HELD: 9}
    assert callback_rate(states) == 1.0
    assert callback_rate(states | {CallbackState.TIMEOUT: 1}) == 0.75
    assert callback_rate({CallbackState.PROGRESS: 1, CallbackState.HELD: 1}) is None
