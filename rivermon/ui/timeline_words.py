"""A timeline's moments in words: what happened, when, how long it took, and how it looks.

The words are those of ModelRiver's console (protocol, section 7). Does not know what happened:
core/timeline.py does. The time zone is the operator's.
"""

from datetime import datetime

from rivermon.core.approval import Approval
from rivermon.core.moment import Lane, Moment, Standing, What
from rivermon.ui.assets import Icon
from rivermon.ui.callback_words import status_words
from rivermon.ui.listed_words import listed
from rivermon.ui.moment_words import clock_time, duration
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import capitalised, reason_words
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate

_LEAST_GAP_MS = 1.0


def title_words(moment: Moment) -> str:
    """What happened, in a few words."""
    if moment.what is What.ATTEMPT:
        return _attempt_words(moment)
    if moment.what is What.DECISION:
        return _decision_words(moment.approval)
    bad = moment.standing is Standing.BAD
    words = {
        What.REQUEST: translate("TimelineWords", "Main request"),
        What.DELIVERY: translate("TimelineWords", "Webhook rejected")
        if bad
        else translate("TimelineWords", "Webhook received"),
        What.REDELIVERY: translate("TimelineWords", "Webhook came again"),
        What.REPLAY: translate("TimelineWords", "Webhook replayed"),
        What.RECORD: translate("TimelineWords", "Record {0}").format(moment.number),
        What.HELD: _held_words(moment),
        What.SENDING: translate("TimelineWords", "Delivering the callback"),
        What.NEXT_TRY: translate("TimelineWords", "Next try planned"),
        What.WINDOW_ENDS: translate("TimelineWords", "ModelRiver stops waiting"),
        What.GIVEN_UP: translate("TimelineWords", "Callback given up")
        if moment.text
        else translate("TimelineWords", "Callback timed out"),
    }
    return words[moment.what]


def detail_words(moment: Moment) -> str:
    """What else is known of a moment; may be empty."""
    parts = [
        translate("TimelineWords", "Simulated") if moment.simulated else "",
        *_more_words(moment),
        one_line(reason_words(moment.text)) if moment.text else "",
    ]
    words = " · ".join(part for part in parts if part)
    return capitalised(words)


def when_words(moment: Moment, now: datetime) -> str:
    """When it happened: the time of the day, the time since the receipt, or what is left."""
    if moment.planned:
        left_s = max(0, int((moment.at - now).total_seconds()))
        return translate("TimelineWords", "in {0}").format(f"{left_s // 60}:{left_s % 60:02}")
    if moment.lane is Lane.REQUEST or (moment.lane is Lane.WEBHOOK and moment.after_ms == 0):
        return clock_time(moment.at)
    return offset_words(moment.after_ms)


def offset_words(after_ms: float) -> str:
    """A time since the receipt, with its sign."""
    sign = "\N{MINUS SIGN}" if after_ms <= -1 else "+"
    return sign + duration(max(1.0, abs(after_ms)))


def gap_words(moment: Moment) -> str:
    """How long nothing happened before it; empty where nothing is to be said."""
    if moment.planned or moment.gap_ms is None or moment.gap_ms < _LEAST_GAP_MS:
        return ""
    return translate("TimelineWords", "{0} later").format(duration(moment.gap_ms))


def took_words(moment: Moment) -> str:
    """How long it took; empty where that means nothing."""
    return duration(moment.duration_ms)


def sentence(moment: Moment, now: datetime) -> str:
    """All of it, for a tooltip and for a screen reader."""
    took = took_words(moment)
    parts = (
        title_words(moment),
        detail_words(moment),
        when_words(moment, now),
        gap_words(moment),
        translate("TimelineWords", "took {0}").format(took) if took else "",
    )
    return listed(parts)


def lane_words(lane: Lane) -> str:
    """Whose moments stand in a lane of the strip."""
    return {
        Lane.REQUEST: translate("TimelineWords", "Request"),
        Lane.WEBHOOK: translate("TimelineWords", "Webhook"),
        Lane.RECORD: translate("TimelineWords", "Record"),
        Lane.CALLBACK: translate("TimelineWords", "Callback"),
        Lane.ERROR_CALLBACK: translate("TimelineWords", "Error"),
    }[lane]


def icon_of(moment: Moment) -> Icon:
    """The icon of a moment: how it went can be seen without its colour."""
    if moment.what is What.HELD:
        return Icon.HAND
    return {
        Standing.GOOD: Icon.CHECK,
        Standing.BAD: Icon.CROSS,
        Standing.BUSY: Icon.CIRCLING,
        Standing.WAITING: Icon.CIRCLING,
        Standing.QUIET: Icon.HOURGLASS if moment.planned else Icon.DOT,
    }[moment.standing]


def tone_of(moment: Moment) -> Tone:
    """The tone of a moment."""
    return Tone(moment.standing.value)


def _attempt_words(moment: Moment) -> str:
    error = moment.lane is Lane.ERROR_CALLBACK
    if moment.status is None:
        if error:
            return translate("TimelineWords", "Error callback not answered")
        return translate("TimelineWords", "Callback not answered")
    words = (
        translate("TimelineWords", "Error callback answered {0}")
        if error
        else translate("TimelineWords", "Callback answered {0}")
    )
    return words.format(status_words(moment.status))


def _decision_words(approval: Approval | None) -> str:
    return {
        Approval.APPROVED: translate("TimelineWords", "Approved"),
        Approval.EDITED: translate("TimelineWords", "Approved with changes"),
        Approval.REJECTED: translate("TimelineWords", "Rejected"),
        Approval.BY_RULE: translate("TimelineWords", "Sent by rule"),
        Approval.LAPSED: translate("TimelineWords", "Nobody decided"),
    }.get(approval or Approval.LAPSED, "")


def _held_words(moment: Moment) -> str:
    if moment.approval is Approval.WAITING:
        return translate("TimelineWords", "Waits for approval")
    if moment.approval is not None:
        return translate("TimelineWords", "Waited for approval")
    return translate("TimelineWords", "Callback held")


def _more_words(moment: Moment) -> tuple[str, ...]:
    match moment.what:
        case What.REQUEST:
            return (translate("TimelineWords", "by ModelRiver's clock"),)
        case What.DELIVERY | What.REDELIVERY | What.REPLAY:
            return (
                translate("TimelineWords", "Delivery {0}").format(moment.number),
                translate("TimelineWords", "answered {0}").format(moment.status),
            )
        case What.ATTEMPT | What.SENDING | What.NEXT_TRY:
            number = translate("TimelineWords", "attempt {0}").format(moment.number)
            return (number, _at(moment)) if moment.planned else (number,)
        case What.WINDOW_ENDS:
            return (_at(moment),)
    return ()


def _at(moment: Moment) -> str:
    return translate("TimelineWords", "at {0}").format(clock_time(moment.at)[:8])
