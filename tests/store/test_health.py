"""What is counted in SQL is what plain Python counts over the same rows."""

import math
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import peewee as pw
import pytest
from msgspec.structs import replace

from rivermon.core.causes import OTHER
from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.health import Pace, Quantiles, Span, Way
from rivermon.store.health import health, losses, pace
from rivermon.store.ledger import SqliteLedger
from rivermon.store.reader import Reader
from rivermon.store.sql import Sql
from rivermon.store.store import SqliteStore, opened
from rivermon.store.tables import to_text
from rivermon.store.uptime import note_lasting
from tests.store.desk import Desk, do
from tests.store.drafts import NOON, attempt, invalid, kept, recorded, rejected, unprocessable
from tests.store.second_look import changed
from tests.store.still_clock import StillClock

REASONS = ("answered 404", "answered 503", "no answer within 20 s", None)
PLANNED = {
    "delivery": ("received_at", "duration_ms", "outcome", "replay_of", "reason"),
    "callback": ("received_at", "duration_ms", "state", "kind", "reason"),
}


class Past:
    """Rows with chance in them, up to NOON."""

    def __init__(self, desk: Desk, seed: int, span: Span, number: int) -> None:
        self._desk = desk
        self._chance = random.Random(seed)
        for n in range(number):
            self._one(n, NOON - span.length * 1.2 * self._chance.random())

    def _one(self, n: int, at: datetime) -> None:
        drafts = (recorded, recorded, recorded, kept, unprocessable)
        if self._chance.random() < 0.2:
            made = self._desk.keep(self._chance.choice((rejected, invalid))())
        else:
            # Few channels, so that some come again.
            made = self._desk.keep(
                self._chance.choice(drafts)(f"c-{self._chance.randrange(n + 1)}")
            )
        moment, took = to_text(at), self._chance.lognormvariate(1.0, 1.5)
        do(
            self._desk.database,
            "UPDATE delivery SET received_at = ?, duration_ms = ?, replay_of = ? WHERE id = ?",
            moment,
            took,
            made.delivery_id - 1 or None if self._chance.random() < 0.1 else None,
            made.delivery_id,
        )
        state = self._chance.choice(list(CallbackState))
        tried = state is not CallbackState.HELD
        do(
            self._desk.database,
            "UPDATE callback SET received_at = ?, state = ?, duration_ms = ?, reason = ? "
            "WHERE delivery_id = ?",
            moment,
            state.value,
            self._chance.lognormvariate(5.0, 2.0) if tried else None,
            self._chance.choice(REASONS) if state.value in {"Error", "Timeout"} else None,
            made.delivery_id,
        )


def rows(database: pw.SqliteDatabase, table: str) -> Iterator[dict[str, object]]:
    columns = PLANNED[table]
    for row in do(database, f"SELECT {', '.join(columns)} FROM {table}"):
        yield dict(zip(columns, row, strict=True))


def between(row: dict[str, object], begin: datetime, end: datetime) -> bool:
    return begin <= datetime.fromisoformat(str(row["received_at"])) < end


def quantiles(values: list[float]) -> Quantiles | None:
    """By the nearest rank: the least value that so many do not exceed."""
    ranked = sorted(values)
    if not ranked:
        return None
    return Quantiles(*(ranked[math.ceil(len(ranked) * part) - 1] for part in (0.5, 0.99)))


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("seed", [1, 2])
def test_each_step_is_counted(
    desk: Desk, reader: Reader, database: pw.SqliteDatabase, span: Span, seed: int
) -> None:
    Past(desk, seed, span, 250)
    found = health(reader.ask, span, NOON)
    came = [row for row in rows(database, "delivery") if row["replay_of"] is None]
    owed = [row for row in rows(database, "callback") if row["kind"] == "success"]
    assert [step.begin for step in found.steps] == list(span.begins(NOON))
    assert sum(found.outcomes.values()) > 100
    for step in found.steps:
        end = step.begin + span.step
        here = [row for row in came if between(row, step.begin, end)]
        theirs = [row for row in owed if between(row, step.begin, end)]
        took = [float(str(r["duration_ms"])) for r in theirs if r["duration_ms"] is not None]
        assert dict(step.outcomes) == Counter(row["outcome"] for row in here)
        assert dict(step.callbacks) == Counter(row["state"] for row in theirs)
        assert step.answer == quantiles([float(str(row["duration_ms"])) for row in here])
        assert step.callback == quantiles(took)


