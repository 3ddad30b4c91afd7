"""The system's clock wakes for an event or for a moment, whichever is first."""

import asyncio
from datetime import UTC, timedelta

from rivermon.core.clock import SystemClock


async def test_an_event_wakes():
    clock, wake = SystemClock(), asyncio.Event()
    asyncio.get_running_loop().call_soon(wake.set)
    async with asyncio.timeout(5):
        await clock.wait(wake, None)


async def test_a_moment_wakes_and_not_too_early():
    clock = SystemClock()
    until = clock.now() + timedelta(seconds=0.05)
    async with asyncio.timeout(5):
        await clock.wait(asyncio.Event(), until)
    assert clock.now() >= until


async def test_a_moment_that_has_passed_does_not_wait():
    clock = SystemClock()
    async with asyncio.timeout(1):
        await clock.wait(asyncio.Event(), clock.now() - timedelta(hours=1))


def test_now_is_aware_and_in_utc():
    assert SystemClock().now().tzinfo is UTC
