"""A house with an approval gate, the time handed in: real store, outbox, desk and HTTP client."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rivermon.core.approval import ApprovalRules, Undecided
from rivermon.core.approval_desk import ApprovalDesk
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.entities import Callback, CallbackHistory, CallbackKind, CallbackState
from rivermon.core.feed import CallbackOwed, ChangeFeed
from rivermon.core.intake import Intake
from rivermon.core.listing import View
from rivermon.core.outbox import Outbox
from rivermon.net.callback_client import CallbackClient
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import FakeClock
from tests.core.told import Told
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival
from tests.ledger_check import assert_reconciled

KEY = "mr_live_gated"
HELD_EVENT = "new_movie_suggestion"


@dataclass
class Gated:
    """What a test of the gate holds on to; `rules` may be changed while it stands."""

    intake: Intake
    store: SqliteStore
    outbox: Outbox
    told: Told
    feed: ChangeFeed
    clock: FakeClock
    desk: CallbackDesk
    rules: ApprovalRules

    async def receive(self, channel: str, *, event: str = HELD_EVENT, url: str = "") -> None:
        """Take in a genuine webhook that is called back at the desk."""
        to = url or f"{self.desk.base_url}/v1/callback/{channel}"
        body = event_body(channel, to, event=event)
        answer = await self.intake.receive(signed_arrival(body, self.clock.now()))
        assert answer.status == 200

    async def hold(self, channel: str) -> Callback:
        """Take in what waits for approval."""
        await self.receive(channel)
        return self.told.changes()[-1].callback

    async def let_the_rest_pass(self) -> None:
        """Have something else sent: whatever was due before it went before it."""
        channel = f"passer-by-{self.desk.tally.total}"
        await self.receive(channel, event="other_event")
        passing = self.told.of(CallbackOwed)[-1].callback.id
        await self.told.until(
            lambda: any(
                change.callback.id == passing and change.callback.state is CallbackState.SUCCESS
                for change in self.told.changes()
            )
        )
        assert self.desk.latest[-1].channel == channel

    async def history(
        self, record_id: int = 1, kind: CallbackKind = CallbackKind.SUCCESS
    ) -> CallbackHistory:
        """A record's callback of a kind, as it is stored, with its attempts."""
        detail = await self.store.detail(View.RECORDS, record_id)
        assert detail is not None
        (found,) = (each for each in detail.callbacks if each.callback.kind is kind)
        return found


@asynccontextmanager
async def gated(
    folder: Path,
    desk: CallbackDesk,
    undecided: Undecided = Undecided.LAPSE,
    *,
    clock: FakeClock | None = None,
    allowed: str | None = None,
) -> AsyncIterator[Gated]:
    """Open a house that holds HELD_EVENT; when it is closed, its ledger must reconcile."""
    clock, feed = clock or FakeClock(), ChangeFeed()
    told = Told(feed)
    hosts = [desk.base_url.removeprefix("http://") if allowed is None else allowed]
    gate = CallbackGate(hosts, has_api_key=True)
    rules = ApprovalRules(frozenset({HELD_EVENT}), undecided)
    async with (
        opened(folder / "rivermon.db", feed.tell, clock) as store,
        CallbackClient(KEY, timeout_s=5.0) as client,
        Outbox(
            store=store, client=client, feed=feed, clock=clock, gate=gate, jitter=lambda: 0.0
        ) as outbox,
    ):
        intake = Intake(
            store=store,
            feed=feed,
            clock=clock,
            gate=gate,
            secrets=[SECRET],
            approval=lambda: house.rules,
        )
        house = Gated(intake, store, outbox, told, feed, clock, desk, rules)
        async with ApprovalDesk(
            store=store, outbox=outbox, feed=feed, clock=clock, approval=lambda: house.rules
        ):
            yield house
    assert_reconciled(folder / "rivermon.db")
