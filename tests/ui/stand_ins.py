"""Stand-ins for what the window is handed: a ledger in memory, controls that take notes."""

import asyncio
from array import array
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from rivermon.core.backup import Backup
from rivermon.core.diagnosis import Diagnosis
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackHistory,
    CallbackKind,
    CallbackRow,
    CallbackState,
    Counts,
    Delivery,
    Detail,
    Kept,
    Outcome,
    Record,
    RecordRow,
    Scheme,
    Verdict,
    VerdictWord,
)
from rivermon.core.feed import CallbackChanged, RecordStored
from rivermon.core.filter_terms import Field
from rivermon.core.health import Health, Losses, Pace, Span
from rivermon.core.held_secrets import HeldSecrets, Keeping, LabelledSecret
from rivermon.core.listing import Line, Query, Row, Sort, SortBy, Stretch, View
from rivermon.core.ports import Progress, RivermonError, StoreUnavailable
from rivermon.core.retention import Removed, Retention
from rivermon.core.sample_webhook import SampleTemplate, SampleWebhook

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


def delivery(delivery_id: int, **fields: Any) -> Delivery:
    """A delivery's row with ordinary values; the newer the id, the later."""
    whole = detail_of(row(delivery_id)).delivery
    return msgspec.structs.replace(whole, **({"headers": (), "body": b""} | fields))


def rejected(delivery_id: int, **fields: Any) -> Delivery:
    """A delivery that was turned away."""
    usual: dict[str, Any] = {
        "verdict": Verdict(VerdictWord.INVALID, reason="No secret matches"),
        "reason": "No secret matches",
        "outcome": Outcome.REJECTED,
        "status": 401,
        "record_id": None,
    }
    return delivery(delivery_id, **(usual | fields))


def callback_row(callback_id: int, **fields: Any) -> CallbackRow:
    """A callback's row; `fields` are the callback's."""
    usual: dict[str, Any] = {"id": callback_id, "body": b""}
    of = row(callback_id)
    return CallbackRow(
        callback=callback_of(of, **(usual | fields)),
        event=of.event_name,
        channel_id=of.channel_id,
        title=of.title,
    )


def stored(*rows: RecordRow) -> list[RecordStored]:
    """Facts that tell of rows, the oldest first as they are committed."""
    return [RecordStored(row) for row in sorted(rows, key=lambda row: row.id)]


def changed(row: RecordRow, **fields: Any) -> CallbackChanged:
    """The fact that a row's callback changed."""
    return CallbackChanged(callback_of(row, **fields))


