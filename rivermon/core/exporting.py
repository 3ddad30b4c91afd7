"""Writes rows of a view into a file or a stream, a page at a time; the file is there whole or not.

Asks the ledger. Does not know who chose the rows, nor how the progress is shown.
"""

import asyncio
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import msgspec

from rivermon.core.entities import Detail
from rivermon.core.export_format import Format, pieces
from rivermon.core.exported import exported, is_about, names_in
from rivermon.core.listing import View
from rivermon.core.ports import Ledger, Progress, RivermonError
from rivermon.core.whole_file import in_place_of

PAGE = 100


class CannotWrite(RivermonError):
    """The file of an export cannot be written."""


class Sink(Protocol):
    """Takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some."""
        ...


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """What to write: which rows, in which format, and whether secrets are left out."""

    view: View
    ids: Sequence[int]
    format: Format
    secret: bool = True


async def export(wanted: Export, ledger: Ledger, sink: Sink, progress: Progress) -> int:
    """Write rows into `sink`; cancelling ends it between two pages.

    Args:
        wanted: what to write.
        ledger: where the rows are.
        sink: is written to in a thread.
        progress: is told how many of how many rows were read.

    Returns:
        How many rows were written; those that are gone meanwhile are not.

    Raises:
        StoreUnavailable: the ledger cannot be read.
        OSError: the sink cannot be written.
    """
    parts = pieces(wanted.format, names_in(wanted.view))
    await asyncio.to_thread(sink.write, parts.begin)
    written = 0
    for begin in range(0, len(wanted.ids), PAGE):
        page = wanted.ids[begin : begin + PAGE]
        written += await _write_page(wanted, page, ledger, sink, parts.rows, first=not written)
        progress(begin + len(page), len(wanted.ids))
    await asyncio.to_thread(sink.write, parts.end(not written))
    return written


async def export_to_file(wanted: Export, ledger: Ledger, file: Path, progress: Progress) -> int:
    """Write rows into a file, which replaces one of that name only when all is written.

    A link to a file stays; a device or a pipe is no file, and is written into as it is.

    Returns:
        How many rows were written.

    Raises:
        StoreUnavailable: the ledger cannot be read.
        CannotWrite: the file cannot be written, in words.
    """
    try:
        with _opened(file) as sink:
            return await export(wanted, ledger, sink, progress)
    except OSError as failure:
        why = failure.strerror or str(failure)
        raise CannotWrite(
            f"{file} cannot be written: {why}. Choose another folder, or make room there."
        ) from failure


def paired(
    view: View, ids: Sequence[int], details: Sequence[Detail]
) -> Iterator[tuple[int, Detail]]:
    """Each detail with the id of its row; `details` has the order of `ids`, some may be gone."""
    left = iter(ids)
    for detail in details:
        yield next(row_id for row_id in left if is_about(view, row_id, detail)), detail


async def _write_page(
    wanted: Export,
    page: Sequence[int],
    ledger: Ledger,
    sink: Sink,
    written: Callable[..., bytes],
    *,
    first: bool,
) -> int:
    details = await ledger.details(wanted.view, page)

    def write() -> None:
        found = paired(wanted.view, page, details)
        rows = [exported(wanted.view, *each, secret=wanted.secret) for each in found]
        sink.write(written(rows, first))

    await asyncio.to_thread(write)
    return len(details)


@contextmanager
def _opened(file: Path) -> Iterator[Sink]:
    """What `file` leads to: a link stays a link, and a device or a pipe is written into."""
    target = file.resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as sink:
            yield sink
    else:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with in_place_of(target) as sink:
            yield sink
