"""Which columns the printed tables have, and which of them give way on a narrow terminal.

Does not know where the rows come from.
"""

import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rivermon.cli.narrator import plain

Row = Mapping[str, Any]
_LEAST = 8
_UNLIMITED = 100_000


class Kind(StrEnum):
    """The tables that can be printed."""

    RECORDS = "records"
    DELIVERIES = "deliveries"
    CALLBACKS = "callbacks"


class Column(NamedTuple):
    """One column: the key of its value, its heading, and how it behaves.

    `gives_way` columns are cut where the terminal is too narrow; all others never are.
    """

    key: str
    heading: str
    number: bool = False
    time: bool = False
    gives_way: bool = False


def _number(key: str, heading: str = "") -> Column:
    return Column(key, heading or key, number=True)


def _time(key: str, heading: str) -> Column:
    return Column(key, heading, time=True)


def _word(key: str) -> Column:
    return Column(key, key)


def _text(key: str, heading: str = "") -> Column:
    return Column(key, heading or key, gives_way=True)


_COLUMNS = {
    Kind.RECORDS: (
        _number("id"),
        _time("created_at", "created"),
        _text("title"),
        _text("category"),
        _text("event_name", "event"),
        _text("channel_id"),
        _text("model"),
        _text("provider"),
        _word("callback"),
        _number("attempts"),
        _number("duration_ms", "ms"),
    ),
    Kind.DELIVERIES: (
        _number("id"),
        _time("received_at", "received"),
        _word("outcome"),
        _number("status"),
        _word("verdict"),
        _text("scheme"),
        _text("reason"),
        _text("type"),
        _text("event"),
        _text("channel_id"),
        _number("record_id", "record"),
        _number("redeliveries", "again"),
        _number("duration_ms", "ms"),
    ),
    Kind.CALLBACKS: (
        _number("id"),
        _number("record_id", "record"),
        _word("kind"),
        _word("state"),
        _number("attempts"),
        _text("url"),
        _text("channel_id"),
        _text("event"),
        _time("next_attempt_at", "next"),
        _time("deadline", "deadline"),
        _text("reason"),
        _number("duration_ms", "ms"),
    ),
}


def print_table(kind: Kind, rows: Sequence[Row], width: int | None = None) -> None:
    """Print rows as a table, one line each.

    Args:
        kind: which columns to show; one in which nothing stands is left out.
        rows: what to print.
        width: the terminal's; None asks it, and takes all that is needed where there is none.
    """
    if width is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNLIMITED
    shown = [
        (column, cells)
        for column in _COLUMNS[kind]
        if any(cells := [_cell(column, row.get(column.key)) for row in rows])
    ]
    # What never gives way may need more than there is: the terminal breaks the line then.
    needed = sum(_LEAST if column.gives_way else _width(column, cells) for column, cells in shown)
    console = Console(width=max(width, needed + len(shown)))
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for column, cells in shown:
        table.add_column(
            _one_line(column.heading),
            justify="right" if column.number else "left",
            no_wrap=not column.gives_way,
            min_width=min(_LEAST, _width(column, cells)) if column.gives_way else None,
        )
    for line in zip(*(cells for _, cells in shown), strict=True):
        table.add_row(*map(_one_line, line))
    console.print(table)


def _one_line(text: str) -> Text:
    # Of the columns that may wrap, rich narrows the widest first; the cells must not, though.
    return Text(text, no_wrap=True, overflow="ellipsis")


def _width(column: Column, cells: Sequence[str]) -> int:
    return max(cell_len(text) for text in (column.heading, *cells))


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    return _local(value) if column.time else plain(str(value))


def _local(iso: str) -> str:
    moment = datetime.fromisoformat(iso).astimezone()
    return f"{moment:%m-%d %H:%M:%S}.{moment.microsecond // 1000:03d}"
