"""Stand-ins for what the window is handed: a ledger in memory, controls that take notes."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackHistory,
    CallbackKind,
    CallbackState,
    Counts,
    Delivery,
    Outcome,
    Record,
    RecordDetail,
    RecordRow,
    Scheme,
    Verdict,
    VerdictWord,
)
from rivermon.core.feed import CallbackChanged, RecordStored
from rivermon.core.ports import RivermonError, StoreUnavailable

START = datetime(2026, 3, 1, 14, 3, 22, 187_000, tzinfo=UTC)
HEADERS = (
    ("Host", "127.0.0.1:8765"),
    ("Content-Type", "application/json"),
    ("User-Agent", "ModelRiver-Webhooks/1.0"),
    ("X-ModelRiver-Signature", "b1946ac92492d2347c6235b4d2611184" * 2),
)


class SettableClock:
    """Time that the test sets."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self.s = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return self.s

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.s += seconds

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        raise NotImplementedError


def row(record_id: int, **fields: Any) -> RecordRow:
    """A record's row with ordinary values; the newer the id, the later."""
    usual: dict[str, Any] = {
        "id": record_id,
        "created_at": START + timedelta(seconds=record_id),
        "title": f"Title {record_id}",
        "category": "movies",
        "event_name": "new_movie_suggestion",
        "channel_id": f"channel-{record_id}",
        "model": "gpt-4o",
        "provider": "openai",
        "state": CallbackState.SUCCESS,
        "attempts": 1,
        "duration_ms": 212.4,
        "deadline": START + timedelta(minutes=5),
    }
    return RecordRow(**(usual | fields))


def callback_of(row: RecordRow, **fields: Any) -> Callback:
    """The success callback that a row's state is of."""
    usual: dict[str, Any] = {
        "id": row.id * 10,
        "delivery_id": row.id,
        "record_id": row.id,
        "kind": CallbackKind.SUCCESS,
        "url": f"https://api.modelriver.com/v1/callback/{row.channel_id}",
        "state": row.state or CallbackState.PROGRESS,
        "body": b'{"data": {"title": "x"}, "task_id": "sqlite_1"}',
        "attempts": row.attempts,
        "next_attempt_at": None,
        "deadline": row.deadline or START,
        "received_at": row.created_at,
        "duration_ms": row.duration_ms,
    }
    return Callback(**(usual | fields))


def stored(*rows: RecordRow) -> list[RecordStored]:
    """Facts that tell of rows, the oldest first as they are committed."""
    return [RecordStored(row) for row in sorted(rows, key=lambda row: row.id)]


def changed(row: RecordRow, **fields: Any) -> CallbackChanged:
    """The fact that a row's callback changed."""
    return CallbackChanged(callback_of(row, **fields))


class MemoryLedger:
    """Rows and details in memory; `gate` holds answers back, `broken` refuses them."""

    def __init__(self, rows: Sequence[RecordRow] = ()) -> None:
        self.kept = {row.id: row for row in rows}
        self.details: dict[int, RecordDetail] = {}
        self.gate: asyncio.Event | None = None
        self.broken = False
        self.asked: list[int | None] = []
        self.asked_details: list[int] = []
        self.owed = 0
        self.held = 0
        self.size = 12_400_000

    async def rows(self, limit: int, before_id: int | None = None) -> Sequence[RecordRow]:
        self.asked.append(before_id)
        newest = sorted(self.kept.values(), key=lambda row: -row.id)
        page = [row for row in newest if before_id is None or row.id < before_id][:limit]
        await self._pass_gate()
        return page

    async def detail(self, record_id: int) -> RecordDetail | None:
        self.asked_details.append(record_id)
        found = self.kept.get(record_id)
        await self._pass_gate()
        if record_id in self.details:
            return self.details[record_id]
        return None if found is None else detail_of(found)

    async def counts(self) -> Counts:
        await self._pass_gate()
        kept = len(self.kept)
        return Counts(
            records=kept,
            deliveries=kept,
            callbacks=kept,
            owed=self.owed,
            held=self.held,
            size=self.size,
        )

    async def _pass_gate(self) -> None:
        if self.broken:
            raise StoreUnavailable("the disk is gone")
        if self.gate is not None:
            await self.gate.wait()


def detail_of(row: RecordRow, *, payload: bytes | None = None, body: str = "") -> RecordDetail:
    """Everything about a row, made up."""
    record = Record(
        id=row.id,
        title=row.title,
        body=body or f"The body of {row.title}",
        category=row.category,
        metadata={"ai_model": row.model, "ai_provider": row.provider},
        channel_id=row.channel_id,
        event_name=row.event_name,
        source="modelriver",
        created_at=row.created_at,
    )
    if payload is None:
        payload = msgspec.json.encode(
            {"type": "task.ai_generated", "ai_response": {"data": {"title": row.title}}}
        )
    delivery = Delivery(
        id=row.id,
        received_at=row.created_at,
        remote="127.0.0.1",
        path="/webhooks/modelriver",
        type="task.ai_generated",
        event=row.event_name,
        channel_id=row.channel_id,
        verdict=Verdict(VerdictWord.VALID, Scheme.RAW_BODY, 1),
        reason=None,
        outcome=Outcome.RECORDED,
        status=200,
        duration_ms=3.2,
        record_id=row.id,
        redeliveries=0,
        size=len(payload),
        headers=HEADERS,
        body=payload,
    )
    callbacks: tuple[CallbackHistory, ...] = ()
    if row.state is not None:
        callbacks = (CallbackHistory(callback=callback_of(row), attempts=attempts_of(row)),)
    return RecordDetail(record=record, delivery=delivery, callbacks=callbacks)


def attempts_of(row: RecordRow) -> tuple[Attempt, ...]:
    """As many attempts as the row counts; the last one fits its state."""
    made = []
    for number in range(row.attempts):
        last = number == row.attempts - 1
        good = last and row.state is CallbackState.SUCCESS
        made.append(
            Attempt(
                started_at=row.created_at + timedelta(seconds=2**number),
                duration_ms=118.0 + number,
                status=200 if good else 503,
                answer='{"ok": true}' if good else "upstream is busy",
            )
        )
    return tuple(made)


class NotedControls:
    """Notes what was asked for; `failure` makes it fail."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []
        self.failure: str | None = None
        self.gate: asyncio.Event | None = None

    async def send_test(self) -> None:
        await self._note("send_test", None)

    async def send_again(self, record_id: int) -> None:
        await self._note("send_again", record_id)

    async def allow_host(self, host: str) -> None:
        await self._note("allow_host", host)

    async def listen_again(self) -> None:
        await self._note("listen_again", None)

    async def _note(self, what: str, of: object) -> None:
        self.asked.append((what, of))
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise RivermonError(self.failure)
