"""What becomes of a callback: attempts, states, and the one error callback."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.core.feed import CallbackChanged, CallbackOwed
from rivermon.store.reader import Reader
from tests.store.desk import Desk
from tests.store.drafts import CALLBACK_URL, NOON, attempt, recorded
from tests.store.second_look import one, seen

SOON = NOON + timedelta(seconds=3)


def gave_up(*, why: str = "ModelRiver answered 500") -> Note:
    return Note(
        callback_id=1,
        state=CallbackState.TIMEOUT,
        attempt=attempt(status=500),
        reason="answered 500",
        failure=why,
    )


class TestAttempts:
    def test_each_is_kept_as_it_was(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded())
        tries = [
            attempt(status=503, answer="busy"),
            attempt(after_s=3, status=None, answer="", error="connection refused"),
            attempt(after_s=9),
        ]
        for tried in tries:
            desk.note(Note(callback_id=1, state=CallbackState.PROGRESS, attempt=tried))
        assert list(reader.attempts(1)) == tries
        assert list(reader.attempts(2)) == []

    def test_they_are_counted(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        for expected in (1, 2):
            desk.settle(1, CallbackState.PROGRESS)
            (told,) = desk.told
            assert isinstance(told, CallbackChanged)
            assert told.callback.attempts == expected
        assert one(path, "SELECT attempts FROM callback") == 2

    def test_the_duration_runs_from_the_receipt_to_the_end_of_the_last(
        self, path: Path, desk: Desk
    ) -> None:
        desk.keep(recorded())
        for after_s in (1.0, 7.5):
            tried = attempt(after_s=after_s, duration_ms=40)
            desk.note(Note(callback_id=1, state=CallbackState.PROGRESS, attempt=tried))
            expected = pytest.approx(after_s * 1000 + 40)
            assert one(path, "SELECT duration_ms FROM callback") == expected

    def test_a_note_without_an_attempt_leaves_count_and_duration(
        self, path: Path, desk: Desk
    ) -> None:
        desk.keep(recorded())
        desk.settle(1, CallbackState.PROGRESS)
        before = seen(path, "SELECT attempts, duration_ms FROM callback")
        desk.note(Note(callback_id=1, state=CallbackState.HELD, reason="not allowed"))
        assert seen(path, "SELECT attempts, duration_ms FROM callback") == before
        assert one(path, "SELECT count(*) FROM callback_attempt") == 1


class TestState:
    def test_the_next_attempt_is_kept_and_told(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        tried = attempt(status=500)
        desk.note(
            Note(
                callback_id=1,
                state=CallbackState.PROGRESS,
                attempt=tried,
                next_attempt_at=SOON,
                reason="answered 500",
            )
        )
        assert seen(path, "SELECT state, next_attempt_at, reason FROM callback") == [
            ("Progress", "2026-03-01T12:00:03.250000Z", "answered 500")
        ]
        (told,) = desk.told
        assert isinstance(told, CallbackChanged)
        assert (told.callback.next_attempt_at, told.attempt) == (SOON, tried)
        assert told.callback.body == b""
        assert told.of_record

    def test_a_success_clears_the_next_attempt_and_the_reason(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        desk.note(
            Note(
                callback_id=1,
                state=CallbackState.PROGRESS,
                next_attempt_at=SOON,
                reason="answered 500",
            )
        )
        desk.note(Note(callback_id=1, state=CallbackState.SUCCESS, attempt=attempt()))
        assert seen(path, "SELECT state, next_attempt_at, reason FROM callback") == [
            ("Success", None, None)
        ]

    def test_only_the_named_callback_changes(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded("chan-1"))
        desk.keep(recorded("chan-2"))
        desk.settle(2, CallbackState.SUCCESS)
        assert seen(path, "SELECT state FROM callback ORDER BY id") == [("Progress",), ("Success",)]

    def test_an_unknown_callback_is_harmless(self, path: Path, desk: Desk) -> None:
        desk.note(
            Note(callback_id=7, state=CallbackState.TIMEOUT, attempt=attempt(), failure="gave up")
        )
        assert desk.told == []
        assert one(path, "SELECT count(*) FROM callback_attempt") == 0
        assert one(path, "SELECT count(*) FROM callback") == 0


class TestGivingUp:
    def test_owes_an_error_callback_to_the_same_url(self, path: Path, desk: Desk) -> None:
        result = desk.keep(recorded())
        desk.note(gave_up(why="no answer in 5 minutes"), now=SOON)
        columns = "kind, state, url, delivery_id, record_id, attempts, next_attempt_at, deadline"
        failure = seen(path, f"SELECT {columns} FROM callback WHERE id = 2")
        assert failure == [
            (
                "error",
                "Progress",
                CALLBACK_URL,
                result.delivery_id,
                result.record_id,
                0,
                "2026-03-01T12:00:03.250000Z",
                "2026-03-01T12:05:00.250000Z",
            )
        ]
        assert seen(path, "SELECT duration_ms, reason FROM callback WHERE id = 2") == [(None, None)]
        body = one(path, "SELECT body FROM callback WHERE id = 2")
        assert json.loads(body) == {
            "error": "processing_failed",
            "message": "no answer in 5 minutes",
        }

    def test_is_told_before_what_it_owes(self, desk: Desk) -> None:
        desk.keep(recorded())
        desk.note(gave_up())
        changed, owed = desk.told
        assert isinstance(changed, CallbackChanged)
        assert changed.callback.state is CallbackState.TIMEOUT
        assert isinstance(owed, CallbackOwed)
        assert (owed.callback.id, owed.callback.kind) == (2, CallbackKind.ERROR)
        assert b"processing_failed" in owed.callback.body

    def test_happens_once_for_a_delivery(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        for _ in range(2):
            desk.note(gave_up())
        assert one(path, "SELECT count(*) FROM callback WHERE kind = 'error'") == 1
        assert [type(fact) for fact in desk.told] == [CallbackChanged]

    def test_of_one_delivery_says_nothing_of_another(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded("chan-1"))
        desk.keep(recorded("chan-2"))
        for callback_id in (1, 2):
            desk.note(Note(callback_id=callback_id, state=CallbackState.ERROR, failure="gave up"))
        assert seen(path, "SELECT delivery_id FROM callback WHERE kind = 'error'") == [(1,), (2,)]


class TestCallingAgain:
    def test_puts_the_success_callback_back_in_progress(self, path: Path, desk: Desk) -> None:
        record_id = desk.keep(recorded()).record_id
        assert record_id is not None
        desk.note(gave_up())
        desk.settle(2, CallbackState.SUCCESS)
        assert desk.call_again(record_id, SOON)
        assert seen(path, "SELECT kind, state, next_attempt_at, reason FROM callback") == [
            ("success", "Progress", "2026-03-01T12:00:03.250000Z", None),
            ("error", "Success", None, None),
        ]
        changed, owed = desk.told
        assert isinstance(changed, CallbackChanged)
        assert isinstance(owed, CallbackOwed)
        assert changed.callback.body == b""
        assert owed.callback.body == one(path, "SELECT body FROM callback WHERE id = 1")
        assert owed.callback.attempts == 1, "each try is a new attempt; the old ones stay counted"

    def test_even_what_had_succeeded(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        desk.settle(1, CallbackState.SUCCESS)
        assert desk.call_again(1, SOON)
        assert one(path, "SELECT state FROM callback") == "Progress"

    def test_without_such_a_record_says_so(self, desk: Desk) -> None:
        assert not desk.call_again(5, SOON)
        assert desk.told == []
