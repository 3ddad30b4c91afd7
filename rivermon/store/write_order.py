"""What the writer is ordered to do, and what became of it.

Does not know when it is done.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rivermon.store.insertion import Execute
from rivermon.store.owing import Told

Done = tuple[Any, Told]
"""What an order resulted in, and the facts to tell after the commit."""

Job = Callable[[Execute], Done]
Together = Callable[[Execute, Sequence[Any]], Sequence[Done]]
"""Writes many things at once; what each resulted in, in their order."""


class Order(NamedTuple):
    """Something to be written, how, and who waits for it."""

    together: Together
    thing: Any
    future: "asyncio.Future[Any]"


class Ended(NamedTuple):
    """What became of an order: a result, or the exception to raise."""

    order: Order
    result: Any = None
    failure: Exception | None = None


def by_kind(orders: Sequence[Order]) -> dict[Together, list[Order]]:
    """Orders of a kind, which are written together, in the order in which they came."""
    kinds: dict[Together, list[Order]] = {}
    for order in orders:
        kinds.setdefault(order.together, []).append(order)
    return kinds


def one_by_one(execute: Execute, jobs: Sequence[Job]) -> Sequence[Done]:
    """Do jobs that have nothing in common."""
    return [job(execute) for job in jobs]
