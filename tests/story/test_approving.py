"""Hold, look, change, approve or reject: what a local server got of it, over real HTTP."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rivermon.controls import CannotBeDone
from rivermon.core.approval import Approval
from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.simulator.callback_desk import CallbackDesk
from tests.ledger_check import assert_reconciled
from tests.story.house_at_hand import at_hand, unheeded
from tests.story.served import KEY, Served
from tests.story.story_webhooks import generated

EVENT = "article_written"


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


async def test_hold_change_approve_and_the_callback_has_the_change(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    async with at_hand(tmp_path, desk, hold_events=(EVENT,)) as story:
        assert await story.post(generated("As the AI wrote it", desk)) == 200
        assert await story.post(generated("Not held", desk, event="stock")) == 200
        await story.told.state(CallbackState.SUCCESS)
        assert [taken.channel for taken in desk.latest] == ["ch-not-held"]
        changed = {"title": "As the operator wants it", "stars": 5, "nested": {"a": [1, None]}}
        assert await story.controls.approve([1], changed) == 1
        await story.told.state(CallbackState.SUCCESS, times=2)
        detail = await story.detail(1)
    sent = json.loads(desk.latest[-1].body)
    assert sent["data"] == {**changed, "id": 1, "saved_at": sent["data"]["saved_at"]}
    assert sent["task_id"] == "sqlite_1"
    assert detail.record is not None
    assert detail.record.title == "As the operator wants it"
    assert detail.record.edited_at is not None
    assert b"As the AI wrote it" in detail.delivery.body
    assert detail.callbacks[0].callback.approval is Approval.EDITED


async def test_a_selection_is_approved_and_another_one_rejected(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk, hold_events=(EVENT,)) as story:
        for number in range(1, 7):
            await story.post(generated(f"Article {number}", desk))
        assert await story.controls.approve([1, 2, 3, 99]) == 3
        assert await story.controls.reject([4, 5], " not fit to be shown ") == 2
        await desk.wait_for(5, timeout_s=10)
        await story.told.state(CallbackState.SUCCESS, CallbackKind.ERROR, times=2)
        await story.told.state(CallbackState.SUCCESS, times=3)
        assert (await story.house.store.counts()).awaiting == 1
    bodies = {taken.channel: json.loads(taken.body) for taken in desk.latest}
    assert {f"ch-article-{number}" for number in range(1, 6)} == set(bodies)
    for number in (4, 5):
        failure = {"error": "processing_failed", "message": "not fit to be shown"}
        assert bodies[f"ch-article-{number}"] == failure


async def test_what_cannot_be_decided_is_refused_in_words(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk, hold_events=(EVENT,)) as story:
        await story.post(generated("Held", desk))
        await story.post(generated("Sent", desk, event="stock"))
        await story.told.state(CallbackState.SUCCESS)
        with pytest.raises(CannotBeDone, match="one record at a time"):
            await story.controls.approve([1, 2], {"title": "Both"})
        with pytest.raises(CannotBeDone, match="Nothing of this waits for approval any more"):
            await story.controls.approve([2])
        with pytest.raises(CannotBeDone, match="ModelRiver is told the reason"):
            await story.controls.reject([1], "  ")
        for refused in (2, 99):
            with pytest.raises(CannotBeDone, match="ModelRiver has taken the content, or"):
                await story.controls.reject([refused], "not fit")
        with pytest.raises(CannotBeDone, match="it waits for your approval"):
            await story.controls.send_again([1], unheeded)
        assert (await story.house.store.counts()).awaiting == 1
    assert desk.tally.channel("ch-held").came == 0
    assert desk.tally.channel("ch-sent").came == 1


async def test_the_gate_opens_and_closes_while_rivermon_runs(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk) as story:
        await story.post(generated("Before", desk))
        await story.told.state(CallbackState.SUCCESS)
        story.house.chosen.change(hold_events=[EVENT])
        await story.post(generated("Meanwhile", desk))
        await story.told.state(CallbackState.HELD)
        story.house.chosen.change(hold_events=[])
        await story.post(generated("After", desk))
        await story.told.state(CallbackState.SUCCESS, times=2)
        assert (await story.house.store.counts()).awaiting == 1
    assert [taken.channel for taken in desk.latest] == ["ch-before", "ch-after"]


async def test_what_is_held_outlives_a_kill(tmp_path, desk) -> None:
    host = desk.base_url.removeprefix("http://")
    gate = {"RIVERMON_CALLBACK_HOSTS": host, "RIVERMON_HOLD_EVENTS": EVENT}
    from rivermon.simulator.sender import Sender

    with Served(tmp_path, **gate) as served:
        webhook = generated("Kept over the kill", desk)
        async with Sender(served.url) as sender:
            assert (await sender.post(webhook.sample, webhook.headers)).status == 200
        served.kill()
    assert_reconciled(tmp_path / "rivermon.db")
    async with at_hand(tmp_path, desk) as story:
        assert [each.record_id for each in await story.house.store.awaiting()] == [1]
        assert desk.tally.total == 0
        assert await story.controls.approve([1]) == 1
        await story.told.state(CallbackState.SUCCESS)
    assert json.loads(desk.latest[0].body)["data"]["title"] == "Kept over the kill"
