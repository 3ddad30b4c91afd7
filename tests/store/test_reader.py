"""What the store answers: newest first, complete, and through indexes."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.callback import WINDOW
from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackKind, CallbackState, Outcome, Record, RecordRow
from rivermon.core.listing import Query, View
from rivermon.core.ports import StoreUnavailable
from rivermon.store.database import open_for_reading
from rivermon.store.reader import Reader
from tests.store.desk import COMMITTED, Desk, do
from tests.store.drafts import (
    EVENT,
    FORGED,
    GENUINE,
    HEADERS,
    NOON,
    attempt,
    invalid,
    kept,
    recorded,
    rejected,
)
from tests.store.second_look import one


def fill(desk: Desk, count: int, *, channel: str = "chan-{}", event: str = EVENT) -> None:
    for number in range(count):
        desk.keep(recorded(channel.format(number), event=event, title=f"{event} {number}"))


class TestRecords:
    def test_the_newest_twenty_unless_told_otherwise(self, desk: Desk, reader: Reader) -> None:
        fill(desk, 25)
        assert [record.id for record in reader.list()] == list(range(25, 5, -1))
        assert [record.id for record in reader.list(limit=2)] == [25, 24]

    def test_a_record_is_read_as_it_was_kept(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded(metadata={"deep": {"n": 2**70}}))
        assert list(reader.list()) == [
            Record(
                id=1,
                title="How rivers bend",
                body="Slowly, then all at once.",
                category="geography",
                metadata={
                    "customer": "Åse",
                    "category": "geography",
                    "ai_model": "gpt-5",
                    "ai_provider": "openai",
                    "deep": {"n": 2**70},
                },
                channel_id="chan-1",
                event_name=EVENT,
                source="modelriver",
                created_at=COMMITTED,
            )
        ]

    def test_a_channel_gives_its_first_record(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded("chan-0"))
        desk.keep(recorded("chan-1", event="first"))
        desk.keep(recorded("chan-1", event="second"))
        found = reader.get_by_channel("chan-1")
        assert found is not None
        assert (found.id, found.event_name) == (2, "first")

    def test_an_unknown_channel_gives_none(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded("chan-1"))
        assert reader.get_by_channel("chan-2") is None

    def test_of_one_channel_or_event_or_both(self, desk: Desk, reader: Reader) -> None:
        for channel, event in (("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")):
            desk.keep(recorded(channel, event=event))
        ask = reader.records
        assert [found.id for found in ask(9, channel="a")] == [2, 1]
        assert [found.id for found in ask(9, event="y")] == [4, 2]
        assert [found.id for found in ask(9, channel="b", event="x")] == [3]
        assert [found.id for found in ask(1, event="y")] == [4]
        assert list(ask(9, channel="c")) == []
        assert list(ask(9, channel="A")) == []


RECORDS = Query(view=View.RECORDS)


def row_of(reader: Reader, record_id: int) -> RecordRow:
    (line,) = reader.lines(RECORDS, [record_id])
    assert isinstance(line.row, RecordRow)
    return line.row


class TestRows:
    def test_a_row_shows_its_success_callback(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded())
        failed = attempt(after_s=2, duration_ms=50, status=500)
        desk.note(
            Note(callback_id=1, state=CallbackState.TIMEOUT, attempt=failed, failure="gave up")
        )
        desk.settle(2, CallbackState.SUCCESS)
        row = row_of(reader, 1)
        assert (row.state, row.attempts, row.deadline) == (CallbackState.TIMEOUT, 1, NOON + WINDOW)
        assert row.duration_ms == pytest.approx(2050)
        assert (row.title, row.category) == ("How rivers bend", "geography")
        assert (row.event_name, row.channel_id) == (EVENT, "chan-1")
        assert (row.model, row.provider, row.created_at) == ("gpt-5", "openai", COMMITTED)

    def test_a_record_without_a_callback_is_shown_too(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded())
        do(desk.database, "DELETE FROM callback")
        row = row_of(reader, 1)
        assert (row.state, row.attempts, row.duration_ms, row.deadline) == (None, 0, None, None)


class TestDeliveriesAndCallbacks:
    def test_deliveries_newest_first_and_filtered(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded("a", event="x", body=b"\x00raw"))
        desk.keep(rejected(b"forged"))
        desk.keep(kept("a"))
        newest, forged, first = reader.deliveries(9)
        assert (newest.outcome, newest.channel_id) == (Outcome.KEPT, "a")
        assert (forged.outcome, forged.verdict, forged.body) == (
            Outcome.REJECTED,
            FORGED,
            b"forged",
        )
        assert (first.body, first.size, first.headers) == (b"\x00raw", 4, HEADERS)
        assert first.verdict == GENUINE
        assert [found.id for found in reader.deliveries(9, channel="a")] == [3, 1]
        assert [found.id for found in reader.deliveries(9, event="x")] == [1]
        assert [found.id for found in reader.deliveries(1)] == [3]

    def test_a_reason_of_the_delivery_is_not_the_verdicts(self, desk: Desk, reader: Reader) -> None:
        desk.keep(invalid())
        (found,) = reader.deliveries(9)
        assert (found.verdict, found.reason) == (GENUINE, "the body is not JSON")

    def test_callbacks_newest_first_with_channel_and_event(
        self, desk: Desk, reader: Reader
    ) -> None:
        desk.keep(recorded("a", event="x"))
        desk.keep(rejected())
        desk.keep(recorded("b", event="x"))
        found = reader.callbacks(9)
        assert [(fact.id, channel, event) for fact, channel, event in found] == [
            (2, "b", "x"),
            (1, "a", "x"),
        ]
        assert json.loads(found[0][0].body)["task_id"] == "sqlite_2"
        assert [fact.id for fact, _, _ in reader.callbacks(9, channel="a")] == [1]
        assert [fact.id for fact, _, _ in reader.callbacks(1, event="x")] == [2]
        assert reader.callbacks(9, event="y") == []


class TestDetail:
    def test_holds_everything_about_a_record(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded("chan-0"))
        body = b'{"b": 1.0, "a": "\\u00e9\xc3\xa9"}\r\n\x00'
        record_id = desk.keep(recorded(body=body)).record_id
        desk.keep(recorded(body=b"again"))
        assert record_id is not None
        tries = (attempt(status=500, answer="oops"), attempt(after_s=4, status=502))
        desk.note(Note(callback_id=2, state=CallbackState.PROGRESS, attempt=tries[0]))
        desk.note(
            Note(callback_id=2, state=CallbackState.TIMEOUT, attempt=tries[1], failure="gave up")
        )
        desk.settle(3, CallbackState.SUCCESS)
        detail = reader.detail(View.RECORDS, record_id)
        assert detail is not None
        assert detail.record is not None
        assert detail.record.channel_id == "chan-1"
        assert (detail.delivery.body, detail.delivery.headers) == (body, HEADERS)
        assert (detail.delivery.outcome, detail.delivery.redeliveries) == (Outcome.RECORDED, 1)
        success, failure = detail.callbacks
        assert (success.callback.kind, success.attempts) == (CallbackKind.SUCCESS, tries)
        assert success.callback.state is CallbackState.TIMEOUT
        assert json.loads(success.callback.body)["task_id"] == f"sqlite_{record_id}"
        assert failure.callback.kind is CallbackKind.ERROR
        assert json.loads(failure.callback.body)["message"] == "gave up"
        assert len(failure.attempts) == 1

    def test_of_an_unknown_record_is_none(self, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded())
        assert reader.detail(View.RECORDS, 2) is None


class TestCounts:
    def test_count_the_rows_and_the_bytes(self, path: Path, desk: Desk, reader: Reader) -> None:
        desk.keep(recorded("a"))
        desk.keep(recorded("b"))
        desk.keep(recorded("b"))
        desk.keep(recorded("c", held_because="not allowed"))
        desk.keep(rejected())
        desk.settle(1, CallbackState.SUCCESS)
        counts = reader.counts()
        assert (counts.records, counts.deliveries, counts.callbacks) == (3, 5, 3)
        assert (counts.owed, counts.held) == (1, 1)
        log = path.with_name(f"{path.name}-wal")
        assert counts.size == path.stat().st_size + log.stat().st_size


class TestOwed:
    def test_pages_bring_each_once_even_where_deadlines_are_equal(
        self, desk: Desk, reader: Reader
    ) -> None:
        late, early = NOON + timedelta(minutes=9), NOON + timedelta(minutes=1)
        for number, deadline in enumerate([late] * 7 + [early] * 6):
            desk.keep(recorded(f"chan-{number}", deadline=deadline))
        ids: list[int] = []
        after: tuple[datetime, int] | None = None
        while page := reader.owed(3, after):
            ids += [callback.id for callback in page]
            after = (page[-1].deadline, page[-1].id)
        assert ids == [*range(8, 14), *range(1, 8)], "the oldest deadline first"

    def test_only_what_is_in_progress_with_what_is_to_be_sent(
        self, path: Path, desk: Desk, reader: Reader
    ) -> None:
        fill(desk, 3)
        desk.settle(1, CallbackState.SUCCESS)
        desk.settle(2, CallbackState.TIMEOUT)
        (owed,) = reader.owed(9)
        assert owed.id == 3
        assert owed.body == one(path, "SELECT body FROM callback WHERE id = 3")
        assert (owed.received_at, owed.deadline) == (NOON, NOON + WINDOW)
        assert owed.next_attempt_at == COMMITTED

    def test_held_ones_by_deadline_without_their_bodies(self, desk: Desk, reader: Reader) -> None:
        for number, minutes in enumerate((3, 1, 2)):
            deadline = NOON + timedelta(minutes=minutes)
            desk.keep(recorded(f"chan-{number}", deadline=deadline, held_because="not allowed"))
        desk.keep(recorded("chan-9"))
        assert [(held.id, held.body, held.reason) for held in reader.held()] == [
            (2, b"", "not allowed"),
            (3, b"", "not allowed"),
            (1, b"", "not allowed"),
        ]

    def test_a_body_by_its_callback(self, path: Path, desk: Desk, reader: Reader) -> None:
        fill(desk, 2)
        assert reader.body(2) == one(path, "SELECT body FROM callback WHERE id = 2")
        assert reader.body(3) == b""


class TestConnection:
    def test_cannot_write(self, path: Path, desk: Desk) -> None:
        desk.keep(recorded())
        reading = open_for_reading(path)
        forbidden = pytest.raises(pw.OperationalError, match="readonly")
        with reading.connection_context(), forbidden:
            do(reading, "DELETE FROM ai_content")
        assert one(path, "SELECT count(*) FROM ai_content") == 1

    def test_sees_what_was_committed_after_it_opened(self, desk: Desk, reader: Reader) -> None:
        assert reader.counts().records == 0
        desk.keep(recorded())
        assert reader.counts().records == 1

    def test_a_table_that_is_gone_is_told_in_words(self, desk: Desk, reader: Reader) -> None:
        do(desk.database, "DROP TABLE ai_content")
        with pytest.raises(StoreUnavailable, match="the file is not rivermon's"):
            reader.list()
