"""How long a phase may take, so that the whole stays short when something is slow.

Does not end anything: who measures looks here before the next sample.
"""

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, things: Iterable[T]) -> Iterator[T]:
    """The things one after the other, until the time is up; the first one in any case."""
    end = perf_counter() + seconds
    for thing in things:
        yield thing
        if perf_counter() >= end:
            return
