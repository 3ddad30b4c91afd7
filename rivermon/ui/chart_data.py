"""What a chart shows: its series over time, the lines to compare with, and all of it in words.

Does not know what is charted, nor with what it is drawn.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

import msgspec

from rivermon.ui.health_words import number, share
from rivermon.ui.moment_words import duration
from rivermon.ui.theme import Tone


class Scale(Enum):
    """What the values are: numbers of things, shares (0 to 1), or milliseconds."""

    COUNT = auto()
    SHARE = auto()
    TIME = auto()


class Paint(msgspec.Struct, frozen=True):
    """How a series is painted: never told from another by its colour alone. No tone: the accent."""

    tone: Tone | None = None
    hatched: bool = False
    dashed: bool = False


class Series(msgspec.Struct, frozen=True):
    """A value for each step; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    paint: Paint = Paint()

    @property
    def known(self) -> Sequence[float]:
        """The values that there are."""
        return [value for value in self.values if value is not None]


class ChartData(msgspec.Struct, frozen=True, kw_only=True):
    """One chart. `stacked` series are bars one upon the other; the others are lines.

    `marks` are values with a line of their own, `down` says in which steps nothing could come in,
    `said` is the whole of it in words. With `empty` there is nothing to be drawn, and why.
    """

    begins: tuple[datetime, ...]
    step: timedelta
    scale: Scale
    series: tuple[Series, ...]
    stacked: bool = False
    marks: tuple[float, ...] = ()
    down: tuple[bool, ...] = ()
    said: str = ""
    empty: str = ""

    def words(self, value: float) -> str:
        """A value as it is read."""
        match self.scale:
            case Scale.COUNT:
                return number(value)
            case Scale.SHARE:
                return share(value)
            case Scale.TIME:
                return duration(value)
