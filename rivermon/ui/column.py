"""A column of a table: what it is called, says, and how it is set.

Does not know the model nor the view; each view's columns stand in a file of their own.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from PySide6.QtCore import Qt

from rivermon.core.filter_terms import JsonPath
from rivermon.core.listing import SortBy
from rivermon.ui.assets import Icon
from rivermon.ui.state_look import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """How a column is called, filled, set and sorted.

    `key` is its name in what is remembered, and never changes. `title` and `help` are asked for
    each time, in the language that is on. `text` is what a cell shows of a row, one line; `whole`
    its tooltip, escaped. With `look` the cell is a pill as it stands at a moment; None there means
    text. `marks` stand before the text, and `said` is the text with what they mean, to be read out;
    `whole` says that too. The text of a `link` can be clicked. `width` (pixels) is the least it has
    at first, up to `roomy` where there is room; the one that `stretches` takes what is left.
    Columns that are not `shown` can be chosen.
    """

    key: str
    title: Callable[[], str]
    help: Callable[[], str]
    text: Callable[[Any], str]
    whole: Callable[[Any], str]
    sort: SortBy | JsonPath
    width: int
    roomy: int = 0
    stretches: bool = False
    fixed: bool = False
    muted: bool = True
    right: bool = False
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    look: Callable[[Any, datetime], Look | None] | None = None
    marks: Callable[[Any], tuple[Icon, ...]] | None = None
    said: Callable[[Any], str] | None = None
    link: bool = False
    shown: bool = True

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Where text stands in a cell and in the header."""
        return RIGHT if self.right else LEFT


def shared_widths(columns: Sequence[Column], room: int) -> list[int]:
    """The columns' widths in pixels in a table of `room` pixels.

    Each has at least its width, and what it wishes as far as there is room; the one that stretches
    takes what is left.
    """
    widths = [column.width for column in columns]
    wishes = [max(0, column.roomy - column.width) for column in columns]
    extra = max(0, room - sum(widths))
    share = min(1.0, extra / (sum(wishes) or 1))
    widths = [width + int(wish * share) for width, wish in zip(widths, wishes, strict=True)]
    for place, column in enumerate(columns):
        if column.stretches:
            widths[place] += max(0, room - sum(widths))
            break
    return widths
