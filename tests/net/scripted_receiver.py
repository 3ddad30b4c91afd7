"""A receiver that remembers what reached it and answers as it is told."""

import asyncio

from rivermon.core.entities import Answer, Arrival
from rivermon.core.signature import Refusal

TAKEN = Answer(200, b'{"received": true}')
BUSY = Answer(503, b'{"error": "Temporarily unavailable"}', 5)


class ScriptedReceiver:
    def __init__(self) -> None:
        self.received: list[Arrival] = []
        self.turned_away: list[tuple[Arrival, Refusal]] = []
        self.answer = TAKEN
        self.failure: Exception | None = None
        self.wrong: str | None = None
        self.came = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def receive(self, arrival: Arrival) -> Answer:
        self.received.append(arrival)
        self.came.set()
        await self.may_answer.wait()
        if self.failure is not None:
            raise self.failure
        return self.answer

    async def turn_away(self, arrival: Arrival, why: Refusal) -> Answer:
        self.turned_away.append((arrival, why))
        large = why is Refusal.TOO_LARGE
        return Answer(413 if large else 415, b'{"error": "turned away"}')

    async def health(self) -> str | None:
        if self.failure is not None:
            raise self.failure
        return self.wrong
