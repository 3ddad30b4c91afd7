"""Watches the open connections: nobody dawdles, and there are never too many.

One timer looks after all of them, and only while there are any. Does not know HTTP: what a
connection is at, it says itself.
"""

import asyncio
import enum
import sys
from typing import Protocol

_SPARE_FILES = 128
_FEWEST = 16


class Stage(enum.IntEnum):
    """What a connection is at."""

    SILENT = 0
    """It was opened, and nothing was sent."""
    IDLE = 1
    """Whatever was asked is answered."""
    ASKING = 2
    """A request's headers are on their way."""
    SENDING = 3
    """A webhook's body is on its way."""
    ASKED = 4
    """A whole request is here that is no webhook, and will be answered."""
    WORKING = 5
    """A whole webhook is here and will be answered."""


_LEAVING = (
    frozenset({Stage.SILENT, Stage.ASKING, Stage.SENDING}),
    frozenset({Stage.IDLE}),
    frozenset({Stage.ASKED}),
)


class Visitor(Protocol):
    """An open connection, as the doorman sees it.

    `since` is when it came or began to ask, `blocked_since` when it last stopped taking what was
    sent to it, both on the loop's clock in seconds.
    """

    stage: int
    since: float
    blocked_since: float

    @property
    def blocked(self) -> bool:
        """True while it takes nothing of what is sent to it."""
        ...

    def hurry(self) -> None:
        """End it, for it took too long to ask."""
        ...

    def throw_out(self) -> None:
        """End it at once."""
        ...


class Doorman:
    """Lets connections in and sees them off."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        most: int,
        head_timeout_s: float,
    ) -> None:
        """Watch no connections yet.

        Args:
            loop: its clock is that of the connections.
            most: so many may be open, if the system allows for so many files.
            head_timeout_s: so long may a request's headers take to arrive, or an answer to leave,
                in seconds.
        """
        self._loop = loop
        self._most = _affordable(most)
        self._head_timeout_s = head_timeout_s
        self._visitors: dict[Visitor, None] = {}
        self._round: asyncio.TimerHandle | None = None
        self._nobody = asyncio.Event()
        self._nobody.set()

    def let_in(self, visitor: Visitor) -> None:
        """Watch a connection; make room for it if there are too many.

        Who has not sent a whole request leaves first, the one that began longest ago before the
        others: a sender that does not dawdle gets in, however many do. Then go those that are
        idle, and those that ask for something else. A webhook that is being worked on is never
        given up for another.
        """
        if len(self._visitors) >= self._most:
            leaving = self._least_missed()
            if leaving is None:
                visitor.throw_out()
                return
            self.see_off(leaving)
            leaving.throw_out()
        self._visitors[visitor] = None
        self._nobody.clear()
        if self._round is None:
            self._plan_round()

    def see_off(self, visitor: Visitor) -> None:
        """Stop watching a connection that is closed, or about to be."""
        self._visitors.pop(visitor, None)
        if not self._visitors:
            self._nobody.set()

    async def until_nobody(self) -> None:
        """Wait until no connection is open."""
        await self._nobody.wait()

    def close(self) -> None:
        """Watch nobody any more."""
        self._visitors.clear()
        self._nobody.set()
        if self._round is not None:
            self._round.cancel()
            self._round = None

    def _least_missed(self) -> Visitor | None:
        for stages in _LEAVING:
            leaving = [visitor for visitor in self._visitors if visitor.stage in stages]
            if leaving:
                return min(leaving, key=_since)
        return None

    def _plan_round(self) -> None:
        # A quarter of the patience, that nobody gets much more than all of it.
        self._round = self._loop.call_later(min(1.0, self._head_timeout_s / 4), self._go_round)

    def _go_round(self) -> None:
        self._round = None
        too_long_ago = self._loop.time() - self._head_timeout_s
        for visitor in tuple(self._visitors):
            if visitor.blocked:
                if visitor.blocked_since < too_long_ago:
                    visitor.throw_out()
            elif visitor.stage in {Stage.SILENT, Stage.ASKING} and visitor.since < too_long_ago:
                visitor.hurry()
        if self._visitors:
            self._plan_round()


def _since(visitor: Visitor) -> float:
    return visitor.since


def _affordable(wanted: int) -> int:
    """So many connections, or what the process may have open with files enough beside them."""
    if sys.platform == "win32":
        return wanted
    import resource  # noqa: PLC0415 - there is none on Windows

    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if allowed == resource.RLIM_INFINITY:
        return wanted
    return min(wanted, max(_FEWEST, allowed - _SPARE_FILES))
