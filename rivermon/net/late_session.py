"""An HTTP session that is loaded and opened when it is first needed, and closed with its owner.

Does not know HTTP, nor what is sent.
"""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar


class Session(Protocol):
    """What is opened late."""

    async def close(self) -> None:
        """Close every connection."""
        ...


S = TypeVar("S", bound=Session)


class LateSession(Generic[S]):
    """Hands out one session, from entering it to leaving it."""

    def __init__(self, load: Callable[[], Callable[[], S]]) -> None:
        """Have `load` called in a thread, and what it returns where the loop runs.

        aiohttp takes 0.17 s to load (2 cores): the window is there before it.
        """
        self._load = load
        self._session: S | None = None
        self._opening = asyncio.Lock()
        self._entered = False

    async def __aenter__(self) -> Self:
        self._entered = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._entered = False
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @property
    def opened(self) -> S | None:
        """The session, if it was needed already."""
        return self._session

    async def get(self) -> S | None:
        """The session; None before it is entered, and when it is left."""
        if self._session is not None:
            return self._session
        async with self._opening:
            if self._entered and self._session is None:
                make = await asyncio.to_thread(self._load)
                if self._entered:
                    self._session = make()
        return self._session
