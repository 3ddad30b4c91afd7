"""Remembers every fact that the feed tells, and waits for the one a test is about."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.core.feed import CallbackChanged, ChangeFeed, Fact

F = TypeVar("F")
PATIENCE_S = 10.0


class Told:
    """A subscriber with a memory."""

    def __init__(self, feed: ChangeFeed) -> None:
        self.facts: list[Fact] = []
        self._more = asyncio.Event()
        feed.subscribe(self._hear)

    def of(self, kind: type[F]) -> list[F]:
        """Every fact of a kind, in order."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    async def until(self, met: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
        """Wait until `met` holds; it is asked again after each batch of facts."""
        async with asyncio.timeout(patience_s):
            while not met():
                self._more.clear()
                await self._more.wait()

    def changes(self, kind: CallbackKind = CallbackKind.SUCCESS) -> list[CallbackChanged]:
        """Every change of a callback of one kind, in order."""
        return [fact for fact in self.of(CallbackChanged) if fact.callback.kind is kind]

    async def state(
        self, wanted: CallbackState, kind: CallbackKind = CallbackKind.SUCCESS, times: int = 1
    ) -> CallbackChanged:
        """Wait until a callback has been told in a state so many times; the last such fact."""

        def found() -> list[CallbackChanged]:
            return [fact for fact in self.changes(kind) if fact.callback.state is wanted]

        await self.until(lambda: len(found()) >= times)
        return found()[times - 1]

    def _hear(self, facts: Sequence[Fact]) -> None:
        self.facts += facts
        self._more.set()
