"""A span in steps that do not move, and a loss ledger that says what is missing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.health import Health, Losses, Span, Step

NOON = datetime(2026, 3, 1, 12, 0, 3, 400_000, tzinfo=UTC)


@pytest.mark.parametrize("span", Span)
def test_the_steps_cover_the_span_without_a_gap(span: Span) -> None:
    begins = span.begins(NOON)
    assert begins[0] <= NOON - span.length < begins[1]
    assert begins[-1] <= NOON < begins[-1] + span.step
    apart = {later - begin for begin, later in pairwise(begins)}
    assert apart == {span.step}


@pytest.mark.parametrize("span", Span)
def test_what_is_in_a_step_stays_in_it_while_time_passes(span: Span) -> None:
    later = NOON + span.step * 3 / 2
    assert set(span.begins(NOON)[3:]) < set(span.begins(later))


def test_a_moment_that_begins_a_step_is_in_it() -> None:
    begins = Span.HOUR.begins(NOON.replace(second=0, microsecond=0))
    assert begins[-1] == NOON.replace(second=0, microsecond=0)
    assert len(begins) == 61


def test_the_span_adds_its_steps_up() -> None:
    steps = (
        Step(begin=NOON, outcomes={Outcome.RECORDED: 2, Outcome.REJECTED: 1}),
        Step(
            begin=NOON + timedelta(seconds=5),
            outcomes={Outcome.RECORDED: 3},
            callbacks={CallbackState.SUCCESS: 4},
        ),
    )
    health = Health(span=Span.FIVE_MINUTES, until=NOON, steps=steps)
    assert dict(health.outcomes) == {Outcome.RECORDED: 5, Outcome.REJECTED: 1}
    assert dict(health.callbacks) == {CallbackState.SUCCESS: 4}


def losses(**fields: Any) -> Losses:
    usual: dict[str, Any] = {
        "received": 10,
        "dropped": 2,
        "deleted": 1,
        "owed": 6,
        "owed_deleted": 1,
    }
    return Losses(
        **(usual | fields),
        replays=3,
        outcomes={Outcome.RECORDED: 4, Outcome.DUPLICATE: 1, Outcome.REJECTED: 2},
        states={CallbackState.SUCCESS: 3, CallbackState.HELD: 2},
    )


def test_nothing_is_missing_when_the_parts_make_the_whole() -> None:
    assert (losses().received_missing, losses().owed_missing) == (0, 0)


def test_what_is_nowhere_is_missing() -> None:
    assert losses(received=12).received_missing == 2
    assert losses(dropped=1, deleted=0).received_missing == 2
    assert losses(owed=7).owed_missing == 1
    assert losses(owed=5).owed_missing == -1