@pytest.mark.parametrize("number", [1, 2, 3, 50, 99, 100, 101, 250])
def test_the_quantiles_are_of_the_whole_span(
    desk: Desk, reader: Reader, database: pw.SqliteDatabase, number: int
) -> None:
    for n in range(number):
        desk.keep(recorded(f"c-{n}", received_at=NOON - timedelta(seconds=n % 100)))
        do(database, "UPDATE delivery SET duration_ms = ? WHERE id = ?", (n * 37) % 101, n + 1)
    found = health(reader.ask, Span.FIVE_MINUTES, NOON)
    assert found.answer == quantiles([float((n * 37) % 101) for n in range(number)])
    assert found.callback is None


def test_failures_are_told_by_their_cause(
    desk: Desk, reader: Reader, database: pw.SqliteDatabase
) -> None:
    for n in range(6):
        desk.keep(recorded(f"c-{n}"))
    for callback_id, reason in enumerate(["answered 404"] * 3 + ["answered 503", None], 1):
        do(
            database,
            "UPDATE callback SET state = 'Error', reason = ? WHERE id = ?",
            reason,
            callback_id,
        )
    for column in (3, 99):
        made = desk.keep(invalid())
        said = f"Expecting value: line 1 column {column} (char {column - 1})"
        do(database, "UPDATE delivery SET reason = ? WHERE id = ?", said, made.delivery_id)
    old = desk.keep(invalid())
    long_ago = to_text(NOON - timedelta(hours=2))
    do(database, "UPDATE delivery SET received_at = ? WHERE id = ?", long_ago, old.delivery_id)
    assert health(reader.ask, Span.HOUR, NOON).causes == (
        ("answered 404", 3),
        ("Expecting value: line … column … (char …)", 2),
        ("answered 503", 1),
        (OTHER, 1),
    )


def test_an_empty_span_has_its_steps_and_nothing_in_them(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded(received_at=NOON - timedelta(hours=2)))
    found = health(reader.ask, Span.HOUR, NOON)
    assert len(found.steps) == 61
    assert (dict(found.outcomes), found.answer, found.callback, found.causes) == (
        {},
        None,
        None,
        (),
    )


def test_the_time_down_is_told_for_each_step(desk: Desk, reader: Reader) -> None:
    for begin, end in ((50, 40), (38.5, 0)):
        since, until = NOON - timedelta(minutes=begin), NOON - timedelta(minutes=end)
        note_lasting(desk.execute, Way.LISTENER, since, until)
    long_ago = NOON - timedelta(hours=3)
    note_lasting(desk.execute, Way.PUBLIC_DOWN, long_ago, long_ago)
    found = health(reader.ask, Span.HOUR, NOON)
    assert found.down_s == 90
    assert sum(step.down_s for step in found.steps) == 90
    assert health(reader.ask, Span.FIVE_MINUTES, NOON).down_s == 0
    told = losses(reader.ask, NOON)
    assert (told.since, told.down_s) == (NOON - timedelta(minutes=50), 90)
    later = NOON + timedelta(minutes=10)
    assert health(reader.ask, Span.HOUR, later).down_s == 690
    assert losses(reader.ask, later).down_s == 690


def test_the_outages_of_the_public_way_are_told_apart_from_the_listener_s(
    desk: Desk, reader: Reader
) -> None:
    assert losses(reader.ask, NOON).public_down_s == 0
    for begin, seconds in ((50, 90), (20, 30.5)):
        since = NOON - timedelta(minutes=begin)
        note_lasting(desk.execute, Way.PUBLIC_DOWN, since, since + timedelta(seconds=seconds))
    told = losses(reader.ask, NOON)
    assert (told.since, told.down_s, told.public_down_s) == (None, 0, 120.5)


