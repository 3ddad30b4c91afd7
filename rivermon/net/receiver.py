"""Who decides about the requests that come in, as the wire sees it, and what it is spared."""

from typing import NamedTuple, Protocol

from rivermon.core.entities import Answer, Arrival
from rivermon.core.signature import Refusal


class Receiver(Protocol):
    """Who decides about requests."""

    async def receive(self, arrival: Arrival) -> Answer:
        """Take in a whole request."""
        ...

    async def turn_away(self, arrival: Arrival, why: Refusal) -> Answer:
        """Take note of a request whose body was not read."""
        ...

    async def health(self) -> str | None:
        """What is wrong, in one word; None when all is well."""
        ...


class Limits(NamedTuple):
    """Where webhooks may come in, and what they may take.

    A body may have `max_body` bytes; the headers and the body may each take so many seconds to
    arrive; so many connections may be open.
    """

    paths: frozenset[str]
    max_body: int
    body_timeout_s: float
    head_timeout_s: float
    most_connections: int
