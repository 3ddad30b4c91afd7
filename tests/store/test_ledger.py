"""The reading half of the store keeps the promises of `ports.Ledger`."""

from array import array
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from rivermon.core.entities import CallbackState
from rivermon.core.filter_terms import Compare, Field, Measure
from rivermon.core.listing import Query, View
from rivermon.core.ports import StoreRefused, StoreUnavailable
from rivermon.store.ledger import SqliteLedger
from rivermon.store.store import opened_for_reading
from tests.store.desk import Desk, do
from tests.store.drafts import recorded, rejected, unprocessable
from tests.store.still_clock import StillClock

ALL = Query(view=View.RECORDS)
YOUNG = Query(view=View.DELIVERIES, filter=Measure(Field.AGE, Compare.LESS, 60))


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def ledger(desk: Desk, path: Path, clock: StillClock) -> AsyncIterator[SqliteLedger]:
    async with opened_for_reading(path, clock) as ledger:
        yield ledger


async def ids_of(ledger: SqliteLedger, query: Query) -> list[int]:
    shown = array("q")
    async with aclosing(ledger.search(query)) as pieces:
        async for piece in pieces:
            shown = piece.ids if piece.anew else shown + piece.ids
    return list(shown)


async def test_it_answers_each_question_of_a_table(ledger: SqliteLedger, desk: Desk) -> None:
    for number in range(3):
        desk.keep(recorded(f"c-{number}", title=f"Title {number}"))
    desk.settle(2, CallbackState.ERROR)
    assert await ids_of(ledger, ALL) == [3, 2, 1]
    lines = await ledger.lines(ALL, [2, 3])
    assert [line.row.id for line in lines] == [2, 3]
    assert list(await ledger.matching(ALL, [1, 9])) == [1]
    assert list(await ledger.newer(ALL, 1)) == [2, 3]
    assert list(await ledger.failed(View.RECORDS, [1, 2, 3])) == [2]
    assert list(await ledger.values_seen(Field.CHANNEL, "c")) == ["c-0", "c-1", "c-2"]
    assert (await ledger.counts()).records == 3


async def test_details_are_of_the_row_of_each_view(ledger: SqliteLedger, desk: Desk) -> None:
    desk.keep(rejected())
    desk.keep(unprocessable("un-1"))
    desk.keep(recorded("c-1", title="Bends"))
    record = await ledger.detail(View.RECORDS, 1)
    delivery = await ledger.detail(View.DELIVERIES, 1)
    callback = await ledger.detail(View.CALLBACKS, 1)
    assert record is not None
    assert record.record is not None
    assert (record.record.title, record.delivery.id) == ("Bends", 3)
    assert delivery is not None
    assert (delivery.record, delivery.callbacks) == (None, ())
    assert callback is not None
    assert (callback.delivery.channel_id, len(callback.callbacks)) == ("un-1", 1)
    for view in View:
        assert await ledger.detail(view, 99) is None


async def test_ages_are_counted_from_the_clock(
    ledger: SqliteLedger, desk: Desk, clock: StillClock
) -> None:
    desk.keep(rejected())
    assert await ids_of(ledger, YOUNG) == [1]
    assert list(await ledger.matching(YOUNG, [1])) == [1]
    clock.wall = clock.wall.replace(minute=clock.wall.minute + 5)
    assert await ids_of(ledger, YOUNG) == []
    assert list(await ledger.matching(YOUNG, [1])) == []
    assert list(await ledger.newer(YOUNG, 0)) == []


async def test_the_version_tells_of_anybodys_commit_and_of_nothing_else(
    ledger: SqliteLedger, desk: Desk
) -> None:
    first = await ledger.version()
    await ids_of(ledger, ALL)
    await ledger.counts()
    assert await ledger.version() == first
    desk.keep(recorded())
    second = await ledger.version()
    assert second != first
    assert await ledger.version() == second
    desk.settle(1, CallbackState.SUCCESS)
    assert await ledger.version() != second


async def test_nothing_can_be_written_through_it(ledger: SqliteLedger, desk: Desk) -> None:
    desk.keep(recorded())
    for reader in (ledger.reader, ledger._searching._reader):
        with pytest.raises(StoreUnavailable):
            await ledger.read(reader._execute, "DELETE FROM ai_content", ())
        await ledger.read(reader.close)
    assert do(desk.database, "SELECT count(*) FROM ai_content") == [(1,)]


QUESTIONS: dict[str, Callable[[SqliteLedger], Awaitable[object]]] = {
    "search": lambda ledger: ids_of(ledger, ALL),
    "search deliveries": lambda ledger: ids_of(ledger, YOUNG),
    "lines": lambda ledger: ledger.lines(ALL, [1]),
    "matching": lambda ledger: ledger.matching(ALL, [1]),
    "newer": lambda ledger: ledger.newer(ALL, 0),
    "failed": lambda ledger: ledger.failed(View.RECORDS, [1]),
    "values seen": lambda ledger: ledger.values_seen(Field.EVENT, ""),
    "version": lambda ledger: ledger.version(),
    "detail": lambda ledger: ledger.detail(View.RECORDS, 1),
    "counts": lambda ledger: ledger.counts(),
}


def destroy(path: Path) -> None:
    path.write_bytes(b"no database at all. " * 4096)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
async def test_a_broken_file_is_told_of_in_words(
    desk: Desk,
    path: Path,
    clock: StillClock,
    question: Callable[[SqliteLedger], Awaitable[object]],
) -> None:
    desk.keep(recorded())
    desk.database.close()  # folds the log into the file
    async with opened_for_reading(path, clock) as ledger:
        destroy(path)
        with pytest.raises(StoreUnavailable, match=f"The database {path}: "):
            await question(ledger)
        # Whoever asks again is told again, rather than waiting for ever.
        with pytest.raises(StoreUnavailable):
            await question(ledger)


async def test_there_has_to_be_a_database(path: Path, clock: StillClock) -> None:
    with pytest.raises(StoreRefused, match="There is no database"):
        SqliteLedger(path, clock)
