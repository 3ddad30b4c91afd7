"""The clerk's desk: keeps and notes at once, each in a transaction, without threads."""

from datetime import datetime, timedelta
from typing import Any

import peewee as pw

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackState, Kept
from rivermon.core.feed import Fact
from rivermon.store.deciding import call_again
from rivermon.store.insertion import Execute
from rivermon.store.keeping import keep
from rivermon.store.noting import write_notes
from rivermon.store.wording import word_all
from tests.store.drafts import NOON, attempt

COMMITTED = NOON + timedelta(milliseconds=3)


def do(database: pw.SqliteDatabase, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement through the database's own connection; its rows."""
    execute: Execute = database.execute_sql
    return list(execute(sql, values).fetchall())


class Desk:
    """Does what the store's jobs do, in the test's own thread; `told` is of the last call."""

    def __init__(self, database: pw.SqliteDatabase) -> None:
        self.database = database
        self.execute: Execute = database.execute_sql
        self.told: list[Fact] = []

    def keep(
        self,
        draft: DeliveryDraft,
        *,
        now: datetime = COMMITTED,
        monotonic_s: float = 0.003,
        worded: bool = True,
    ) -> Kept:
        with self.database.atomic("IMMEDIATE"):
            made = keep(self.execute, [draft], now=now, monotonic_s=lambda: monotonic_s)
            if worded:
                word_all(self.execute)
        ((kept, self.told),) = made
        return kept

    def note(self, what: Note, *, now: datetime = COMMITTED) -> None:
        with self.database.atomic("IMMEDIATE"):
            ((_, self.told),) = write_notes(self.execute, [what], now)

    def call_again(self, record_id: int, at: datetime) -> bool:
        with self.database.atomic("IMMEDIATE"):
            found, self.told = call_again(self.execute, [record_id], at)
        return found == 1

    def settle(self, callback_id: int, state: CallbackState) -> None:
        """Note that a try led to `state`."""
        fine = state is CallbackState.SUCCESS
        tried = attempt(status=200 if fine else 500)
        reason = None if fine else "answered 500"
        self.note(Note(callback_id=callback_id, state=state, attempt=tried, reason=reason))
