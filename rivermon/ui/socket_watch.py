"""Watches all of the loop's sockets through one notifier of Qt's.

qasync makes a QSocketNotifier for each socket and switches it off and on with every packet. An
epoll (or kqueue) is a file too: Qt watches that one, and it says which sockets are ready. Does not
know when its calls are run.
"""

import asyncio
import selectors
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSocketNotifier

_Pair = tuple[asyncio.Handle | None, asyncio.Handle | None]
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class SocketWatch:
    """The calls that wait for a socket to be readable or writable."""

    def __init__(self, wake: Callable[[], None]) -> None:
        """Watch nothing yet; `wake` is called on Qt's loop while a watched socket is ready."""
        self._selector = selectors.DefaultSelector()
        # On Windows, where nobody makes one of these, a selector is no file.
        number = self._selector.fileno()  # type: ignore[attr-defined, unused-ignore]
        self._notifier = QSocketNotifier(number, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(wake)

    def add(self, socket: Any, event: int, handle: asyncio.Handle) -> None:
        """Have `handle` be ready whenever `socket` is; it takes the place of an earlier one.

        Args:
            socket: a file descriptor, or what has one.
            event: selectors.EVENT_READ or EVENT_WRITE.
            handle: the call.
        """
        reader, writer = handles = self._of(socket)
        pair = (handle, writer) if event == _READ else (reader, handle)
        if handles == (None, None):
            self._selector.register(socket, event, pair)
        else:
            self._selector.modify(socket, _events(pair), pair)
        earlier = reader if event == _READ else writer
        if earlier is not None:
            earlier.cancel()

    def remove(self, socket: Any, event: int) -> bool:
        """Wait for this no more; False if nothing did."""
        reader, writer = self._of(socket)
        given_up, pair = (reader, (None, writer)) if event == _READ else (writer, (reader, None))
        if given_up is None:
            return False
        if pair == (None, None):
            self._selector.unregister(socket)
        else:
            self._selector.modify(socket, _events(pair), pair)
        given_up.cancel()
        return True

    def ready(self) -> list[asyncio.Handle]:
        """The calls whose sockets are ready now; does not wait."""
        found: list[asyncio.Handle] = []
        for key, events in self._selector.select(0):
            reader, writer = key.data
            if reader is not None and events & _READ:
                found.append(reader)
            if writer is not None and events & _WRITE:
                found.append(writer)
        return found

    def close(self) -> None:
        """Watch nothing more."""
        self._notifier.setEnabled(False)
        self._selector.close()

    def _of(self, socket: Any) -> _Pair:
        try:
            pair: _Pair = self._selector.get_key(socket).data
        except KeyError:
            return None, None
        return pair


def _events(pair: _Pair) -> int:
    reader, writer = pair
    return (_READ if reader else 0) | (_WRITE if writer else 0)
