import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from rivermon.core.entities import Scheme
from rivermon.simulator.delivery_report import DeliveryReport, Progress
from rivermon.simulator.redelivery import ATTEMPTS
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample
from tests.simulator.conftest import webhooks
from tests.simulator.receiver import Received, Receiver

SCHEDULE_S = [5, 30, 120, 600, 1800, 3600, 7200]


def statuses(*those: int | None) -> Callable[[Received], int | None]:
    following: Iterator[int | None] = itertools.chain(those, itertools.repeat(200))
    return lambda _: next(following)


async def deliver(sender: Sender, webhook: SignedSample) -> DeliveryReport:
    return await sender.deliver(webhook.sample, webhook.headers)


@pytest.fixture
def sending(clockwork):
    def make(url, **options):
        options = {
            "sleep": clockwork.sleep,
            "monotonic_s": clockwork.monotonic_s,
            **options,
        }
        return Sender(url, **options)

    return make


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_any_2xx_is_delivered(receiver, sending, clockwork, status):
    receiver.judge = statuses(status)
    [webhook] = webhooks(1)
    async with sending(receiver.url) as sender:
        report = await deliver(sender, webhook)
    assert report.delivered
    assert (report.attempts, report.last_status, report.error) == (1, status, None)
    assert report.channel_id == webhook.sample.channel_id
    assert clockwork.slept == []


@pytest.mark.parametrize("scheme", list(Scheme))
async def test_what_goes_over_the_wire_is_what_was_signed(receiver, sending, scheme):
    [webhook] = webhooks(1, scheme)
    async with sending(receiver.url) as sender:
        await deliver(sender, webhook)
    [received] = receiver.received
    assert received.path == "/webhooks/modelriver"
    assert received.body == webhook.sample.body
    assert received.headers["Content-Type"] == "application/json"
    assert webhook.headers.items() <= received.headers.items()


@pytest.mark.parametrize("status", [302, 400, 401, 404, 413, 500, 503])
async def test_everything_else_is_delivered_again_unchanged(receiver, sending, status):
    receiver.judge = statuses(status, status)
    [webhook] = webhooks(1)
    async with sending(receiver.url) as sender:
        report = await deliver(sender, webhook)
    assert report.delivered
    assert report.attempts == len(receiver.received) == 3
    assert len({received.body for received in receiver.received}) == 1
    assert len({received.headers["mr-signature"] for received in receiver.received}) == 1
    assert len({received.headers["mr-timestamp"] for received in receiver.received}) == 1


@pytest.mark.parametrize("speed", [1, 60, 0.5])
async def test_the_schedule_is_the_documented_one(receiver, sending, clockwork, speed):
    receiver.judge = lambda _: 500
    [webhook] = webhooks(1)
    async with sending(receiver.url, speed=speed) as sender:
        report = await deliver(sender, webhook)
    assert not report.delivered
    assert (report.attempts, report.last_status) == (8, 500)
    assert clockwork.slept == [wait_s / speed for wait_s in SCHEDULE_S]
    assert report.duration_ms == pytest.approx(sum(SCHEDULE_S) * 1000 / speed)


async def test_a_refused_connection_is_tried_again(closed_port, sending, clockwork):
    [webhook] = webhooks(1)
    async with sending(f"http://127.0.0.1:{closed_port}/webhook") as sender:
        report = await deliver(sender, webhook)
    assert not report.delivered
    assert (report.attempts, report.last_status) == (ATTEMPTS, None)
    assert "Cannot connect" in (report.error or "")
    assert clockwork.slept == SCHEDULE_S


async def test_no_answer_is_tried_again(receiver, sending):
    receiver.judge = statuses(None)
    [webhook] = webhooks(1)
    async with sending(receiver.url, timeout_s=0.1) as sender:
        first = await sender.post(webhook.sample, webhook.headers)
        report = await deliver(sender, webhook)
    assert first.error == "no answer within 0.1 s"
    assert report.delivered


async def test_a_stream_is_delivered_once_each(receiver, sending):
    seen: list[Progress] = []
    async with sending(receiver.url) as sender:
        summary = await sender.send_many(iter(webhooks(200)), on_progress=seen.append)
    assert (summary.begun, summary.delivered, summary.dead) == (200, 200, 0)
    assert (summary.attempts, summary.retried, summary.callbacks_expected) == (200, 0, 200)
    assert len(seen) == 200
    assert (seen[-1].begun, seen[-1].delivered, seen[-1].waiting) == (200, 200, 0)
    sent = sorted(webhook.sample.body for webhook in webhooks(200))
    assert sorted(received.body for received in receiver.received) == sent


async def test_an_asynchronous_stream_is_taken_too(receiver, sending):
    async def stream() -> AsyncIterator[SignedSample]:
        for webhook in webhooks(20):
            await asyncio.sleep(0)
            yield webhook

    async with sending(receiver.url) as sender:
        summary = await sender.send_many(stream())
    assert summary.delivered == 20


async def test_no_more_are_in_flight_than_allowed(receiver, sending):
    receiver.answering.clear()
    async with sending(receiver.url, concurrency=4) as sender, asyncio.TaskGroup() as group:
        sent = group.create_task(sender.send_many(webhooks(40)))
        alone = group.create_task(deliver(sender, webhooks(1)[0]))
        await receiver.wait_for(4)
        receiver.answering.set()
    assert sent.result().delivered == 40
    assert alone.result().delivered
    assert receiver.most_in_flight == 4


