"""A ledger that adds up, and each way in which one does not, made by hand in a real file."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.ports import StoreRefused, StoreUnavailable
from rivermon.core.reconciliation import reconcile
from rivermon.store.reconciliation import take_inventory
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import opened
from tests.ledger_check import assert_reconciled, differences
from tests.store.drafts import kept, recorded, rejected
from tests.store.eventful import REJECTED, fill
from tests.store.second_look import one
from tests.store.still_clock import StillClock

MOST_REJECTED = 3
OF = "(SELECT id FROM ai_content WHERE channel_id = '{}')"
SUCCESS_OF = f"kind = 'success' AND record_id = {OF}"
ANOTHER_CALLBACK = (
    "INSERT INTO callback (record_id, delivery_id, kind, url, state, body, attempts, deadline, "
    "received_at) SELECT record_id, {}, kind, url, 'Held', body, 0, deadline, received_at "
    "FROM callback WHERE " + SUCCESS_OF.format("untried")
)
ANOTHER_DELIVERY = (
    "INSERT INTO delivery (received_at, remote, path, headers, body, verdict, outcome, status, "
    "duration_ms, redeliveries, size, record_id) SELECT received_at, remote, path, headers, body, "
    "verdict, '{}', status, duration_ms, 0, size, {} FROM delivery WHERE id = 1"
)


@pytest.fixture
async def ledger(path: Path) -> Path:
    """A closed database in which everything has happened."""
    pile = RejectedPile(most_rows=MOST_REJECTED)
    async with opened(path, lambda _: None, StillClock(), pile) as store:
        await fill(store)
    return path


def edit(path: Path, *statements: str) -> None:
    """Change the file as another program would."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, "it changes something"
        connection.commit()


def about(path: Path) -> set[str]:
    """Which checks fail."""
    return {words.partition(":")[0] for words in differences(path)}


def test_all_that_can_happen_reconciles(ledger: Path) -> None:
    inventory = take_inventory(ledger)
    assert set(inventory.outcomes) == set(Outcome)
    assert set(inventory.states) == set(CallbackState)
    assert inventory.dropped == REJECTED - MOST_REJECTED
    assert inventory.received == one(ledger, "SELECT count(*) FROM delivery") + inventory.dropped
    assert inventory.tries > 5
    assert inventory.delivery_words.found == 7
    assert_reconciled(ledger)


async def test_a_new_database_reconciles(path: Path) -> None:
    async with opened(path, lambda _: None, StillClock()):
        pass
    assert_reconciled(path)
    assert take_inventory(path).received == 0


