"""Finds the records that an act on many rows is about: of rows that are selected, or of a query.

Does not know the act.
"""

from collections.abc import Callable, Sequence

import msgspec

from rivermon.core.gathering import gathered
from rivermon.core.listing import Query, View
from rivermon.core.ports import Ledger

_AT_ONCE = 2_000

Tell = Callable[[int], object]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a view that are meant: those with these `ids`, or all that `query` finds.

    `typed` is the query's filter as the operator typed it.
    With `rows` it is about the rows themselves, else about the records that they are about.
    """

    view: View
    ids: tuple[int, ...] = ()
    query: Query | None = None
    typed: str = ""
    rows: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: so many rows, and the ids that the act is about, each once."""

    rows: int
    ids: tuple[int, ...]


async def find(ledger: Ledger, wanted: Wanted, tell: Tell) -> Found:
    """Find what is meant; `tell` hears how many rows there are so far.

    Raises:
        StoreUnavailable: the ledger cannot be read.
    """
    rows: Sequence[int] = wanted.ids
    if wanted.query is not None:
        rows = await gathered(ledger, wanted.query, tell)
    if wanted.rows or wanted.view is View.RECORDS:
        return Found(rows=len(rows), ids=tuple(rows))
    return Found(rows=len(rows), ids=tuple(await records_behind(ledger, wanted.view, rows)))


async def records_behind(ledger: Ledger, view: View, ids: Sequence[int]) -> list[int]:
    """The ids of the records that rows are about, each once, in the order of the rows.

    Raises:
        StoreUnavailable: the ledger cannot be read.
    """
    if view is View.RECORDS:
        return list(ids)
    found: dict[int, None] = {}
    for begin in range(0, len(ids), _AT_ONCE):
        part = await ledger.records_of(view, ids[begin : begin + _AT_ONCE])
        found.update(dict.fromkeys(part))
    return list(found)
