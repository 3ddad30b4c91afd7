"""Stand-ins for what the window is handed: a ledger in memory, controls that take notes."""

import asyncio
from array import array
from collections.abc import AsyncGenerator, Callable, Sequence
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
    Detail,
    Outcome,
    Record,
    RecordRow,
    Scheme,
    Verdict,
    VerdictWord,
)
from rivermon.core.feed import CallbackChanged, RecordStored
from rivermon.core.filter_terms import Field
from rivermon.core.listing import Line, Query, Row, Stretch, View
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
    """Rows of one view in memory; `gate` holds answers back, `broken` refuses them.

    Which rows match a filter is for the test to say: `match` is asked about each.
    """

    def __init__(self, rows: Sequence[RecordRow] = ()) -> None:
        self.kept: dict[int, Row] = {row.id: row for row in rows}
        self.details: dict[int, Detail] = {}
        self.match: Callable[[Row], bool] = lambda _: True
        self.gate: asyncio.Event | None = None
        self.broken = False
        self.searched: list[Query] = []
        self.asked: list[list[int]] = []
        self.asked_details: list[tuple[View, int]] = []
        self.seen: list[str] = []
        self.committed = 0
        self.piece = 1000
        self.owed = 0
        self.held = 0
        self.size = 12_400_000

    async def search(self, query: Query) -> AsyncGenerator[Stretch, None]:
        self.searched.append(query)
        ids = self._matching(query, list(self.kept))
        ids.sort(reverse=query.sort.descending)
        for start in range(0, max(1, len(ids)), self.piece):
            await self._pass_gate()
            end = start + self.piece
            done = 1.0 if end >= len(ids) else end / len(ids)
            yield Stretch(ids=array("q", ids[start:end]), done=done)

    async def lines(self, query: Query, ids: Sequence[int]) -> Sequence[Line]:
        self.asked.append(list(ids))
        await self._pass_gate()
        values = tuple(f"{path}?" for path in query.paths)
        return [Line(self.kept[row_id], values) for row_id in ids if row_id in self.kept]

    async def matching(self, query: Query, ids: Sequence[int]) -> Sequence[int]:
        await self._pass_gate()
        return self._matching(query, ids)

    async def newer(self, query: Query, than: int) -> Sequence[int]:
        await self._pass_gate()
        return sorted(self._matching(query, [row_id for row_id in self.kept if row_id > than]))

    async def failed(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        await self._pass_gate()
        return [row_id for row_id in ids if self.kept[row_id].failed]

    async def values_seen(self, field: Field, begin: str, limit: int = 20) -> Sequence[str]:
        await self._pass_gate()
        return [value for value in self.seen if value.startswith(begin)][:limit]

    async def version(self) -> int:
        await self._pass_gate()
        return self.committed

    async def detail(self, view: View, row_id: int) -> Detail | None:
        self.asked_details.append((view, row_id))
        found = self.kept.get(row_id)
        await self._pass_gate()
        if row_id in self.details:
            return self.details[row_id]
        return detail_of(found) if isinstance(found, RecordRow) else None

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

    def _matching(self, query: Query, ids: Sequence[int]) -> list[int]:
        known = [row_id for row_id in ids if row_id in self.kept]
        if query.filter is None:
            return known
        return [row_id for row_id in known if self.match(self.kept[row_id])]

    async def _pass_gate(self) -> None:
        if self.broken:
            raise StoreUnavailable("the disk is gone")
        if self.gate is not None:
            await self.gate.wait()


def detail_of(row: RecordRow, *, payload: bytes | None = None, body: str = "") -> Detail:
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
    return Detail(record=record, delivery=delivery, callbacks=callbacks)


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
