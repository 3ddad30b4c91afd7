"""Sends pings to rivermon's own public address: one POST, one reply, nothing raised.

Does not know what a reply means; nor HTTP, which is loaded with the first ping.
"""

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rivermon.core.ping import Ping, PingReply

if TYPE_CHECKING:
    from rivermon.net.ping_session import PingSession

TIMEOUT_S = 10.0


class PingClient:
    """An HTTP client for pings only, from entering it to leaving it."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        """Wait `timeout_s` seconds for an answer."""
        self._timeout_s = timeout_s
        self._session: PingSession | None = None
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

    async def ping(self, url: str, ping: Ping) -> PingReply:
        """POST `ping` to `url`; failures are told in the reply."""
        session = self._session or await self._open()
        if session is None:
            return PingReply(error="rivermon is stopping")
        return await session.ping(url, ping)

    async def _open(self) -> "PingSession | None":
        async with self._opening:
            if self._entered and self._session is None:
                made = await asyncio.to_thread(_session)
                if self._entered:
                    self._session = made(self._timeout_s)
        return self._session


def _session() -> "type[PingSession]":
    # aiohttp takes 0.17 s to load (2 cores), and most of the time there is no public address.
    from rivermon.net.ping_session import PingSession  # noqa: PLC0415

    return PingSession
