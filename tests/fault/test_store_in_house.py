"""What the house does with a database that came back, and with one that was begun anew."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rivermon.core.answers import RECEIVED, UNAVAILABLE
from rivermon.core.clock import SystemClock
from rivermon.core.entities import Arrival, CallbackState
from rivermon.core.feed import (
    ChangeFeed,
    LedgerChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.listing import Query, View
from rivermon.core.ports import StoreUnavailable
from rivermon.store.set_aside import were_set_aside
from rivermon.store.store import opened, opened_for_reading
from tests.core.told import Told
from tests.core.webhook_arrivals import event_body, signed_arrival
from tests.fault.house import House, house_of
from tests.net.plain_server import Exchange, PlainServer, says
from tests.store.drafts import recorded

FINE = says("200 OK", b"{}")


def began(house: House[SystemClock], trouble: Trouble) -> list[TroubleBegan]:
    return [fact for fact in house.told.of(TroubleBegan) if fact.trouble is trouble]


async def until_mended(house: House[SystemClock]) -> None:
    await house.told.until(
        lambda: any(fact.trouble is Trouble.STORE for fact in house.told.of(TroubleEnded))
    )


def damage(database: Path) -> None:
    """Fold the log into the file, and overwrite its header and schema."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.open("r+b") as file:
        file.write(os.urandom(16 * 4096))


async def test_what_is_owed_in_a_file_that_was_put_back_is_sent(tmp_path: Path) -> None:
    async with (
        PlainServer(FINE) as server,
        house_of(tmp_path, f"127.0.0.1:{server.port}", clock=SystemClock()) as house,
    ):
        await house.receive("c1", server.url)
        await house.told.state(CallbackState.SUCCESS)
        (tmp_path / "rivermon.db").unlink()
        body = event_body("c2", server.url)
        answer = await house.intake.receive(signed_arrival(body, house.clock.now()))
        assert answer == UNAVAILABLE, "it is committed, but not yet where it belongs"
        assert "removed or replaced" in began(house, Trouble.STORE)[0].detail
        await until_mended(house)
        assert house.told.of(LedgerChanged), "the window looks anew"
        await house.told.state(CallbackState.SUCCESS, times=2)
        again = await house.intake.receive(signed_arrival(body, house.clock.now()))
        assert again == RECEIVED
        counts = await house.store.counts()
        assert (counts.records, counts.deliveries, counts.owed) == (2, 3, 0)
        assert await house.intake.health() is None


async def test_the_end_of_a_callback_from_before_is_nobody_elses(tmp_path: Path) -> None:
    released = asyncio.Event()

    async def first_slowly(exchange: Exchange) -> None:
        if b"c1" in exchange.body:
            await released.wait()
        await FINE(exchange)

    async with (
        PlainServer(first_slowly) as server,
        house_of(tmp_path, f"127.0.0.1:{server.port}", clock=SystemClock()) as house,
    ):
        body = event_body("c1", server.url, ai_response={"data": {"title": "c1"}})
        await house.intake.receive(signed_arrival(body, house.clock.now()))
        database = tmp_path / "rivermon.db"
        damage(database)
        assert (await house.intake.receive(_arrival("c2", server, house))).status == 503
        await until_mended(house)
        (said,) = began(house, Trouble.SET_ASIDE)
        assert [file.name in said.detail for file in were_set_aside(database)] == [True]
        assert "rivermon repair" in said.detail
        assert (await house.intake.receive(_arrival("c2", server, house))) == RECEIVED
        await house.told.state(CallbackState.SUCCESS)
        released.set()
        await asyncio.wait_for(_posted(server, 2), 10)
        detail = await house.store.detail(View.RECORDS, await _newest(house))
        assert detail is not None
        (history,) = detail.callbacks
        assert (history.callback.state, len(history.attempts)) == (CallbackState.SUCCESS, 1)
        assert (await house.store.counts()).callbacks == 1


async def test_damage_that_only_a_reader_meets_is_told_and_heeded(tmp_path: Path) -> None:
    path = tmp_path / "rivermon.db"
    feed = ChangeFeed()
    told = Told(feed)
    async with opened(path, feed.tell, SystemClock()) as store:
        await asyncio.gather(*(store.keep(recorded(f"c{number}")) for number in range(200)))
    overwrite_oldest_record(path)
    async with opened(path, feed.tell, SystemClock()) as store:
        await store.keep(recorded("new"))
        with pytest.raises(StoreUnavailable, match=r"damaged.*`rivermon repair`"):
            await store.lines(Query(view=View.RECORDS), [1])
        await told.until(lambda: [fact.trouble for fact in told.of(TroubleEnded)])
        assert Trouble.SET_ASIDE in [fact.trouble for fact in told.of(TroubleBegan)]
        assert (await store.counts()).records == 0
        await store.keep(recorded("newer"))


async def test_who_only_watches_follows_to_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "rivermon.db"
    feed = ChangeFeed()
    told = Told(feed)
    async with opened(path, feed.tell, SystemClock()) as store:
        await store.keep(recorded("c1"))
        async with opened_for_reading(path, SystemClock()) as watcher:
            seen = await watcher.version()
            path.unlink()
            await told.until(lambda: told.of(LedgerChanged))
            assert await watcher.version() != seen
            assert (await watcher.counts()).records == 1
            await store.keep(recorded("c2"))
            assert (await watcher.counts()).records == 2


def overwrite_oldest_record(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        ((page,),) = connection.execute(
            "SELECT min(pageno) FROM dbstat WHERE name = 'ai_content' AND pagetype = 'leaf'"
        ).fetchall()
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))


def _arrival(channel: str, server: PlainServer, house: House[SystemClock]) -> Arrival:
    return signed_arrival(event_body(channel, server.url), house.clock.now())


async def _posted(server: PlainServer, count: int) -> None:
    while len(server.exchanges) < count:  # noqa: ASYNC110 - the server sets no event
        await asyncio.sleep(0.01)


async def _newest(house: House[SystemClock]) -> int:
    pieces = [piece async for piece in house.store.search(Query(view=View.RECORDS))]
    return int(pieces[0].ids[0])