async def test_the_rate_spaces_first_deliveries(receiver, sending, clockwork):
    async with sending(receiver.url) as sender:
        summary = await sender.send_many(webhooks(21), rate=10)
    assert summary.delivered == 21
    assert clockwork.now_s - 1000 == pytest.approx(2.0, abs=0.11)
    assert all(0 < wait_s <= 0.11 for wait_s in clockwork.slept)


async def test_a_webhook_that_waits_blocks_nobody(receiver, sending):
    awaited = asyncio.Event()

    async def sleep(_: float) -> None:
        await awaited.wait()

    all_but_one = asyncio.Event()

    def on_progress(progress):
        if (progress.delivered, progress.waiting) == (9, 1):
            all_but_one.set()

    receiver.judge = statuses(503)
    async with (
        asyncio.timeout(5),
        sending(receiver.url, concurrency=1, sleep=sleep) as sender,
        asyncio.TaskGroup() as group,
    ):
        sent = group.create_task(sender.send_many(webhooks(10), on_progress=on_progress))
        await all_but_one.wait()
        awaited.set()
    summary = sent.result()
    assert (summary.delivered, summary.attempts, summary.retried) == (10, 11, 1)


async def test_no_new_webhook_is_begun_while_too_many_wait(receiver, sending):
    async def sleep(_: float) -> None:
        await asyncio.Event().wait()

    receiver.judge = lambda _: 503
    webhook = webhooks(1)[0]
    begun = 0

    def endless() -> Iterator[SignedSample]:
        nonlocal begun
        while True:
            begun += 1
            yield webhook

    async with sending(receiver.url, concurrency=2, backlog=3, sleep=sleep) as sender:
        sent = asyncio.get_running_loop().create_task(sender.send_many(endless()))
        await receiver.wait_for(5)
        for _ in range(10):  # round trips of somebody else: time enough to begin a sixth
            await sender.post(webhook.sample, webhook.headers)
        assert begun == 5  # three wait, and each of two workers has one more in its hand
        sent.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sent


async def test_dead_letters_are_told(receiver, sending):
    refused = webhooks(30)[11]
    receiver.judge = lambda received: 404 if received.body == refused.sample.body else 200
    async with sending(receiver.url) as sender:
        summary = await sender.send_many(webhooks(30))
    assert (summary.begun, summary.delivered, summary.dead) == (30, 29, 1)
    assert summary.attempts == 29 + ATTEMPTS
    assert summary.callbacks_expected == 29
    [letter] = summary.dead_letters
    assert letter.channel_id == refused.sample.channel_id
    assert (letter.attempts, letter.last_status) == (ATTEMPTS, 404)


async def test_dead_letters_that_are_kept_are_bounded(closed_port, sending):
    async with sending(f"http://127.0.0.1:{closed_port}/webhook") as sender:
        summary = await sender.send_many(webhooks(120))
    assert summary.dead == 120
    assert len(summary.dead_letters) == 100


async def test_cancelling_ends_everything(receiver, sending):
    async def sleep(_: float) -> None:
        await asyncio.Event().wait()

    receiver.judge = statuses(*[503] * 50, *[None] * 50)
    async with sending(receiver.url, sleep=sleep) as sender:
        sent = asyncio.get_running_loop().create_task(
            sender.send_many(itertools.cycle(webhooks(10)))
        )
        await receiver.wait_for(70)
        sent.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sent
        mine = {task.get_name() for task in asyncio.all_tasks() if "mailing" in task.get_name()}
        assert mine == set()


async def test_what_the_stream_raises_comes_out(receiver, sending):
    def stream() -> Iterator[SignedSample]:
        yield webhooks(1)[0]
        raise LookupError("no more words")

    async with sending(receiver.url) as sender:
        with pytest.raises(ExceptionGroup) as caught:
            await sender.send_many(stream())
    assert caught.group_contains(LookupError, match="no more words")


async def test_a_receiver_that_comes_back_gets_everything(sending, clockwork):
    down = 40

    def judge(_):
        nonlocal down
        down -= 1
        return 503 if down >= 0 else 200

    async with Receiver(judge) as receiver, sending(receiver.url, concurrency=8) as sender:
        summary = await sender.send_many(webhooks(30))
    assert (summary.delivered, summary.attempts) == (30, 70)


@pytest.mark.parametrize("url", ["", "localhost:8765", "ftp://host/x", "http://", "/webhook"])
def test_a_url_that_is_none_is_refused(url):
    with pytest.raises(ValueError, match="begins with http"):
        Sender(url)


@pytest.mark.parametrize("option", ["concurrency", "speed", "timeout_s", "backlog"])
def test_numbers_must_be_above_zero(option):
    options: dict[str, Any] = {option: 0}
    with pytest.raises(ValueError, match="above zero"):
        Sender("http://127.0.0.1", **options)


async def test_the_rate_must_be_above_zero(receiver, sending):
    async with sending(receiver.url) as sender:
        with pytest.raises(ValueError, match="rate"):
            await sender.send_many([], rate=0)


async def test_a_sender_sends_inside_its_block_only(sending):
    [webhook] = webhooks(1)
    with pytest.raises(RuntimeError, match="async with"):
        await deliver(sending("http://127.0.0.1"), webhook)
