"""What a delivery becomes when it is kept: rows, and facts to tell."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rivermon.core.callback import WINDOW
from rivermon.core.drafts import DeliveryDraft
from rivermon.core.entities import CallbackKind, CallbackState, Outcome
from rivermon.core.feed import CallbackChanged, CallbackOwed, DeliveryStored, RecordStored
from tests.store.desk import COMMITTED, Desk
from tests.store.drafts import (
    CALLBACK_URL,
    EVENT,
    FORGED,
    GENUINE,
    HEADERS,
    NOON,
    invalid,
    kept,
    recorded,
    rejected,
    unprocessable,
)
from tests.store.second_look import one, seen

LIES = {
    "id": "their own id",
    "saved_at": "never",
    "title": "Ebb",
    "parts": [1, 2.5, None, "Flüsse"],
}


class TestRecorded:
    def test_makes_one_delivery_one_record_and_one_callback(self, path: Path, desk: Desk) -> None:
        result = desk.keep(recorded())
        assert result.outcome is Outcome.RECORDED
        assert seen(path, "SELECT id, record_id FROM delivery") == [
            (result.delivery_id, result.record_id)
        ]
        assert seen(path, "SELECT id FROM ai_content") == [(result.record_id,)]
        assert seen(path, "SELECT delivery_id, record_id FROM callback") == [
            (result.delivery_id, result.record_id)
        ]

    def test_the_record_has_the_columns_of_the_protocol(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded(title="Ebb and flow", metadata={"nested": {"deep": [1]}}))
        ((*columns, metadata),) = seen(
            path,
            "SELECT title, body, category, channel_id, event_name, source, created_at, metadata "
            "FROM ai_content",
        )
        assert columns == [
            "Ebb and flow",
            "Slowly, then all at once.",
            "geography",
            "chan-1",
            EVENT,
            "modelriver",
            "2026-03-01T12:00:00.253000Z",
        ]
        assert json.loads(metadata) == {
            "customer": "Åse",
            "category": "geography",
            "nested": {"deep": [1]},
            "ai_model": "gpt-5",
            "ai_provider": "openai",
        }

    def test_the_callback_brings_the_content_back(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded("chan-0"))
        record_id = desk.keep(recorded(data=LIES)).record_id
        body = one(path, "SELECT body FROM callback WHERE record_id = ?", record_id)
        assert json.loads(body) == {
            "data": {**LIES, "id": record_id, "saved_at": "2026-03-01T12:00:00.253Z"},
            "task_id": f"sqlite_{record_id}",
            "metadata": {"database": "sqlite", "table": "ai_content", "record_id": record_id},
        }

    def test_the_callback_is_due_at_once_within_its_window(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        assert seen(
            path,
            "SELECT kind, url, state, attempts, next_attempt_at, deadline, received_at, "
            "duration_ms, reason FROM callback",
        ) == [
            (
                "success",
                CALLBACK_URL,
                "Progress",
                0,
                "2026-03-01T12:00:00.253000Z",
                "2026-03-01T12:05:00.250000Z",
                "2026-03-01T12:00:00.250000Z",
                None,
                None,
            )
        ]

    def test_the_delivery_is_the_request_as_it_came(self, path: Path, desk: Desk) -> None:
        body = b' { "a":1.0,\r\n"b": "\\ud83d \xc3\xa9" }\x00\r\n'
        desk.keep(recorded(body=body, started_s=10.0), monotonic_s=10.0125)
        ((stored, headers, *columns),) = seen(
            path,
            "SELECT body, headers, remote, path, type, event, channel_id, verdict, scheme, secret, "
            "reason, outcome, status, redeliveries FROM delivery",
        )
        assert stored == body
        assert tuple((name, value) for name, value in json.loads(headers)) == HEADERS
        assert columns == [
            "203.0.113.7",
            "/webhooks/modelriver",
            "task.ai_generated",
            EVENT,
            "chan-1",
            "Valid",
            "raw-body",
            2,
            None,
            "recorded",
            200,
            0,
        ]
        assert one(path, "SELECT duration_ms FROM delivery") == pytest.approx(12.5)

    def test_a_moment_of_another_zone_is_stored_in_utc(self, path: Path, desk: Desk) -> None:
        kathmandu = datetime.fromisoformat("2026-03-01T17:45:00.250000+05:45")
        desk.keep(recorded(received_at=kathmandu))
        assert one(path, "SELECT received_at FROM delivery") == "2026-03-01T12:00:00.250000Z"

    def test_a_whole_second_is_as_wide_as_any(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded(received_at=datetime(2026, 3, 1, tzinfo=UTC)))
        assert one(path, "SELECT received_at FROM delivery") == "2026-03-01T00:00:00.000000Z"

    def test_the_facts_are_told_in_order(self, desk: Desk) -> None:
        result = desk.keep(recorded(), monotonic_s=0.5)
        stored, made, owed = desk.told
        assert isinstance(stored, DeliveryStored)
        assert stored.delivery.id == result.delivery_id
        assert stored.delivery.record_id == result.record_id
        assert stored.delivery.duration_ms == 500
        assert stored.delivery.verdict == GENUINE
        assert isinstance(made, RecordStored)
        assert (made.row.id, made.row.created_at) == (result.record_id, COMMITTED)
        assert (made.row.model, made.row.provider) == ("gpt-5", "openai")
        assert (made.row.state, made.row.deadline) == (CallbackState.PROGRESS, NOON + WINDOW)
        assert isinstance(owed, CallbackOwed)
        assert owed.callback.record_id == result.record_id
        assert owed.callback.next_attempt_at == COMMITTED

    def test_a_told_delivery_comes_without_its_headers_and_body(self, desk: Desk) -> None:
        desk.keep(recorded(body=b"x" * 5000))
        stored = desk.told[0]
        assert isinstance(stored, DeliveryStored)
        assert (stored.delivery.headers, stored.delivery.body) == ((), b"")
        assert stored.delivery.size == 5000

    def test_what_is_owed_is_told_with_what_is_to_be_sent(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        owed = desk.told[-1]
        assert isinstance(owed, CallbackOwed)
        assert owed.callback.body == one(path, "SELECT body FROM callback")
        assert owed.callback.id == one(path, "SELECT id FROM callback")

    def test_an_id_is_never_used_twice(self, desk: Desk) -> None:
        desk.keep(recorded("chan-1"))
        newest = desk.keep(recorded("chan-2")).record_id
        desk.execute("DELETE FROM ai_content WHERE id = ?", (newest,))
        later = desk.keep(recorded("chan-3")).record_id
        assert newest is not None
        assert later is not None
        assert later > newest, "ModelRiver knows the first as its task_id"

    def test_models_that_are_no_text_are_shown_as_text(self, desk: Desk) -> None:
        desk.keep(recorded(metadata={"ai_model": 5, "ai_provider": None}))
        made = desk.told[1]
        assert isinstance(made, RecordStored)
        assert (made.row.model, made.row.provider) == ("5", None)


class TestHeld:
    def test_waits_without_a_next_attempt_and_says_why(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded(held_because="evil.example is not allowed"))
        columns = "state, next_attempt_at, reason"
        assert seen(path, f"SELECT {columns} FROM callback") == [
            ("Held", None, "evil.example is not allowed")
        ]

    def test_is_told_as_changed_never_as_owed(self, desk: Desk) -> None:
        desk.keep(recorded(held_because="not allowed"))
        *_, made, told = desk.told
        assert isinstance(made, RecordStored)
        assert made.row.state is CallbackState.HELD
        assert isinstance(told, CallbackChanged)
        assert told.held


class TestWithoutRecord:
    @pytest.mark.parametrize(
        ("draft", "verdict", "row"),
        [
            (kept(), GENUINE, ("Valid", "raw-body", 2, None, "kept", 200)),
            (
                rejected(),
                FORGED,
                ("Invalid", None, None, "does not match any configured secret", "rejected", 401),
            ),
            (
                invalid(),
                GENUINE,
                ("Valid", "raw-body", 2, "the body is not JSON", "invalid", 400),
            ),
        ],
        ids=["kept", "rejected", "invalid"],
    )
    def test_is_a_delivery_and_nothing_else(
        self, path: Path, desk: Desk, draft: DeliveryDraft, verdict: object, row: object
    ) -> None:
        result = desk.keep(draft)
        assert (result.outcome, result.record_id) == (draft.outcome, None)
        columns = "verdict, scheme, secret, reason, outcome, status"
        assert seen(path, f"SELECT {columns} FROM delivery") == [row]
        assert one(path, "SELECT count(*) FROM ai_content") == 0
        assert one(path, "SELECT count(*) FROM callback") == 0
        (told,) = desk.told
        assert isinstance(told, DeliveryStored)
        assert told.delivery.verdict == verdict

    @pytest.mark.parametrize("draft", [rejected(), invalid()], ids=["rejected", "invalid"])
    def test_has_no_key_that_could_be_known(self, desk: Desk, draft: DeliveryDraft) -> None:
        outcomes = [desk.keep(draft).outcome for _ in range(3)]
        assert outcomes == [draft.outcome] * 3

    def test_content_that_cannot_be_processed_owes_an_error(self, path: Path, desk: Desk) -> None:
        result = desk.keep(unprocessable(why="no content in it"))
        assert result.record_id is None
        ((kind, state, record_id, body),) = seen(
            path, "SELECT kind, state, record_id, body FROM callback"
        )
        assert (kind, state, record_id) == ("error", "Progress", None)
        assert json.loads(body) == {"error": "processing_failed", "message": "no content in it"}
        stored, owed = desk.told
        assert isinstance(stored, DeliveryStored)
        assert isinstance(owed, CallbackOwed)
        assert owed.callback.kind is CallbackKind.ERROR
        assert owed.callback.deadline == NOON + timedelta(minutes=5)
