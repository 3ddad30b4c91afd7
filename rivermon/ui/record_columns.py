"""The columns of the records table: what each is called, says, and how it is set.

Does not know the model nor the view.
"""

from datetime import datetime

from rivermon.core.entities import RecordRow
from rivermon.core.listing import SortBy
from rivermon.core.ports import Clock
from rivermon.ui.assets import Icon
from rivermon.ui.column import Column
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.state_look import Look, state_look
from rivermon.ui.translation import translate
from rivermon.ui.usual_columns import (
    attempts_column,
    channel_column,
    duration_column,
    event_column,
    moment_column,
)

NOTHING = "—"


def record_columns(clock: Clock) -> tuple[Column, ...]:
    """The columns of the records table, from left to right at first."""
    time = moment_column(
        key="time",
        title=lambda: translate("RecordColumns", "Time"),
        about=lambda: translate("RecordColumns", "When the record was stored, in local time"),
        of=lambda row: row.created_at,
        sort=SortBy.TIME,
        clock=clock,
        muted=False,
    )
    return (
        time,
        _state(clock),
        _title(),
        _category(),
        event_column(lambda row: row.event_name),
        channel_column(lambda row: row.channel_id),
        _model(),
        attempts_column(lambda row: row.attempts),
        duration_column(lambda row: row.duration_ms),
    )


def _state(clock: Clock) -> Column:
    return Column(
        key="state",
        title=lambda: translate("RecordColumns", "State"),
        help=lambda: translate("RecordColumns", "How the callback to ModelRiver stands"),
        text=lambda row: look.word if (look := _look(row, clock.now())) else NOTHING,
        whole=_about_state,
        sort=SortBy.STATE,
        width=112,
        look=_look,
    )


def _title() -> Column:
    return Column(
        key="title",
        title=lambda: translate("RecordColumns", "Title"),
        help=lambda: translate("RecordColumns", "The title of the generated content"),
        text=lambda row: one_line(row.title) or translate("RecordColumns", "(no title)"),
        whole=_about_title,
        sort=SortBy.TITLE,
        width=146,
        roomy=260,
        stretches=True,
        muted=False,
        marks=_marks,
        said=_title_said,
    )


def _category() -> Column:
    return Column(
        key="category",
        title=lambda: translate("RecordColumns", "Category"),
        help=lambda: translate("RecordColumns", "The category of the content"),
        text=lambda row: one_line(row.category),
        whole=lambda row: tooltip(row.category),
        sort=SortBy.CATEGORY,
        width=88,
        roomy=100,
    )


def _model() -> Column:
    return Column(
        key="model",
        title=lambda: translate("RecordColumns", "Model"),
        help=lambda: translate(
            "RecordColumns", "The model that wrote the content, and its provider"
        ),
        text=lambda row: one_line(_model_of(row)),
        whole=lambda row: tooltip(_model_of(row)),
        sort=SortBy.MODEL,
        width=88,
        roomy=184,
        shown=False,
    )


def _marks(row: RecordRow) -> tuple[Icon, ...]:
    return ((Icon.PIN,) if row.pinned else ()) + ((Icon.NOTE,) if row.noted else ())


def _marks_said(row: RecordRow) -> list[str]:
    said = []
    if row.pinned:
        said.append(translate("RecordColumns", "Pinned: kept, however old it gets."))
    if row.noted:
        said.append(translate("RecordColumns", "There is a note on it."))
    return said


def _about_title(row: RecordRow) -> str:
    return tooltip("\n".join([row.title, *_marks_said(row)]))


def _title_said(row: RecordRow) -> str:
    title = one_line(row.title) or translate("RecordColumns", "(no title)")
    return " ".join([title, *_marks_said(row)])


def _look(row: RecordRow, now: datetime) -> Look | None:
    if row.state is None:
        return None
    return state_look(row.state, row.attempts, row.deadline, now, awaiting=row.awaiting)


def _about_state(row: RecordRow) -> str:
    if row.state is None:
        return tooltip(translate("RecordColumns", "Nothing is called back for this record"))
    return ""


def _model_of(row: RecordRow) -> str:
    return " / ".join(part for part in (row.model, row.provider) if part)
