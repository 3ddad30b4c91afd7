"""The records' columns, a column for a place in JSON, and the room that all views have at first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QFontMetrics

from rivermon.core.entities import CallbackState, RecordRow
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.core.listing import SortBy
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_columns import callback_columns
from rivermon.ui.column import Column, shared_widths
from rivermon.ui.delivery_columns import delivery_columns
from rivermon.ui.json_column import json_column
from rivermon.ui.record_columns import record_columns
from rivermon.ui.state_look import Look, waits
from rivermon.ui.theme import Tone

MOMENT = datetime(2026, 3, 1, 14, 3, 22, 187_000, tzinfo=UTC)
ROW = RecordRow(
    id=1,
    created_at=MOMENT,
    title="Refund #12\nfor <b>Ada</b>",
    category="billing",
    event_name="refund_reply",
    channel_id="channel-1",
    model="gpt-4o",
    provider="openai",
    state=CallbackState.SUCCESS,
    attempts=1,
    duration_ms=212.4,
    deadline=MOMENT + timedelta(minutes=5),
)
# 1280 less rail, detail, handles and scroll bar.
FIRST_ROOM = 676
PADDING = 16
SORT_ARROW = 14
Make = Callable[[Clock], tuple[Column, ...]]


@pytest.fixture
def columns(clock: Clock) -> dict[str, Column]:
    return {column.key: column for column in record_columns(clock)}


def test_a_row_is_told_in_its_cells(columns: dict[str, Column], clock: Clock) -> None:
    today = replace(ROW, created_at=clock.now())
    texts = {key: column.text(today) for key, column in columns.items()}
    assert texts == {
        "time": f"{clock.now().astimezone():%H:%M:%S.%f}"[:-3],
        "state": "Success",
        "title": "Refund #12 for <b>Ada</b>",
        "category": "billing",
        "event": "refund_reply",
        "channel": "channel-1",
        "model": "gpt-4o / openai",
        "attempts": "1",
        "duration": "212 ms",
    }


def test_what_there_is_not_is_not_made_up(columns: dict[str, Column], clock: Clock) -> None:
    bare = replace(
        ROW,
        title="",
        category="",
        event_name=None,
        channel_id=None,
        model=None,
        provider=None,
        state=None,
        attempts=0,
        duration_ms=None,
        deadline=None,
    )
    texts = {key: column.text(bare) for key, column in columns.items() if key != "time"}
    assert {key: text for key, text in texts.items() if text} == {
        "state": "—",
        "title": "(no title)",
    }
    assert columns["state"].look is not None
    assert columns["state"].look(bare, clock.now()) is None
    assert "Nothing is called back" in columns["state"].whole(bare)


def test_tooltips_hold_the_whole_and_no_markup(columns: dict[str, Column], clock: Clock) -> None:
    assert "for &lt;b&gt;Ada&lt;/b&gt;" in columns["title"].whole(ROW)
    ago = replace(ROW, created_at=clock.now() - timedelta(minutes=2))
    whole = columns["time"].whole(ago)
    assert f"{ago.created_at:%Y-%m-%d %H:%M:%S}.187 UTC" in whole
    assert "2 min ago" in whole


def test_a_retry_shows_the_time_it_has_left(columns: dict[str, Column], clock: Clock) -> None:
    deadline = clock.now() + timedelta(seconds=220)
    retrying = replace(ROW, state=CallbackState.PROGRESS, attempts=2, deadline=deadline)
    assert columns["state"].text(retrying) == "Retry 3:40"
    assert columns["state"].look is not None
    look = columns["state"].look(retrying, clock.now() + timedelta(seconds=10))
    assert look is not None
    assert (look.word, look.tone) == ("Retry 3:30", Tone.WAITING)
    assert waits(retrying)
    assert not waits(replace(retrying, attempts=0))
    assert not waits(ROW)


def test_each_column_is_sorted_by_something_else(columns: dict[str, Column]) -> None:
    sorts = [column.sort for column in columns.values()]
    assert len(set(sorts)) == len(sorts)
    assert columns["model"].sort is SortBy.MODEL


def test_a_place_in_json_has_a_column_of_its_own() -> None:
    path = JsonPath(Root.CUSTOMER, ("user", 0, "id"))
    column = json_column(path)
    assert (column.key, column.title()) == ("json:customer.user.0.id", "customer.user.0.id")
    assert column.sort == path
    assert column.text(None) == column.whole(None) == ""
    assert column.text("a\nb") == "a b"
    assert "&lt;i&gt;" in column.whole("<i>")
    assert "customer's data" in column.help()
    assert "generated content" in json_column(JsonPath(Root.DATA, ("year",))).help()


@pytest.mark.parametrize("make", [record_columns, delivery_columns, callback_columns])
def test_the_first_columns_fit_and_their_headers_are_uncut(
    make: Make, clock: Clock, appearance: Appearance
) -> None:
    columns = make(clock)
    shown = [column for column in columns if column.shown]
    assert sum(column.width for column in shown) <= FIRST_ROOM
    assert sum(shared_widths(shown, FIRST_ROOM)) == FIRST_ROOM
    metrics = QFontMetrics(appearance.header_font())
    for column in columns:
        header = metrics.horizontalAdvance(column.title()) + PADDING + SORT_ARROW
        assert header <= column.width, column.key


@pytest.mark.parametrize("make", [record_columns, delivery_columns, callback_columns])
def test_columns_have_names_of_their_own_and_say_what_they_are(make: Make, clock: Clock) -> None:
    columns = make(clock)
    assert len({column.key for column in columns}) == len(columns)
    assert len({column.title() for column in columns}) == len(columns)
    assert all(column.help() for column in columns)
    assert [column.key for column in columns if column.stretches and column.shown] != []


@pytest.mark.parametrize("make", [record_columns, delivery_columns, callback_columns])
def test_a_time_is_uncut(make: Make, clock: Clock, appearance: Appearance) -> None:
    metrics = QFontMetrics(appearance.fixed_font())
    today = metrics.horizontalAdvance("14:03:22.187") + PADDING
    another_day = metrics.horizontalAdvance("03-01 14:03:22.187") + PADDING
    times: list[Any] = [column for column in make(clock) if column.key in {"time", "due"}]
    assert times
    assert all(column.width >= today for column in times)
    assert all(column.roomy >= another_day for column in times), "where there is room"


def test_what_waits_for_approval_counts_down(columns: dict[str, Column], clock: Clock) -> None:
    deadline = clock.now() + timedelta(seconds=252)
    waiting = replace(ROW, state=CallbackState.HELD, attempts=0, deadline=deadline, awaiting=True)
    state = columns["state"].look
    assert state is not None

    def look(at: datetime) -> Look:
        shown = state(waiting, at)
        assert shown is not None
        return shown

    assert (look(clock.now()).word, look(clock.now()).tone) == ("Waits 4:12", Tone.WAITING)
    assert look(clock.now() + timedelta(seconds=2)).word == "Waits 4:10"
    assert look(deadline).word == "Held"
    assert waits(waiting)
    assert not waits(replace(waiting, awaiting=False))
