"""Runs heavy work beside the loop, few pieces at a time.

Does not know what the work is. Threads share one interpreter: each that computes takes the loop
some milliseconds at every turn, so that a flood of heavy requests must not become one of threads.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Crowded(Exception):
    """Too much is waiting already."""


class Aside:
    """A place for heavy work, with a queue before it."""

    def __init__(self, at_once: int, most_waiting: int | None = None) -> None:
        """Do `at_once` pieces at a time; let at most `most_waiting` wait, or any number."""
        self._turn = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._waiting = 0

    @property
    def crowded(self) -> bool:
        """True when no more may wait."""
        return self._most_waiting is not None and self._waiting >= self._most_waiting

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work in a thread, when it is its turn.

        Raises:
            Crowded: too much is waiting; nothing was done.
        """
        if self.crowded:
            raise Crowded
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            return await asyncio.to_thread(work, *args, **kwargs)
        finally:
            self._turn.release()
