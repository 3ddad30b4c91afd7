"""`rivermon prune`: deletes what is not to be kept any more, and says how much that was.

Does not know what may be deleted: the store does.
"""

import asyncio
from datetime import timedelta
from pathlib import Path

from rivermon.core.clock import SystemClock
from rivermon.core.filter import BadFilter, parse
from rivermon.core.filter_terms import Measure
from rivermon.core.ports import RivermonError
from rivermon.core.retention import Removed, Retention
from rivermon.store.store import SqliteStore, opened, opened_for_reading

LEAST = 1024 * 1024
"""Bytes. Tables and indexes without a row take a quarter of it."""

_THOUSAND = 1000


class NothingToGoBy(RivermonError):
    """Neither an age nor a size was given, or one that cannot be read."""


def retention_of(older: str | None, larger: str | None, settled: Retention) -> Retention:
    """What to keep: what was asked for, else what the settings say.

    Args:
        older: an age as the filter has it, such as 90d.
        larger: a size as the filter has it, such as 500M.
        settled: what the settings say.

    Raises:
        NothingToGoBy: there is nothing to go by, or it cannot be read.
    """
    if older is None and larger is None:
        if settled.keeps_all:
            raise NothingToGoBy(
                "Everything is kept: name an age or a size, such as --older-than 90d or "
                "--larger-than 500M, or set keep_days or keep_mb in the settings file."
            )
        return settled
    age = None if older is None else timedelta(seconds=_amount("age", older, "90d, 12h or 2w"))
    size = None if larger is None else int(_amount("size", larger, "500M or 2G"))
    if size is not None and size < LEAST:
        raise NothingToGoBy(
            f"“{larger}” is less than rivermon's empty tables take: everything would be deleted, "
            "and it would still be too much. The least is 1M."
        )
    return Retention(age, size)


def prune_rows(database: Path, retention: Retention, *, dry_run: bool) -> None:
    """Delete what is beyond `retention`, or only say what that would be.

    Raises:
        StoreInUse: a rivermon is using the database; it can be closed, or prune by itself.
        StoreUnavailable: the database cannot be read or written.
        StoreRefused: there is no database of this rivermon.
    """
    if dry_run:
        removed = asyncio.run(_would_prune(database, retention))
        print(f"Would be deleted: {_words(removed)}. Nothing was changed.")
    else:
        removed = asyncio.run(_prune(database, retention))
        print(f"Deleted: {_words(removed)}.")


async def _would_prune(database: Path, retention: Retention) -> Removed:
    clock = SystemClock()
    async with opened_for_reading(database, clock) as ledger:
        return await ledger.would_prune(retention, clock.now())


async def _prune(database: Path, retention: Retention) -> Removed:
    clock = SystemClock()
    async with opened_for_reading(database, clock):
        pass  # a path without a database must not be given one
    async with opened(database, lambda _facts: None, clock) as store:
        return await _all_of_it(store, retention, clock)


async def _all_of_it(store: SqliteStore, retention: Retention, clock: SystemClock) -> Removed:
    total = Removed()
    more = True
    while more:
        batch = await store.prune(retention, clock.now())
        more = batch.more
        total = Removed(
            records=total.records + batch.records,
            deliveries=total.deliveries + batch.deliveries,
            callbacks=total.callbacks + batch.callbacks,
            size=total.size + batch.size,
        )
    return total


def _words(removed: Removed) -> str:
    return (
        f"{removed.records:,} records, {removed.deliveries:,} deliveries, "
        f"{removed.callbacks:,} callbacks, about {_size(removed.size)} of content"
    )


def _size(size: float) -> str:
    for unit in ("B", "kB", "MB"):
        if size < _THOUSAND:
            return f"{size:,.0f} {unit}"
        size /= 1024
    return f"{size:,.1f} GB"


def _amount(field: str, text: str, examples: str) -> float:
    """An amount in the words of the filter, which has them already."""
    term = parse(f"{field}:>{text}")
    if isinstance(term, BadFilter) or not isinstance(term, Measure) or term.amount <= 0:
        raise NothingToGoBy(f"“{text}” is no {field}. Right are {examples}.")
    return term.amount
