"""Sends pings to rivermon's own public address: one POST, one reply, nothing raised.

Does not know what a reply means; nor HTTP, which is loaded with the first ping.
"""

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rivermon.core.ping import Ping, PingReply
from rivermon.net.late_session import LateSession

if TYPE_CHECKING:
    from rivermon.net.ping_session import PingSession

TIMEOUT_S = 10.0


class PingClient:
    """An HTTP client for pings only, from entering it to leaving it."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        """Wait `timeout_s` seconds for an answer."""
        self._timeout_s = timeout_s
        self._session = LateSession(self._load)

    async def __aenter__(self) -> Self:
        await self._session.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.__aexit__(kind, failure, trace)

    async def ping(self, url: str, ping: Ping) -> PingReply:
        """POST `ping` to `url`; failures are told in the reply."""
        session = await self._session.get()
        if session is None:
            return PingReply(error="rivermon is stopping")
        return await session.ping(url, ping)

    def _load(self) -> Callable[[], "PingSession"]:
        from rivermon.net.ping_session import PingSession  # noqa: PLC0415
        from rivermon.net.trust import trusting  # noqa: PLC0415

        tls = trusting()
        return lambda: PingSession(self._timeout_s, tls)