class MemoryLedger:
    """Rows in memory, records first of all; `gate` holds answers back, `broken` refuses them.

    `search_gate` holds back searches alone. Which rows match a filter is for the test to say:
    `match` is asked about each. `questions` has every question that is about a view.
    """

    def __init__(self, rows: Sequence[RecordRow] = ()) -> None:
        self.kept: dict[int, Row] = {row.id: row for row in rows}
        self.deliveries: dict[int, Row] = {}
        self.callbacks: dict[int, Row] = {}
        self.questions: list[tuple[str, View]] = []
        self.known: dict[int, Detail] = {}
        self.match: Callable[[Row], bool] = lambda _: True
        self.gate: asyncio.Event | None = None
        self.search_gate: asyncio.Event | None = None
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

    def of(self, view: View) -> dict[int, Row]:
        """The rows of a view."""
        return {
            View.RECORDS: self.kept,
            View.DELIVERIES: self.deliveries,
            View.CALLBACKS: self.callbacks,
        }[view]

    def keep(self, *rows: Row) -> None:
        """Have these rows, in the place of others with the same ids."""
        for each in rows:
            view = View.RECORDS
            if isinstance(each, Delivery):
                view = View.DELIVERIES
            elif isinstance(each, CallbackRow):
                view = View.CALLBACKS
            self.of(view)[each.id] = each

    async def search(self, query: Query) -> AsyncGenerator[Stretch, None]:
        self.searched.append(query)
        self.questions.append(("search", query.view))
        kept = self.of(query.view)
        ids = self._matching(query, list(kept))
        ids.sort(key=lambda row_id: _sort_key(query.sort, kept[row_id]))
        if query.sort.descending:
            ids.reverse()
        for start in range(0, max(1, len(ids)), self.piece):
            await self._pass_gate()
            if self.search_gate is not None:
                await self.search_gate.wait()
            end = start + self.piece
            done = 1.0 if end >= len(ids) else end / len(ids)
            yield Stretch(ids=array("q", ids[start:end]), done=done)

    async def lines(self, query: Query, ids: Sequence[int]) -> Sequence[Line]:
        self.asked.append(list(ids))
        self.questions.append(("lines", query.view))
        await self._pass_gate()
        kept = self.of(query.view)
        there = [row_id for row_id in ids if row_id in kept]
        return [
            Line(kept[row_id], tuple(f"{path} of {row_id}" for path in query.paths))
            for row_id in there
        ]

    async def matching(self, query: Query, ids: Sequence[int]) -> Sequence[int]:
        self.questions.append(("matching", query.view))
        await self._pass_gate()
        return self._matching(query, ids)

    async def newer(self, query: Query, than: int) -> Sequence[int]:
        self.questions.append(("newer", query.view))
        await self._pass_gate()
        beyond = [row_id for row_id in self.of(query.view) if row_id > than]
        return sorted(self._matching(query, beyond))

    async def failed(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        self.questions.append(("failed", view))
        await self._pass_gate()
        kept = self.of(view)
        return [row_id for row_id in ids if kept[row_id].failed]

    async def values_seen(self, field: Field, begin: str, limit: int = 20) -> Sequence[str]:
        await self._pass_gate()
        return [value for value in self.seen if value.startswith(begin)][:limit]

    async def version(self) -> int:
        await self._pass_gate()
        return self.committed

    async def detail(self, view: View, row_id: int) -> Detail | None:
        self.asked_details.append((view, row_id))
        found = self.of(view).get(row_id)
        await self._pass_gate()
        if row_id in self.known:
            return self.known[row_id]
        return None if found is None else _detail_of_any(found)

    async def details(self, view: View, ids: Sequence[int]) -> Sequence[Detail]:
        found = [await self.detail(view, row_id) for row_id in ids]
        return [detail for detail in found if detail is not None]

    async def records_of(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        details = await self.details(view, ids)
        return list(dict.fromkeys(each.record.id for each in details if each.record is not None))

    async def health(self, span: Span, now: datetime) -> Health:
        return Health(span=span, until=now, steps=())

    async def losses(self) -> Losses:
        return Losses(
            received=0,
            outcomes={},
            dropped=0,
            deleted=0,
            replays=0,
            owed=0,
            states={},
            owed_deleted=0,
        )

    async def pace(self, now: datetime) -> Pace:
        return Pace(last_at=None, usual_per_hour=0.0)

    async def would_prune(self, retention: Retention, now: datetime) -> Removed:
        return Removed()

    async def counts(self) -> Counts:
        await self._pass_gate()
        return Counts(
            records=len(self.kept),
            deliveries=len(self.deliveries),
            callbacks=len(self.callbacks),
            owed=self.owed,
            held=self.held,
            size=self.size,
        )

    def _matching(self, query: Query, ids: Sequence[int]) -> list[int]:
        kept = self.of(query.view)
        known = [row_id for row_id in ids if row_id in kept]
        if query.filter is None:
            return known
        return [row_id for row_id in known if self.match(kept[row_id])]

    async def _pass_gate(self) -> None:
        if self.broken:
            raise StoreUnavailable("the disk is gone")
        if self.gate is not None:
            await self.gate.wait()


def _sort_key(sort: Sort, row: Row) -> tuple[Any, int]:
    """What a row is sorted by: a record by its title or attempts, anything else by its id."""
    if isinstance(row, RecordRow):
        if sort.by is SortBy.TITLE:
            return row.title, row.id
        if sort.by is SortBy.ATTEMPTS:
            return row.attempts, row.id
    if isinstance(row, CallbackRow) and sort.by is SortBy.URGENCY:
        owed = row.callback.state in {CallbackState.PROGRESS, CallbackState.HELD}
        return not owed, row.id
    return 0, row.id


def _detail_of_any(row: Row) -> Detail:
    match row:
        case RecordRow():
            return detail_of(row)
        case CallbackRow(callback=callback):
            history = CallbackHistory(callback=callback, attempts=())
            return Detail(delivery=delivery(callback.delivery_id), callbacks=(history,))
        case Delivery():
            whole = msgspec.structs.replace(row, headers=HEADERS, body=b"{}")
            return Detail(delivery=whole)


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
        self.replayed = Kept(delivery_id=1, outcome=Outcome.DUPLICATE, record_id=1)
        self.diagnosis = Diagnosis(finding=None, secrets=1, tried=())
        self.held = HeldSecrets()
        self.keeping = Keeping.KEYRING

    async def send_test(self, sample: SampleWebhook | None = None) -> None:
        await self._note("send_test", sample)

    def templates(self) -> Sequence[SampleTemplate]:
        return (SampleTemplate("A film", "new_movie_suggestion", b'{"title": "Arrival"}'),)

    async def send_again(self, record_ids: Sequence[int], progress: Progress) -> int:
        await self._note("send_again", tuple(record_ids))
        progress(len(record_ids), len(record_ids))
        return len(record_ids)

    async def reject(self, record_ids: Sequence[int], why: str) -> int:
        await self._note("reject", (tuple(record_ids), why))
        return len(record_ids)

    async def approve(self, record_ids: Sequence[int], data: dict[str, Any] | None = None) -> int:
        await self._note("approve", (tuple(record_ids), data))
        return len(record_ids)

    async def replay(self, delivery_id: int) -> Kept:
        await self._note("replay", delivery_id)
        return self.replayed

    async def diagnose(self, delivery_id: int) -> Diagnosis:
        await self._note("diagnose", delivery_id)
        return self.diagnosis

    async def pin(self, record_ids: Sequence[int], *, pinned: bool) -> int:
        await self._note("pin", (tuple(record_ids), pinned))
        return len(record_ids)

    async def write_note(self, record_id: int, note: str) -> None:
        await self._note("write_note", (record_id, note))

    async def delete(self, record_ids: Sequence[int], progress: Progress) -> Removed:
        await self._note("delete", tuple(record_ids))
        progress(len(record_ids), len(record_ids))
        return Removed(records=len(record_ids))

    async def delete_deliveries(self, delivery_ids: Sequence[int], progress: Progress) -> Removed:
        await self._note("delete_deliveries", tuple(delivery_ids))
        progress(len(delivery_ids), len(delivery_ids))
        return Removed(deliveries=len(delivery_ids))

    async def allow_host(self, host: str) -> None:
        await self._note("allow_host", host)

    async def listen_again(self) -> None:
        await self._note("listen_again", None)

    def secrets(self) -> HeldSecrets:
        return self.held

    async def keep_secrets(self, webhook: Sequence[LabelledSecret]) -> Keeping:
        await self._note("keep_secrets", tuple(webhook))
        self.held = msgspec.structs.replace(
            self.held, webhook=tuple(webhook), webhook_from="the keyring" if webhook else "nowhere"
        )
        return self.keeping

    async def keep_api_key(self, api_key: str) -> Keeping:
        await self._note("keep_api_key", api_key)
        self.held = msgspec.structs.replace(
            self.held, api_key=api_key or None, key_from="the keyring" if api_key else "nowhere"
        )
        return self.keeping

    async def listen_at(self, host: str, port: int, path: str | None, max_body: int) -> None:
        await self._note("listen_at", (host, port, path, max_body))

    async def try_public_way(self) -> None:
        await self._note("try_public_way", None)

    async def back_up(self, file: Path, progress: Progress) -> Backup:
        await self._note("back_up", file)
        progress(1, 1)
        return Backup(file=str(file), size=4096, records=1)

    async def move_data(self, folder: Path) -> None:
        await self._note("move_data", folder)

    async def restore(self, file: Path) -> None:
        await self._note("restore", file)

    async def start_at_login(self, *, wanted: bool) -> None:
        await self._note("start_at_login", wanted)

    async def _note(self, what: str, of: object) -> None:
        self.asked.append((what, of))
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise RivermonError(self.failure)
