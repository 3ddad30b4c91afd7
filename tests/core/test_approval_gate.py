"""What waits for the operator does not leave by itself, and goes as the operator says."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rivermon.core.approval import Approval, ApprovalRules
from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.core.feed import RecordChanged, Trouble, TroubleBegan
from rivermon.core.listing import View
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from tests.core.gated import KEY, gated
from tests.core.webhook_arrivals import event_body, signed_arrival


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


async def test_content_of_a_held_event_is_stored_and_not_sent(tmp_path: Path, desk: CallbackDesk):
    async with gated(tmp_path, desk) as house:
        held = await house.hold("c1")
        assert held.state is CallbackState.HELD
        assert held.approval is Approval.WAITING
        assert held.reason == "waits for your approval"
        await house.let_the_rest_pass()
        counts = await house.store.counts()
        assert (counts.records, counts.held, counts.awaiting) == (2, 1, 1)
    assert desk.tally.channel("c1").came == 0


async def test_what_is_approved_is_sent_as_it_came(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        house.clock.move(60)
        assert await house.outbox.approve(1)
        await house.told.state(CallbackState.SUCCESS)
        sent = (await house.history()).callback
        assert (sent.approval, sent.decided_at) == (Approval.APPROVED, house.clock.now())
        assert not await house.outbox.approve(1)
    assert json.loads(desk.latest[0].body)["data"]["title"] == "Inception"
    assert desk.tally.channel("c1").came == 1


async def test_what_is_approved_with_changes_is_sent_and_shown_with_them(tmp_path, desk):
    changed = {"title": "Inception, cut", "description": "Dreams.", "stars": 4}
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        assert await house.outbox.approve(1, Approval.EDITED, changed)
        await house.told.state(CallbackState.SUCCESS)
        detail = await house.store.detail(View.RECORDS, 1)
        assert [fact.row.title for fact in house.told.of(RecordChanged)] == ["Inception, cut"]
    assert detail is not None
    assert detail.record is not None
    assert (detail.record.title, detail.record.body) == ("Inception, cut", "Dreams.")
    assert detail.callbacks[0].callback.approval is Approval.EDITED
    sent = json.loads(desk.latest[0].body)
    assert {name: sent["data"][name] for name in changed} == changed
    assert sent["data"]["id"] == 1
    assert sent["task_id"] == "sqlite_1"


async def test_what_is_rejected_is_not_sent_and_modelriver_is_told_why(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        assert await house.outbox.reject(1, "not fit to be shown")
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        rejected = (await house.history()).callback
        assert (rejected.state, rejected.approval) == (CallbackState.ERROR, Approval.REJECTED)
        assert not await house.outbox.approve(1)
    assert [json.loads(taken.body) for taken in desk.latest] == [
        {"error": "processing_failed", "message": "not fit to be shown"}
    ]


async def test_rejected_content_does_not_leave_when_it_comes_once_more(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        await house.outbox.reject(1, "not fit to be shown")
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        await house.receive("c1")
        await house.let_the_rest_pass()
    assert desk.tally.channel("c1").successes == 0


async def test_sending_again_leaves_alone_what_waits(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        await house.receive("c2", event="other_event")
        await house.told.state(CallbackState.SUCCESS)
        assert await house.outbox.send_again([1, 2, 99]) == 1
        await house.told.state(CallbackState.SUCCESS, times=2)
        await house.let_the_rest_pass()
    assert (desk.tally.channel("c1").came, desk.tally.channel("c2").came) == (0, 2)


async def test_what_waits_waits_whether_or_not_its_host_is_allowed(tmp_path, desk):
    host = desk.base_url.removeprefix("http://")
    async with gated(tmp_path, desk, allowed="api.modelriver.com") as house:
        held = await house.hold("c1")
        assert held.approval is Approval.WAITING
        assert TroubleBegan(Trouble.HOST_HELD, host) not in house.told.facts
        await house.outbox.allow_host(host)
        await house.let_the_rest_pass()
        assert desk.tally.channel("c1").came == 0
        await house.outbox.approve(1)
        await house.told.state(CallbackState.SUCCESS, times=2)
    assert desk.tally.channel("c1").successes == 1


async def test_what_is_approved_for_a_host_that_is_not_allowed_is_held_for_that(tmp_path, desk):
    host = desk.base_url.removeprefix("http://")
    async with gated(tmp_path, desk, allowed="api.modelriver.com") as house:
        await house.hold("c1")
        await house.outbox.approve(1)
        fact = await house.told.state(CallbackState.HELD, times=2)
        assert fact.callback.approval is Approval.APPROVED
        assert TroubleBegan(Trouble.HOST_HELD, host) in house.told.facts
        await house.outbox.allow_host(host)
        await house.told.state(CallbackState.SUCCESS)
    assert desk.tally.channel("c1").successes == 1


async def test_approval_changes_nothing_about_tries_that_fail(tmp_path, desk):
    desk.plan("c1", Scripted(status=500))
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        await house.outbox.approve(1)
        fact = await house.told.state(CallbackState.PROGRESS, times=2)
        assert fact.attempt is not None
        house.clock.move(1)
        await house.told.state(CallbackState.SUCCESS)
        history = await house.history()
    assert [attempt.status for attempt in history.attempts] == [500, 200]
    assert history.callback.approval is Approval.APPROVED


async def test_what_could_never_be_sent_does_not_wait(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.receive("c1", url="http://example.org/not-https")
        fact = await house.told.state(CallbackState.ERROR)
    assert fact.callback.approval is None
    assert "only https" in (fact.callback.reason or "")


async def test_that_there_is_no_content_is_told_without_approval(tmp_path, desk):
    url = f"{desk.base_url}/v1/callback/c1"
    failed = event_body("c1", url, ai_response=None, status="error", error="no tokens left")
    async with gated(tmp_path, desk) as house:
        await house.intake.receive(signed_arrival(failed, house.clock.now()))
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
    assert desk.tally.channel("c1").errors == 1


async def test_the_gate_is_what_the_rules_are_when_content_comes(tmp_path, desk):
    async with gated(tmp_path, desk) as house:
        await house.hold("c1")
        house.rules = ApprovalRules()
        await house.receive("c2")
        await house.told.state(CallbackState.SUCCESS)
        await house.let_the_rest_pass()
        assert [each.record_id for each in await house.store.awaiting()] == [1]
    assert (desk.tally.channel("c1").came, desk.tally.channel("c2").came) == (0, 1)