RECEIVED = "deliveries received"
RECORDS = "records of recorded deliveries"
DUPLICATES = "duplicates of what came before"
CONTENT = "callbacks with the content"
STATES = "callbacks by their states"
TRIES = "tries that were kept"
RECORD_WORDS = "records that can be found by words"
DELIVERY_WORDS = "deliveries that can be found"
UNBROUGHT = "records that no delivery brought"
GONE = "deliveries whose record is gone"
ASTRAY = "callbacks that no delivery owes"
NOT_OWED = "recorded without their one callback"
MISCOUNTED = "callbacks with another number of tries"
OWED = "callbacks owed"
REPLAYS = "deliveries replayed"
MARK = f"UPDATE callback SET {{}} WHERE {SUCCESS_OF.format('untried')}"
UNPROVEN = "successes without a 2xx answer"
UNKNOWN = "callbacks of an unknown state or kind"


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DELETE FROM delivery WHERE outcome = 'invalid'"], {RECEIVED, DELIVERY_WORDS}),
        (["DELETE FROM delivery WHERE outcome = 'rejected'"], {RECEIVED, DELIVERY_WORDS}),
        (
            ["DELETE FROM delivery WHERE outcome = 'duplicate' AND record_id IS NOT NULL"],
            {RECEIVED, DUPLICATES},
        ),
        (
            [f"DELETE FROM delivery WHERE dedupe_key NOTNULL AND record_id = {OF.format('held')}"],
            {RECEIVED, RECORDS, CONTENT, UNBROUGHT, ASTRAY},
        ),
        ([ANOTHER_DELIVERY.format("duplicate", 1)], {RECEIVED, DUPLICATES}),
        ([ANOTHER_DELIVERY.format("lost", "NULL")], {"deliveries of an unknown outcome"}),
        ([ANOTHER_DELIVERY.format("duplicate", 999)], {RECEIVED, DUPLICATES, GONE}),
        (["UPDATE tally SET number = number - 1 WHERE name = 'received'"], {RECEIVED}),
        (["UPDATE tally SET number = number + 2 WHERE name = 'dropped'"], {RECEIVED}),
        (["DELETE FROM tally WHERE name = 'received'"], {RECEIVED}),
        (["UPDATE delivery SET redeliveries = 7 WHERE id = 1"], {DUPLICATES}),
        (["DELETE FROM ai_content WHERE channel_id = 'held'"], {RECORDS, RECORD_WORDS, GONE}),
        (
            ["UPDATE delivery SET record_id = 1 WHERE id = 2"],
            {UNBROUGHT, "records that two deliveries brought", ASTRAY},
        ),
        (
            ["UPDATE delivery SET record_id = NULL WHERE id = 8"],
            {UNBROUGHT, GONE, ASTRAY, DELIVERY_WORDS},
        ),
        (
            [
                "UPDATE delivery SET dedupe_key = (SELECT dedupe_key FROM delivery WHERE id = 1) "
                "WHERE id = 2",
            ],
            {"deliveries stored twice under one key"},
        ),
        ([f"DELETE FROM callback WHERE {SUCCESS_OF.format('untried')}"], {CONTENT, NOT_OWED, OWED}),
        (
            ["DROP INDEX callback_delivery_id_kind", ANOTHER_CALLBACK.format("delivery_id")],
            {CONTENT, NOT_OWED, OWED},
        ),
        ([ANOTHER_CALLBACK.format("999")], {CONTENT, ASTRAY, OWED}),
        (
            [f"UPDATE callback SET record_id = 1 WHERE {SUCCESS_OF.format('untried')}"],
            {ASTRAY},
        ),
        (
            [f"UPDATE callback SET state = 'Lost' WHERE {SUCCESS_OF.format('untried')}"],
            {STATES, UNKNOWN},
        ),
        (
            [f"UPDATE callback SET kind = 'odd' WHERE {SUCCESS_OF.format('untried')}"],
            {CONTENT, NOT_OWED, UNKNOWN},
        ),
        (
            [f"UPDATE callback SET next_attempt_at = NULL WHERE {SUCCESS_OF.format('untried')}"],
            {"callbacks in Progress without a next try"},
        ),
        (
            ["DELETE FROM callback WHERE kind = 'error' AND record_id IS NOT NULL"],
            {"callbacks given up and ModelRiver not told", OWED},
        ),
        (
            [f"UPDATE callback SET attempts = 9 WHERE {SUCCESS_OF.format('refused')}"],
            {TRIES, MISCOUNTED},
        ),
        (["DELETE FROM callback_attempt WHERE status = 404"], {TRIES, MISCOUNTED}),
        (
            ["UPDATE callback_attempt SET callback_id = 999 WHERE id = 1"],
            {MISCOUNTED, "tries at a callback that is gone"},
        ),
        (["UPDATE callback_attempt SET status = 500 WHERE id = 2"], {UNPROVEN}),
        (["UPDATE delivery SET replay_of = 1 WHERE outcome = 'invalid'"], {RECEIVED, REPLAYS}),
        (["UPDATE tally SET number = 1 WHERE name = 'owed'"], {OWED}),
        (
            [MARK.format("approval = 'waiting'")],
            {"callbacks that wait for approval and are not held"},
        ),
        (
            [MARK.format("approval = 'approved'")],
            {"approvals without a moment, or moments without one"},
        ),
        (
            [MARK.format("approval = 'approved with changes', decided_at = received_at")],
            {"callbacks approved with changes, of records without them"},
        ),
        (
            ["INSERT INTO record_mark (record_id, note) VALUES (999, 'astray')"],
            {"marks of a record that is gone"},
        ),
        (["INSERT INTO content_text (content_text) VALUES ('delete-all')"], {RECORD_WORDS}),
        (
            ["INSERT INTO delivery_text (rowid, reason) VALUES (999, 'invented')"],
            {DELIVERY_WORDS},
        ),
    ],
)  # fmt: skip
def test_what_another_program_did_is_found(
    ledger: Path, statements: list[str], found: set[str]
) -> None:
    edit(ledger, *statements)
    assert about(ledger) == found


