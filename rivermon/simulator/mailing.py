"""Sends a stream of webhooks: at a rate, many at once, waiting redeliveries out of the way.

Does not know HTTP: making one attempt is handed in, and so is time.
"""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator

from rivermon.simulator.delivery_report import DeliveryReport, Posted, Progress, Summary
from rivermon.simulator.redelivery import ATTEMPTS, Sleep, redeliver
from rivermon.simulator.signed_sample import SignedSample

_DEAD_LETTERS_KEPT = 100
_CATCHING_UP_S = 0.1  # a stall longer than this is not made good by a burst

Webhooks = Iterable[SignedSample] | AsyncIterable[SignedSample]
Post = Callable[[SignedSample], Awaitable[Posted]]


class Mailing:
    """One stream of webhooks on its way.

    Its workers make first attempts only. A webhook that was not delivered waits in a task of its
    own, so that it blocks nobody; when `backlog` of them wait, no new webhook is begun.
    """

    def __init__(
        self,
        post: Post,
        *,
        speed: float,
        backlog: int,
        sleep: Sleep,
        monotonic_s: Callable[[], float],
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._post = post
        self._speed = speed
        self._sleep = sleep
        self._monotonic_s = monotonic_s
        self._room = asyncio.Semaphore(backlog)
        self._tally = _Tally(on_progress)

    async def run(self, webhooks: Webhooks, *, workers: int, rate: float | None) -> Summary:
        """Send them all, and end when each is delivered or a dead letter.

        Args:
            webhooks: taken one by one, each only when it can be begun.
            workers: how many first attempts are made at once.
            rate: first attempts per second; None is as fast as it goes.

        Raises:
            ExceptionGroup: what `webhooks` or `on_progress` raised; everything else is ended.
        """
        started_s = self._monotonic_s()
        source = _Source(webhooks, _Pace(rate, self._sleep, self._monotonic_s))
        async with asyncio.TaskGroup() as group:
            for number in range(workers):
                group.create_task(self._work(source, group), name=f"mailing: worker {number}")
        return self._tally.summary((self._monotonic_s() - started_s) * 1000)

    async def _work(self, source: "_Source", group: asyncio.TaskGroup) -> None:
        while (webhook := await source.next()) is not None:
            started_s = self._monotonic_s()
            first = await self._post(webhook)
            self._tally.tried(webhook, 1, first)
            if not first.delivered:
                await self._room.acquire()
                name = f"mailing: redeliver {webhook.sample.channel_id}"
                group.create_task(self._persist(webhook, first, started_s), name=name)

    async def _persist(self, webhook: SignedSample, first: Posted, started_s: float) -> None:
        number = 1

        async def post() -> Posted:
            nonlocal number
            number += 1
            posted = await self._post(webhook)
            self._tally.tried(webhook, number, posted)
            return posted

        try:
            attempts, last = await redeliver(post, first, sleep=self._sleep, speed=self._speed)
        finally:
            self._room.release()
        if not last.delivered:
            took_ms = (self._monotonic_s() - started_s) * 1000
            self._tally.bury(DeliveryReport.of(webhook.sample.channel_id, attempts, last, took_ms))


class _Pace:
    """Lets one webhook through at a time, `rate` a second."""

    def __init__(self, rate: float | None, sleep: Sleep, monotonic_s: Callable[[], float]) -> None:
        self._gap_s = None if rate is None else 1 / rate
        self._sleep = sleep
        self._monotonic_s = monotonic_s
        self._due_s = monotonic_s()

    async def turn(self) -> None:
        if self._gap_s is None:
            return
        now_s = self._monotonic_s()
        if self._due_s > now_s:
            await self._sleep(self._due_s - now_s)
        self._due_s = max(self._due_s, now_s - _CATCHING_UP_S) + self._gap_s


class _Source:
    """Hands webhooks to many workers, one at a time and in order."""

    def __init__(self, webhooks: Webhooks, pace: _Pace) -> None:
        self._webhooks: AsyncIterator[SignedSample] | Iterator[SignedSample] = (
            aiter(webhooks) if isinstance(webhooks, AsyncIterable) else iter(webhooks)
        )
        self._pace = pace
        self._lock = asyncio.Lock()

    async def next(self) -> SignedSample | None:
        async with self._lock:
            if isinstance(self._webhooks, AsyncIterator):
                webhook = await anext(self._webhooks, None)
            else:
                webhook = next(self._webhooks, None)
            if webhook is not None:  # the end waits for no turn
                await self._pace.turn()
            return webhook


class _Tally:
    """Counts what happens and tells it after every attempt."""

    def __init__(self, on_progress: Callable[[Progress], None]) -> None:
        self._on_progress = on_progress
        self._begun = self._delivered = self._dead = 0
        self._attempts = self._retried = self._callbacks_expected = 0
        self._dead_letters: list[DeliveryReport] = []

    def tried(self, webhook: SignedSample, number: int, posted: Posted) -> None:
        self._attempts += 1
        self._begun += number == 1
        self._retried += number == 2  # noqa: PLR2004 - the first redelivery
        if posted.delivered:
            self._delivered += 1
            self._callbacks_expected += webhook.sample.expects_callback
        elif number == ATTEMPTS:
            self._dead += 1
        self._on_progress(
            Progress(
                begun=self._begun,
                delivered=self._delivered,
                waiting=self._begun - self._delivered - self._dead,
                dead=self._dead,
                attempts=self._attempts,
                last=posted,
            )
        )

    def bury(self, letter: DeliveryReport) -> None:
        if len(self._dead_letters) < _DEAD_LETTERS_KEPT:
            self._dead_letters.append(letter)

    def summary(self, duration_ms: float) -> Summary:
        return Summary(
            begun=self._begun,
            delivered=self._delivered,
            dead=self._dead,
            attempts=self._attempts,
            retried=self._retried,
            callbacks_expected=self._callbacks_expected,
            duration_ms=duration_ms,
            dead_letters=tuple(self._dead_letters),
        )
