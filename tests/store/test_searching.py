"""One thread for all searches: each can be ended at any moment, and the next one goes on."""

import asyncio
import threading
from array import array
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from datetime import datetime
from pathlib import Path

import pytest

from rivermon.core.filter_terms import Words
from rivermon.core.listing import Query, Stretch, View
from rivermon.core.ports import StoreUnavailable
from rivermon.store import searching
from rivermon.store.database import open_for_reading
from rivermon.store.id_lists import Ask
from rivermon.store.reader import Reader
from rivermon.store.search import search
from rivermon.store.searching import Searching
from rivermon.store.sql import Sql
from tests.store.desk import Desk
from tests.store.drafts import NOON, recorded, rejected

ALL = Query(view=View.RECORDS)
ENDLESS = Query(view=View.RECORDS, filter=Words("endless"))
FOR_EVER = Sql(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
)
ONE_PIECE = Stretch(ids=array("q", [7]), done=0.5)


class Long:
    """In the place of `search`: a search for "endless" gives one piece, then never another."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.queries = 0

    def search(self, ask: Ask, query: Query, now: datetime) -> Iterator[Stretch]:
        if query is not ENDLESS:
            yield from search(ask, query, now)
            return
        yield ONE_PIECE
        self.began.set()
        for _ in range(2):
            self.queries += 1
            ask(FOR_EVER)

    async def running(self) -> None:
        """Wait until the step that does not end by itself has begun."""
        await asyncio.to_thread(self.began.wait)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Long:
    long = Long()
    monkeypatch.setattr(searching, "search", long.search)
    return long


@pytest.fixture
async def desk_searched(desk: Desk, path: Path) -> AsyncIterator[Searching]:
    for number in range(9):
        desk.keep(recorded(f"c-{number}"))
    searching = Searching(Reader(open_for_reading(path), path))
    yield searching
    await searching.close()


async def ids_of(searching: Searching, query: Query = ALL) -> list[int]:
    shown = array("q")
    async with aclosing(searching.search(query, NOON)) as pieces:
        async for piece in pieces:
            shown = piece.ids if piece.anew else shown + piece.ids
    return list(shown)


async def begin(searching: Searching, long: Long, group: asyncio.TaskGroup) -> asyncio.Task[object]:
    """A search that is in the middle of a step."""
    task = group.create_task(ids_of(searching, ENDLESS))
    await long.running()
    return task


async def test_all_pieces_come(desk_searched: Searching) -> None:
    assert await ids_of(desk_searched) == list(range(9, 0, -1))


async def test_searches_take_turns(desk_searched: Searching) -> None:
    answers = await asyncio.gather(*(ids_of(desk_searched) for _ in range(5)))
    assert answers == [list(range(9, 0, -1))] * 5


async def test_a_search_that_is_left_between_two_steps_begins_no_other(
    desk_searched: Searching, long: Long
) -> None:
    async with aclosing(desk_searched.search(ENDLESS, NOON)) as pieces:
        assert await anext(pieces) == ONE_PIECE
    assert await ids_of(desk_searched) == list(range(9, 0, -1))
    assert not long.began.is_set()


async def test_a_step_that_runs_is_ended_with_its_search(
    desk_searched: Searching, long: Long
) -> None:
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        task = await begin(desk_searched, long, group)
        task.cancel()
        # There is one thread, so that this would wait for ever behind the step.
        assert await ids_of(desk_searched) == list(range(9, 0, -1))
    assert task.cancelled()
    assert long.queries == 1


async def test_a_search_that_waits_for_its_turn_can_be_ended(
    desk_searched: Searching, long: Long
) -> None:
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        first = await begin(desk_searched, long, group)
        second = group.create_task(ids_of(desk_searched))
        third = group.create_task(ids_of(desk_searched))
        await asyncio.sleep(0)  # both are asked for now
        second.cancel()
        await asyncio.wait([second])
        assert not first.done()  # the step of another search is not interrupted
        first.cancel()
        assert await third == list(range(9, 0, -1))


async def test_the_store_is_counted_when_the_step_is_over(
    desk_searched: Searching, desk: Desk, long: Long
) -> None:
    desk.keep(rejected())
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        task = await begin(desk_searched, long, group)
        counting = group.create_task(desk_searched.counts())
        task.cancel()
        counts = await counting
    assert (counts.records, counts.deliveries, counts.callbacks) == (9, 10, 9)


async def test_counting_between_two_steps_disturbs_neither(
    desk_searched: Searching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rivermon.store.search.FIRST_PAGE", 3)
    async with aclosing(desk_searched.search(ALL, NOON)) as pieces:
        first = await anext(pieces)
        assert (await desk_searched.counts()).records == 9
        last = [piece async for piece in pieces][-1]
    assert list(first.ids) == list(last.ids)[:3]
    assert len(last.ids) == 9


async def test_closing_ends_what_runs(desk: Desk, path: Path, long: Long) -> None:
    desk.keep(recorded())
    searching = Searching(Reader(open_for_reading(path), path))
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        task = await begin(searching, long, group)
        await searching.close()
    assert task.result() == [7]
    assert long.queries == 1
    assert not [thread for thread in threading.enumerate() if "store search" in thread.name]


async def test_a_failure_reaches_whoever_searches_and_nobody_else(
    desk_searched: Searching, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(ask: Ask, query: Query, now: datetime) -> Iterator[Stretch]:
        yield ONE_PIECE
        ask(Sql("SELECT * FROM nowhere"))

    with monkeypatch.context() as patch:
        patch.setattr(searching, "search", failing)
        with pytest.raises(StoreUnavailable, match="the file is not rivermon's"):
            await ids_of(desk_searched)
    assert await ids_of(desk_searched) == list(range(9, 0, -1))
