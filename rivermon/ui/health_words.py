"""The health in words: spans, grades, shares, and what each chart and figure says.

Does not judge: core.grades does. Does not count and does not draw.
"""

import math
from datetime import timedelta

from PySide6.QtCore import QLocale

from rivermon.core.grades import Grade
from rivermon.core.health import Quantiles, Span
from rivermon.ui.assets import Icon
from rivermon.ui.moment_words import duration
from rivermon.ui.state_look import Look
from rivermon.ui.theme import Tone
from rivermon.ui.translation import QT_TRANSLATE_NOOP, translate

NOTHING = "\N{EN DASH}"
"""What stands where there is no figure."""

_GRADES = {
    Grade.GOOD: (Icon.CHECK, QT_TRANSLATE_NOOP("HealthWords", "Good"), Tone.GOOD),
    Grade.EXCELLENT: (Icon.CHECK, QT_TRANSLATE_NOOP("HealthWords", "Excellent"), Tone.GOOD),
    Grade.FINE: (Icon.CHECK, QT_TRANSLATE_NOOP("HealthWords", "Fine"), Tone.QUIET),
    Grade.WARNING: (Icon.WARNING, QT_TRANSLATE_NOOP("HealthWords", "Warning"), Tone.WAITING),
    Grade.SLOW: (Icon.HOURGLASS, QT_TRANSLATE_NOOP("HealthWords", "Slow"), Tone.WAITING),
    Grade.RISKY: (Icon.CROSS, QT_TRANSLATE_NOOP("HealthWords", "Risky"), Tone.BAD),
    Grade.CRITICAL: (Icon.CROSS, QT_TRANSLATE_NOOP("HealthWords", "Critical"), Tone.BAD),
    Grade.BAD: (Icon.CROSS, QT_TRANSLATE_NOOP("HealthWords", "Bad"), Tone.BAD),
}
_TENTHS = 1000
_TINY = 1e-9


def span_name(span: Span) -> str:
    """A span as its button names it."""
    match span:
        case Span.FIVE_MINUTES:
            return translate("HealthWords", "5 min")
        case Span.HOUR:
            return translate("HealthWords", "1 h")
        case Span.DAY:
            return translate("HealthWords", "24 h")
        case Span.WEEK:
            return translate("HealthWords", "7 d")


def span_words(span: Span) -> str:
    """A span within a sentence, as in "No webhooks in the last hour."."""
    match span:
        case Span.FIVE_MINUTES:
            return translate("HealthWords", "the last 5 minutes")
        case Span.HOUR:
            return translate("HealthWords", "the last hour")
        case Span.DAY:
            return translate("HealthWords", "the last 24 hours")
        case Span.WEEK:
            return translate("HealthWords", "the last 7 days")


def grade_look(grade: Grade) -> Look:
    """The look of a grade."""
    icon, word, tone = _GRADES[grade]
    return Look(icon, translate("HealthWords", word), tone)


def share(rate: float | None) -> str:
    """A share (0 to 1) in percent; what is not the whole is never rounded up to it."""
    if rate is None:
        return NOTHING
    tenths = math.floor(rate * _TENTHS + _TINY)
    if rate > 0 and not tenths:
        return translate("HealthWords", "<0.1 %")
    whole = tenths % 10 == 0 and abs(rate * _TENTHS - tenths) < _TINY
    figure = QLocale().toString(tenths / 10, "f", 0 if whole else 1)
    return translate("HealthWords", "{0} %").format(figure)


def time_words(quantiles: Quantiles | None) -> str:
    """How long half took, and 99 of 100."""
    if quantiles is None:
        return NOTHING
    return translate("HealthWords", "{0} / {1}").format(
        duration(quantiles.p50), duration(quantiles.p99)
    )


def long_time(seconds: float) -> str:
    """A length of time that is not a matter of milliseconds."""
    return duration(timedelta(seconds=round(seconds)) / timedelta(milliseconds=1))


def number(figure: float) -> str:
    """A count, with the figures grouped as the language has it."""
    return QLocale().toString(round(figure))
