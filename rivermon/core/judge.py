"""Has each request verified at the place that its cost calls for.

Knows what verification costs. Does not know what becomes of the verdict.

What matches as it was sent is found at once, on the loop or, if it is large, beside it: genuine
webhooks pass here, whatever strangers send meanwhile. The rest may take a second each, and queues
apart.
"""

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple, ParamSpec, TypeVar

from msgspec.structs import replace

from rivermon.core.aside import Aside, Crowded
from rivermon.core.entities import Arrival, Verdict
from rivermon.core.signature import Refusal, diagnosis, glance, look_closer, may_be_rewritten

LARGE = 64 * 1024
"""Bytes of a body from which on nothing is done with it on the loop."""

# Writing 4 KiB of numbers in all formats takes 8 ms (2 cores), 64 KiB 120 ms.
_SLOW = 4 * 1024
_MOST_DOUBTFUL = 16

P = ParamSpec("P")
T = TypeVar("T")


class _Measure(NamedTuple):
    """What a request is held against; another one takes its place as a whole."""

    secrets: tuple[str, ...]
    max_age_s: float | None


class Judge:
    """Verifies requests against the configured secrets."""

    def __init__(self, secrets: Sequence[str], max_age_s: float | None) -> None:
        self._measure = _Measure(tuple(secrets), max_age_s)
        self._large = Aside(2)
        self._doubtful = Aside(1, _MOST_DOUBTFUL)

    @property
    def configured(self) -> bool:
        """True when there is a secret that can verify anything."""
        return any(secret.strip() for secret in self._measure.secrets)

    def verify_with(self, secrets: Sequence[str], max_age_s: float | None) -> None:
        """Have other secrets and another age from now on; what is being looked at keeps its own."""
        self._measure = _Measure(tuple(secrets), max_age_s)

    def glance(self, arrival: Arrival) -> Verdict:
        """Compare with the bytes as they were sent; quick but for large bodies."""
        measure = self._measure
        return glance(
            measure.secrets,
            arrival.headers,
            arrival.body,
            received_at=arrival.received_at,
            max_age_s=measure.max_age_s,
        )

    async def beside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do work on a large body beside the loop."""
        return await self._large.run(work, *args, **kwargs)

    async def second_look(self, arrival: Arrival, verdict: Verdict) -> Verdict:
        """The final verdict on what `glance` did not find genuine.

        Raises:
            Crowded: it may be genuine, and too many others are to be looked at before it.
        """
        if verdict.reason != Refusal.NO_MATCH or not may_be_rewritten(arrival.headers):
            return verdict
        look = functools.partial(
            look_closer,
            self._measure.secrets,
            arrival.headers,
            arrival.body,
            received_at=arrival.received_at,
            max_age_s=self._measure.max_age_s,
        )
        return look() if len(arrival.body) <= _SLOW else await self._doubtful.run(look)

    async def explained(self, arrival: Arrival, verdict: Verdict) -> Verdict:
        """The verdict with the most useful reason, unless finding it would hold others up."""
        if verdict.reason != Refusal.NO_MATCH:
            return verdict
        find = functools.partial(diagnosis, self._measure.secrets, arrival.headers, arrival.body)
        try:
            reason = find() if len(arrival.body) <= _SLOW else await self._doubtful.run(find)
        except Crowded:
            return verdict
        return replace(verdict, reason=reason)
