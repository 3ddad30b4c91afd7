"""Sends callbacks: one POST, one reply; what went wrong is said in words, never raised.

Does not know what a reply means, or whether there will be another try; nor HTTP, which is loaded
with the first callback.
"""

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rivermon.core.entities import Reply

if TYPE_CHECKING:
    from rivermon.net.callback_session import CallbackSession

TIMEOUT_S = 20.0


class CallbackClient:
    """An HTTP client for callbacks only, from entering it to leaving it."""

    def __init__(self, api_key: str | None, *, timeout_s: float = TIMEOUT_S) -> None:
        """Send with `Authorization: Bearer <api_key>`, and wait `timeout_s` seconds at the most."""
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._session: CallbackSession | None = None
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

    def use_key(self, api_key: str | None) -> None:
        """Send with another API key from now on; calls under way end with the one they have."""
        self._api_key = api_key
        if self._session is not None:
            self._session.use_key(api_key)

    async def post(self, url: str, body: bytes) -> Reply:
        """POST `body` to `url` with the API key (protocol, section 6)."""
        session = self._session or await self._open()
        if session is None:
            return Reply(error="rivermon is stopping")
        return await session.post(url, body)

    async def _open(self) -> "CallbackSession | None":
        async with self._opening:
            if self._entered and self._session is None:
                made = await asyncio.to_thread(_session)
                if self._entered:
                    self._session = made(self._api_key, self._timeout_s)
        return self._session


def _session() -> "type[CallbackSession]":
    # aiohttp takes 0.17 s to load (2 cores): the window is there before it.
    from rivermon.net.callback_session import CallbackSession  # noqa: PLC0415

    return CallbackSession
