"""The house in one process, with the time handed in: real store, outbox, wire and listener."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.entities import CallbackHistory, CallbackKind, CallbackState
from rivermon.core.feed import ChangeFeed
from rivermon.core.intake import Intake
from rivermon.core.listing import View
from rivermon.core.outbox import Outbox
from rivermon.core.ports import Clock
from rivermon.net.callback_client import CallbackClient
from rivermon.net.listener import Listener
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import FakeClock
from tests.core.told import Told
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival

KEY = "mr_live_fault"
C = TypeVar("C", bound=Clock)


@dataclass(frozen=True)
class House(Generic[C]):
    """What a test of faults holds on to."""

    intake: Intake
    store: SqliteStore
    outbox: Outbox
    listener: Listener
    told: Told
    clock: C

    async def receive(self, channel: str, url: str) -> None:
        """Take in a genuine webhook of `channel`, to be called back at `url`."""
        body = event_body(channel, url)
        answer = await self.intake.receive(signed_arrival(body, self.clock.now()))
        assert answer.status == 200

    async def callback(
        self, kind: CallbackKind = CallbackKind.SUCCESS, record_id: int = 1
    ) -> CallbackHistory:
        """A record's callback of a kind, as it is stored, with its attempts."""
        detail = await self.store.detail(View.RECORDS, record_id)
        assert detail is not None
        (found,) = (each for each in detail.callbacks if each.callback.kind is kind)
        return found


@asynccontextmanager
async def house_of(
    folder: Path,
    *allowed: str,
    clock: C,
    api_key: str | None = KEY,
    timeout_s: float = 5.0,
) -> AsyncIterator[House[C]]:
    """Open a house on the database in `folder`, its callbacks going to `allowed` hosts."""
    feed = ChangeFeed()
    told = Told(feed)
    gate = CallbackGate(allowed, has_api_key=api_key is not None)
    async with (
        opened(folder / "rivermon.db", feed.tell, clock) as store,
        CallbackClient(api_key, timeout_s=timeout_s) as client,
        Outbox(
            store=store, client=client, feed=feed, clock=clock, gate=gate, jitter=lambda: 0.0
        ) as outbox,
    ):
        intake = Intake(store=store, feed=feed, clock=clock, gate=gate, secrets=[SECRET])
        listener = Listener(intake, now=clock.now, host="127.0.0.1", port=0)
        try:
            yield House(intake, store, outbox, listener, told, clock)
        finally:
            await listener.close()


async def let_tries_fail(house: House[FakeClock], number: int) -> None:
    """Let time pass from failed try to failed try, until there are so many."""
    for tried in range(1, number + 1):
        change = await house.told.state(CallbackState.PROGRESS, times=tried)
        moment = change.callback.next_attempt_at
        assert moment is not None
        if tried < number:
            house.clock.move((moment - house.clock.now()).total_seconds())


async def waits_until_ended(
    house: House[FakeClock],
    kind: CallbackKind = CallbackKind.SUCCESS,
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[float]:
    """Let time pass from try to try until a callback of `kind` has ended; the waits, in seconds.

    `meanwhile` happens in each of the waits.
    """
    waits: list[float] = []
    while True:
        tried = len(waits) + 1
        await house.told.until(lambda: len(house.told.changes(kind)) >= tried)  # noqa: B023
        change = house.told.changes(kind)[tried - 1]
        if change.callback.state is not CallbackState.PROGRESS:
            return waits
        moment = change.callback.next_attempt_at
        assert moment is not None
        waits.append((moment - house.clock.now()).total_seconds())
        meanwhile()
        house.clock.move(waits[-1])
