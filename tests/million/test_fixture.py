"""The generated database is one that rivermon could have written itself."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rivermon.core.callback import success_body
from rivermon.core.content import dedupe_key, draft
from rivermon.core.entities import Outcome, VerdictWord
from rivermon.core.listing import View
from rivermon.core.sent_time import sent_at
from rivermon.core.signature import Refusal, verify
from rivermon.core.webhook import read
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.reader import Reader
from rivermon.store.rejected_pile import MOST_ROWS
from rivermon.store.tables import to_text
from tests.ledger_check import assert_reconciled
from tests.million import indexes, strangers
from tests.million.calendar import Calendar
from tests.million.chunk import rows_of
from tests.million.fixture import make_database, renew
from tests.million.moments import micros_of, text_of
from tests.million.plan import MOST_REJECTED, chunks
from tests.million.vocabulary import COMMON, RARE, SELDOM
from tests.million.webhooks import SECRETS

RECORDS = 500
NEWEST = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
TABLES = ("ai_content", "delivery", "callback", "callback_attempt")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one, made once."""
    path = tmp_path_factory.mktemp("million") / "rivermon.db"
    make_database(path, records=RECORDS, newest=NEWEST)
    return path


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    reader = Reader(open_for_reading(path), path)
    yield reader
    reader.close()


def ask(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.execute(query, values))


def number(path: Path, query: str, *values: object) -> int:
    [(found,)] = ask(path, query, *values)
    assert isinstance(found, int)
    return found


def schema(path: Path) -> list[tuple[Any, ...]]:
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type = 'index', rowid"
    return ask(path, query)


def by_table(path: Path) -> list[tuple[Any, ...]]:
    """The same, where only the order within a table counts."""
    return sorted(schema(path), key=lambda row: (row[0], row[2]))


def test_rivermon_opens_it_as_its_own_and_no_log_is_left(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == ["rivermon.db"]
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]
    open_database(path).close()
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


