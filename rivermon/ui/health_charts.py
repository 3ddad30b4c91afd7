"""What each chart of the health shows, and what it says in words.

Does not draw, and does not judge.
"""

from collections.abc import Callable
from datetime import datetime

from rivermon.core.entities import FAILED, CallbackState, Outcome
from rivermon.core.grades import (
    EXCELLENT_MS,
    FINE_MS,
    REDELIVERY_BAD,
    SLOW_MS,
    SUCCESS_CRITICAL,
    SUCCESS_GOOD,
    callback_rate,
    redelivery_rate,
    success_rate,
)
from rivermon.core.health import Health, Quantiles, Step
from rivermon.ui.chart_data import ChartData, Paint, Scale, Series
from rivermon.ui.health_words import number, share, span_words
from rivermon.ui.listed_words import listed
from rivermon.ui.moment_words import duration
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate

_PAINTS = {
    Outcome.RECORDED: Paint(Tone.GOOD),
    Outcome.KEPT: Paint(Tone.BUSY),
    Outcome.DUPLICATE: Paint(Tone.QUIET),
    Outcome.REJECTED: Paint(Tone.BAD),
    Outcome.INVALID: Paint(Tone.BAD, hatched=True),
}
_P50, _P99 = Paint(), Paint(Tone.WAITING, dashed=True)


def outcomes_chart(health: Health) -> ChartData:
    """Webhooks by outcome."""
    total = health.outcomes
    there = [outcome for outcome in Outcome if total.get(outcome)]
    shown = listed(f"{outcome_look(each).word} {number(total[each])}" for each in there)
    said = translate("HealthCharts", "{0} webhooks in {1}: {2}.").format(
        number(sum(total.values())), span_words(health.span), shown
    )
    return ChartData(
        begins=_begins(health),
        step=health.span.step,
        scale=Scale.COUNT,
        stacked=True,
        series=tuple(
            Series(
                outcome_look(outcome).word,
                tuple(float(step.outcomes.get(outcome, 0)) for step in health.steps),
                _PAINTS[outcome],
            )
            for outcome in there
        ),
        down=tuple(step.down_s > 0 for step in health.steps),
        said=said,
        empty="" if there else no_webhooks(health),
    )


def success_chart(health: Health) -> ChartData:
    """Which share of webhooks was taken in, and of callbacks succeeded."""
    taken_in, called_back = success_rate(health.outcomes), callback_rate(health.callbacks)
    said = translate(
        "HealthCharts", "In {0}, {1} of webhooks were taken in, and {2} of callbacks succeeded."
    ).format(span_words(health.span), share(taken_in), share(called_back))
    return ChartData(
        begins=_begins(health),
        step=health.span.step,
        scale=Scale.SHARE,
        series=(
            Series(
                translate("HealthCharts", "Webhooks taken in"),
                _each(health, lambda step: success_rate(step.outcomes)),
            ),
            Series(
                translate("HealthCharts", "Callbacks succeeded"),
                _each(health, lambda step: callback_rate(step.callbacks)),
                Paint(Tone.GOOD, dashed=True),
            ),
        ),
        marks=(SUCCESS_GOOD, SUCCESS_CRITICAL),
        said=said,
        empty=no_webhooks(health) if taken_in is None and called_back is None else "",
    )


def answer_chart(health: Health) -> ChartData:
    """How long webhooks waited for their answer."""
    return _times(health, lambda step: step.answer, health.answer, no_webhooks(health))


def callback_chart(health: Health) -> ChartData:
    """How long it took from a webhook's receipt to the last answer to its callback."""
    return _times(health, lambda step: step.callback, health.callback, no_callbacks(health))


def redelivery_chart(health: Health) -> ChartData:
    """Which share of the webhooks that were taken in had come before."""
    rate = redelivery_rate(health.outcomes)
    said = translate("HealthCharts", "In {0}, {1} of webhooks were redeliveries.").format(
        span_words(health.span), share(rate)
    )
    return ChartData(
        begins=_begins(health),
        step=health.span.step,
        scale=Scale.SHARE,
        series=(
            Series(
                translate("HealthCharts", "Redeliveries"),
                _each(health, lambda step: redelivery_rate(step.outcomes)),
            ),
        ),
        marks=(REDELIVERY_BAD,),
        said=said,
        empty=no_webhooks(health) if rate is None else "",
    )


def failures(health: Health) -> int:
    """How many webhooks were not taken in, and callbacks given up."""
    outcomes, states = health.outcomes, health.callbacks
    refused = outcomes.get(Outcome.REJECTED, 0) + outcomes.get(Outcome.INVALID, 0)
    return refused + sum(states.get(state, 0) for state in FAILED)


def settled(health: Health) -> int:
    """How many callbacks are over, well or not."""
    over = (*FAILED, CallbackState.SUCCESS)
    return sum(health.callbacks.get(state, 0) for state in over)


def no_webhooks(health: Health) -> str:
    """Why a chart of webhooks is empty."""
    return translate("HealthCharts", "No webhooks in {0}.").format(span_words(health.span))


def no_callbacks(health: Health) -> str:
    """Why a chart of callbacks is empty."""
    return translate("HealthCharts", "No callback was answered in {0}.").format(
        span_words(health.span)
    )


def _times(
    health: Health,
    of: Callable[[Step], Quantiles | None],
    whole: Quantiles | None,
    empty: str,
) -> ChartData:
    each = [of(step) for step in health.steps]
    said = ""
    if whole is not None:
        said = translate(
            "HealthCharts",
            "In {0}, half took no longer than {1}, and 99 of 100 no longer than {2}.",
        ).format(span_words(health.span), duration(whole.p50), duration(whole.p99))
    return ChartData(
        begins=_begins(health),
        step=health.span.step,
        scale=Scale.TIME,
        series=(
            Series("p50", tuple(None if one is None else one.p50 for one in each), _P50),
            Series("p99", tuple(None if one is None else one.p99 for one in each), _P99),
        ),
        marks=(EXCELLENT_MS, FINE_MS, SLOW_MS),
        said=said,
        empty=empty if whole is None else "",
    )


def _each(health: Health, of: Callable[[Step], float | None]) -> tuple[float | None, ...]:
    return tuple(of(step) for step in health.steps)


def _begins(health: Health) -> tuple[datetime, ...]:
    return tuple(step.begin for step in health.steps)
