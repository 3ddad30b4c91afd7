"""Plays ModelRiver for the demo window: a lively, endless stream of webhooks over real HTTP.

Time and chance are handed in. Does not know what becomes of the webhooks.
"""

import asyncio
import itertools
import random
from collections.abc import Callable
from datetime import datetime

from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.cue import Cue, prepare
from rivermon.simulator.redelivery import Sleep
from rivermon.simulator.scenes import OPENING, scenes
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import utc_now

_PAUSE_S = (0.7, 1.5)
_OPENING_PAUSE_S = (0.02, 0.08)
_CONCURRENCY = 8
_UNDELIVERED = 500  # the stream pauses when so many webhooks are not taken


class Demo:
    """Sends webhooks of every kind to one URL, and tells the desk how to answer their callbacks."""

    def __init__(
        self,
        url: str,
        secret: str,
        desk: CallbackDesk,
        *,
        rng: random.Random,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Prepare a demo.

        Args:
            url: the webhook URL.
            secret: the webhook secret that the receiver knows.
            desk: takes the callbacks; already listening when `run` begins.
            rng: the only source of chance: the same seed makes the same demo.
            sleep: waits, in seconds.
            now: the wall clock, aware.
        """
        self._url = url
        self._secret = secret
        self._desk = desk
        self._rng = rng
        self._sleep = sleep
        self._now = now

    async def run(self, count: int | None = None) -> None:
        """Play until cancelled, or play `count` scenes and end when all their webhooks did.

        Starts with a burst of twelve, then sends one webhook each 0.7 to 1.5 seconds.
        """
        room = asyncio.Semaphore(_UNDELIVERED)
        async with (
            Sender(self._url, concurrency=_CONCURRENCY, sleep=self._sleep) as sender,
            asyncio.TaskGroup() as group,
        ):
            for number, scene in enumerate(itertools.islice(scenes(self._rng), count), start=1):
                await room.acquire()
                cue = prepare(
                    scene,
                    self._rng,
                    secret=self._secret,
                    callback_base=self._desk.base_url,
                    now=self._now(),
                )
                group.create_task(self._play(cue, sender, room), name=f"demo: scene {number}")
                pause_s = _OPENING_PAUSE_S if number < len(OPENING) else _PAUSE_S
                await self._sleep(self._rng.uniform(*pause_s))

    async def _play(self, cue: Cue, sender: Sender, room: asyncio.Semaphore) -> None:
        sample, headers = cue.webhook.sample, cue.webhook.headers
        try:
            self._desk.plan(sample.channel_id, *cue.answers)
            if cue.stubborn:
                await sender.deliver(sample, headers)
            else:
                await sender.post(sample, headers)
            if cue.again_after_s is not None:
                await self._sleep(cue.again_after_s)
                await sender.deliver(sample, headers)
        finally:
            room.release()
