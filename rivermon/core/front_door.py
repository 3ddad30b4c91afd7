"""In front of the intake: answers rivermon's own pings, and tells who came in by the public way.

A ping is never stored, counted or judged; whatever only looks like one is a request as any other.
Does not know HTTP, nor what a webhook says.
"""

from collections.abc import Callable
from http import HTTPStatus

from rivermon.core.entities import Answer, Arrival
from rivermon.core.intake import Intake
from rivermon.core.origin import came_by
from rivermon.core.ping import Pings
from rivermon.core.signature import Refusal


class FrontDoor:
    """Whom the listener hands every request."""

    def __init__(self, intake: Intake, pings: Pings) -> None:
        """Let all through to `intake` but `pings`."""
        self._intake = intake
        self.pings = pings
        self._host = ""
        self._tell: Callable[[], None] = lambda: None

    def watch(self, host: str, tell: Callable[[], None]) -> None:
        """Call `tell` for each genuine webhook that was sent to `host`; empty for none."""
        self._host, self._tell = host, tell

    async def receive(self, arrival: Arrival) -> Answer:
        """Answer a ping, or have a whole request taken in."""
        if (answer := self.pings.answer(arrival.headers)) is not None:
            return answer
        answer = await self._intake.receive(arrival)
        if self._host and answer.status == HTTPStatus.OK and came_by(arrival.headers, self._host):
            self._tell()
        return answer

    async def turn_away(self, arrival: Arrival, why: Refusal) -> Answer:
        """Take note of a request whose body was not read."""
        return await self._intake.turn_away(arrival, why)

    async def health(self) -> str | None:
        """What is wrong, in one word; None when all is well."""
        return await self._intake.health()
