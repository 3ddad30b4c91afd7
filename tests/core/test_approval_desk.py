"""What happens to content that nobody decides about: 20 s before the end, by the rules of then."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rivermon.core import approval_desk
from rivermon.core.approval import Approval, ApprovalRules, Undecided
from rivermon.core.entities import CallbackKind, CallbackState, Delivery
from rivermon.core.feed import LedgerChanged, RowsDropped
from rivermon.core.listing import View
from rivermon.core.ports import StoreUnavailable
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.store.store import SqliteStore
from tests.core.fake_clock import FakeClock
from tests.core.gated import HELD_EVENT, KEY, Gated, gated

UNTIL_THE_RULES = 280.0
UNTIL_THE_END = 300.0


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


async def waits(house: Gated) -> bool:
    """Whether the first record still waits, once everything due has been done."""
    await house.let_the_rest_pass()
    return (await house.history()).callback.awaiting


async def test_by_default_it_times_out_at_the_end_and_modelriver_is_told(
    tmp_path: Path, desk: CallbackDesk
):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        house.clock.move(UNTIL_THE_RULES)
        assert await waits(house)
        house.clock.move(UNTIL_THE_END - UNTIL_THE_RULES - 0.001)
        assert await waits(house)
        house.clock.move(0.001)
        fact = await house.told.state(CallbackState.TIMEOUT)
        assert fact.callback.approval is Approval.LAPSED
        assert fact.callback.decided_at == house.clock.now()
        await desk.wait_for(3, timeout_s=10)
        assert not await house.outbox.approve(1)
    assert json.loads(desk.latest[-1].body) == {
        "error": "processing_failed",
        "message": "The callback with the content did not succeed: it waited for approval, and "
        "nobody decided in time.",
    }


async def test_sent_by_rule_twenty_seconds_before_the_end(tmp_path, desk):
    async with gated(tmp_path, desk, Undecided.SEND) as house:
        await house.hold("c1")
        house.clock.move(UNTIL_THE_RULES - 0.001)
        assert await waits(house)
        house.clock.move(0.001)
        await house.told.state(CallbackState.SUCCESS, times=2)
        sent = (await house.history()).callback
    assert (sent.state, sent.approval) == (CallbackState.SUCCESS, Approval.BY_RULE)
    assert json.loads(desk.latest[-1].body)["data"]["title"] == "Inception"


async def test_rejected_by_rule_twenty_seconds_before_the_end(tmp_path, desk):
    async with gated(tmp_path, desk, Undecided.REJECT) as house:
        await house.hold("c1")
        house.clock.move(UNTIL_THE_RULES - 0.001)
        assert await waits(house)
        house.clock.move(0.001)
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        rejected = (await house.history()).callback
    assert (rejected.state, rejected.approval) == (CallbackState.ERROR, Approval.LAPSED)
    assert "operator" not in (rejected.reason or "")
    assert json.loads(desk.latest[-1].body) == {
        "error": "processing_failed",
        "message": "nobody decided in time",
    }


@pytest.mark.parametrize("undecided", list(Undecided))
async def test_what_the_operator_decides_in_time_is_not_decided_again(tmp_path, desk, undecided):
    async with gated(tmp_path, desk, undecided) as house:
        await house.hold("c1")
        await house.hold("c2")
        house.clock.move(UNTIL_THE_RULES - 1)
        await house.outbox.approve(1)
        await house.outbox.reject(2, "not fit to be shown")
        await desk.wait_for(2, timeout_s=10)
        house.clock.move(30)
        await house.let_the_rest_pass()
        approved, rejected = [(await house.history(number)).callback for number in (1, 2)]
    assert (approved.state, approved.approval) == (CallbackState.SUCCESS, Approval.APPROVED)
    assert (rejected.state, rejected.approval) == (CallbackState.ERROR, Approval.REJECTED)
    assert (desk.tally.channel("c1").came, desk.tally.channel("c2").came) == (1, 1)


@pytest.mark.parametrize("by_s", [3600.0, -3600.0])
async def test_a_wall_clock_that_is_set_changes_nothing(tmp_path, desk, by_s):
    async with gated(tmp_path, desk, Undecided.SEND) as house:
        await house.hold("c1")
        house.clock.move(UNTIL_THE_RULES / 2)
        house.clock.set_wall(by_s)
        assert await waits(house)
        house.clock.move(UNTIL_THE_RULES / 2 - 0.001)
        assert await waits(house)
        house.clock.move(0.001)
        await house.told.state(CallbackState.SUCCESS, times=3)
        assert (await house.history()).callback.approval is Approval.BY_RULE


async def test_the_rules_of_that_moment_decide(tmp_path, desk):
    async with gated(tmp_path, desk, Undecided.LAPSE) as house:
        await house.hold("c1")
        house.clock.move(60)
        house.rules = ApprovalRules(frozenset(), Undecided.SEND)
        house.clock.move(UNTIL_THE_RULES - 60 - 0.001)
        assert await waits(house)
        house.clock.move(0.001)
        await house.told.state(CallbackState.SUCCESS, times=2)
        assert (await house.history()).callback.approval is Approval.BY_RULE


async def test_what_waits_is_taken_up_at_the_next_start(tmp_path, desk):
    clock = FakeClock()
    async with gated(tmp_path, desk, clock=clock) as house:
        await house.hold("c1")
    clock.move(200)
    async with gated(tmp_path, desk, Undecided.SEND, clock=clock) as house:
        assert await waits(house)
        clock.move(UNTIL_THE_RULES - 200)
        await house.told.state(CallbackState.SUCCESS, times=2)
        assert (await house.history()).callback.approval is Approval.BY_RULE


async def test_a_start_in_the_last_seconds_decides_at_once(tmp_path, desk):
    clock = FakeClock()
    async with gated(tmp_path, desk, clock=clock) as house:
        await house.hold("c1")
    clock.move(UNTIL_THE_END - 5)
    async with gated(tmp_path, desk, Undecided.SEND, clock=clock) as house:
        await house.told.state(CallbackState.SUCCESS)
        assert (await house.history()).callback.approval is Approval.BY_RULE
    assert desk.tally.channel("c1").successes == 1


@pytest.mark.parametrize("undecided", list(Undecided))
async def test_a_start_after_the_end_says_that_it_is_too_late(tmp_path, desk, undecided):
    clock = FakeClock()
    async with gated(tmp_path, desk, clock=clock) as house:
        await house.hold("c1")
    clock.move(UNTIL_THE_END + 3600)
    async with gated(tmp_path, desk, undecided, clock=clock) as house:
        fact = await house.told.state(CallbackState.TIMEOUT)
        assert fact.callback.approval is Approval.LAPSED
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
    assert (desk.tally.channel("c1").successes, desk.tally.channel("c1").errors) == (0, 1)


async def test_what_lapsed_can_still_be_sent_by_hand(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        house.clock.move(UNTIL_THE_END)
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        assert await house.outbox.send_again([1]) == 1
        await house.told.state(CallbackState.SUCCESS)
    assert desk.tally.channel("c1").successes == 1


async def test_a_store_that_is_away_at_the_moment_is_asked_until_it_is_back(
    tmp_path, desk, monkeypatch
):
    async with gated(tmp_path, desk, Undecided.SEND) as house:
        works = house.store.approve
        failures: list[int] = []

        async def full(*args):
            if len(failures) < 3:
                failures.append(1)
                raise StoreUnavailable("The disk is full.")
            return await works(*args)

        monkeypatch.setattr(house.store, "approve", full)
        await house.hold("c1")
        house.clock.move(UNTIL_THE_RULES)
        while not desk.tally.total:
            house.clock.move(0.5)
            await asyncio.sleep(0.01)
        await house.told.state(CallbackState.SUCCESS)
        assert (await house.history()).callback.approval is Approval.BY_RULE
    assert len(failures) == 3


async def test_hundreds_are_decided_in_the_same_moment(tmp_path, desk):
    number = 300
    async with gated(tmp_path, desk, Undecided.SEND) as house:
        await asyncio.gather(*(house.receive(f"c{each}") for each in range(number)))
        house.clock.move(UNTIL_THE_RULES)
        await desk.wait_for_settled(number, timeout_s=20)
        await house.told.state(CallbackState.SUCCESS, times=number)
        assert (await house.store.counts()).awaiting == 0
    assert desk.tally.total == number


async def test_more_than_the_store_names_at_once_are_decided_in_turn(tmp_path, desk, monkeypatch):
    clock, most = FakeClock(), 10
    monkeypatch.setattr(approval_desk, "_MOST_TAKEN_UP", most)
    async with gated(tmp_path, desk, clock=clock) as house:
        for number in range(25):
            await house.receive(f"c{number}")
            clock.move(0.1)
        works = SqliteStore.awaiting

    async def some(store):
        return (await works(store))[:most]

    monkeypatch.setattr(SqliteStore, "awaiting", some)
    clock.move(UNTIL_THE_RULES)
    async with gated(tmp_path, desk, Undecided.SEND, clock=clock) as house:
        await house.told.state(CallbackState.SUCCESS, times=25)
    assert desk.tally.total == 25


async def test_what_others_wrote_is_taken_up_and_what_was_deleted_is_forgotten(tmp_path, desk):
    async with gated(tmp_path, desk, Undecided.SEND) as house:
        held = await house.hold("c1")
        house.feed.tell([RowsDropped(callbacks=(held.id,))])
        house.clock.move(UNTIL_THE_RULES)
        assert await waits(house)
        house.feed.tell([LedgerChanged()])
        await house.told.state(CallbackState.SUCCESS, times=2)
        assert (await house.history()).callback.approval is Approval.BY_RULE


async def test_what_is_replayed_after_its_window_waits_for_as_long_as_it_takes(tmp_path, desk):
    async with gated(tmp_path, desk, Undecided.SEND) as house:
        house.rules = ApprovalRules()
        await house.receive("c1")
        await house.told.state(CallbackState.SUCCESS)
        house.rules = ApprovalRules(frozenset({HELD_EVENT}), Undecided.SEND)
        delivery = await _forgotten(house)
        house.clock.move(3600)
        await house.intake.replay(delivery)
        (held,) = await house.store.awaiting()
        assert held.record_id is not None
        house.clock.move(86_400)
        await house.let_the_rest_pass()
        assert desk.tally.channel("c1").came == 1
        assert await house.outbox.approve(held.record_id)
        await house.told.state(CallbackState.SUCCESS, times=3)
    assert desk.tally.channel("c1").came == 2


async def _forgotten(house: Gated) -> Delivery:
    """The first delivery, whose record is deleted, so that a replay makes another one."""
    detail = await house.store.detail(View.DELIVERIES, 1)
    assert detail is not None
    await house.store.delete([1])
    return detail.delivery


async def test_who_lapses_what_was_decided_in_the_same_moment_undoes_nothing(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        held = await house.hold("c1")
        await house.outbox.approve(1)
        await house.outbox.lapse(held)
        await house.told.state(CallbackState.SUCCESS)
        await house.let_the_rest_pass()
        decided = (await house.history()).callback
    assert (decided.state, decided.approval) == (CallbackState.SUCCESS, Approval.APPROVED)
    assert desk.tally.channel("c1").errors == 0
