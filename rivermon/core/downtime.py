"""For how long something was down, seen from the stretches of time in which it was up.

Pure. Does not know what was up, nor who notes it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from rivermon.core.uptime import INTERVAL

Stretch = tuple[datetime, datetime]
"""From when until when."""

UNNOTED = INTERVAL * 1.5
"""What is up is noted at intervals: for so long nothing is made of it that it was not yet."""


def gaps(ups: Iterable[Stretch], until: datetime) -> Sequence[Stretch]:
    """When it was down between the first time that it was up and `until`, oldest first.

    Args:
        ups: when it was up, in any order; they may overlap.
        until: now; what is down still is down until then.
    """
    found: list[Stretch] = []
    seen: datetime | None = None
    for begin, end in sorted(ups):
        if begin >= until:
            break
        if seen is not None and begin > seen:
            found.append((seen, begin))
        seen = end if seen is None else max(seen, end)
    if seen is not None and until - seen > UNNOTED:
        found.append((seen, until))
    return found


def seconds_within(stretches: Iterable[Stretch], begin: datetime, end: datetime) -> float:
    """How many seconds of `stretches`, which do not overlap, lie between two moments."""
    shared = (min(last, end) - max(first, begin) for first, last in stretches)
    return sum((each.total_seconds() for each in shared if each > timedelta()), 0.0)
