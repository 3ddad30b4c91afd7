"""Brings many ids out of SQLite at once.

A row at a time, a million ids cost a million turns of Python's lock, and starve whoever else runs;
as one text of hexadecimal figures they come in one step without it.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rivermon.store.sql import Sql

Ask = Callable[[Sql], Sequence[Sequence[Any]]]


def these(ids: Iterable[int]) -> Sql:
    """A query that lists ids that are known already."""
    return Sql("SELECT value AS id FROM json_each(?)", (f"[{','.join(map(str, ids))}]",))


def ids_of(ask: Ask, listed: Sql) -> "array[int]":
    """The ids that `listed` selects as `id`, in its order.

    Args:
        ask: runs a query and gives all its rows.
        listed: a query with a column `id`; one with an order has a limit too, or SQLite would
            leave the order out.
    """
    ((text,),) = ask(listed.framed("SELECT group_concat(printf('%016x', id), '') FROM (", ")"))
    raw = bytes.fromhex(text or "")
    del text  # sixteen megabytes of a million ids
    ids = array("q")
    ids.frombytes(raw)
    if sys.byteorder == "little":
        ids.byteswap()
    return ids
