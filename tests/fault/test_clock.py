"""The wall clock is set, the laptop sleeps: what is owed ends right, once, and nothing waits."""

import asyncio
import random
import time
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from rivermon.core.entities import CallbackKind, CallbackState, Scheme
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from tests.core.fake_clock import FakeClock
from tests.core.webhook_arrivals import SECRET
from tests.fault.extent import extent
from tests.fault.house import KEY, House, house_of, waits_until_ended
from tests.fault.process import deliver, noted, states
from tests.fault.set_clock import HOUR_S, ProcessClock, SetClock
from tests.fault.test_callback_server import WINDOW_FILLED
from tests.story.served import KEY as SERVED_KEY
from tests.story.served import Served

reconciled = pytest.mark.usefixtures("reconciled")
either_way = pytest.mark.parametrize("jump_s", [-HOUR_S, HOUR_S], ids=["back", "forward"])
BUSY = Scripted(status=503)


def _host(desk: CallbackDesk) -> str:
    return desk.base_url.removeprefix("http://")


def _url(desk: CallbackDesk, channel: str = "c1") -> str:
    return f"{desk.base_url}/v1/callback/{channel}"


@reconciled
@either_way
async def test_a_try_that_waits_is_made_when_it_was_planned(tmp_path: Path, jump_s: int):
    async with CallbackDesk(api_key=KEY) as desk:
        desk.plan("c1", BUSY, BUSY)
        async with house_of(tmp_path, _host(desk), clock=FakeClock()) as house:
            await house.receive("c1", _url(desk))
            await house.told.state(CallbackState.PROGRESS)
            house.clock.set_wall(jump_s)
            await house.receive("c2", _url(desk, "c2"))
            await house.told.state(CallbackState.SUCCESS)
            assert desk.tally.channel("c1").came == 1
            house.clock.move(1)
            planned = await house.told.state(CallbackState.PROGRESS, times=2)
            due = planned.callback.next_attempt_at
            assert due is not None
            assert due - house.clock.now() == timedelta(seconds=2)
            house.clock.move(2)
            await house.told.state(CallbackState.SUCCESS, times=2)
        assert [desk.tally.channel(channel).came for channel in ("c1", "c2")] == [3, 1]


@reconciled
@either_way
async def test_the_window_is_five_minutes_of_real_time(tmp_path: Path, jump_s: int):
    async with CallbackDesk(api_key=KEY) as desk:
        desk.plan("c1", *[BUSY] * 10)
        async with house_of(tmp_path, _host(desk), clock=FakeClock()) as house:
            await house.receive("c1", _url(desk))
            waits = await waits_until_ended(house, meanwhile=lambda: house.clock.set_wall(jump_s))
            await house.told.state(CallbackState.TIMEOUT)
            await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        assert waits == WINDOW_FILLED
        assert desk.tally.channel("c1").came == 11


@reconciled
async def test_a_sleep_through_the_window_is_a_timeout_in_words(tmp_path: Path):
    async with CallbackDesk(api_key=KEY) as desk:
        desk.plan("c1", BUSY)
        async with house_of(tmp_path, _host(desk), clock=FakeClock()) as house:
            await house.receive("c1", _url(desk))
            await house.told.state(CallbackState.PROGRESS)
            house.clock.move(HOUR_S)
            ended = await house.told.state(CallbackState.TIMEOUT)
            await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        assert ended.callback.reason == "the 5 minutes were over before it could be sent"
        assert ended.callback.attempts == 1
        assert (desk.tally.channel("c1").successes, desk.tally.channel("c1").errors) == (0, 1)


@reconciled
async def test_a_nap_within_the_window_leaves_time_to_send(tmp_path: Path):
    async with CallbackDesk(api_key=KEY) as desk:
        desk.plan("c1", BUSY)
        async with house_of(tmp_path, _host(desk), clock=FakeClock()) as house:
            await house.receive("c1", _url(desk))
            await house.told.state(CallbackState.PROGRESS)
            house.clock.move(299)
            await house.told.state(CallbackState.SUCCESS)
        assert desk.tally.channel("c1").came == 2


async def _left_owed(folder: Path, desk: CallbackDesk, clock: FakeClock) -> None:
    """A house that closes while a callback waits for its next try."""
    desk.plan("c1", BUSY)
    async with house_of(folder, _host(desk), clock=clock) as house:
        await house.receive("c1", _url(desk))
        await house.told.state(CallbackState.PROGRESS)


@reconciled
async def test_a_clock_set_back_while_closed_delays_nothing(tmp_path: Path):
    clock = FakeClock()
    async with CallbackDesk(api_key=KEY) as desk:
        await _left_owed(tmp_path, desk, clock)
        clock.set_wall(-HOUR_S)
        async with house_of(tmp_path, _host(desk), clock=clock) as house:
            await house.told.state(CallbackState.SUCCESS)
        assert desk.tally.channel("c1").came == 2


@reconciled
async def test_a_clock_set_back_while_closed_leaves_one_window_at_most(tmp_path: Path):
    clock = FakeClock()
    async with CallbackDesk(api_key=KEY) as desk:
        desk.plan("c1", *[BUSY] * 20)
        await _left_owed(tmp_path, desk, clock)
        clock.set_wall(-HOUR_S)
        async with house_of(tmp_path, _host(desk), clock=clock) as house:
            waits = await waits_until_ended(house)
        assert waits == WINDOW_FILLED[1:]


