"""What the operator can do to what is stored, and what comes of it, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rivermon.controls import CannotBeDone
from rivermon.controls.batches import AT_ONCE
from rivermon.core.entities import CallbackState, Outcome, Scheme
from rivermon.core.feed import RowsDropped
from rivermon.core.health import Span
from rivermon.core.listing import View
from rivermon.core.replay import CannotReplay
from rivermon.core.sample_webhook import SampleWebhook
from rivermon.core.signature import Refusal
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from tests.story.house_at_hand import AtHand, at_hand, unheeded
from tests.story.served import KEY, SECRET
from tests.story.story_webhooks import completed, generated


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


async def stored(story: AtHand, number: int) -> list[int]:
    """Send webhooks and wait until all are called back; their records."""
    webhooks = [generated(f"Article {each}", story.desk) for each in range(number)]
    assert set(await asyncio.gather(*map(story.post, webhooks))) == {200}
    await story.told.state(CallbackState.SUCCESS, times=number)
    return [change.callback.record_id or 0 for change in story.told.changes()]


async def test_many_callbacks_are_sent_again_with_progress(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    number = AT_ONCE + 20
    async with at_hand(tmp_path, desk) as story:
        ids = await stored(story, number)
        told: list[tuple[int, int]] = []
        found = await story.controls.send_again(ids, lambda *done: told.append(done))
        assert found == number
        assert told == [(0, number), (AT_ONCE, number), (number, number)]
        await story.told.state(CallbackState.SUCCESS, times=2 * number)
        history = (await story.detail(ids[0])).callbacks[0]
    assert [attempt.status for attempt in history.attempts] == [200, 200]
    assert desk.tally.total == 2 * number


async def test_sending_again_can_be_cancelled_and_what_was_sent_stays_sent(tmp_path, desk) -> None:
    number = AT_ONCE + 20
    async with at_hand(tmp_path, desk) as story:
        ids = await stored(story, number)

        def give_up(done: int, _of: int) -> None:
            if done:
                raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await story.controls.send_again(ids, give_up)
        await story.told.state(CallbackState.SUCCESS, times=number + AT_ONCE)
        assert (await story.house.store.counts()).owed == 0
    assert desk.tally.total == number + AT_ONCE


async def test_a_callback_that_failed_is_sent_again_as_a_new_attempt(tmp_path, desk) -> None:
    desk.plan("ch-article", Scripted(status=404), Scripted())
    async with at_hand(tmp_path, desk) as story:
        await story.post(generated("Article", desk))
        await story.told.state(CallbackState.ERROR)
        assert await story.controls.send_again([1], unheeded) == 1
        await desk.wait_for(3, timeout_s=10)
        await story.told.until(lambda: story.told.changes()[-1].callback.attempts == 2)
        statuses = [each.status for each in (await story.detail(1)).callbacks[0].attempts]
    assert statuses[0] == 404
    with pytest.raises(CannotBeDone, match="no callback to send again"):
        async with at_hand(tmp_path, desk) as story:
            await story.controls.send_again([99], unheeded)


async def test_a_rejected_delivery_is_replayed_once_the_secret_is_right(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk, secrets=("whsec_mistyped",)) as story:
        assert await story.post(generated("Article", desk)) == 401
        with pytest.raises(CannotReplay, match="does not match any configured secret"):
            await story.controls.replay(1)
        assert (await story.house.store.counts()).deliveries == 1
    async with at_hand(tmp_path, desk, secrets=("whsec_mistyped", SECRET)) as story:
        kept = await story.controls.replay(1)
        assert (kept.outcome, kept.record_id) == (Outcome.RECORDED, 1)
        await story.told.state(CallbackState.SUCCESS)
        replayed = (await story.detail(kept.delivery_id, View.DELIVERIES)).delivery
        assert replayed.replay_of == 1
        again = await story.controls.replay(kept.delivery_id)
        assert (again.outcome, again.record_id) == (Outcome.DUPLICATE, 1)
        assert (await story.detail(again.delivery_id, View.DELIVERIES)).delivery.replay_of == 1
        losses = await story.house.store.losses()
    assert (losses.received, losses.replays) == (1, 2)
    assert losses.received_missing == losses.owed_missing == 0
    assert json.loads(desk.latest[0].body)["data"]["title"] == "Article"
    assert desk.tally.total == 1


async def test_a_signature_is_looked_at_with_the_secrets_of_today(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk, secrets=("whsec_mistyped",)) as story:
        await story.post(generated("Article", desk))
        found = await story.controls.diagnose(1)
        assert (found.finding, found.secrets) == (Refusal.NO_MATCH, 1)
    async with at_hand(tmp_path, desk, secrets=("whsec_mistyped", SECRET)) as story:
        found = await story.controls.diagnose(1)
        assert (found.finding, found.secrets) == (None, 2)
        with pytest.raises(CannotBeDone, match="no longer stored"):
            await story.controls.diagnose(99)
        with pytest.raises(CannotBeDone, match="no longer stored"):
            await story.controls.replay(99)


async def test_pins_and_notes_are_kept_and_taken_away(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk) as story:
        await stored(story, 3)
        assert await story.controls.pin([1, 2, 99], pinned=True) == 2
        await story.controls.write_note(1, "ask Ines")
        record = (await story.detail(1)).record
        assert record is not None
        assert (record.note, record.pinned_at is not None) == ("ask Ines", True)
        assert await story.controls.pin([1], pinned=False) == 1
        await story.controls.write_note(1, "")
        record = (await story.detail(1)).record
        assert record is not None
        assert (record.note, record.pinned_at) == ("", None)
        with pytest.raises(CannotBeDone, match="no longer stored"):
            await story.controls.write_note(99, "nowhere")
        with pytest.raises(CannotBeDone, match="no longer stored"):
            await story.controls.pin([99], pinned=True)


async def test_what_is_deleted_is_gone_and_what_is_owed_stays(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk, hold_events=("held",)) as story:
        await stored(story, 3)
        await story.post(generated("Held", desk, event="held"))
        await story.post(completed("nobody-waits"))
        await story.told.state(CallbackState.HELD)
        told: list[tuple[int, int]] = []
        removed = await story.controls.delete([1, 2, 4], lambda *done: told.append(done))
        assert (removed.records, removed.kept) == (2, 1)
        assert told == [(0, 3), (3, 3)]
        more = await story.controls.delete_deliveries([1, 5], unheeded)
        assert (more.deliveries, more.records) == (1, 0)
        counts = await story.house.store.counts()
    assert (counts.records, counts.deliveries, counts.awaiting) == (2, 2, 1)


@pytest.mark.parametrize("scheme", list(Scheme))
async def test_a_test_webhook_brings_what_was_pasted_and_is_called_back_here(
    tmp_path, desk, scheme
) -> None:
    pasted = '{"title": "粘贴", "price": 1.50, "nested": {"b": [true, null]}}'.encode()
    async with at_hand(tmp_path, desk) as story:
        await story.controls.send_test(SampleWebhook(event="my_event", scheme=scheme, data=pasted))
        fact = await story.told.state(CallbackState.SUCCESS)
        detail = await story.detail(1)
    assert detail.record is not None
    assert (detail.record.title, detail.record.event_name) == ("粘贴", "my_event")
    assert detail.delivery.verdict.scheme is scheme
    assert pasted in detail.delivery.body
    assert fact.callback.url.startswith("http://127.0.0.1:")
    sent = json.loads(detail.callbacks[0].callback.body)
    assert sent["data"]["nested"] == {"b": [True, None]}
    assert desk.tally.total == 0


async def test_a_usual_test_and_every_template_arrive(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk) as story:
        await story.controls.send_test()
        templates = story.controls.templates()
        for template in templates:
            sample = SampleWebhook(event=template.event, data=template.data)
            await story.controls.send_test(sample)
        await story.told.state(CallbackState.SUCCESS, times=1 + len(templates))
        titles = [(await story.detail(number)).record for number in range(2, 2 + len(templates))]
    assert {template.name for template in templates} >= {"Film suggestion", "旅行指南"}
    for template, record in zip(templates, titles, strict=True):
        assert record is not None
        assert record.title == json.loads(template.data)["title"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b'{"title": "cut', "not JSON"),
        (b"[1, 2]", "not an object"),
        (b'"text"', "not an object"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": "\xff"}', "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
    ],
)
async def test_a_payload_that_is_no_object_is_refused_and_nothing_is_sent(
    tmp_path, desk, data, said
) -> None:
    async with at_hand(tmp_path, desk) as story:
        with pytest.raises(CannotBeDone, match=said):
            await story.controls.send_test(SampleWebhook(event="my_event", data=data))
        with pytest.raises(CannotBeDone, match="Name an event"):
            await story.controls.send_test(SampleWebhook(event=" "))
        assert (await story.house.store.counts()).deliveries == 0


async def test_the_time_that_the_listener_is_up_is_noted(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk) as story:
        since = (await story.house.store.losses()).since
        assert since is not None
        assert since <= story.house.clock.now()
    async with at_hand(tmp_path, desk) as story:
        losses = await story.house.store.losses()
        assert losses.since == since
        health = await story.house.store.health(Span.FIVE_MINUTES, story.house.clock.now())
        assert 0.0 <= health.down_s < 60.0


async def test_what_is_too_old_is_deleted_as_the_settings_say(tmp_path, desk) -> None:
    async with at_hand(tmp_path, desk) as story:
        await stored(story, 3)
        await story.controls.pin([2], pinned=True)
    async with at_hand(tmp_path, desk, keep_days=1e-8) as story:
        await story.told.until(lambda: story.told.of(RowsDropped))
        assert (await story.house.store.counts()).records == 1
        assert (await story.detail(2)).record is not None
