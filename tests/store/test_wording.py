"""Words follow their rows, and whoever looks for them misses none."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rivermon.core.drafts import DeliveryDraft
from rivermon.core.listing import Query, View
from rivermon.store.database import open_database
from rivermon.store.keeping import keep
from rivermon.store.ledger import SqliteLedger
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import SqliteStore, opened
from rivermon.store.wording import AT_ONCE, Wording
from tests.ledger_check import assert_reconciled
from tests.store.desk import COMMITTED
from tests.store.drafts import recorded, rejected
from tests.store.found import term_of
from tests.store.second_look import one
from tests.store.still_clock import StillClock

WORDED = "SELECT coalesce(sum(number), 0) FROM tally WHERE name = ?"
PATIENCE_S = 10.0


def worded(path: Path, rows: str) -> int:
    """The id up to which rows have their words, as another program sees it."""
    return int(one(path, WORDED, f"{rows} worded"))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def about(words: str, view: View = View.RECORDS) -> Query:
    return Query(view=view, filter=term_of(words))


async def found(ledger: SqliteLedger, query: Query) -> list[int]:
    return [row_id async for piece in ledger.search(query) for row_id in piece.ids]


async def keep_all(store: SqliteStore, drafts: list[DeliveryDraft]) -> None:
    await asyncio.gather(*map(store.keep, drafts))


def written_without_words(path: Path, drafts: list[DeliveryDraft]) -> None:
    """As it is after a power cut."""
    database = open_database(path)
    with database.connection_context(), database.atomic("IMMEDIATE"):
        keep(database.execute_sql, drafts, now=COMMITTED, monotonic_s=lambda: 0.0)


class TestLookingForThem:
    async def test_at_once_after_the_commit_finds_them(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            for number in range(5):
                await store.keep(recorded(f"chan-{number}", title=f"Delta {number}"))
                assert len(await found(store, about("delta"))) == number + 1

    async def test_finds_those_of_all_that_came_at_once(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            drafts = [recorded(f"chan-{number}", title="Estuary") for number in range(1500)]
            await keep_all(store, drafts)
            assert len(await found(store, about("estuary"))) == 1500

    async def test_finds_them_among_rows_that_are_named(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            kept = await store.keep(recorded(title="Oxbow lake"))
            assert kept.record_id is not None
            query = about("oxbow")
            assert await store.matching(query, [kept.record_id]) == [kept.record_id]

    async def test_finds_them_among_newer_rows(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            kept = await store.keep(recorded(title="Oxbow lake"))
            assert await store.newer(about("oxbow"), 0) == [kept.record_id]

    async def test_finds_what_a_power_cut_left_without(self, path: Path) -> None:
        written_without_words(path, [recorded(title="Rapids"), rejected()])
        async with opened(path, lambda _: None, StillClock()) as store:
            assert await found(store, about("rapids")) == [1]
            assert await found(store, about("secret", View.DELIVERIES)) == [2]


class TestLeftAlone:
    async def test_they_are_written_when_all_is_quiet(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            await keep_all(store, [recorded(f"chan-{number}") for number in range(10)])
            await asyncio.to_thread(wait_for, lambda: worded(path, "records") == 10)
            assert_reconciled(path)

    async def test_they_are_written_before_the_store_is_closed(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            drafts = [recorded(f"chan-{number}", title="Levee") for number in range(700)]
            await keep_all(store, [*drafts, rejected()])
        assert (
            one(path, "SELECT count(*) FROM content_text WHERE content_text MATCH 'levee'") == 700
        )
        assert worded(path, "deliveries") == 701
        assert_reconciled(path)

    async def test_a_steady_trickle_does_not_keep_them_waiting(self, path: Path) -> None:
        async with opened(path, lambda _: None, StillClock()) as store:
            for number in range(2 * AT_ONCE):
                await store.keep(recorded(f"chan-{number}"))
            assert worded(path, "records") >= AT_ONCE


class TestDropped:
    async def test_what_is_dropped_without_its_words_leaves_none(self, path: Path) -> None:
        drafts = [rejected(), *(recorded(f"chan-{number}") for number in range(3))]
        written_without_words(path, [*drafts, rejected()])
        pile = RejectedPile(most_rows=1)
        async with opened(path, lambda _: None, StillClock(), pile) as store:
            await store.keep(rejected())
        found_now = "SELECT count(*) FROM delivery_text WHERE delivery_text MATCH 'secret'"
        assert one(path, found_now) == 1


class TestDue:
    def test_at_once_while_it_is_not_known_how_many_there_are(self) -> None:
        assert Wording().due(32)

    @pytest.mark.parametrize(
        ("behind", "orders", "due"),
        [(63, 1, False), (64, 1, True), (64, 4, True), (64, 5, False), (50_000, 32, True)],
    )
    def test_soon_in_a_trickle_and_late_in_a_flood(
        self, behind: int, orders: int, due: bool, path: Path
    ) -> None:
        wording = Wording()
        database = open_database(path)
        with database.connection_context(), database.atomic():
            wording.some(database.execute_sql)
            assert wording.pending, "nobody finds them before the commit"
        wording.committed()
        wording.added(behind)
        assert wording.due(orders) is due

    def test_after_a_rollback_nobody_knows(self, path: Path) -> None:
        wording = Wording()
        database = open_database(path)
        with database.connection_context(), database.atomic():
            wording.some(database.execute_sql)
            assert wording.pending, "nobody finds them before the commit"
        wording.committed()
        wording.forget()
        assert wording.pending
        assert wording.due(32)
