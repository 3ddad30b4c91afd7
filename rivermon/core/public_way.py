"""Keeps the public way open, and tells how it fares: runs its program, and pings its address.

It is open while rivermon listens and the operator wants one; what they change in the settings takes
effect at once. Does not know programs or HTTP, nor when the way is up: its state judges that.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Protocol, Self

from rivermon.core.feed import (
    ChangeFeed,
    Fact,
    Listening,
    PublicWayChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.front_door import FrontDoor
from rivermon.core.outages import Outages
from rivermon.core.ping import Ping, PingReply
from rivermon.core.ping_reply import why_not
from rivermon.core.ports import Clock, Tunnel
from rivermon.core.public_state import PublicState
from rivermon.core.tasks import OwnedTasks
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelNews, TunnelPlan, TunnelState

Address = tuple[str, int]

_NOTHING_TO_RUN = frozenset({TunnelKind.OFF, TunnelKind.URL})
_TO_BE_STARTED = frozenset({TunnelState.RESTARTING, TunnelState.MISSING})


class Pinger(Protocol):
    """Sends one ping."""

    async def ping(self, url: str, ping: Ping) -> PingReply:
        """POST `ping` to `url`; failures are told in the reply, never raised."""
        ...


class PublicWayKeeper:
    """Keeps the public way, from entering it until leaving it."""

    def __init__(
        self,
        *,
        tunnel: Tunnel,
        pinger: Pinger,
        door: FrontDoor,
        feed: ChangeFeed,
        outages: Outages,
        state: PublicState,
        clock: Clock,
        plan: Callable[[], TunnelPlan],
        address: Callable[[], Address | None],
    ) -> None:
        """Keep it once this is entered.

        Args:
            tunnel: runs the program.
            pinger: sends the pings.
            door: answers the pings, and tells of webhooks that came in by the public address.
            feed: is heard for the listener, and told how the way fares.
            outages: is told when the way is down.
            state: judges how it fares.
            clock: the time.
            plan: gives what the operator chose, as it stands.
            address: gives where rivermon listens; None while it does not.
        """
        self._tunnel = tunnel
        self._pinger = pinger
        self._door = door
        self._feed = feed
        self._outages = outages
        self._state = state
        self._clock = clock
        self._plan = plan
        self._address = address
        self._kept: tuple[TunnelPlan, Address | None] = (TunnelPlan(), None)
        self._told = PublicWay()
        self._told_down: TunnelState | None = None
        self._told_moved = ""
        self._wake = asyncio.Event()
        self._tasks = OwnedTasks("public way")
        self._end_subscription: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        """Begin; the program is run once rivermon listens."""
        self._end_subscription = self._feed.subscribe(self._heed)
        self._tasks.start(self._keep(), "keep")
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the program; the way is not missed any more."""
        self._end_subscription()
        self._door.watch("", lambda: None)
        await self._tasks.close()
        await self._tunnel.stop()
        self._outages.note(None)
        await self._outages.write()

    @property
    def way(self) -> PublicWay:
        """How it fares."""
        return self._state.way

    def look_again(self) -> None:
        """The operator may want another way, or rivermon listen elsewhere."""
        self._wake.set()

    async def try_now(self) -> None:
        """Start the program at once if it is to be started again, else send a ping and wait."""
        if self.way.state in _TO_BE_STARTED:
            self._tunnel.again()
            return
        self._state.try_now()
        ping = self._ping_if_due()
        if ping is not None:
            await asyncio.wait([ping])

    def _heed(self, facts: Sequence[Fact]) -> None:
        if any(isinstance(fact, Listening) or _is_closed(fact) for fact in facts):
            self._wake.set()

    async def _keep(self) -> None:
        if self._address() is None:  # the house is being built: there is nothing to tell yet
            await self._clock.wait(self._wake, None)
        while True:
            self._wake.clear()
            await self._follow()
            self._ping_if_due()
            self._tell()
            await self._outages.write()
            await self._sleep()

    async def _sleep(self) -> None:
        due = [at_s for at_s in (self._state.due_s, self._outages.due_s) if at_s is not None]
        until = None
        if due:
            until = self._clock.now() + timedelta(seconds=min(due) - self._clock.monotonic_s())
        await self._clock.wait(self._wake, until)

    async def _follow(self) -> None:
        """Have the way that is wanted now, for where rivermon listens now."""
        plan, address = self._plan(), self._address()
        if (plan, address) == self._kept:
            return
        self._kept = (plan, address)
        await self._tunnel.stop()
        if plan.kind is TunnelKind.OFF:
            self._state.end()
        elif address is None:
            self._state.wait(plan)
        else:
            self._state.begin(plan)
            self._tell()
            if plan.kind not in _NOTHING_TO_RUN:
                await self._tunnel.start(plan, address, partial(self._hear, self._kept))

    def _hear(self, of: tuple[TunnelPlan, Address | None], news: TunnelNews) -> None:
        if of == self._kept:
            self._state.hear(news)
            self._tell()
            self._wake.set()

    def _ping_if_due(self) -> asyncio.Task[None] | None:
        at_s, url = self._state.ping_at_s, self.way.url
        if at_s is None or at_s > self._clock.monotonic_s():
            return None
        self._state.ping_sent()
        return self._tasks.start(self._ping(url), "ping")

    async def _ping(self, url: str) -> None:
        with self._door.pings.sent() as ping:
            reply = await self._pinger.ping(url, ping)
        if url != self.way.url:
            return  # it has another address by now, and another ping for that
        why = why_not(ping, reply)
        if why:
            self._state.ping_failed(why)
        else:
            self._state.ping_came_back()
        self._tell()
        self._wake.set()

    def _came(self) -> None:
        self._state.webhook_came()
        self._tell()

    def _tell(self) -> None:
        self._outages.note(self._state.outage_since)
        way = self.way
        if way != self._told:
            self._told = way
            self._door.watch(self._state.host, self._came)
            self._feed.tell([PublicWayChanged(way)])
        self._tell_trouble()
        self._tell_moved()

    def _tell_trouble(self) -> None:
        down, told = self.way.state if self._state.troubled else None, self._told_down
        if down is None and told is not None:
            self._told_down = None
            self._feed.tell([TroubleEnded(Trouble.PUBLIC)])
        # What is tried against it is no other trouble: who closed the banner has read enough.
        elif down is not None and (told is None or down not in {told, TunnelState.STARTING}):
            self._told_down = down
            self._feed.tell([TroubleBegan(Trouble.PUBLIC, self.way.reason)])

    def _tell_moved(self) -> None:
        moved = self.way.url if self.way.former else ""
        if moved != self._told_moved:
            self._told_moved = moved
            fact = TroubleBegan(Trouble.MOVED, moved) if moved else TroubleEnded(Trouble.MOVED)
            self._feed.tell([fact])


def _is_closed(fact: Fact) -> bool:
    return isinstance(fact, TroubleBegan) and fact.trouble is Trouble.PORT
