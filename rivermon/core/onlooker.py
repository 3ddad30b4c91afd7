"""Tells the feed that another rivermon has written to the database that a window watches.

Does not know what was written, nor who wrote it: it asks for the database's version, again and
again.
"""

import asyncio
from datetime import timedelta
from typing import Self

from rivermon.core.feed import ChangeFeed, LedgerChanged, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.ports import Clock, Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks

INTERVAL = timedelta(seconds=0.2)
_GRACE_S = 1.0


class Onlooker:
    """Looks at a ledger's version five times a second, from entering it until leaving it."""

    def __init__(self, ledger: Ledger, feed: ChangeFeed, clock: Clock) -> None:
        self._ledger = ledger
        self._feed = feed
        self._clock = clock
        self._ended = asyncio.Event()
        self._tasks = OwnedTasks("onlooker")
        self._seen: int | None = None
        self._troubled = False

    async def __aenter__(self) -> Self:
        """Note the version; whatever is read after this and changes later is told."""
        await self._look()
        self._tasks.start(self._keep_looking(), "look")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ended.set()
        await self._tasks.close(_GRACE_S)

    async def _keep_looking(self) -> None:
        while True:
            await self._clock.wait(self._ended, self._clock.now() + INTERVAL)
            if self._ended.is_set():
                return
            await self._look()

    async def _look(self) -> None:
        try:
            version = await self._ledger.version()
        except StoreUnavailable as trouble:
            if not self._troubled:
                self._troubled = True
                self._feed.tell([TroubleBegan(Trouble.STORE, str(trouble))])
            return
        if self._troubled:
            self._troubled = False
            # A connection made anew counts anew: its number says nothing about the time between.
            self._feed.tell([TroubleEnded(Trouble.STORE), LedgerChanged()])
        elif self._seen is not None and version != self._seen:
            self._feed.tell([LedgerChanged()])
        self._seen = version
