"""The columns of the records table: what each is called, says, and how it is set.

Does not know the model nor the view.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from rivermon.core.entities import RecordRow
from rivermon.core.listing import SortBy
from rivermon.core.ports import Clock
from rivermon.ui.column import Column
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.state_look import Look, state_look
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
        title=lambda: _tr("Time"),
        about=lambda: _tr("When the record was stored, in local time"),
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
        title=lambda: _tr("State"),
        help=lambda: _tr("How the callback to ModelRiver stands"),
        text=lambda row: look.word if (look := _look(row, clock.now())) else NOTHING,
        whole=_about_state,
        sort=SortBy.STATE,
        width=112,
        look=_look,
    )


def _title() -> Column:
    return Column(
        key="title",
        title=lambda: _tr("Title"),
        help=lambda: _tr("The title of the generated content"),
        text=lambda row: one_line(row.title) or _tr("(no title)"),
        whole=lambda row: tooltip(row.title),
        sort=SortBy.TITLE,
        width=146,
        roomy=260,
        stretches=True,
        muted=False,
    )


def _category() -> Column:
    return Column(
        key="category",
        title=lambda: _tr("Category"),
        help=lambda: _tr("The category of the content"),
        text=lambda row: one_line(row.category),
        whole=lambda row: tooltip(row.category),
        sort=SortBy.CATEGORY,
        width=88,
        roomy=100,
    )


def _model() -> Column:
    return Column(
        key="model",
        title=lambda: _tr("Model"),
        help=lambda: _tr("The model that wrote the content, and its provider"),
        text=lambda row: one_line(_model_of(row)),
        whole=lambda row: tooltip(_model_of(row)),
        sort=SortBy.MODEL,
        width=88,
        roomy=184,
        shown=False,
    )


def _look(row: RecordRow, now: datetime) -> Look | None:
    if row.state is None:
        return None
    return state_look(row.state, row.attempts, row.deadline, now)


def _about_state(row: RecordRow) -> str:
    if row.state is None:
        return tooltip(_tr("Nothing is called back for this record"))
    return ""


def _model_of(row: RecordRow) -> str:
    return " / ".join(part for part in (row.model, row.provider) if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordColumns", text)
