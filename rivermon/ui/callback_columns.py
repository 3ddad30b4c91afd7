"""The columns of the callbacks table: what each is called, says, and how it is set.

Does not know the model nor the view.
"""

from datetime import datetime

from PySide6.QtCore import Qt

from rivermon.core.callback_gate import NO_API_KEY, target_of
from rivermon.core.entities import Callback, CallbackKind, CallbackRow, CallbackState
from rivermon.core.listing import SortBy
from rivermon.core.ports import Clock
from rivermon.ui.callback_words import kind_words, status_words
from rivermon.ui.column import Column
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.reason_words import reason_words
from rivermon.ui.state_look import Look, callback_look
from rivermon.ui.translation import translate
from rivermon.ui.usual_columns import (
    attempts_column,
    channel_column,
    duration_column,
    event_column,
    moment_column,
)


def callback_columns(clock: Clock) -> tuple[Column, ...]:
    """The columns of the callbacks table, from left to right at first."""
    return (
        _state(clock),
        _due(clock),
        _title(),
        event_column(lambda row: row.event, shown=False),
        _kind(),
        _to(),
        attempts_column(lambda row: row.callback.attempts),
        _answer(),
        duration_column(lambda row: row.callback.duration_ms, shown=False),
        _why(),
        _action(),
        _received(clock),
        channel_column(lambda row: row.channel_id),
    )


def host_to_allow(callback: Callback) -> str | None:
    """The host that would have to be allowed for a Held callback; None where that is of no help."""
    held = callback.state is CallbackState.HELD and not callback.awaiting
    if not held or callback.reason == NO_API_KEY:
        return None
    target = target_of(callback.url)
    return target.label if target else None


def _state(clock: Clock) -> Column:
    return Column(
        key="state",
        title=lambda: translate("CallbackColumns", "State"),
        help=lambda: translate(
            "CallbackColumns", "How the callback stands, and how long ModelRiver still waits for it"
        ),
        text=lambda row: callback_look(row.callback, clock.now()).word,
        whole=lambda row: tooltip(_reason(row)),
        sort=SortBy.STATE,
        width=130,
        look=_look,
    )


def _due(clock: Clock) -> Column:
    return moment_column(
        key="due",
        title=lambda: translate("CallbackColumns", "Due"),
        about=lambda: translate(
            "CallbackColumns", "Until when ModelRiver waits for the callback, in local time"
        ),
        of=lambda row: row.callback.deadline,
        sort=SortBy.DUE,
        clock=clock,
        muted=False,
    )


def _title() -> Column:
    return Column(
        key="title",
        title=lambda: translate("CallbackColumns", "Title"),
        help=lambda: translate("CallbackColumns", "The title of the content that it is about"),
        text=_title_text,
        whole=lambda row: tooltip(row.title or ""),
        sort=SortBy.TITLE,
        width=146,
        roomy=260,
        stretches=True,
        muted=False,
    )


def _kind() -> Column:
    return Column(
        key="kind",
        title=lambda: translate("CallbackColumns", "Kind"),
        help=lambda: translate(
            "CallbackColumns", "Whether it brings content back, or says that there will be none"
        ),
        text=lambda row: _kind_text(row.callback.kind),
        whole=lambda row: tooltip(kind_words(row.callback.kind)),
        sort=SortBy.KIND,
        width=100,
        shown=False,
    )


def _to() -> Column:
    return Column(
        key="to",
        title=lambda: translate("CallbackColumns", "To"),
        help=lambda: translate("CallbackColumns", "The host that it goes to"),
        text=_host_text,
        whole=lambda row: tooltip(row.callback.url),
        sort=SortBy.HOST,
        width=120,
        roomy=170,
        fixed=True,
        elide=Qt.TextElideMode.ElideMiddle,
        shown=False,
    )


def _answer() -> Column:
    return Column(
        key="answer",
        title=lambda: translate("CallbackColumns", "Answer"),
        help=lambda: translate("CallbackColumns", "The HTTP status of ModelRiver's last answer"),
        text=lambda row: str(row.callback.answered or ""),
        whole=_answer_whole,
        sort=SortBy.ANSWER,
        width=78,
        fixed=True,
        shown=False,
    )


def _why() -> Column:
    return Column(
        key="why",
        title=lambda: translate("CallbackColumns", "Why"),
        help=lambda: translate("CallbackColumns", "Why it is held, is tried again or was given up"),
        text=lambda row: one_line(_reason(row)),
        whole=lambda row: tooltip(_reason(row)),
        sort=SortBy.REASON,
        width=140,
        roomy=320,
    )


def _action() -> Column:
    return Column(
        key="action",
        title=lambda: translate("CallbackColumns", "Action"),
        help=lambda: translate("CallbackColumns", "What can be done about a callback that is held"),
        text=lambda row: (
            translate("CallbackColumns", "Allow this host") if host_to_allow(row.callback) else ""
        ),
        whole=_action_whole,
        sort=SortBy.REASON,
        width=108,
        link=True,
    )


def _received(clock: Clock) -> Column:
    return moment_column(
        key="time",
        title=lambda: translate("CallbackColumns", "Received"),
        about=lambda: translate("CallbackColumns", "When its webhook was received, in local time"),
        of=lambda row: row.callback.received_at,
        sort=SortBy.TIME,
        clock=clock,
        shown=False,
    )


def _reason(row: CallbackRow) -> str:
    return reason_words(row.callback.reason or "")


def _look(row: CallbackRow, now: datetime) -> Look:
    return callback_look(row.callback, now)


def _title_text(row: CallbackRow) -> str:
    if row.title is None:
        return translate("CallbackColumns", "(no content)")
    return one_line(row.title) or translate("CallbackColumns", "(no title)")


def _kind_text(kind: CallbackKind) -> str:
    return (
        translate("CallbackColumns", "Failure notice")
        if kind is CallbackKind.ERROR
        else translate("CallbackColumns", "Content")
    )


def _host_text(row: CallbackRow) -> str:
    target = target_of(row.callback.url)
    return target.label if target else one_line(row.callback.url)


def _answer_whole(row: CallbackRow) -> str:
    answered = row.callback.answered
    return tooltip(status_words(answered)) if answered is not None else ""


def _action_whole(row: CallbackRow) -> str:
    host = host_to_allow(row.callback)
    if host is None:
        return ""
    return tooltip(translate("CallbackColumns", "Let callbacks go to {0} from now on").format(host))
