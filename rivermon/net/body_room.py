"""The memory that large bodies may take together, while they are read and judged.

Does not know what is in them.
"""

from typing import Protocol

from rivermon.net.doorman import Stage

LARGE = 64 * 1024
"""Bytes up to which a body needs no room: the number of connections bounds these."""

_LEAST = 64 * 1024 * 1024
_BODIES_AT_LEAST = 4


class NoRoom(Exception):
    """Bodies that are whole already take all the room."""


class Guest(Protocol):
    """A connection whose body takes room."""

    stage: int
    since: float

    def throw_out(self) -> None:
        """End it at once."""
        ...


class BodyRoom:
    """Counts the bytes of all large bodies."""

    def __init__(self, max_body: int) -> None:
        """Have room for a few bodies of `max_body` bytes, and for 64 MiB at least."""
        self._most = 0
        self._sizes: dict[Guest, int] = {}
        self.total = 0
        """Bytes of all bodies that are in the room."""
        self.resize(max_body)

    def resize(self, max_body: int) -> None:
        """Have room for bodies of another size; who is in it stays."""
        self._most = max(_LEAST, _BODIES_AT_LEAST * max_body)

    def take(self, guest: Guest, size: int) -> None:
        """Let a body have `size` bytes; the body longest on its way is given up for it.

        A sender that does not dawdle finds room, however many do.

        Raises:
            NoRoom: there is no such body, and this one has none any more.
        """
        self.total += size - self._sizes.get(guest, 0)
        self._sizes[guest] = size
        while self.total > self._most:
            slower = [
                each for each in self._sizes if each.stage == Stage.SENDING and each is not guest
            ]
            if not slower:
                self.leave(guest)
                raise NoRoom
            slowest = min(slower, key=_since)
            self.leave(slowest)
            slowest.throw_out()

    def leave(self, guest: Guest) -> None:
        """Take back what the connection's body had, if it had any."""
        self.total -= self._sizes.pop(guest, 0)


def _since(guest: Guest) -> float:
    return guest.since
