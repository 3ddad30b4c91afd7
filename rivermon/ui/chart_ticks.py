"""Where a chart's axes are labelled, and how far they reach.

Pure figures. Does not draw, and does not know what is charted.
"""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from rivermon.ui.chart_data import ChartData, Scale
from rivermon.ui.translation import translate

Tick = tuple[float, str]

_S_MS, _MIN_MS = 1000, 60_000
_DAY_S = 86_400
_QUARTER_S = 900
_SPACINGS_S = (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, _DAY_S)
_STEPS = (1, 2, 5, 10)
_MOST_TICKS = 4
_LEAST_TIME_MS, _LONGEST_TIME_MS = 1.0, 300_000.0
_TIMES_MS = (1.0, 10.0, 200.0, 1000.0, 5000.0, 60_000.0, 300_000.0)
_NEARLY_ALL = 0.935
_LEAST_SHARE = 0.1


def height(scale: Scale, value: float) -> float:
    """Where a value stands on the axis: times on a logarithmic one."""
    return math.log10(max(value, _LEAST_TIME_MS)) if scale is Scale.TIME else value


def reach(data: ChartData) -> tuple[float, float]:
    """The lowest and the highest value that there is room for."""
    known = [value for series in data.series for value in series.known]
    match data.scale:
        case Scale.TIME:
            longest = max((*known, data.marks[0] if data.marks else 0.0))
            return _LEAST_TIME_MS, min(longest * 1.6, max(_LONGEST_TIME_MS * 1.6, longest))
        case Scale.SHARE if max(data.marks, default=0.0) > 1 / 2:
            lowest = min(known, default=1.0)
            return (_NEARLY_ALL if lowest >= _NEARLY_ALL else max(0.0, lowest - 0.05)), 1.0
        case Scale.SHARE:
            return 0.0, min(1.0, max(_LEAST_SHARE, max(known, default=0.0) * 1.1))
        case Scale.COUNT:
            return 0.0, max(1.0, highest_pile(data) * 1.05)


def highest_pile(data: ChartData) -> float:
    """The highest value; where series stand one upon the other, the highest sum."""
    if not data.stacked:
        return max((value for series in data.series for value in series.known), default=0.0)
    return max(
        (sum(pile) for pile in zip(*(s.known for s in data.series), strict=False)), default=0
    )


def value_ticks(data: ChartData) -> Sequence[Tick]:
    """Ticks of the upright axis, from the bottom up."""
    low, high = reach(data)
    if data.scale is Scale.TIME:
        values: Sequence[float] = [each for each in _TIMES_MS if low <= each <= high]
    elif data.scale is Scale.SHARE and low >= _NEARLY_ALL:
        values = [*sorted(data.marks), 1.0]
    else:
        step = _even_step(high - low, whole=data.scale is Scale.COUNT)
        first = math.ceil(low / step - 1e-9)
        values = [step * n for n in range(first, math.floor(high / step + 1e-9) + 1)]
    named = _time_words if data.scale is Scale.TIME else data.words
    return [(height(data.scale, each), named(each)) for each in values]


def time_ticks(begins: Sequence[datetime], step: timedelta, room: int) -> Sequence[Tick]:
    """Ticks of the time axis in local time, at even times of day, at most `room` of them.

    Where the clocks are changed in between, the hour that is lacking has no tick, and the one that
    comes twice has two.
    """
    if not begins:
        return []
    first, last = begins[0].timestamp(), (begins[-1] + step).timestamp()
    spacing = next((each for each in _SPACINGS_S if (last - first) / each <= room), _DAY_S)
    # What local time is ahead of UTC is a multiple of a quarter of an hour, everywhere.
    stride = math.gcd(spacing, _QUARTER_S)
    ticks: list[Tick] = []
    for at in range(math.ceil(first / stride) * stride, math.floor(last) + 1, stride):
        local = datetime.fromtimestamp(at, UTC).astimezone()
        if (local.hour * 3600 + local.minute * 60 + local.second) % spacing == 0:
            ticks.append((float(at), tick_words(local, spacing)))
    return ticks


def tick_words(local: datetime, spacing_s: int) -> str:
    """A moment in local time, as exactly as the ticks are apart."""
    if spacing_s >= _DAY_S:
        return QLocale().toString(QDate(local.year, local.month, local.day), "ddd d")
    return f"{local:%H:%M}" if spacing_s % 60 == 0 else f"{local:%H:%M:%S}"


def _time_words(ms: float) -> str:
    """One of the times of the axis, as short as it can be said."""
    if ms >= _MIN_MS:
        return translate("ChartTicks", "{0} min").format(round(ms / _MIN_MS))
    if ms >= _S_MS:
        return translate("ChartTicks", "{0} s").format(round(ms / _S_MS))
    return translate("ChartTicks", "{0} ms").format(round(ms))


def _even_step(length: float, *, whole: bool) -> float:
    rough = length / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(power * each for each in _STEPS if power * each >= rough - 1e-12)
    return max(1.0, step) if whole else step
