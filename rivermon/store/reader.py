"""Reads what is stored, newest first, through a connection that cannot write.

Used from one thread at a time. Does not know who asks.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import peewee as pw

from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackState,
    Counts,
    Delivery,
    Detail,
    Record,
)
from rivermon.core.filter_terms import Field as TextField
from rivermon.core.listing import Line, View
from rivermon.core.listing import Query as Listing
from rivermon.core.ports import StoreUnavailable
from rivermon.store import details, lines, rows, tables
from rivermon.store.database import FollowingDatabase
from rivermon.store.failure import WORLD, in_words, unavailable
from rivermon.store.file_watch import LEFT_BEHIND, FileGone
from rivermon.store.insertion import Execute
from rivermon.store.sql import Sql
from rivermon.store.values_seen import values_seen

Query: TypeAlias = "pw.ModelSelect[Any]"
Field: TypeAlias = "pw.Field[Any]"
MOST_HELD = 10_000
# An index that holds nothing else is used only for these very words.
_AWAITING = pw.SQL("approval = 'waiting'")
_NOT_AWAITING = pw.SQL("approval IS NOT 'waiting'")


class Reader:
    """The questions that the store answers. Each raises StoreUnavailable when it cannot."""

    def __init__(self, database: pw.SqliteDatabase, path: Path) -> None:
        self._database = database
        self._path = path
        self._execute_sql: Execute = database.execute_sql
        self._connected: sqlite3.Connection | None = None
        self._connections = 0

    def close(self) -> None:
        """Disconnect, in the thread that has read."""
        self._connected = None
        self._database.close()

    def list(self, limit: int = 20) -> Sequence[Record]:
        """The newest records (the guide's `list`)."""
        return self.records(limit)

    def get_by_channel(self, channel_id: str) -> Record | None:
        """The first record of a channel, or None (the guide's `getByChannel`)."""
        record = tables.AiContent
        query = _only(_records(), {record.channel_id: channel_id})
        found = self._rows(query.order_by(record.id).limit(1))
        return _record_of(found[0]) if found else None

    def records(
        self, limit: int, *, channel: str | None = None, event: str | None = None
    ) -> Sequence[Record]:
        """The newest records, of one channel or event if one is given."""
        record = tables.AiContent
        query = _records().order_by(record.id.desc()).limit(limit)
        query = _only(query, {record.channel_id: channel, record.event_name: event})
        return [_record_of(row) for row in self._rows(query)]

    def deliveries(
        self, limit: int, *, channel: str | None = None, event: str | None = None
    ) -> Sequence[Delivery]:
        """The newest requests, with their headers and bodies."""
        delivery = tables.Delivery
        query = delivery.select(*rows.DELIVERY_COLUMNS, delivery.headers, delivery.body)
        query = query.order_by(delivery.id.desc()).limit(limit)
        query = _only(query, {delivery.channel_id: channel, delivery.event: event})
        return [rows.delivery_of(row, row[-2], bytes(row[-1])) for row in self._rows(query)]

    def callbacks(
        self, limit: int, *, channel: str | None = None, event: str | None = None
    ) -> Sequence[tuple[Callback, str | None, str | None]]:
        """The newest callbacks with their bodies, each with its channel and event."""
        callback, delivery = tables.Callback, tables.Delivery
        query = (
            callback.select(
                *rows.CALLBACK_COLUMNS, callback.body, delivery.channel_id, delivery.event
            )
            .join(delivery, on=(delivery.id == callback.delivery_id))
            .order_by(callback.id.desc())
            .limit(limit)
        )
        query = _only(query, {delivery.channel_id: channel, delivery.event: event})
        return [
            (rows.callback_of(row, bytes(row[-3])), row[-2], row[-1]) for row in self._rows(query)
        ]

    def detail(self, view: View, row_id: int) -> Detail | None:
        """Everything about a row of a view, or None."""
        return next(iter(self.details(view, [row_id])), None)

    def details(self, view: View, ids: Sequence[int]) -> Sequence[Detail]:
        """Everything about rows of a view, in their order; those that are gone are left out."""
        return details.details(self.ask, view, ids)

    def records_of(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        """The ids of the records that rows of a view are about, each once, in their order."""
        return details.records_of(self.ask, view, ids)

    def lines(self, query: Listing, ids: Sequence[int]) -> Sequence[Line]:
        """The rows with these ids, in their order; those that are gone are left out."""
        return lines.lines(self.ask, query, ids)

    def matching(self, query: Listing, ids: Sequence[int], now: datetime) -> Sequence[int]:
        """Those of `ids` that match the filter."""
        return lines.matching(self.ask, query, ids, now)

    def newer(self, query: Listing, than: int, now: datetime) -> Sequence[int]:
        """The ids beyond `than` that match, oldest first."""
        return lines.newer(self.ask, query, than, now)

    def failed(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        """Those of `ids` that failed."""
        return lines.failed(self.ask, view, ids)

    def values_seen(self, field: TextField, begin: str, limit: int) -> Sequence[str]:
        """Values of a text field that begin so, in alphabetical order."""
        return values_seen(self.ask, field, begin, limit)

    def version(self) -> int:
        """A number that is another one after anybody else's commit, and in another file."""
        version = int(self._execute("PRAGMA data_version", ())[0][0])
        return self._connections << 32 | version  # each connection counts anew

    def ask(self, sql: Sql) -> Sequence[Sequence[Any]]:
        """All rows of a query of this room's."""
        return self._execute(sql.text, sql.values)

    def interrupt(self) -> None:
        """End the query that is running, from another thread; it raises StoreUnavailable."""
        if self._connected is not None:
            self._connected.interrupt()

    def counts(self) -> Counts:
        """How much is stored; the size is of the file and its log, in bytes."""
        callback = tables.Callback
        return Counts(
            records=self._count(tables.AiContent.select()),
            deliveries=self._count(tables.Delivery.select()),
            callbacks=self._count(callback.select()),
            owed=self._count(callback.select().where(_in_state(CallbackState.PROGRESS))),
            held=self._count(callback.select().where(_in_state(CallbackState.HELD))),
            awaiting=self._count(callback.select().where(_AWAITING)),
            size=sum(file.stat().st_size for file in self._files() if file.exists()),
        )

    def owed(self, limit: int, after: tuple[datetime, int] | None = None) -> Sequence[Callback]:
        """Callbacks in Progress with their bodies, oldest deadline first, beyond `after`."""
        callback = tables.Callback
        query = self._by_deadline(CallbackState.PROGRESS, limit, callback.body)
        if after is not None:
            deadline, last_id = after
            # The first condition lets SQLite start in the index where the last page ended.
            query = query.where(
                callback.deadline >= deadline,
                (callback.deadline > deadline) | (callback.id > last_id),
            )
        return [rows.callback_of(row, bytes(row[-1])) for row in self._rows(query)]

    def held(self) -> Sequence[Callback]:
        """Callbacks in Held that do not wait for approval, oldest deadline first, bodiless."""
        query = self._by_deadline(CallbackState.HELD, MOST_HELD).where(_NOT_AWAITING)
        return [rows.callback_of(row) for row in self._rows(query)]

    def awaiting(self) -> Sequence[Callback]:
        """Callbacks that wait for approval without their bodies, oldest deadline first."""
        callback = tables.Callback
        query = callback.select(*rows.CALLBACK_COLUMNS).where(_AWAITING)
        query = query.order_by(callback.deadline, callback.id).limit(MOST_HELD)
        return [rows.callback_of(row) for row in self._rows(query)]

    def body(self, callback_id: int) -> bytes:
        """The JSON that a callback carries; empty when there is no such callback."""
        callback = tables.Callback
        found = self._rows(callback.select(callback.body).where(callback.id == callback_id))
        return bytes(found[0][0]) if found else b""

    def attempts(self, callback_id: int) -> Sequence[Attempt]:
        """Every try at a callback, oldest first."""
        attempt = tables.CallbackAttempt
        query = attempt.select(*rows.ATTEMPT_COLUMNS).where(attempt.callback_id == callback_id)
        return [rows.attempt_of(row) for row in self._rows(query.order_by(attempt.id))]

    def _by_deadline(self, state: CallbackState, limit: int, *more: Field) -> Query:
        callback = tables.Callback
        query = callback.select(*rows.CALLBACK_COLUMNS, *more).where(_in_state(state))
        return query.order_by(callback.deadline, callback.id).limit(limit)

    def _count(self, query: Query) -> int:
        sql, values = query.select(pw.fn.count(pw.SQL("*"))).sql()
        return int(self._execute(sql, values)[0][0])

    def _rows(self, query: Query) -> Sequence[Sequence[Any]]:
        sql, values = query.sql()
        return self._execute(sql, values)

    def _execute(self, sql: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        try:
            if self._database.connect(reuse_if_open=True):
                connection: Callable[[], sqlite3.Connection] = self._database.connection
                self._connected = connection()
                self._connections += 1
            return list(self._execute_sql(sql, values).fetchall())
        except WORLD as failure:
            if isinstance(self._database, FollowingDatabase) and self._database.left_behind:
                # What was read is not there any more: it says nothing about what is.
                raise StoreUnavailable(in_words(self._path, FileGone(LEFT_BEHIND))) from failure
            raise unavailable(self._path, failure) from failure

    def _files(self) -> Iterable[Path]:
        return (self._path.with_name(self._path.name + end) for end in ("", "-wal"))


def _records() -> Query:
    record, mark = tables.AiContent, tables.RecordMark
    query = record.select(*rows.RECORD_COLUMNS, *rows.MARK_COLUMNS)
    return query.join(mark, pw.JOIN.LEFT_OUTER, on=(mark.record_id == record.id))


def _record_of(row: Sequence[Any]) -> Record:
    return rows.record_of(row[:-3], row[-3:])


def _only(query: Query, wanted: dict[Field, str | None]) -> Query:
    for field, value in wanted.items():
        if value is not None:
            # The index does not mind case, but who names a channel means that one.
            query = query.where(field.collate("NOCASE") == value, field == value)
    return query


def _in_state(state: CallbackState) -> pw.Expression:
    return tables.Callback.state == state
