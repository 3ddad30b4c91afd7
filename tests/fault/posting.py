"""Posts webhooks over kept-alive sockets, and remembers exactly which ones got their 200.

As ModelRiver does, it delivers again, byte for byte, what got none: until it gets one.
"""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from rivermon.core.tasks import OwnedTasks
from rivermon.simulator.signed_sample import utc_now
from tests.core.webhook_arrivals import event_body, signed_arrival
from tests.net.raw_http import RawConnection, request
from tests.story.served import SECRET

PATH = "/webhooks/modelriver"
_CUT = (ConnectionError, asyncio.IncompleteReadError, TimeoutError)
_PAUSE_S = 0.02


def webhook(channel: str, callback_base: str) -> bytes:
    """A whole request: a genuine event of `channel`, to be called back there."""
    body = event_body(channel, f"{callback_base}/v1/callback/{channel}")
    signed = signed_arrival(body, utc_now(), secret=SECRET)
    headers = [f"{name}: {value}".encode() for name, value in signed.headers]
    return request(PATH, body, headers=headers)


class Posting:
    """What was sent, and what was answered.

    `begun` are all channels, `acknowledged` those that got a 200; `again` counts the redeliveries,
    `answers_s` are the seconds from each request to its 200.
    """

    def __init__(self, callback_base: str, *, per_s: float, connections: int) -> None:
        self.begun: set[str] = set()
        self.acknowledged: set[str] = set()
        self.again = 0
        self.answers_s: list[float] = []
        self._base = callback_base
        self._pause_s = connections / per_s
        self._connections = connections
        self._numbers = itertools.count(1)
        self._cut: deque[tuple[str, bytes]] = deque()
        self._ended = False

    @asynccontextmanager
    async def to(self, address: Callable[[], tuple[str, int]]) -> AsyncIterator["Posting"]:
        """Post to where `address` says, until the block ends; then deliver what was cut, and end.

        Raises:
            TimeoutError: not everything gets its 200 within half a minute of the block's end.
        """
        async with OwnedTasks("posting") as tasks:
            posting = [
                tasks.start(self._post_on(address), f"connection {number}")
                for number in range(self._connections)
            ]
            yield self
            self._ended = True
            async with asyncio.timeout(30):
                await asyncio.gather(*(task for task in posting if task is not None))

    async def _post_on(self, address: Callable[[], tuple[str, int]]) -> None:
        while not self._ended or self._cut:
            with suppress(*_CUT):
                async with RawConnection(address()) as connection:
                    await self._post_over(connection)
            await asyncio.sleep(_PAUSE_S)

    async def _post_over(self, connection: RawConnection) -> None:
        while (next_one := self._next()) is not None:
            channel, whole = next_one
            began = time.monotonic()
            try:
                answer = await connection.ask(whole)
            except _CUT:
                self._cut.append(next_one)
                raise
            if answer.status != 200:
                self._cut.append(next_one)
                return
            self.acknowledged.add(channel)
            self.answers_s.append(time.monotonic() - began)
            await asyncio.sleep(self._pause_s)

    def _next(self) -> tuple[str, bytes] | None:
        if self._cut:
            self.again += 1
            return self._cut.popleft()
        if self._ended:
            return None
        channel = f"channel-{next(self._numbers)}"
        self.begun.add(channel)
        return channel, webhook(channel, self._base)
