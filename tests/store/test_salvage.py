"""What is saved of a damaged database, page by page, and what is made of the gaps."""

import asyncio
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec
import peewee as pw
import pytest

from rivermon.core.clock import SystemClock
from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.feed import CallbackOwed, Fact
from rivermon.store.database import open_database
from rivermon.store.repairing import repaired
from rivermon.store.salvage import Salvaged, salvage
from rivermon.store.salvage_gaps import LOST
from rivermon.store.set_aside import set_aside
from rivermon.store.store import opened
from tests.core.webhook_arrivals import event_body
from tests.ledger_check import assert_reconciled
from tests.store.drafts import attempt, kept, recorded, rejected
from tests.store.second_look import changed, one, seen

PAGE = 4096
COUNT = 120
EVERYTHING = (
    "SELECT d.id, d.received_at, d.headers, d.body, d.outcome, d.record_id, d.redeliveries, "
    "d.dedupe_key, r.id, r.title, r.created_at, c.id, c.kind, c.state, c.body, c.attempts, "
    "(SELECT count(*) FROM callback_attempt a WHERE a.callback_id = c.id) FROM delivery d "
    "LEFT JOIN ai_content r ON r.id = d.record_id LEFT JOIN callback c ON c.delivery_id = d.id "
    "ORDER BY d.id, c.id"
)


def genuine(number: int) -> DeliveryDraft:
    """A webhook whose body says what is kept of it."""
    channel, event = f"chan-{number}", "new_movie_suggestion"
    body = event_body(channel, f"https://api.modelriver.com/v1/callback/{channel}")
    draft = recorded(channel, event=event, title="Inception", body=body)
    key = msgspec.json.encode(["channel", channel, "task.ai_generated", event]).decode()
    return msgspec.structs.replace(draft, dedupe_key=key)


async def fill(path: Path, drafts: Iterable[DeliveryDraft]) -> None:
    """Keep drafts; every second callback has succeeded."""
    facts: list[Fact] = []
    async with opened(path, facts.extend, SystemClock()) as store:
        await asyncio.gather(*map(store.keep, drafts))
        owed = [fact.callback.id for fact in facts if isinstance(fact, CallbackOwed)]
        tried = attempt(status=200)
        await asyncio.gather(
            *(
                store.note(
                    Note(callback_id=callback_id, state=CallbackState.SUCCESS, attempt=tried)
                )
                for callback_id in owed[::2]
            )
        )


@pytest.fixture
def stocked(path: Path) -> Path:
    """Records, a redelivery, a standard webhook that came twice, a forged one."""
    drafts = [genuine(number) for number in range(COUNT)]
    drafts += [genuine(3), kept(), kept(), rejected()]
    asyncio.run(fill(path, drafts))
    assert_reconciled(path)
    return path


def pages_of(path: Path, *names: str, kind: str = "leaf") -> list[int]:
    marks = ", ".join("?" * len(names))
    query = f"SELECT pageno FROM dbstat WHERE name IN ({marks}) AND pagetype = ? ORDER BY path"
    return [page for (page,) in seen(path, query, *names, kind)]


def overwrite(path: Path, pages: Iterable[int]) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(os.urandom(PAGE))


def brought_over(path: Path) -> Salvaged:
    """Set the database aside, begin a new one, and bring the old one into it."""
    aside = set_aside(path)
    before = aside.read_bytes()
    salvaged = brought_from(aside, path)
    assert aside.read_bytes() == before
    assert_reconciled(path)
    return salvaged


def brought_from(source: Path, path: Path) -> Salvaged:
    database = open_database(path)
    with database.connection_context():
        return salvage(source, database)


def test_a_sound_database_is_brought_over_whole(stocked: Path) -> None:
    everything = seen(stocked, EVERYTHING)
    tables = ("ai_content", "content_text('inception')", "delivery_text('modelriver OR task')")
    found = [one(stocked, f"SELECT count(*) FROM {table}") for table in tables]
    salvaged = brought_over(stocked)
    assert salvaged.whole
    assert not any(salvaged.made_up.values())
    assert seen(stocked, EVERYTHING) == everything
    assert [one(stocked, f"SELECT count(*) FROM {table}") for table in tables] == found


def test_twice_brings_nothing_twice(stocked: Path) -> None:
    everything = seen(stocked, EVERYTHING)
    aside = set_aside(stocked)
    brought_from(aside, stocked)
    again = brought_from(aside, stocked)
    assert again.known == COUNT + 4
    assert not any(again.brought.values())
    assert seen(stocked, EVERYTHING) == everything
    assert_reconciled(stocked)