@reconciled
async def test_a_clock_set_forward_while_closed_looks_like_a_closed_hour(tmp_path: Path):
    clock = FakeClock()
    async with CallbackDesk(api_key=KEY) as desk:
        await _left_owed(tmp_path, desk, clock)
        clock.set_wall(HOUR_S)
        async with house_of(tmp_path, _host(desk), clock=clock) as house:
            await house.told.state(CallbackState.TIMEOUT)
            await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        assert desk.tally.channel("c1").came == 2


@either_way
async def test_a_wait_is_as_long_as_it_was_meant_to_be(jump_s: int):
    clock = SetClock()
    began = time.monotonic()
    asyncio.get_running_loop().call_later(0.1, clock.set_wall, jump_s)
    async with asyncio.timeout(10):
        await clock.wait(asyncio.Event(), clock.now() + timedelta(seconds=0.5))
    assert 0.5 <= time.monotonic() - began < 5


async def test_a_wait_that_was_slept_through_ends_within_seconds():
    clock = SetClock()
    asyncio.get_running_loop().call_later(0.1, clock.sleep, HOUR_S)
    async with asyncio.timeout(10):
        await clock.wait(asyncio.Event(), clock.now() + timedelta(seconds=HOUR_S / 2))


async def _post_all(
    house: House[SetClock], webhooks: list[SignedSample], chance: random.Random
) -> None:
    """Post webhooks to the real listener, and set the wall clock a few times meanwhile."""
    async with aiohttp.ClientSession() as session:
        for number, webhook in enumerate(webhooks):
            if number % 50 == 25:
                house.clock.set_wall(chance.choice([-HOUR_S, HOUR_S]))
            async with session.post(
                house.listener.url or "", data=webhook.sample.body, headers=webhook.headers
            ) as response:
                assert response.status == 200


@reconciled
async def test_webhooks_that_come_in_while_the_clock_jumps_are_each_called_back_once(
    tmp_path: Path,
):
    count = extent(full=2_000, short=400)
    chance = random.Random(7)

    def busy_at_first(channel: str, nth: int) -> Scripted:
        return BUSY if nth == 1 and channel[-1] in "0123" else Scripted()

    async with CallbackDesk(api_key=KEY, script=busy_at_first) as desk:
        webhooks = list(
            signed_samples(
                random.Random(8),
                count=count,
                scheme=Scheme.RAW_BODY,
                secret=SECRET,
                callback_base=desk.base_url,
            )
        )
        async with house_of(tmp_path, _host(desk), clock=SetClock()) as house:
            await house.listener.open()
            await _post_all(house, webhooks, chance)
            await desk.wait_for_settled(count, timeout_s=20)
            await house.told.until(lambda: _succeeded(house) == count)
            assert (await house.store.counts()).owed == 0
        tallies = desk.tally.channels().values()
        assert {(tally.successes, tally.errors) for tally in tallies} == {(1, 0)}
        assert max(tally.came for tally in tallies) == 2


def _succeeded(house: House[SetClock]) -> int:
    changes = house.told.changes()
    return sum(change.callback.state is CallbackState.SUCCESS for change in changes)


@reconciled
@either_way
async def test_a_process_whose_wall_clock_is_set_tries_again_in_time(tmp_path: Path, jump_s: int):
    clock = ProcessClock(tmp_path)
    async with CallbackDesk(api_key=SERVED_KEY, script=_busy_twice) as desk:
        settings = {**clock.environment, "RIVERMON_CALLBACK_HOSTS": _host(desk)}
        with Served(tmp_path, **settings) as served:
            await deliver(served.url, "c1", _url(desk))
            await noted(tmp_path, tries=1)
            clock.set_wall(jump_s)
            await desk.wait_for_settled(1, timeout_s=10)
            assert await asyncio.to_thread(served.stop) == 0
    assert desk.tally.total == 3
    assert states(tmp_path) == [("success", "Success", 3)]


@reconciled
async def test_a_process_that_sleeps_through_the_window_says_so_within_seconds(tmp_path: Path):
    clock = ProcessClock(tmp_path)
    async with CallbackDesk(api_key=SERVED_KEY, script=_busy_with_content) as desk:
        settings = {**clock.environment, "RIVERMON_CALLBACK_HOSTS": _host(desk)}
        with Served(tmp_path, **settings) as served:
            await deliver(served.url, "c1", _url(desk))
            await desk.wait_for(3, timeout_s=15)
            clock.sleep(HOUR_S)
            while not (taken := desk.tally.channel("c1")).errors:
                await desk.wait_for(desk.tally.total + 1, timeout_s=15)
            assert await asyncio.to_thread(served.stop) == 0
    assert (taken.came, taken.successes, taken.errors) == (4, 0, 1)
    assert states(tmp_path) == [("success", "Timeout", 3), ("error", "Success", 1)]


def _busy_twice(_channel: str, nth: int) -> Scripted:
    return BUSY if nth <= 2 else Scripted()


def _busy_with_content(_channel: str, nth: int) -> Scripted:
    return BUSY if nth <= 3 else Scripted()
