"""A stored delivery taken in once more: judged by today's secrets, as of the day it came."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.entities import Arrival, CallbackState, Delivery, Outcome, Verdict, VerdictWord
from rivermon.core.feed import ChangeFeed, DeliveryStored
from rivermon.core.flood_gauge import FloodGauge
from rivermon.core.intake import Intake
from rivermon.core.listing import View
from rivermon.core.outbox import Outbox
from rivermon.core.ports import StoreUnavailable
from rivermon.core.rejections import Rejections
from rivermon.core.replay import CannotReplay, not_genuine
from rivermon.core.signature import Refusal
from rivermon.net.callback_client import CallbackClient
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import FakeClock
from tests.core.told import Told
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival
from tests.ledger_check import assert_reconciled

KEY = "mr_live_replay"
WRONG = "whsec_mistyped"


class House(NamedTuple):
    """A house that the test hands requests to."""

    intake: Intake
    store: SqliteStore
    told: Told
    clock: FakeClock

    async def stored(self, number: int = 1) -> Delivery:
        """A delivery as it is stored, with its headers and body."""
        detail = await self.store.detail(View.DELIVERIES, number)
        assert detail is not None
        return detail.delivery


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


@asynccontextmanager
async def house_with(
    folder: Path,
    desk: CallbackDesk,
    *secrets: str,
    clock: FakeClock | None = None,
    max_age_s: float | None = None,
    gauge: FloodGauge | None = None,
) -> AsyncIterator[House]:
    clock, feed = clock or FakeClock(), ChangeFeed()
    told = Told(feed)
    gate = CallbackGate([desk.base_url.removeprefix("http://")], has_api_key=True)
    async with (
        opened(folder / "rivermon.db", feed.tell, clock) as store,
        CallbackClient(KEY, timeout_s=5.0) as client,
        Outbox(store=store, client=client, feed=feed, clock=clock, gate=gate, jitter=lambda: 0.0),
    ):
        intake = Intake(
            store=store,
            feed=feed,
            clock=clock,
            gate=gate,
            secrets=secrets or (SECRET,),
            max_age_s=max_age_s,
            rejections=Rejections(clock.monotonic_s, gauge=gauge),
        )
        yield House(intake, store, told, clock)
    assert_reconciled(folder / "rivermon.db")


def arriving(house: House, desk: CallbackDesk, channel: str = "c1") -> Arrival:
    body = event_body(channel, f"{desk.base_url}/v1/callback/{channel}")
    return signed_arrival(body, house.clock.now())


async def test_what_was_rejected_for_a_wrong_secret_becomes_a_record_once_it_is_right(
    tmp_path: Path, desk: CallbackDesk
):
    clock = FakeClock()
    async with house_with(tmp_path, desk, WRONG, clock=clock) as house:
        answer = await house.intake.receive(arriving(house, desk))
        assert answer.status == 401
    clock.move(60)
    async with house_with(tmp_path, desk, WRONG, SECRET, clock=clock) as house:
        kept = await house.intake.replay(await house.stored())
        assert (kept.outcome, kept.record_id) == (Outcome.RECORDED, 1)
        fact = await house.told.state(CallbackState.SUCCESS)
        assert (fact.callback.deadline - clock.now()).total_seconds() == 240
        again, first = await house.stored(kept.delivery_id), await house.stored()
        losses = await house.store.losses()
    assert (again.replay_of, again.received_at) == (1, clock.now())
    assert (again.verdict.secret, again.body) == (2, first.body)
    assert (first.outcome, first.replay_of) == (Outcome.REJECTED, None)
    assert (losses.received, losses.replays, losses.received_missing) == (1, 1, 0)
    assert json.loads(desk.latest[0].body)["data"]["title"] == "Inception"


async def test_after_its_window_the_callback_is_tried_once(tmp_path, desk):
    clock = FakeClock()
    async with house_with(tmp_path, desk, WRONG, clock=clock) as house:
        await house.intake.receive(arriving(house, desk))
    clock.move(3 * 3600)
    async with house_with(tmp_path, desk, clock=clock) as house:
        await house.intake.replay(await house.stored())
        fact = await house.told.state(CallbackState.SUCCESS)
    assert fact.callback.attempts == 1
    assert fact.callback.deadline < fact.callback.received_at


async def test_what_is_there_already_is_a_duplicate_and_its_callback_goes_on_being_owed(
    tmp_path, desk
):
    async with house_with(tmp_path, desk) as house:
        await house.intake.receive(arriving(house, desk))
        await house.told.state(CallbackState.SUCCESS)
        kept = await house.intake.replay(await house.stored())
        assert (kept.outcome, kept.record_id) == (Outcome.DUPLICATE, 1)
        counts = await house.store.counts()
    assert (counts.records, counts.deliveries, counts.owed) == (1, 2, 0)
    assert desk.tally.total == 1


async def test_the_age_is_judged_as_of_the_day_it_came(tmp_path, desk):
    clock = FakeClock()
    stamp = clock.now().isoformat()
    async with house_with(tmp_path, desk, WRONG, clock=clock, max_age_s=60) as house:
        arrival = arriving(house, desk)
        dated = replace(arrival, headers=(*arrival.headers, ("mr-timestamp", stamp)))
        await house.intake.receive(dated)
    clock.move(3600)
    async with house_with(tmp_path, desk, clock=clock, max_age_s=60) as house:
        assert (await house.intake.replay(await house.stored())).outcome is Outcome.RECORDED
        await house.told.state(CallbackState.SUCCESS)


async def test_what_was_too_old_then_is_too_old_today(tmp_path, desk):
    async with house_with(tmp_path, desk, max_age_s=60) as house:
        stamp = house.clock.now().isoformat()
        house.clock.move(120)
        arrival = arriving(house, desk)
        dated = replace(arrival, headers=(*arrival.headers, ("mr-timestamp", stamp)))
        await house.intake.receive(dated)
        with pytest.raises(CannotReplay, match=r"too old\. .*raise max_age_s"):
            await house.intake.replay(await house.stored())


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (WRONG, "does not match any configured secret. If ModelRiver did send it"),
        (f" {SECRET} ", "stripped of spaces or newlines. Set the secret without the blanks"),
        ("", "no webhook secret is configured. Set MODELRIVER_WEBHOOK_SECRET"),
    ],
)
async def test_what_is_not_genuine_today_is_refused_and_nothing_is_stored(
    tmp_path, desk, secret, said
):
    async with house_with(tmp_path, desk, WRONG) as house:
        await house.intake.receive(arriving(house, desk))
    async with house_with(tmp_path, desk, secret) as house:
        with pytest.raises(CannotReplay) as refused:
            await house.intake.replay(await house.stored())
        assert said in str(refused.value)
        assert (await house.store.counts()).deliveries == 1
        assert not house.told.of(DeliveryStored)


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_says_what_is_so_and_what_to_do(reason: Refusal):
    said = str(not_genuine(Verdict(VerdictWord.INVALID, reason=reason)))
    what, _, remedy = said.partition(f": {reason}. ")
    assert what == "Nothing was replayed, for the signature is not good"
    assert remedy[0].isupper()
    assert remedy.endswith(".")


@pytest.mark.parametrize("why", [Refusal.TOO_LARGE, Refusal.CONTENT_ENCODING])
async def test_a_request_whose_body_was_not_kept_is_refused(tmp_path, desk, why):
    async with house_with(tmp_path, desk) as house:
        await house.intake.turn_away(replace(arriving(house, desk), body=b""), why)
        with pytest.raises(CannotReplay, match="its body was never read"):
            await house.intake.replay(await house.stored())


async def test_a_replay_is_nobodys_mistake_and_never_limited(tmp_path, desk):
    gauge = FloodGauge()
    async with house_with(tmp_path, desk, WRONG, gauge=gauge) as house:
        await house.intake.receive(arriving(house, desk))
        delivery = await house.stored()
        for _ in range(200):
            with pytest.raises(CannotReplay):
                await house.intake.replay(delivery)
        assert gauge.dropped == 0
        asked_s = house.clock.monotonic_s()
        await house.intake.receive(arriving(house, desk, "c2"))
        assert house.clock.monotonic_s() == asked_s
        assert (await house.store.counts()).deliveries == 2


async def test_a_large_body_is_replayed_too(tmp_path, desk):
    clock = FakeClock()
    url = f"{desk.base_url}/v1/callback/c1"
    body = event_body("c1", url, ai_response={"data": {"text": "x" * 300_000}})
    async with house_with(tmp_path, desk, WRONG, clock=clock) as house:
        await house.intake.receive(signed_arrival(body, clock.now()))
    async with house_with(tmp_path, desk, clock=clock) as house:
        await house.intake.replay(await house.stored())
        await house.told.state(CallbackState.SUCCESS)
    assert json.loads(desk.latest[0].body)["data"]["text"] == "x" * 300_000


async def test_a_store_that_cannot_keep_a_replay_says_so(tmp_path, desk, monkeypatch):
    async with house_with(tmp_path, desk, WRONG) as house:
        await house.intake.receive(arriving(house, desk))
    async with house_with(tmp_path, desk) as house:
        delivery = await house.stored()

        async def full(_):
            raise StoreUnavailable("The disk is full.")

        with monkeypatch.context() as patched:
            patched.setattr(house.store, "keep", full)
            with pytest.raises(StoreUnavailable, match="The disk is full"):
                await house.intake.replay(delivery)
        assert (await house.intake.replay(delivery)).outcome is Outcome.RECORDED
        await house.told.state(CallbackState.SUCCESS)
