"""The thread that searches: a step of one search after a step of another, each of which can end.

Knows threads and turns. Does not know what a step does.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from rivermon.core.entities import Counts
from rivermon.core.listing import Query, Stretch
from rivermon.store.reader import Reader
from rivermon.store.search import search


class _Steps:
    """One search, a step at a time; `end` may be called from another thread in the middle of one.

    The lock is shared by all searches: whoever holds it knows whose step is running.
    """

    def __init__(self, reader: Reader, pieces: Iterator[Stretch], lock: threading.Lock) -> None:
        self._reader = reader
        self._pieces = pieces
        self._lock = lock
        self._running = False
        self._ended = False

    def next(self) -> Stretch | None:
        """The next piece; None when there is none, or the search was ended."""
        with self._lock:
            if self._ended:
                return None
            self._running = True
        try:
            return next(self._pieces, None)
        finally:
            with self._lock:
                self._running = False

    def end(self) -> None:
        """Let no step begin any more, and interrupt the one that runs."""
        with self._lock:
            self._ended = True
            if self._running:
                self._reader.interrupt()


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
        steps = _Steps(self._reader, search(self._reader.ask, query, now), self._lock)
        loop = asyncio.get_running_loop()
        self._open.add(steps)
        try:
            while (piece := await loop.run_in_executor(self._thread, steps.next)) is not None:
                yield piece
                if piece.done >= 1.0:
                    break
        finally:
            self._open.discard(steps)
            steps.end()

    async def counts(self) -> Counts:
        """How much is stored, counted between two steps."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._reader.counts)

    async def close(self) -> None:
        """End every search, then the thread and its connection."""
        for steps in tuple(self._open):
            steps.end()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._reader.close)
        self._thread.shutdown()
