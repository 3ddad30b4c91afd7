"""Sends callbacks: one POST, one reply; what went wrong is said in words, never raised.

Does not know what a reply means, or whether there will be another try; nor HTTP, which is loaded
with the first callback.
"""

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rivermon.core.entities import Reply
from rivermon.net.late_session import LateSession

if TYPE_CHECKING:
    from rivermon.net.callback_session import CallbackSession

TIMEOUT_S = 20.0


class CallbackClient:
    """An HTTP client for callbacks only, from entering it to leaving it."""

    def __init__(self, api_key: str | None, *, timeout_s: float = TIMEOUT_S) -> None:
        """Send with `Authorization: Bearer <api_key>`, and wait `timeout_s` seconds at the most."""
        self._api_key = api_key
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

    def use_key(self, api_key: str | None) -> None:
        """Send with another API key from now on; calls under way end with the one they have."""
        self._api_key = api_key
        if (session := self._session.opened) is not None:
            session.use_key(api_key)

    async def post(self, url: str, body: bytes) -> Reply:
        """POST `body` to `url` with the API key (protocol, section 6)."""
        session = self._session.opened or await self._session.get()
        if session is None:
            return Reply(error="rivermon is stopping")
        return await session.post(url, body)

    def _load(self) -> Callable[[], "CallbackSession"]:
        from rivermon.net.callback_session import CallbackSession  # noqa: PLC0415
        from rivermon.net.trust import trusting  # noqa: PLC0415

        tls = trusting()
        return lambda: CallbackSession(self._api_key, self._timeout_s, tls=tls)
