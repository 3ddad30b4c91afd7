"""Opens the database: to own it, or to look on while another rivermon does.

Apart from app.py, so that a window shows its rows before the house is loaded and built.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import NamedTuple

from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed, Watching
from rivermon.core.onlooker import Onlooker
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Settings
from rivermon.store.ledger import SqliteLedger
from rivermon.store.store import SqliteStore, opened, opened_for_reading


def stored(settings: Settings, feed: ChangeFeed) -> AbstractAsyncContextManager[SqliteStore]:
    """Open the database, and own it."""
    return opened(settings.database, feed.tell, SystemClock())


class Lookout(NamedTuple):
    """What it takes to watch another rivermon's database."""

    clock: SystemClock
    feed: ChangeFeed
    ledger: SqliteLedger
    tasks: OwnedTasks


@asynccontextmanager
async def looking_on(settings: Settings, feed: ChangeFeed) -> AsyncIterator[Lookout]:
    """Watch a database that another rivermon may own; nothing is written, sent or listened to.

    Raises:
        StoreUnavailable: the database cannot be opened.
        StoreRefused: there is none, or it is not one that this rivermon may read.
    """
    clock = SystemClock()
    async with AsyncExitStack() as house:
        ledger = await house.enter_async_context(opened_for_reading(settings.database, clock))
        feed.tell([Watching()])
        await house.enter_async_context(Onlooker(ledger, feed, clock))
        tasks = await house.enter_async_context(OwnedTasks("onlooker's window"))
        yield Lookout(clock, feed, ledger, tasks)