def test_before_it_was_ever_up_it_was_not_down(reader: Reader) -> None:
    assert health(reader.ask, Span.WEEK, NOON).down_s == 0
    assert (losses(reader.ask, NOON).since, losses(reader.ask, NOON).down_s) == (None, 0)


def test_the_pace_is_the_mean_of_the_hours_with_webhooks(desk: Desk, reader: Reader) -> None:
    assert pace(reader.ask, NOON) == Pace(last_at=None, usual_per_hour=0.0)
    minutes = (2, 20, 59, 61, 23 * 60 + 30, 25 * 60)
    for n, back in enumerate(minutes):
        desk.keep(recorded(f"c-{n}", received_at=NOON - timedelta(minutes=back)))
    forged = desk.keep(rejected())
    do(
        desk.database,
        "UPDATE delivery SET received_at = ? WHERE id = ?",
        to_text(NOON),
        forged.delivery_id,
    )
    found = pace(reader.ask, NOON)
    assert found.last_at == NOON - timedelta(minutes=2)
    assert found.usual_per_hour == pytest.approx(5 / 3)


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(path, lambda _: None, StillClock()) as store:
        yield store


async def test_the_losses_add_up_after_everything_that_can_happen(store: SqliteStore) -> None:
    drafts = [recorded("a"), recorded("b"), recorded("a"), kept("c"), rejected(), invalid()]
    for draft in drafts:
        await store.keep(draft)
    await store.keep(unprocessable("d"))
    again = recorded("a")
    await store.keep(replace(again, arrival=replace(again.arrival, replay_of=1)))
    failed = Note(callback_id=2, state=CallbackState.ERROR, attempt=attempt(status=404))
    await store.note(failed)
    await store.note(Note(callback_id=1, state=CallbackState.SUCCESS, attempt=attempt()))
    assert (await store.delete([1])).records == 1
    assert (await store.delete_deliveries([5])).deliveries == 1
    told = await store.losses()
    assert (told.received, told.replays, told.owed, told.dropped) == (7, 1, 3, 0)
    assert told.deleted >= 2
    assert told.owed_deleted == 1
    assert told.outcomes[Outcome.REJECTED] == 0
    assert told.states[CallbackState.ERROR] == 1
    assert (told.received_missing, told.owed_missing) == (0, 0)


async def test_a_row_that_somebody_took_away_is_missing(store: SqliteStore, path: Path) -> None:
    for channel in "abc":
        await store.keep(recorded(channel))
    changed(path, "DELETE FROM delivery WHERE id = 2")
    changed(path, "DELETE FROM callback WHERE id IN (1, 2)")
    told = await store.losses()
    assert (told.received_missing, told.owed_missing) == (1, 2)


async def test_who_only_watches_is_answered_too(store: SqliteStore, path: Path) -> None:
    await store.keep(recorded("a", received_at=NOON))
    watching = SqliteLedger(path, StillClock())
    assert await watching.health(Span.DAY, NOON) == await store.health(Span.DAY, NOON)
    assert await watching.losses() == await store.losses()
    assert await watching.pace(NOON) == await store.pace(NOON)
    await watching.close()


def test_no_row_is_read_but_those_that_failed(
    desk: Desk, reader: Reader, database: pw.SqliteDatabase
) -> None:
    Past(desk, 3, Span.DAY, 50)
    plans: list[str] = []

    def ask(sql: Sql) -> Sequence[Sequence[Any]]:
        plans.extend(
            str(row[3]) for row in do(database, f"EXPLAIN QUERY PLAN {sql.text}", *sql.values)
        )
        return reader.ask(sql)

    health(ask, Span.DAY, NOON)
    losses(ask, NOON)
    pace(ask, NOON)
    touching = [plan for plan in plans if " delivery" in plan or " callback" in plan]
    read = sorted(plan.split(" (")[0] for plan in touching if "COVERING INDEX" not in plan)
    assert read == [
        "SEARCH callback USING INDEX callback_time",  # why callbacks failed
        "SEARCH delivery USING INDEX delivery_replay",  # the replays, which are few
        "SEARCH delivery USING INDEX delivery_time",  # why deliveries were not taken in
    ]
