"""`rivermon export`: finds the rows, and writes them into a file or to the terminal.

Does not know how they are found or written.
"""

import asyncio
import sys
from pathlib import Path

from rivermon.core.clock import SystemClock
from rivermon.core.export_format import Format
from rivermon.core.exporting import CannotWrite, Export, export, export_to_file
from rivermon.core.filter import BadFilter, parse
from rivermon.core.gathering import gathered
from rivermon.core.listing import NEWEST_FIRST, Query, View
from rivermon.core.ports import Ledger, RivermonError
from rivermon.store.store import opened_for_reading


class CannotBeRead(RivermonError):
    """The filter that was given cannot be read."""


def export_rows(
    database: Path, view: View, filter_text: str, *, file: Path | None, wanted: Format, secret: bool
) -> None:
    """Write all rows of a kind that match, newest first.

    Args:
        database: where they are.
        view: which rows.
        filter_text: as in the window's filter box; empty for all.
        file: where they go; None prints them.
        wanted: the format.
        secret: False leaves credentials and signatures in.

    Raises:
        CannotBeRead: the filter cannot be read, and why.
        StoreRefused: there is no database of this rivermon.
        StoreUnavailable: it cannot be read.
        CannotWrite: the file cannot be written.
    """
    term = parse(filter_text)
    if isinstance(term, BadFilter):
        raise CannotBeRead(f"The filter cannot be read: {term.reason}")
    query = Query(view=view, filter=term, sort=NEWEST_FIRST)
    asyncio.run(_export(database, query, file, wanted, secret=secret))


async def _export(
    database: Path, query: Query, file: Path | None, wanted: Format, *, secret: bool
) -> None:
    async with opened_for_reading(database, SystemClock()) as ledger:
        ids = await gathered(ledger, query)
        order = Export(view=query.view, ids=ids, format=wanted, secret=secret)
        if file is None:
            await _print(order, ledger)
        else:
            written = await export_to_file(order, ledger, file, _shown)
            print(f"{written:,} {query.view} written to {file}.")


async def _print(order: Export, ledger: Ledger) -> None:
    try:
        await export(order, ledger, sys.stdout.buffer, _silent)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # who reads it went away (`… | head`): no failure to tell of
    except OSError as failure:
        why = failure.strerror or str(failure)
        raise CannotWrite(f"The rows cannot be printed: {why}.") from failure


def _silent(_done: int, _of: int) -> None:
    """Say nothing: what is printed are the rows."""


def _shown(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,}", end="\n" if done == of else "", file=sys.stderr, flush=True)