@pytest.mark.parametrize("table", ["ai_content", "delivery", "callback", "callback_attempt"])
def test_a_lost_page_costs_only_its_own_rows(stocked: Path, table: str) -> None:
    pages = pages_of(stocked, table)
    overwrite(stocked, [pages[len(pages) // 2]])
    salvaged = brought_over(stocked)
    assert not salvaged.whole
    assert [name for name, ranges in salvaged.unread.items() if ranges] == [table]
    ((first, last),) = salvaged.unread[table]
    assert last - first < COUNT
    assert one(stocked, "SELECT count(*) FROM ai_content") == COUNT


def test_lost_records_are_made_again_from_what_modelriver_sent(stocked: Path) -> None:
    before = seen(stocked, "SELECT id, title, body, category, channel_id FROM ai_content")
    overwrite(stocked, pages_of(stocked, "ai_content"))
    salvaged = brought_over(stocked)
    assert salvaged.made_up["ai_content"] == COUNT
    after = seen(stocked, "SELECT id, title, body, category, channel_id FROM ai_content")
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert [row[4] for row in after] == [row[4] for row in before]


def test_a_record_whose_delivery_is_lost_is_kept_and_not_doubled(stocked: Path) -> None:
    overwrite(stocked, pages_of(stocked, "delivery"))
    salvaged = brought_over(stocked)
    assert salvaged.made_up["delivery"] == COUNT
    assert one(stocked, "SELECT count(*) FROM delivery WHERE reason = ?", LOST) == COUNT
    asyncio.run(fill(stocked, [genuine(5)]))
    assert one(stocked, "SELECT count(*) FROM ai_content") == COUNT
    newest = "SELECT outcome, record_id FROM delivery ORDER BY id DESC LIMIT 1"
    assert seen(stocked, newest) == [(Outcome.DUPLICATE, 6)]


def test_lost_callbacks_are_owed_again(stocked: Path) -> None:
    overwrite(stocked, pages_of(stocked, "callback"))
    salvaged = brought_over(stocked)
    assert salvaged.made_up["callback"] == COUNT
    owed = "SELECT count(*) FROM callback WHERE state = 'Progress' AND url LIKE 'https://api.%'"
    assert one(stocked, owed) == COUNT


def test_damage_in_indexes_and_words_loses_nothing(stocked: Path) -> None:
    everything = seen(stocked, EVERYTHING)
    names = [
        name for (name,) in seen(stocked, "SELECT name FROM sqlite_schema WHERE type = 'index'")
    ]
    overwrite(stocked, pages_of(stocked, *names, "content_text_data", "delivery_text_data"))
    (done,) = repaired(stocked, None)
    assert done.renamed
    assert done.salvaged.whole
    assert seen(stocked, EVERYTHING) == everything
    assert_reconciled(stocked)


def test_ids_that_are_taken_are_not_taken_again(stocked: Path) -> None:
    aside = set_aside(stocked)
    asyncio.run(fill(stocked, [genuine(900), genuine(901)]))
    salvaged = brought_from(aside, stocked)
    assert salvaged.whole
    assert one(stocked, "SELECT count(*) FROM ai_content") == COUNT + 2
    taken = "SELECT r.channel_id FROM ai_content r WHERE r.id = 1"
    assert one(stocked, taken) == "chan-900", "what is there keeps its id"
    moved = (
        "SELECT c.record_id, c.body FROM callback c JOIN ai_content r ON r.id = c.record_id "
        "WHERE r.channel_id = 'chan-1'"
    )
    ((record_id, body),) = seen(stocked, moved)
    assert record_id > COUNT
    assert msgspec.json.decode(body)["task_id"] == f"sqlite_{record_id}"
    assert_reconciled(stocked)


def test_what_modelriver_sent_again_meanwhile_is_not_doubled(stocked: Path) -> None:
    aside = set_aside(stocked)
    asyncio.run(fill(stocked, [genuine(7)]))
    salvaged = brought_from(aside, stocked)
    assert salvaged.known == 1
    assert one(stocked, "SELECT count(*) FROM ai_content WHERE channel_id = 'chan-7'") == 1
    assert_reconciled(stocked)


def test_a_redelivery_stands_for_what_it_repeated(path: Path) -> None:
    asyncio.run(fill(path, [genuine(1), genuine(1)]))
    changed(path, "DELETE FROM delivery WHERE outcome = 'recorded'")
    changed(path, "DELETE FROM ai_content")
    salvaged = brought_over(path)
    assert salvaged.made_up["ai_content"] == 1
    assert seen(path, "SELECT outcome, redeliveries FROM delivery") == [(Outcome.RECORDED, 0)]


def test_rows_that_make_no_sense_are_left_out(stocked: Path) -> None:
    changed(stocked, "UPDATE ai_content SET created_at = 'never' WHERE id = 4")
    changed(stocked, "UPDATE callback SET state = 'Nonsense' WHERE id = 9")
    salvaged = brought_over(stocked)
    assert salvaged.unread["ai_content"] == [(4, 4)]
    assert salvaged.unread["callback"] == [(9, 9)]
    assert one(stocked, "SELECT title FROM ai_content WHERE id = 4") == "Inception"


def test_what_is_only_in_the_log_is_saved_too(stocked: Path) -> None:
    files = (stocked, Path(f"{stocked}-wal"))
    with closing(sqlite3.connect(stocked)) as connection:
        connection.execute("UPDATE ai_content SET title = 'only in the log' WHERE id = 2")
        connection.commit()
        before = [file.read_bytes() for file in files]
    for file, content in zip(files, before, strict=True):
        file.write_bytes(content)  # closing has folded the log into the file
    assert b"only in the log" not in before[0]
    brought_over(stocked)
    assert one(stocked, "SELECT title FROM ai_content WHERE id = 2") == "only in the log"


def test_nothing_is_brought_when_it_cannot_all_be_written(stocked: Path) -> None:
    aside = set_aside(stocked)
    database = open_database(stocked)
    with database.connection_context():
        database.pragma("max_page_count", one(stocked, "PRAGMA page_count") + 20)
        with pytest.raises(pw.OperationalError):
            salvage(aside, database)
    assert one(stocked, "SELECT count(*) FROM delivery") == 0
    assert_reconciled(stocked)
