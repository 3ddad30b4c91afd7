"""What is to happen in a chunk of records: how many rows of each kind, and where.

A chunk needs to know nothing of another: so many rows are in each, whatever chance says. Does not
know how the rows look.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rivermon.core.entities import Outcome
from tests.million.calendar import Calendar
from tests.million.histories import Fate

CHUNK = 5_000
_REFUSED, _TOO_LATE = 0.01, 0.004
_DUPLICATES, _STANDARD, _INVALID = 0.009, 0.006, 0.001
_REJECTED, MOST_REJECTED = 0.004, 9_500
_WAITING = (0, 1, 2, 3, 5, 8, 13)
_HELD = (4, 34, 55, 89, 144, 233, 377)


class Chunk(NamedTuple):
    """Which records to make: those from `first` on (counted from 0), and the ids that are free."""

    seed: int
    calendar: Calendar
    first: int
    size: int
    delivery_id: int
    callback_id: int

    @property
    def troubled(self) -> tuple[int, int]:
        """How many callbacks are refused, and how many come too late."""
        return round(self.size * _REFUSED), round(self.size * _TOO_LATE)

    @property
    def others(self) -> dict[Outcome, int]:
        """How many deliveries bring no record, by what becomes of them."""
        rejected = min(_REJECTED, MOST_REJECTED / self.calendar.records)
        shares = {
            Outcome.DUPLICATE: _DUPLICATES,
            Outcome.KEPT: _STANDARD,
            Outcome.INVALID: _INVALID,
            Outcome.REJECTED: rejected,
        }
        return {outcome: int(self.size * share) for outcome, share in shares.items()}


def chunks(seed: int, calendar: Calendar, size: int = CHUNK) -> Iterator[Chunk]:
    """The chunks of a whole database, in their order; `size` is how many records each has."""
    delivery_id = callback_id = 1
    for first in range(0, calendar.records, size):
        count = min(size, calendar.records - first)
        chunk = Chunk(seed, calendar, first, count, delivery_id, callback_id)
        yield chunk
        delivery_id += count + sum(chunk.others.values())
        callback_id += count + sum(chunk.troubled)


class Plan(NamedTuple):
    """By their places in a chunk: the fates that are special, and what comes besides."""

    fates: dict[int, Fate]
    besides: dict[int, list[Outcome]]
    repeated: dict[int, list[int]]


def planned(rng: random.Random, chunk: Chunk) -> Plan:
    """Let chance choose the places of what is special."""
    refused, too_late = chunk.troubled
    newest = chunk.calendar.records - 1 - chunk.first
    fates = {newest - back: Fate.WAITING for back in _WAITING}
    fates |= {newest - back: Fate.HELD for back in _HELD}
    # What came a moment ago cannot have run out of time.
    old_enough = min(chunk.size, newest - chunk.calendar.burst)
    free = [place for place in range(old_enough) if place not in fates]
    troubled = rng.sample(free, min(len(free), refused + too_late))
    fates |= dict.fromkeys(troubled[:refused], Fate.REFUSED)
    fates |= dict.fromkeys(troubled[refused:], Fate.TOO_LATE)
    besides: defaultdict[int, list[Outcome]] = defaultdict(list)
    repeated: defaultdict[int, list[int]] = defaultdict(list)
    # A redelivery of what had failed would owe it again.
    taken = [place for place in range(chunk.size) if place not in fates]
    for outcome, count in chunk.others.items():
        for _ in range(count):
            if outcome is Outcome.DUPLICATE:
                target = rng.choice(taken)
                repeated[min(chunk.size - 1, target + rng.randrange(20))].append(target)
            else:
                besides[rng.randrange(chunk.size)].append(outcome)
    return Plan(fates, besides, repeated)
