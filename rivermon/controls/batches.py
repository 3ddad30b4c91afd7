"""Does something to many rows, some at a time, and says how far it is.

Whoever cancels it loses nothing: what was done by then stays done, and is counted. Does not know
what is done.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from rivermon.core.ports import Progress

T = TypeVar("T")

AT_ONCE = 256


async def in_batches(
    ids: Sequence[int], work: Callable[[Sequence[int]], Awaitable[T]], progress: Progress
) -> list[T]:
    """Hand `ids` to `work`, a batch after the other.

    Args:
        ids: rows.
        work: is handed some of them.
        progress: is told before the first batch, and after each.

    Returns:
        What the batches resulted in.

    Raises:
        CancelledError: it was cancelled; the batch that was under way was done before.
    """
    results: list[T] = []
    progress(0, len(ids))
    for begin in range(0, len(ids), AT_ONCE):
        batch = ids[begin : begin + AT_ONCE]
        under_way = asyncio.gather(work(batch))
        try:
            results += await asyncio.shield(under_way)
        except asyncio.CancelledError:
            await under_way
            progress(begin + len(batch), len(ids))
            raise
        progress(begin + len(batch), len(ids))
        await asyncio.sleep(0)  # who cancels on what is told now stops it before the next batch
    return results


def nobody_asks(_done: int, _of: int) -> None:
    """Progress that nobody wants to know of."""
