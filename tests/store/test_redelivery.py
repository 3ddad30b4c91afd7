"""The same webhook again: counted, never recorded twice, and called back if that is still owed."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackKind, CallbackState, Outcome
from rivermon.core.feed import CallbackChanged, CallbackOwed, DeliveryStored, Fact
from rivermon.store.keeping import OTHER_BODY
from tests.store.desk import COMMITTED, Desk, do
from tests.store.drafts import attempt, kept, recorded, unprocessable
from tests.store.second_look import one, seen

LATER = COMMITTED + timedelta(minutes=10)


def callback_facts(told: list[Fact]) -> list[type]:
    return [type(fact) for fact in told if not isinstance(fact, DeliveryStored)]


def test_makes_no_second_record_and_no_second_callback(path: Path, desk: Desk) -> None:
    first = desk.keep(recorded(title="First"))
    again = desk.keep(recorded(title="Second"))
    assert (again.outcome, again.record_id) == (Outcome.DUPLICATE, first.record_id)
    assert seen(path, "SELECT title FROM ai_content") == [("First",)]
    assert one(path, "SELECT count(*) FROM callback") == 1


def test_is_a_row_of_its_own_and_counted_on_the_first(path: Path, desk: Desk) -> None:
    first = desk.keep(recorded())
    again = [desk.keep(recorded()) for _ in range(3)]
    rows = seen(path, "SELECT id, outcome, redeliveries, record_id, status FROM delivery")
    assert rows == [
        (first.delivery_id, "recorded", 3, first.record_id, 200),
        *((kept.delivery_id, "duplicate", 0, first.record_id, 200) for kept in again),
    ]


def test_is_told_as_a_delivery(desk: Desk) -> None:
    desk.keep(recorded())
    again = desk.keep(recorded())
    (told,) = desk.told
    assert isinstance(told, DeliveryStored)
    assert (told.delivery.id, told.delivery.outcome) == (again.delivery_id, Outcome.DUPLICATE)
    assert told.delivery.record_id == again.record_id


def test_another_body_under_the_same_key_is_flagged(path: Path, desk: Desk) -> None:
    for body in (b"one", b"one", b"two"):
        desk.keep(recorded(body=body))
    reasons = seen(path, "SELECT reason FROM delivery ORDER BY id")
    assert reasons == [(None,), (None,), ("same key, different body",)]
    (told,) = desk.told
    assert isinstance(told, DeliveryStored)
    assert told.delivery.reason == OTHER_BODY


def test_another_event_or_channel_is_no_redelivery(path: Path, desk: Desk) -> None:
    for channel, event in (("a", "x"), ("a", "y"), ("b", "x")):
        assert desk.keep(recorded(channel, event=event)).outcome is Outcome.RECORDED
    assert one(path, "SELECT sum(redeliveries) FROM delivery") == 0


def test_a_standard_webhook_is_counted_too(path: Path, desk: Desk) -> None:
    desk.keep(kept())
    assert desk.keep(kept()).outcome is Outcome.DUPLICATE
    assert seen(path, "SELECT outcome, redeliveries FROM delivery") == [
        ("kept", 1),
        ("duplicate", 0),
    ]


class TestCallingBackAgain:
    @pytest.mark.parametrize("given_up", [CallbackState.ERROR, CallbackState.TIMEOUT])
    def test_what_was_given_up_is_owed_again(
        self, path: Path, desk: Desk, given_up: CallbackState
    ) -> None:
        desk.keep(recorded())
        desk.settle(1, given_up)
        desk.keep(recorded(), now=LATER)
        assert seen(path, "SELECT state, next_attempt_at, reason, attempts FROM callback") == [
            ("Progress", "2026-03-01T12:10:00.253000Z", None, 1)
        ]
        changed, owed = desk.told[1:]
        assert isinstance(changed, CallbackChanged)
        assert isinstance(owed, CallbackOwed)
        assert changed.callback.state is owed.callback.state is CallbackState.PROGRESS
        assert changed.callback.body == b""
        assert owed.callback.body == one(path, "SELECT body FROM callback")

    def test_what_succeeded_is_left_alone(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        desk.settle(1, CallbackState.SUCCESS)
        desk.keep(recorded(), now=LATER)
        assert one(path, "SELECT state FROM callback") == "Success"
        assert callback_facts(desk.told) == []

    def test_what_is_owed_keeps_its_next_attempt(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        desk.keep(recorded(), now=LATER)
        assert one(path, "SELECT next_attempt_at FROM callback") == "2026-03-01T12:00:00.253000Z"
        assert callback_facts(desk.told) == []

    def test_what_is_held_stays_held(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded(held_because="not allowed"))
        desk.keep(recorded(), now=LATER)
        assert seen(path, "SELECT state, reason FROM callback") == [("Held", "not allowed")]
        assert callback_facts(desk.told) == []

    def test_another_delivery_s_callback_is_left_alone(self, path: Path, desk: Desk) -> None:
        for number in (1, 2, 3):
            desk.keep(recorded(f"chan-{number}"))
            desk.settle(number, CallbackState.ERROR)
        desk.keep(recorded("chan-2"))
        states = [state for (state,) in seen(path, "SELECT state FROM callback ORDER BY id")]
        assert states == ["Error", "Progress", "Error"]

    def test_the_error_that_was_told_is_not_told_twice(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        desk.note(
            Note(
                callback_id=1,
                state=CallbackState.TIMEOUT,
                attempt=attempt(status=500),
                failure="gave up",
            )
        )
        desk.settle(2, CallbackState.ERROR)
        desk.keep(recorded())
        assert seen(path, "SELECT kind, state FROM callback ORDER BY id") == [
            ("success", "Progress"),
            ("error", "Error"),
        ]

    def test_without_a_record_the_error_is_what_is_owed(self, path: Path, desk: Desk) -> None:
        desk.keep(unprocessable())
        desk.settle(1, CallbackState.TIMEOUT)
        desk.keep(unprocessable())
        assert one(path, "SELECT state FROM callback") == "Progress"
        owed = desk.told[-1]
        assert isinstance(owed, CallbackOwed)
        assert owed.callback.kind is CallbackKind.ERROR


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(keys=st.lists(st.sampled_from(["red", "green", "blue", "standard"]), max_size=12))
def test_any_order_of_webhooks_makes_one_record_for_each_key(
    path: Path, desk: Desk, keys: list[str]
) -> None:
    do(desk.database, "DELETE FROM delivery")
    do(desk.database, "DELETE FROM ai_content")
    do(desk.database, "DELETE FROM callback")
    results = [desk.keep(kept(key) if key == "standard" else recorded(key)) for key in keys]
    colours = [key for key in keys if key != "standard"]
    channels = [channel for (channel,) in seen(path, "SELECT channel_id FROM ai_content")]
    assert sorted(channels) == sorted(set(colours))
    assert one(path, "SELECT count(*) FROM callback") == len(set(colours))
    assert one(path, "SELECT count(*) FROM delivery") == len(keys)
    again = dict(
        seen(path, "SELECT channel_id, redeliveries FROM delivery WHERE outcome != 'duplicate'")
    )
    assert again == {key: keys.count(key) - 1 for key in set(keys)}
    assert len({result.record_id for result in results if result.record_id}) == len(set(colours))
