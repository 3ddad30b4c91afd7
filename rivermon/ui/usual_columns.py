"""The columns that more than one table has: a moment, event, channel, attempts, duration.

Does not know the rows: each column is handed how to find its value in one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from rivermon.core.listing import SortBy
from rivermon.core.ports import Clock
from rivermon.ui.column import Column
from rivermon.ui.moment_words import cell_time, duration, moment_tooltip
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.translation import translate

MOMENT_WIDTH = 118
MOMENT_ROOMY = 152
DURATION_WIDTH = 88


def moment_column(
    *,
    key: str,
    title: Callable[[], str],
    about: Callable[[], str],
    of: Callable[[Any], datetime],
    sort: SortBy,
    clock: Clock,
    muted: bool = True,
    shown: bool = True,
) -> Column:
    """A moment in local time; its tooltip says it in UTC, and how long ago it was.

    Args:
        key: the column's name in what is remembered.
        title: its header.
        about: what it says, for the header's tooltip.
        of: the moment of a row.
        sort: what the store sorts by.
        clock: the time, for the day that today is.
        muted: whether it is in the quieter colour.
        shown: whether it is there at first.
    """
    return Column(
        key=key,
        title=title,
        help=about,
        text=lambda row: cell_time(of(row), clock.now()),
        whole=lambda row: tooltip(moment_tooltip(of(row), clock.now())),
        sort=sort,
        width=MOMENT_WIDTH,
        roomy=MOMENT_ROOMY,
        fixed=True,
        muted=muted,
        shown=shown,
    )


def event_column(of: Callable[[Any], str | None], *, shown: bool = True) -> Column:
    """The event that the workflow was started for."""
    return Column(
        key="event",
        title=lambda: translate("UsualColumns", "Event"),
        help=lambda: translate("UsualColumns", "The event that the workflow was started for"),
        text=lambda row: one_line(of(row) or ""),
        whole=lambda row: tooltip(of(row) or ""),
        sort=SortBy.EVENT,
        width=92,
        roomy=168,
        shown=shown,
    )


def channel_column(of: Callable[[Any], str | None]) -> Column:
    """The channel, which can be chosen."""
    return Column(
        key="channel",
        title=lambda: translate("UsualColumns", "Channel"),
        help=lambda: translate("UsualColumns", "The channel that the content belongs to"),
        text=lambda row: one_line(of(row) or ""),
        whole=lambda row: tooltip(of(row) or ""),
        sort=SortBy.CHANNEL,
        width=84,
        roomy=120,
        fixed=True,
        elide=Qt.TextElideMode.ElideMiddle,
        shown=False,
    )


def attempts_column(of: Callable[[Any], int]) -> Column:
    """How often a callback was tried, which can be chosen."""
    return Column(
        key="attempts",
        title=lambda: translate("UsualColumns", "Attempts"),
        help=lambda: translate("UsualColumns", "How often the callback was tried"),
        text=lambda row: str(of(row)) if of(row) else "",
        whole=lambda _: "",
        sort=SortBy.ATTEMPTS,
        width=90,
        fixed=True,
        right=True,
        shown=False,
    )


def duration_column(of: Callable[[Any], float | None], *, shown: bool = True) -> Column:
    """How long it took until a callback was done with."""
    return Column(
        key="duration",
        title=lambda: translate("UsualColumns", "Duration"),
        help=lambda: translate(
            "UsualColumns", "From the webhook's receipt to the end of the last attempt"
        ),
        text=lambda row: duration(of(row)),
        whole=lambda _: "",
        sort=SortBy.DURATION,
        width=DURATION_WIDTH,
        fixed=True,
        right=True,
        shown=shown,
    )
