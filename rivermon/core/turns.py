"""One thing at a time about a record: a try at its callback, or the decision to make none.

Does not know what is done.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Hands out turns, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._locks: dict[int, asyncio.Lock] = {}
        self._asked: dict[int, int] = {}

    @asynccontextmanager
    async def of(self, record_id: int | None) -> AsyncIterator[None]:
        """Have the turn of a record; of None nobody waits for another."""
        if record_id is None:
            yield
            return
        lock = self._locks.setdefault(record_id, asyncio.Lock())
        self._asked[record_id] = self._asked.get(record_id, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._asked[record_id] -= 1
            if not self._asked[record_id]:
                del self._asked[record_id], self._locks[record_id]
