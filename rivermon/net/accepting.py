"""Has the listener on Windows outlive a client that is gone before it was let in.

asyncio's loop there closes the socket that listens when one accept fails, and nobody hears of it
(https://github.com/python/cpython/issues/93821). Elsewhere it goes on by itself. Does not know who
is let in.
"""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from typing import Any

# It was reset while it waited: ERROR_NETNAME_DELETED, WSAECONNRESET, WSAENOTCONN.
_CLIENT_IS_GONE = frozenset({64, 10054, 10057})
_PAUSE_S = 1.0  # asyncio's own, where sockets or memory are lacking (ACCEPT_RETRY_DELAY)
_log = logging.getLogger(__name__)

_Accept = Callable[[socket.socket], Awaitable[Any]]


def outlive_clients(loop: asyncio.AbstractEventLoop) -> None:
    """Have `loop` wait for the next client where it would have given up; call it before it listens.

    A loop that is not Windows', or was seen to already, is left as it is.
    """
    proactor = getattr(loop, "_proactor", None)
    if proactor is None or isinstance(proactor.accept, _Patient):
        return
    proactor.accept = _Patient(loop, proactor.accept)


class _Patient:
    """Accepts for a socket until somebody came, or the socket is closed."""

    def __init__(self, loop: asyncio.AbstractEventLoop, accept: _Accept) -> None:
        self._loop = loop
        self._accept = accept

    def __call__(self, listening: socket.socket) -> asyncio.Task[Any]:
        # The loop keeps it, and cancels it when the listening ends.
        return self._loop.create_task(self._accepted(listening), name="accept")

    async def _accepted(self, listening: socket.socket) -> Any:
        while True:
            try:
                return await self._accept(listening)
            except OSError as failure:
                if listening.fileno() == -1:
                    raise
                if getattr(failure, "winerror", None) not in _CLIENT_IS_GONE:
                    _log.warning("Nobody could be let in for a moment: %s", failure)
                    await asyncio.sleep(_PAUSE_S)
