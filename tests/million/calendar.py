"""When records are made: over ninety days, busy by day and quiet at night, a few just now.

Does not know what they are.
"""

import math
import random
from typing import NamedTuple

from tests.million.moments import DAY, SECOND

DAYS = 90
_BURST = 40
_BURST_STEP = 6 * SECOND
_SWING = 0.8


class Calendar(NamedTuple):
    """The moments of all records, the newest of them at `newest` (microseconds since 1970)."""

    records: int
    newest: int

    @property
    def burst(self) -> int:
        """How many of the newest came within the last minutes."""
        return min(_BURST, self.records // 2)

    def back(self, index: int) -> int:
        """How many records are newer than this one, which is counted from 0."""
        return self.records - 1 - index

    def times(self, rng: random.Random, first: int, count: int) -> list[int]:
        """The moments of some records in a row, each later than the one before."""
        return [self._time(rng, index) for index in range(first, first + count)]

    def _time(self, rng: random.Random, index: int) -> int:
        back = self.back(index)
        if back < self.burst:
            return self.newest - back * _BURST_STEP
        share = (index + 0.9 * rng.random()) / (self.records - self.burst)
        turns = 2 * math.pi * DAYS
        share += _SWING * math.sin(turns * share) / turns
        end = self.newest - self.burst * _BURST_STEP
        return end - int((1 - share) * DAYS * DAY)
