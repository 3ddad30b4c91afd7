"""Moments and durations as an operator reads and compares them, in local time.

Does not know what time it is: that is handed in. A length in anything but milliseconds is cut, not
rounded, so that 59.96 s are never called 60.0 s.
"""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QLocale

from rivermon.ui.translation import translate

# Beyond half a year the month and the day alone could be another year's (as in `ls -l`).
_YEAR_IS_CLEAR = timedelta(days=183)
_S = 1000
_MIN = 60 * _S
_HOUR = 60 * _MIN
_DAY = 24 * _HOUR
_LONGEST_IN_MS = 10 * _S
_LARGEST_AS_SMALLER = 2  # 119 s are said as seconds, 120 s as minutes


def clock_time(moment: datetime) -> str:
    """A moment in local time with milliseconds, without its date."""
    return f"{moment.astimezone():%H:%M:%S.%f}"[:-3]


def cell_time(moment: datetime, now: datetime) -> str:
    """A moment in local time as a table shows it, seen from the day of `now`.

    With milliseconds, and with month and day before it unless it is the same day; what is half a
    year away shows its year instead of the milliseconds. Each of the three has one length.
    """
    local = moment.astimezone()
    if local.date() == now.astimezone().date():
        return f"{local:%H:%M:%S.%f}"[:-3]
    if abs(now - moment) < _YEAR_IS_CLEAR:
        return f"{local:%m-%d %H:%M:%S.%f}"[:-3]
    return f"{local:%Y-%m-%d %H:%M:%S}"


def moment_tooltip(moment: datetime, now: datetime) -> str:
    """A moment in UTC, in local time where that is another, and how long ago; not yet escaped."""
    local = moment.astimezone()
    lines = [f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3] + " UTC"]
    if local.utcoffset():
        lines.append(
            translate("MomentWords", "{0} local").format(f"{local:%Y-%m-%d %H:%M:%S.%f}"[:-3])
        )
    lines.append(ago(moment, now))
    return "\n".join(lines)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, or how soon it will be, in the largest unit that says enough."""
    ms = (now - moment) // timedelta(milliseconds=1)
    if abs(ms) < _S:
        return translate("MomentWords", "just now")
    return (
        translate("MomentWords", "{0} ago").format(_amount(ms))
        if ms > 0
        else translate("MomentWords", "in {0}").format(_amount(-ms))
    )


def duration(ms: float | None) -> str:
    """A duration in milliseconds; empty when it is not known."""
    if ms is None:
        return ""
    if ms < 1:
        return translate("MomentWords", "<1 ms")
    whole = round(ms)
    if whole < _LONGEST_IN_MS:
        return translate("MomentWords", "{0} ms").format(QLocale().toString(whole))
    if whole < _MIN:
        return translate("MomentWords", "{0} s").format(_tenths(whole))
    if whole < _HOUR:
        return translate("MomentWords", "{0} min {1} s").format(whole // _MIN, whole % _MIN // _S)
    if whole < _DAY:
        return translate("MomentWords", "{0} h {1} min").format(
            whole // _HOUR, whole % _HOUR // _MIN
        )
    return translate("MomentWords", "{0} d {1} h").format(whole // _DAY, whole % _DAY // _HOUR)


def skew_words(skew_ms: float | None) -> str:
    """From ModelRiver's timestamp to the receipt, with its sign; empty when it is not known."""
    if skew_ms is None:
        return ""
    ms = round(skew_ms)
    sign = "\N{MINUS SIGN}" if ms < 0 else "+"
    return sign + _short(abs(ms))


def _short(ms: int) -> str:
    if ms < _S:
        return translate("MomentWords", "{0} ms").format(ms)
    if ms < _MIN:
        return translate("MomentWords", "{0} s").format(_tenths(ms))
    if ms < _HOUR:
        return translate("MomentWords", "{0} min").format(ms // _MIN)
    if ms < _DAY:
        return translate("MomentWords", "{0} h").format(ms // _HOUR)
    return translate("MomentWords", "{0} d").format(ms // _DAY)


def _amount(ms: int) -> str:
    if ms < _LARGEST_AS_SMALLER * _MIN:
        return translate("MomentWords", "{0} s").format(ms // _S)
    if ms < _LARGEST_AS_SMALLER * _HOUR:
        return translate("MomentWords", "{0} min").format(ms // _MIN)
    if ms < _LARGEST_AS_SMALLER * _DAY:
        return translate("MomentWords", "{0} h").format(ms // _HOUR)
    return translate("MomentWords", "{0} d").format(ms // _DAY)


def _tenths(ms: int) -> str:
    return QLocale().toString(ms // 100 / 10, "f", 1)
