"""All ids that a query finds, gathered from the pieces of its search.

Does not know what is done with them.
"""

from array import array
from collections.abc import Callable
from contextlib import aclosing

from rivermon.core.listing import Query
from rivermon.core.ports import Ledger


async def gathered(
    ledger: Ledger, query: Query, found: Callable[[int], object] = lambda _: None
) -> "array[int]":
    """Search to the end; `found` is told how many there are so far.

    Raises:
        StoreUnavailable: the ledger cannot be read.
    """
    ids = array("q")
    async with aclosing(ledger.search(query)) as stretches:
        async for stretch in stretches:
            if stretch.anew:
                del ids[:]
            ids.extend(stretch.ids)
            found(len(ids))
    return ids
