"""The thread that searches: a step of one search after a step of another, each of which can end.

Knows threads and turns. Does not know what a step does.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from rivermon.core.entities import Counts
from rivermon.core.listing import Query, Stretch
from rivermon.core.ports import StoreUnavailable
from rivermon.store.reader import Reader
from rivermon.store.search import search
from rivermon.store.sql import Sql

_AGAIN_S = 0.01


class _Steps:
    """One search, a step at a time; `end` may be called from another thread in the middle of one.

    The lock is shared by all searches: whoever holds it knows whose step is running.
    """

    def __init__(self, reader: Reader, query: Query, now: datetime, lock: threading.Lock) -> None:
        self._reader = reader
        self._pieces: Iterator[Stretch] = search(self._ask, query, now)
        self._lock = lock
        self._running = False
        self._ended = False

    def next(self) -> Stretch | None:
        """The next piece; None when there is none, or the search was ended."""
        with self._lock:
            if self._is_over():
                return None
            self._running = True
        try:
            return next(self._pieces, None)
        except StoreUnavailable:
            if self._is_over():  # interrupted
                return None
            raise
        finally:
            with self._lock:
                self._running = False

    def end(self) -> bool:
        """Let no step begin any more, and interrupt the one that runs; False if none does."""
        with self._lock:
            self._ended = True
            if self._running:
                self._reader.interrupt()
            return self._running

    def _is_over(self) -> bool:
        return self._ended

    def _ask(self, sql: Sql) -> Sequence[Sequence[Any]]:
        # An interruption ends one query; a step may consist of several.
        if self._is_over():
            raise StoreUnavailable("The search was ended.")
        return self._reader.ask(sql)


class Searching:
    """Searches in a thread and on a connection of its own."""

    def __init__(self, reader: Reader) -> None:
        """Take a reader that nobody else uses."""
        self._reader = reader
        self._thread = ThreadPoolExecutor(1, "store search")
        self._lock = threading.Lock()
        self._open: set[_Steps] = set()

    async def search(self, query: Query, now: datetime) -> AsyncGenerator[Stretch, None]:
        """The pieces of what `search.search` finds.

        Raises:
            StoreUnavailable: the database could not be read.
        """
        steps = _Steps(self._reader, query, now, self._lock)
        loop = asyncio.get_running_loop()
        self._open.add(steps)
        try:
            while (piece := await loop.run_in_executor(self._thread, steps.next)) is not None:
                yield piece
                if piece.done >= 1.0:
                    break
        finally:
            self._end(steps)

    async def counts(self) -> Counts:
        """How much is stored, counted between two steps."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._reader.counts)

    async def close(self) -> None:
        """End every search, then the thread and its connection."""
        for steps in tuple(self._open):
            self._end(steps)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._reader.close)
        self._thread.shutdown()

    def _end(self, steps: _Steps) -> None:
        if steps.end():
            # An interruption that comes just before a query begins is lost: another one follows.
            asyncio.get_running_loop().call_later(_AGAIN_S, self._end, steps)
        else:
            self._open.discard(steps)
