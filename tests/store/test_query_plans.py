"""A million records must not be walked through for one page: which index each question uses."""

from collections.abc import Callable, Sequence
from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.listing import View
from rivermon.store.insertion import Execute
from rivermon.store.reader import Reader
from tests.store.drafts import NOON

PLANS: list[tuple[str, Callable[[Reader], object], str]] = [
    ("owed", lambda reader: reader.owed(9), "INDEX callback_state (state=?"),
    (
        "owed, next page",
        lambda reader: reader.owed(9, (NOON, 3)),
        "SEARCH t1 USING INDEX callback_state (state=? AND deadline>?)",
    ),
    ("held", lambda reader: reader.held(), "INDEX callback_state (state=?"),
    ("awaiting", lambda reader: reader.awaiting(), "INDEX callback_awaiting"),
    ("awaiting, counted", lambda reader: reader.counts(), "INDEX callback_awaiting"),
    ("channel", lambda reader: reader.get_by_channel("a"), "SEARCH t1 USING INDEX by_channel"),
    ("records of channel", lambda reader: reader.records(9, channel="a"), "INDEX by_channel"),
    ("records of event", lambda reader: reader.records(9, event="a"), "INDEX by_event"),
    (
        "deliveries of channel",
        lambda reader: reader.deliveries(9, channel="a"),
        "INDEX delivery_channel_id",
    ),
    (
        "callbacks of channel",
        lambda reader: reader.callbacks(9, channel="a"),
        "INDEX delivery_channel_id",
    ),
    ("detail", lambda reader: reader.detail(View.RECORDS, 1), "INDEX delivery_record_id"),
    ("attempts", lambda reader: reader.attempts(1), "INDEX callbackattempt_callback_id"),
    ("counts", lambda reader: reader.counts(), "INDEX callback_state"),
]


@pytest.mark.parametrize(
    ("ask", "through"), [plan[1:] for plan in PLANS], ids=[plan[0] for plan in PLANS]
)
def test_the_index_is_used(
    database: pw.SqliteDatabase,
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    ask: Callable[[Reader], object],
    through: str,
) -> None:
    plan: list[str] = []
    execute: Execute = database.execute_sql

    def explained(sql: str, values: Sequence[object] = ()) -> object:
        steps = execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        plan.extend(step for *_, step in steps)
        return execute(sql, values)

    monkeypatch.setattr(database, "execute_sql", explained)
    ask(Reader(database, path))
    assert any(through in step for step in plan), plan
    walked = [step for step in plan if step.startswith("SCAN") and "USING" not in step]
    assert walked == []
