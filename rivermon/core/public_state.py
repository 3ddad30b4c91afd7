"""How the public way fares, judged by what its program tells and by what comes back through it.

Pure: the clock is handed in. Does not know how a program is run or a ping sent, nor who is told.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from rivermon.core.origin import named
from rivermon.core.ports import Clock
from rivermon.core.public_url import origin_of_url, webhook_url
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelNews, TunnelPlan, TunnelState

PING_EVERY_S = 60.0
"""So often it is looked whether the way is open, while it is."""

AGAIN_S = 5.0
"""So soon it is looked again after a ping that did not come back; later less and less often."""

HICCUP_S = 10.0
"""A program that ends and comes back within this is no trouble."""

BEGINNING_S = 20.0
"""So long a new tunnel may take until it leads here from everywhere."""

NEW_NAME_S = 5.0
"""A name that was made just now is left alone for so long: who asks for it too early is told that
there is none, and their resolver may remember that for half an hour (RFC 2308, section 5)."""

SOON_S = 1.0
"""So soon it is looked again whether a program has opened an address that was known before."""

_AS_SOON = 4
_MOST_DOUBLINGS = 4
_MOST_FAILURES_IN_A_HICCUP = 1
_NOTHING_RUNS = frozenset({TunnelState.OFF, TunnelState.RESTARTING, TunnelState.MISSING})

NO_ADDRESS = "No public address is entered: enter it in the settings."
NOT_LISTENING = "It starts once rivermon listens."


class PublicState:
    """The public way from when it is wanted until it is not.

    `outage_since` is since when no webhook can come in, as far as that is sure; `ping_at_s` when,
    by the steady clock, the next ping is due. Either is None while there is none.
    """

    outage_since: datetime | None
    ping_at_s: float | None
    _trouble_at_s: float | None
    _proved_s: float | None
    _failures: int

    def __init__(self, clock: Clock, path: str) -> None:
        """Begin with none; webhooks come to `path` where an address has no path of its own."""
        self._clock = clock
        self._path = path
        self._plan = TunnelPlan()
        self._last_url = ""
        self.way = PublicWay()
        self._forget()

    @property
    def host(self) -> str:
        """Whom a request names that came by the public address; empty while none is known."""
        return named(urlsplit(self.way.origin).netloc)

    @property
    def troubled(self) -> bool:
        """True when the way is down for longer than a hiccup."""
        return self._trouble_at_s is not None and self._trouble_at_s <= self._clock.monotonic_s()

    @property
    def due_s(self) -> float | None:
        """When, by the steady clock, there is something to be done or told."""
        now_s = self._clock.monotonic_s()
        trouble = None if self.troubled else self._trouble_at_s
        known = [at for at in (self.ping_at_s, trouble) if at is not None]
        return max(min(known), now_s) if known else None

    def end(self) -> None:
        """It is not wanted."""
        self._plan = TunnelPlan()
        self._forget()
        self.way = PublicWay(since=self._clock.now())

    def wait(self, plan: TunnelPlan) -> None:
        """It is wanted, and begins once rivermon listens."""
        self._plan = plan
        self._forget()
        self._begin(NOT_LISTENING)

    def begin(self, plan: TunnelPlan) -> None:
        """It is begun: the program is run, or the address is there already."""
        self._plan = plan
        self._forget()
        self._begin("")
        if plan.kind is TunnelKind.URL:
            self._know(plan.url, patience_s=0.0)
            if not plan.url:
                self._down(TunnelState.UNREACHABLE, NO_ADDRESS, within_s=0.0)

    def hear(self, news: TunnelNews) -> None:
        """Take in what the program's engine tells."""
        address = "" if self._plan.kind is TunnelKind.MODELRIVER else news.origin or self._known
        match news.state:
            case TunnelState.RESTARTING:
                self._gone(news, within_s=HICCUP_S)
            case TunnelState.MISSING:
                self._gone(news, within_s=0.0)
            case TunnelState.UP if not address:
                self._up()
            case TunnelState.STARTING | TunnelState.UP:
                self._start(address)

    def ping_sent(self) -> None:
        """A ping is under way: the next one is due after what became of it."""
        self.ping_at_s = None

    def ping_came_back(self) -> None:
        """The way is open."""
        if not self._is_tried:
            return
        self._up()
        self.way = replace(self.way, tried_at=self._clock.now())
        self.ping_at_s = self._clock.monotonic_s() + PING_EVERY_S

    def ping_failed(self, why: str) -> None:
        """A ping did not come back; `why` says so in a sentence.

        It says nothing where a webhook came in meanwhile: some routers do not let a machine reach
        its own public address.
        """
        now_s = self._clock.monotonic_s()
        if not self._is_tried:
            return
        if self._proved_s is not None and now_s - self._proved_s < PING_EVERY_S:
            self.ping_at_s = now_s + PING_EVERY_S
            return
        if not self._failures:
            self._failed_since = self._clock.now()
        self._failures += 1
        self.ping_at_s = now_s + self._wait_s()
        self._fail(why)

    def webhook_came(self) -> None:
        """A genuine webhook came in by the public address: the way is open."""
        self._proved_s = self._clock.monotonic_s()
        self.way = replace(self.way, former="")
        if self._is_tried and (self.way.state is not TunnelState.UP or self._failures):
            self._up()
            self.ping_at_s = self._proved_s + PING_EVERY_S

    def try_now(self) -> None:
        """A ping is due now, if there is an address."""
        if self.way.url:
            self._proved_s = None
            self.ping_at_s = self._clock.monotonic_s()

    @property
    def _known(self) -> str:
        """The public address if it is known beforehand; ModelRiver's own program needs none."""
        return "" if self._plan.kind is TunnelKind.MODELRIVER else self._plan.url

    @property
    def _is_patient(self) -> bool:
        starting = self.way.state is TunnelState.STARTING
        return starting and self._clock.monotonic_s() < self._patient_until_s

    @property
    def _is_tried(self) -> bool:
        return self.way.state not in _NOTHING_RUNS

    def _forget(self) -> None:
        self.outage_since = self.ping_at_s = self._trouble_at_s = None
        self._proved_s = None
        self._began = self._failed_since = self._clock.now()
        self._patient_until_s = 0.0
        self._failures = 0

    def _begin(self, reason: str) -> None:
        self._become(
            TunnelState.STARTING, reason, kind=self._plan.kind, origin="", url="", tried_at=None
        )

    def _start(self, address: str) -> None:
        """Its program runs; what it is to be reached at is known by now, or not yet."""
        if address and self._is_tried and webhook_url(address, self._path) == self.way.url:
            return
        if self.way.state is not TunnelState.STARTING:
            self._began = self._clock.now()
        # Why it ended is worth knowing until it is back.
        self._become(TunnelState.STARTING, self.way.reason)
        self._failures, self._proved_s = 0, None
        if address:
            self._know(address, patience_s=BEGINNING_S)
        else:
            self.way = replace(self.way, origin="", url="")
            self.ping_at_s = None

    def _know(self, address: str, *, patience_s: float) -> None:
        now_s = self._clock.monotonic_s()
        self.way = replace(
            self.way, origin=origin_of_url(address), url=webhook_url(address, self._path)
        )
        self._patient_until_s = now_s + patience_s
        self.ping_at_s = None
        if address:
            new = self._plan.kind is TunnelKind.CLOUDFLARED and not self._known
            self.ping_at_s = now_s + (NEW_NAME_S if new else 0.0)

    def _wait_s(self) -> float:
        opening = self._is_patient and bool(self._known)
        if opening:
            return SOON_S
        doublings = min(max(0, self._failures - _AS_SOON), _MOST_DOUBLINGS)
        return min(PING_EVERY_S, AGAIN_S * 2.0**doublings)

    def _up(self) -> None:
        self.outage_since = self._trouble_at_s = None
        self._failures = 0
        before, self._last_url = self._last_url, self.way.url
        former = before if before not in {"", self.way.url} else self.way.former
        self._become(TunnelState.UP, former="" if former == self.way.url else former)

    def _gone(self, news: TunnelNews, *, within_s: float) -> None:
        self.ping_at_s = self._proved_s = None
        self._failures = 0
        self._down(news.state, news.reason, within_s=within_s)
        known = self._known
        self.way = replace(
            self.way,
            again_at=news.again_at,
            origin=origin_of_url(known),
            url=webhook_url(known, self._path),
        )

    def _fail(self, why: str) -> None:
        starting = self.way.state is TunnelState.STARTING
        if self._failures <= _MOST_FAILURES_IN_A_HICCUP or self._is_patient:
            if starting:
                self.way = replace(self.way, reason=why)
            return
        if starting and self.outage_since is None:
            self.outage_since = self._began
        self._down(TunnelState.UNREACHABLE, why, within_s=0.0, since=self._failed_since)

    def _down(
        self, state: TunnelState, why: str, *, within_s: float, since: datetime | None = None
    ) -> None:
        self._become(state, why)
        self._lose(since or self._clock.now(), within_s=within_s)

    def _lose(self, since: datetime, *, within_s: float) -> None:
        """No webhook comes in since then; it is trouble if that lasts for `within_s` seconds."""
        at_s = self._clock.monotonic_s() + within_s
        if self.outage_since is None:
            self.outage_since = since
        if self._trouble_at_s is None or self._trouble_at_s > at_s:
            self._trouble_at_s = at_s

    def _become(self, state: TunnelState, reason: str = "", **changed: Any) -> None:
        since = self.way.since if state is self.way.state else self._clock.now()
        self.way = replace(
            self.way, state=state, reason=reason, since=since, again_at=None, **changed
        )
