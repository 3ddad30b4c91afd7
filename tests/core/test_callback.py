"""The rules of a callback: bodies, what an answer means, when the next try is."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.callback import (
    WINDOW,
    after_attempt,
    failure_body,
    iso,
    missed_window,
    next_wait,
    success_body,
)
from rivermon.core.entities import CallbackState, Reply

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
JITTER = st.floats(min_value=0.0, max_value=1.0, exclude_max=True)


def test_the_success_body_is_the_guides_with_sqlite_in_it():
    data = {"title": "Inception", "year": 2010}
    assert json.loads(success_body(7, data, NOON)) == {
        "data": {
            "title": "Inception",
            "year": 2010,
            "id": 7,
            "saved_at": "2026-01-05T12:00:00.000Z",
        },
        "task_id": "sqlite_7",
        "metadata": {"database": "sqlite", "table": "ai_content", "record_id": 7},
    }


def test_the_record_id_wins_over_the_ais_own():
    assert json.loads(success_body(7, {"id": "mine", "saved_at": "never"}, NOON))["data"] == {
        "id": 7,
        "saved_at": "2026-01-05T12:00:00.000Z",
    }


def test_the_failure_body_is_the_guides():
    assert json.loads(failure_body("no")) == {"error": "processing_failed", "message": "no"}


def test_iso_is_as_javascript_writes_it():
    assert iso(datetime(2026, 1, 5, 12, 34, 56, 789_999, tzinfo=UTC)) == "2026-01-05T12:34:56.789Z"


def after(reply: Reply, *, attempt: int = 1, at: datetime = NOON, jitter: float = 0.0):
    return after_attempt(reply, attempt=attempt, now=at, deadline=NOON + WINDOW, jitter=jitter)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(status):
    decision = after(Reply(status=status))
    assert decision.state is CallbackState.SUCCESS
    assert decision.next_attempt_at is None
    assert not decision.gives_up


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599, None])
def test_what_may_change_is_tried_again(status):
    decision = after(Reply(status=status, error=None if status else "no answer within 20 s"))
    assert decision.state is CallbackState.PROGRESS
    assert decision.next_attempt_at == NOON + timedelta(seconds=1)


@pytest.mark.parametrize("status", [100, 300, 301, 302, 307, 400, 401, 403, 404, 409, 410, 422])
def test_any_other_answer_is_final(status):
    decision = after(Reply(status=status))
    assert decision.state is CallbackState.ERROR
    assert decision.next_attempt_at is None
    assert decision.gives_up
    assert str(status) in (decision.reason or "")


def test_a_redirect_is_called_one():
    assert "redirect" in (after(Reply(status=302)).reason or "")


def test_without_an_answer_the_reason_is_what_went_wrong():
    assert after(Reply(error="no connection")).reason == "no connection"


def test_after_the_window_it_is_a_timeout():
    decision = after(Reply(status=503), attempt=9, at=NOON + WINDOW - timedelta(seconds=30))
    assert decision.state is CallbackState.TIMEOUT
    assert decision.next_attempt_at is None
    assert decision.gives_up


def test_retry_after_is_honoured():
    decision = after(Reply(status=429, retry_after_s=42))
    assert decision.next_attempt_at == NOON + timedelta(seconds=42)


@pytest.mark.parametrize("wait_s", [301.0, 1e9, 1e300])
def test_a_retry_after_beyond_the_window_is_a_timeout(wait_s):
    assert after(Reply(status=429, retry_after_s=wait_s)).state is CallbackState.TIMEOUT


def test_the_waits_double_up_to_a_minute():
    assert [next_wait(attempt, 0.0) for attempt in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


@given(st.integers(1, 10_000), JITTER, st.one_of(st.none(), st.floats(0, 1e6)))
def test_chance_and_retry_after_only_lengthen_the_wait(attempt, jitter, retry_after_s):
    plain = next_wait(attempt, 0.0)
    wait = next_wait(attempt, jitter, retry_after_s)
    assert wait >= plain
    assert wait >= (retry_after_s or 0.0)
    assert wait <= max(plain, retry_after_s or 0.0) * 1.25
    assert next_wait(attempt + 1, 0.0) >= plain


@given(
    st.lists(
        st.tuples(st.sampled_from([None, 408, 429, 500, 503]), st.floats(0, 21), JITTER), min_size=1
    ),
    st.floats(0, 400),
)
def test_a_callback_always_ends_and_never_plans_beyond_its_window(answers, first_wait_s):
    now, deadline = NOON + timedelta(seconds=first_wait_s), NOON + WINDOW
    for number, (status, took_s, jitter) in enumerate(answers, start=1):
        now += timedelta(seconds=took_s)
        decision = after_attempt(
            Reply(status=status), attempt=number, now=now, deadline=deadline, jitter=jitter
        )
        if decision.state is CallbackState.TIMEOUT:
            assert decision.next_attempt_at is None
            return
        assert decision.state is CallbackState.PROGRESS
        assert decision.next_attempt_at is not None
        assert now < decision.next_attempt_at < deadline
        now = decision.next_attempt_at
    assert now < deadline


@given(st.floats(0, 20), JITTER)
def test_ten_failed_tries_fill_the_window(took_s, jitter):
    now, tries = NOON, 0
    while now < NOON + WINDOW:
        tries += 1
        now += timedelta(seconds=took_s)
        decision = after_attempt(
            Reply(status=500), attempt=tries, now=now, deadline=NOON + WINDOW, jitter=jitter
        )
        if decision.next_attempt_at is None:
            break
        now = decision.next_attempt_at
    assert 7 <= tries <= 11


def test_a_try_planned_within_the_window_is_not_made_after_it():
    planned, deadline = NOON, NOON + WINDOW
    assert not missed_window(planned, deadline - timedelta(seconds=1), deadline)
    assert missed_window(planned, deadline, deadline)


def test_a_try_asked_for_after_the_window_is_made():
    late = NOON + WINDOW + timedelta(hours=1)
    assert not missed_window(late, late + timedelta(seconds=1), NOON + WINDOW)
