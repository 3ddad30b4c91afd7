"""Delivers webhooks over HTTP as ModelRiver does: POSTs, and sends again what was not taken.

Does not know what a webhook says or how it was signed, nor who receives it.
"""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from typing import Self
from urllib.parse import urlsplit

import aiohttp

from rivermon.simulator.delivery_report import DeliveryReport, Posted, Progress, Summary
from rivermon.simulator.mailing import Mailing, Webhooks
from rivermon.simulator.redelivery import Sleep, redeliver
from rivermon.simulator.samples import Sample

_TIMEOUT_S = 30.0  # protocol, section 4
_ANSWER_EXCERPT = 65_536  # enough to drain any sane answer, so that the connection is kept
_HEADERS = {"Content-Type": "application/json", "User-Agent": "rivermon-simulator"}


def _ignore(_: Progress) -> None:
    pass


class Sender:
    """Delivers webhooks to one URL over kept-alive connections.

    Use as `async with Sender(url) as sender:`; leaving ends the connections.
    """

    def __init__(
        self,
        url: str,
        *,
        concurrency: int = 32,
        speed: float = 1.0,
        timeout_s: float = _TIMEOUT_S,
        backlog: int = 10_000,
        tls: ssl.SSLContext | None = None,
        sleep: Sleep = asyncio.sleep,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare to deliver to `url`.

        Args:
            url: the webhook URL, http or https.
            concurrency: how many POSTs may be in flight at once.
            speed: divides the waits between attempts; 60 makes minutes seconds.
            timeout_s: seconds until a POST counts as not answered; `speed` leaves it alone.
            backlog: how many undelivered webhooks may wait before `send_many` begins no new one.
            tls: says whose certificates are trusted; None leaves that to OpenSSL.
            sleep: waits, in seconds.
            monotonic_s: seconds that never run backwards.

        Raises:
            ValueError: the URL is not http(s) with a host, or a number is not positive.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(
                f"a webhook URL begins with http:// or https:// and a host, not {url!r}"
            )
        if min(concurrency, backlog) < 1 or not min(speed, timeout_s) > 0:
            raise ValueError("concurrency, backlog, speed and timeout must be above zero")
        self._url = url
        self._concurrency = concurrency
        self._speed = speed
        self._timeout_s = timeout_s
        self._backlog = backlog
        self._tls = tls
        self._sleep = sleep
        self._monotonic_s = monotonic_s
        self._slots = asyncio.Semaphore(concurrency)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._concurrency, ssl=self._tls or True),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            timeout=aiohttp.ClientTimeout(total=self._timeout_s),
            trust_env=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def post(self, sample: Sample, headers: Mapping[str, str]) -> Posted:
        """Make one attempt, waiting for a free slot first; failures are told, never raised."""
        if self._session is None:
            raise RuntimeError("a Sender sends inside its `async with` only")
        async with self._slots:
            try:
                async with self._session.post(
                    self._url, data=sample.body, headers=headers, allow_redirects=False
                ) as response:
                    await response.content.read(_ANSWER_EXCERPT)
                    return Posted(status=response.status)
            except TimeoutError:
                return Posted(error=f"no answer within {self._timeout_s:g} s")
            except (aiohttp.ClientError, OSError) as error:
                return Posted(error=str(error) or type(error).__name__)

    async def deliver(self, sample: Sample, headers: Mapping[str, str]) -> DeliveryReport:
        """Deliver one webhook, sending it again on ModelRiver's schedule until any 2xx comes.

        Body and headers are the same on every attempt. A wait holds no slot.

        Returns:
            What became of it; `delivered` is False for a dead letter (protocol, section 4).
        """
        started_s = self._monotonic_s()
        attempts, last = await redeliver(
            lambda: self.post(sample, headers),
            await self.post(sample, headers),
            sleep=self._sleep,
            speed=self._speed,
        )
        took_ms = (self._monotonic_s() - started_s) * 1000
        return DeliveryReport.of(sample.channel_id, attempts, last, took_ms)

    async def send_many(
        self,
        webhooks: Webhooks,
        *,
        rate: float | None = None,
        on_progress: Callable[[Progress], None] = _ignore,
    ) -> Summary:
        """Deliver a stream of signed webhooks, which may be endless, in bounded memory.

        Args:
            webhooks: an iterable, plain or async; taken one by one as they can be begun.
            rate: first attempts per second; None is as fast as it goes.
            on_progress: called after every attempt; must be quick.

        Raises:
            ValueError: the rate is not positive.
            ExceptionGroup: what `webhooks` or `on_progress` raised; everything else is ended.
        """
        if rate is not None and not rate > 0:
            raise ValueError("the rate must be above zero")
        mailing = Mailing(
            lambda webhook: self.post(webhook.sample, webhook.headers),
            speed=self._speed,
            backlog=self._backlog,
            sleep=self._sleep,
            monotonic_s=self._monotonic_s,
            on_progress=on_progress,
        )
        return await mailing.run(webhooks, workers=self._concurrency, rate=rate)