def test_a_difference_says_what_it_means_and_which_rows_it_is(ledger: Path) -> None:
    edit(ledger, "UPDATE callback SET next_attempt_at = NULL WHERE state = 'Progress'")
    ids = one(
        ledger,
        "SELECT group_concat(id, ', ') FROM "
        "(SELECT id FROM callback WHERE state = 'Progress' ORDER BY id LIMIT 5)",
    )
    count = one(ledger, "SELECT count(*) FROM callback WHERE state = 'Progress'")
    assert count > 5
    assert differences(ledger) == [
        f"callbacks in Progress without a next try: {count} (ids {ids}, …). They are never sent. "
        "Send them again from the window. Keep a copy of the file and report it."
    ]


def test_a_broken_page_is_damage_and_nothing_else_is_counted(ledger: Path) -> None:
    edit(ledger, "PRAGMA wal_checkpoint(TRUNCATE)")
    root = one(ledger, "SELECT rootpage FROM sqlite_master WHERE name = 'by_title'")
    size = one(ledger, "PRAGMA page_size")
    with ledger.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    inventory = take_inventory(ledger)
    assert inventory.damage
    assert inventory.records == 0
    (check,) = reconcile(inventory)
    assert check.words is not None
    assert check.words.startswith("SQLite finds the file damaged: ")
    assert "rivermon repair" in check.words


def test_an_entry_that_an_index_lacks_is_damage(ledger: Path) -> None:
    made = "CREATE INDEX by_category ON ai_content (category COLLATE NOCASE)"
    edit(
        ledger,
        "PRAGMA writable_schema = on",
        f"UPDATE sqlite_master SET sql = '{made} WHERE id > 3' WHERE name = 'by_category'",
        "PRAGMA writable_schema = reset",
        "UPDATE ai_content SET category = 'changed' WHERE id < 3",
        "PRAGMA writable_schema = on",
        f"UPDATE sqlite_master SET sql = '{made}' WHERE name = 'by_category'",
    )
    (said,) = differences(ledger)
    assert "missing from index by_category" in said


def test_words_that_cannot_be_read_are_damage(ledger: Path) -> None:
    edit(ledger, "UPDATE content_text_data SET block = substr(block, 1, 8) WHERE id > 10")
    (said,) = differences(ledger)
    assert "malformed" in said


async def test_it_counts_one_moment_while_another_rivermon_writes(path: Path) -> None:
    pile = RejectedPile(most_rows=10)
    looked = 0
    async with opened(path, lambda _: None, StillClock(), pile) as store:

        async def write(number: int) -> None:
            await store.keep(recorded(f"chan-{number % 90}"))
            await store.keep(rejected(b"%d" % number))
            await store.keep(kept(f"std-{number}"))

        writing = asyncio.gather(*map(write, range(300)))
        while not writing.done():
            assert await asyncio.to_thread(differences, path) == []
            looked += 1
        await writing
    assert looked > 1
    assert take_inventory(path).received == 900
    assert_reconciled(path)


async def test_what_was_rolled_back_was_not_received(path: Path) -> None:
    async with opened(path, lambda _: None, StillClock()) as store:
        orders = [store.keep(recorded(f"chan-{number}")) for number in range(5)]
        orders.append(store.keep(recorded("odd", metadata={"no JSON": object()})))
        results = await asyncio.gather(*orders, return_exceptions=True)
        assert isinstance(results[-1], TypeError)
    assert take_inventory(path).received == 5
    assert_reconciled(path)


def test_where_there_is_nothing_to_count(path: Path) -> None:
    with pytest.raises(StoreRefused, match="There is no database"):
        take_inventory(path)


def test_a_file_that_ends_too_soon_is_not_taken_for_a_ledger(ledger: Path) -> None:
    edit(ledger, "PRAGMA wal_checkpoint(TRUNCATE)")
    with ledger.open("r+b") as file:
        file.truncate(20 * one(ledger, "PRAGMA page_size"))
    with pytest.raises(StoreUnavailable, match="the file is damaged"):
        take_inventory(ledger)