def test_the_schema_is_that_of_a_new_database(path: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    open_database(fresh).close()
    assert schema(path) == schema(fresh)
    for pragma in ("user_version", "application_id", "page_size", "auto_vacuum", "encoding"):
        assert ask(path, f"PRAGMA {pragma}") == ask(fresh, f"PRAGMA {pragma}")
    for table in ("content_text_config", "delivery_text_config"):
        assert ask(path, f"SELECT * FROM {table}") == ask(fresh, f"SELECT * FROM {table}")


def test_the_words_are_whole(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    for table in ("content_text", "delivery_text"):
        ask(copy, f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def test_it_reconciles(path: Path) -> None:
    assert_reconciled(path)


def test_the_counts_add_up(path: Path, reader: Reader) -> None:
    counts = reader.counts()
    assert counts.records == RECORDS
    outcomes = dict(ask(path, "SELECT outcome, count(*) FROM delivery GROUP BY outcome"))
    assert outcomes == {"recorded": 500, "duplicate": 4, "kept": 3, "rejected": 2}
    assert counts.deliveries == 509
    states = dict(
        ask(path, "SELECT state, count(*) FROM callback WHERE kind = 'success' GROUP BY state")
    )
    assert states == {"Success": 479, "Error": 5, "Timeout": 2, "Held": 7, "Progress": 7}
    assert (counts.owed, counts.held) == (7, 7)
    assert counts.callbacks == RECORDS + 7
    assert number(path, "SELECT sum(attempts) FROM callback") == number(
        path, "SELECT count(*) FROM callback_attempt"
    )
    assert number(path, "SELECT max(attempts) FROM callback") in range(3, 6)
    assert number(path, "SELECT sum(redeliveries) FROM delivery") == 4
    assert number(path, "SELECT number FROM tally WHERE name = 'received'") == 509
    assert number(path, "SELECT seq FROM sqlite_sequence WHERE name = 'ai_content'") == RECORDS


def test_ids_have_no_gaps_and_point_to_something(path: Path) -> None:
    for table in TABLES:
        assert number(path, f"SELECT max(id) - count(*) FROM {table}") == 0
    for orphans in (
        "callback WHERE delivery_id NOT IN (SELECT id FROM delivery WHERE outcome = 'recorded')",
        "callback WHERE record_id NOT IN (SELECT id FROM ai_content)",
        "delivery WHERE record_id NOT IN (SELECT id FROM ai_content)",
        "callback_attempt WHERE callback_id NOT IN (SELECT id FROM callback)",
    ):
        assert number(path, f"SELECT count(*) FROM {orphans}") == 0


def test_it_ends_at_the_moment_asked_for_and_spans_ninety_days(path: Path) -> None:
    moments = [str(row[0]) for row in ask(path, "SELECT created_at FROM ai_content ORDER BY id")]
    assert moments == sorted(set(moments))
    assert moments[-1] == to_text(NEWEST)
    assert datetime.fromisoformat(moments[0]) - NEWEST < timedelta(days=-89)


def test_every_record_is_what_its_webhook_says(reader: Reader) -> None:
    for row_id in range(1, RECORDS + 1):
        detail = reader.detail(View.RECORDS, row_id)
        assert detail is not None
        assert detail.record is not None
        delivery, record = detail.delivery, detail.record
        webhook = read(delivery.body, delivery.headers)
        said = draft(webhook)
        assert said.title == record.title
        assert (said.body, said.category, said.metadata) == (
            record.body,
            record.category,
            record.metadata,
        )
        assert (said.channel_id, said.event_name) == (record.channel_id, record.event_name)
        assert delivery.sent_at == sent_at(webhook.timestamp, delivery.headers)
        brought = detail.callbacks[0]
        assert brought.callback.url == webhook.callback_url
        assert brought.callback.body == success_body(row_id, said.data, record.created_at)
        assert len(brought.attempts) == brought.callback.attempts
        if brought.attempts:
            last = brought.attempts[-1]
            waited = (last.started_at - delivery.received_at).total_seconds() * 1000
            assert brought.callback.duration_ms == pytest.approx(waited + last.duration_ms)
            assert brought.callback.answered == last.status


def test_every_verdict_is_the_one_that_rivermon_gives(path: Path, reader: Reader) -> None:
    keys = dict(ask(path, "SELECT id, dedupe_key FROM delivery"))
    for delivery in reader.deliveries(1000):
        verdict = verify(SECRETS, delivery.headers, delivery.body, received_at=delivery.received_at)
        assert delivery.size == len(delivery.body)
        if delivery.outcome is Outcome.REJECTED:
            assert delivery.verdict.word is not VerdictWord.VALID
            continue
        assert delivery.verdict == verdict
        webhook = read(delivery.body, delivery.headers)
        key = dedupe_key(webhook, delivery.body)
        assert keys[delivery.id] == (None if delivery.outcome is Outcome.DUPLICATE else key)


def test_skew_is_from_the_senders_moment_to_the_receipt(path: Path, reader: Reader) -> None:
    skews = dict(ask(path, "SELECT id, skew_ms FROM delivery"))
    for delivery in reader.deliveries(1000):
        assert skews[delivery.id] == delivery.skew_ms


@pytest.mark.parametrize(
    ("word", "fewest", "most"), [(RARE, 3, 3), (SELDOM, 1, 20), (COMMON, 450, RECORDS)]
)
def test_words_are_as_frequent_as_promised(path: Path, word: str, fewest: int, most: int) -> None:
    query = "SELECT rowid FROM content_text WHERE content_text MATCH ?"
    found = {row[0] for row in ask(path, query, word)}
    assert fewest <= len(found) <= most
    having = {
        row[0]
        for row in ask(
            path,
            "SELECT id FROM ai_content WHERE instr(lower(title || ' ' || body), ?) > 0",
            word,
        )
    }
    assert found <= having


def test_the_same_seed_makes_the_same_rows_and_another_makes_others(
    path: Path, tmp_path: Path
) -> None:
    again, other = tmp_path / "again.db", tmp_path / "other.db"
    make_database(again, records=RECORDS, newest=NEWEST)
    make_database(other, records=RECORDS, newest=NEWEST, seed=8)
    for table in TABLES:
        query = f"SELECT * FROM {table}"
        assert ask(again, query) == ask(path, query) != ask(other, query)


def test_chunks_use_exactly_the_ids_that_are_theirs() -> None:
    wanted = list(chunks(7, Calendar(1_300, micros_of(NEWEST)), 500))
    assert [chunk.size for chunk in wanted] == [500, 500, 300]
    for chunk, following in pairwise(wanted):
        made = rows_of(chunk)
        for rows, first, last in (
            (made.records, chunk.first + 1, following.first + 1),
            (made.deliveries, chunk.delivery_id, following.delivery_id),
            (made.callbacks, chunk.callback_id, following.callback_id),
        ):
            assert [row[0] for row in rows] == list(range(first, last))


def test_many_records_bring_every_outcome() -> None:
    made = rows_of(next(chunks(7, Calendar(1_000_000, micros_of(NEWEST)), 1_000)))
    outcomes = [row[13] for row in made.deliveries]
    assert set(outcomes) == set(Outcome)
    sizes = [len(row[5]) for row in made.deliveries if row[13] == "recorded"]
    assert 900 < sum(sizes) / len(sizes) < 1_300
    shown = [json.loads(row[4]) for row in made.deliveries]
    assert {len(headers) for headers in shown} <= set(range(8, 12))


def test_requests_are_rejected_for_every_reason() -> None:
    rng = random.Random(5)
    made = [
        strangers.delivery(rng, Outcome.REJECTED, id=1, received=micros_of(NEWEST))[0]
        for _ in range(300)
    ]
    # Nobody is too old by default.
    assert {row[12] for row in made} == {str(why) for why in Refusal} - {str(Refusal.TOO_OLD)}
    assert {row[14] for row in made} == {401, 413, 415, 503}


def test_one_that_is_there_is_kept_and_its_indexes_are_renewed(path: Path, tmp_path: Path) -> None:
    outdated = tmp_path / "outdated.db"
    outdated.write_bytes(path.read_bytes())
    ask(outdated, "DROP INDEX by_category")
    ask(outdated, "CREATE INDEX callback_forgotten ON callback (id)")
    assert schema(outdated) != schema(path)
    assert renew(outdated, RECORDS)
    assert by_table(outdated) == by_table(path)
    with closing(sqlite3.connect(outdated)) as connection:
        assert indexes.renew(connection) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["outdated.db"]


def test_one_with_other_tables_or_too_few_records_is_not_kept(path: Path, tmp_path: Path) -> None:
    outdated = tmp_path / "outdated.db"
    outdated.write_bytes(path.read_bytes())
    assert not renew(outdated, RECORDS + 1)
    ask(outdated, "ALTER TABLE delivery ADD COLUMN more TEXT")
    assert not renew(outdated, RECORDS)
    assert not renew(tmp_path / "none.db", RECORDS)


def test_rejected_requests_stay_within_the_piles_bound() -> None:
    for records in (1_000_000, 5_000_000):
        wanted = chunks(7, Calendar(records, micros_of(NEWEST)))
        rejected = sum(chunk.others[Outcome.REJECTED] for chunk in wanted)
        assert 0 < rejected <= MOST_REJECTED < MOST_ROWS


def test_moments_are_written_as_the_store_writes_them() -> None:
    for moment in (NEWEST, NEWEST.replace(microsecond=0), NEWEST.replace(microsecond=1)):
        assert text_of(micros_of(moment)) == to_text(moment)


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "rivermon.db"
    there.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="is there already"):
        make_database(there, records=RECORDS)
    assert there.read_bytes() == b"mine"
