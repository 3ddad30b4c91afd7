"""The columns of the records table: what each is called, says, and how it is set.

Does not know the model nor the view.
"""

from datetime import UTC, datetime
from enum import IntEnum

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale, Qt

from rivermon.core.entities import RecordRow
from rivermon.ui.plain_text import one_line, tooltip


class Column(IntEnum):
    """The columns, from left to right at first."""

    TIME = 0
    STATE = 1
    TITLE = 2
    CATEGORY = 3
    EVENT = 4
    CHANNEL = 5
    MODEL = 6
    ATTEMPTS = 7
    DURATION = 8


class ColumnStyle(msgspec.Struct, frozen=True, kw_only=True):
    """How a column is set: fixed or text font, on which side, where it is cut.

    `width` (pixels) is the least it has at first; it takes up to `roomy` where there is room.
    """

    width: int
    roomy: int = 0
    fixed: bool = False
    muted: bool = True
    right: bool = False
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight


STYLES: dict[Column, ColumnStyle] = {
    Column.TIME: ColumnStyle(width=106, fixed=True, muted=False),
    Column.STATE: ColumnStyle(width=106),
    Column.TITLE: ColumnStyle(width=146, roomy=260, muted=False),
    Column.CATEGORY: ColumnStyle(width=78, roomy=96),
    Column.EVENT: ColumnStyle(width=92, roomy=168),
    Column.CHANNEL: ColumnStyle(
        width=74, roomy=120, fixed=True, elide=Qt.TextElideMode.ElideMiddle
    ),
    Column.MODEL: ColumnStyle(width=88, roomy=184),
    Column.ATTEMPTS: ColumnStyle(width=76, fixed=True, right=True),
    Column.DURATION: ColumnStyle(width=76, fixed=True, right=True),
}


def shared_widths(room: int) -> dict[Column, int]:
    """The columns' widths in pixels in a table of `room` pixels; the title takes what is left."""
    widths = {column: style.width for column, style in STYLES.items()}
    wishes = {column: max(0, style.roomy - style.width) for column, style in STYLES.items()}
    extra = max(0, room - sum(widths.values()))
    share = min(1.0, extra / sum(wishes.values()))
    for column, wish in wishes.items():
        widths[column] += int(wish * share)
    widths[Column.TITLE] += max(0, room - sum(widths.values()))
    return widths


def column_title(column: Column) -> str:
    """The header of a column."""
    return {
        Column.TIME: _tr("Time"),
        Column.STATE: _tr("State"),
        Column.TITLE: _tr("Title"),
        Column.CATEGORY: _tr("Category"),
        Column.EVENT: _tr("Event"),
        Column.CHANNEL: _tr("Channel"),
        Column.MODEL: _tr("Model"),
        Column.ATTEMPTS: _tr("Attempts"),
        Column.DURATION: _tr("Duration"),
    }[column]


def column_help(column: Column) -> str:
    """What a column says, for its header's tooltip."""
    return {
        Column.TIME: _tr("When the record was stored, in local time"),
        Column.STATE: _tr("How the callback to ModelRiver stands"),
        Column.TITLE: _tr("The title of the generated content"),
        Column.CATEGORY: _tr("The category of the content"),
        Column.EVENT: _tr("The event that the workflow was started for"),
        Column.CHANNEL: _tr("The channel that the content belongs to"),
        Column.MODEL: _tr("The model that wrote the content, and its provider"),
        Column.ATTEMPTS: _tr("How often the callback was tried"),
        Column.DURATION: _tr("From the webhook's receipt to the end of the last attempt"),
    }[column]


def cell_text(row: RecordRow, column: Column) -> str:
    """What a cell shows: one line, shortened."""
    match column:
        case Column.TIME:
            return clock_time(row.created_at)
        case Column.STATE:
            return row.state.value if row.state is not None else "—"
        case Column.TITLE:
            return one_line(row.title) or _tr("(no title)")
        case Column.ATTEMPTS:
            return str(row.attempts) if row.attempts else ""
        case Column.DURATION:
            return duration(row.duration_ms)
    return one_line(_whole(row, column))


def cell_tooltip(row: RecordRow, column: Column) -> str:
    """What a cell's tooltip says, escaped; the time in UTC, the rest as a whole."""
    if column is Column.TIME:
        return tooltip(f"{row.created_at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3] + " UTC")
    if column is Column.STATE and row.state is None:
        return tooltip(_tr("Nothing is called back for this record"))
    return tooltip(_whole(row, column))


def clock_time(moment: datetime) -> str:
    """A moment in local time with milliseconds."""
    return f"{moment.astimezone():%H:%M:%S.%f}"[:-3]


def duration(ms: float | None) -> str:
    """A duration in milliseconds; empty when it is not known."""
    if ms is None:
        return ""
    return f"{QLocale().toString(round(ms))} ms" if ms >= 1 else "<1 ms"


def _whole(row: RecordRow, column: Column) -> str:
    match column:
        case Column.TITLE:
            return row.title
        case Column.CATEGORY:
            return row.category
        case Column.EVENT:
            return row.event_name or ""
        case Column.CHANNEL:
            return row.channel_id or ""
        case Column.MODEL:
            return " / ".join(part for part in (row.model, row.provider) if part)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordColumns", text)
