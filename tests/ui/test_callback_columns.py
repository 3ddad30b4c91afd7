"""The callbacks' columns."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QFontMetrics

from rivermon.core.approval import Approval
from rivermon.core.callback_gate import NO_API_KEY
from rivermon.core.entities import Callback, CallbackKind, CallbackRow, CallbackState
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.callback_columns import callback_columns, host_to_allow
from rivermon.ui.column import Column
from rivermon.ui.state_look import callback_look, waits
from rivermon.ui.theme import Tone

PADDING = 16
PILL = 32  # its icon, gap and edges
PROGRESS = CallbackState.PROGRESS
HELD = CallbackState.HELD


@pytest.fixture
def columns(clock: Clock) -> dict[str, Column]:
    return {column.key: column for column in callback_columns(clock)}


@pytest.fixture
def callback(clock: Clock) -> Callback:
    return Callback(
        id=10,
        delivery_id=1,
        record_id=1,
        kind=CallbackKind.SUCCESS,
        url="https://api.modelriver.com/v1/callback/channel-1",
        state=CallbackState.ERROR,
        body=b"",
        attempts=2,
        next_attempt_at=None,
        deadline=clock.now() + timedelta(seconds=252),
        received_at=clock.now() - timedelta(seconds=48),
        duration_ms=12_400.0,
        reason="answered 404",
        answered=404,
    )


def row_of(callback: Callback, title: str | None = "Inception") -> CallbackRow:
    return CallbackRow(callback=callback, event="new_chat", channel_id="channel-1", title=title)


def test_a_callback_is_told_in_its_cells(columns: dict[str, Column], callback: Callback) -> None:
    due, received = callback.deadline.astimezone(), callback.received_at.astimezone()
    assert {key: column.text(row_of(callback)) for key, column in columns.items()} == {
        "state": "Error",
        "due": f"{due:%H:%M:%S.%f}"[:-3],
        "title": "Inception",
        "event": "new_chat",
        "kind": "Content",
        "to": "api.modelriver.com",
        "attempts": "2",
        "answer": "404",
        "duration": "12.4 s",
        "why": "answered 404",
        "action": "",
        "time": f"{received:%H:%M:%S.%f}"[:-3],
        "channel": "channel-1",
    }


def test_a_failure_notice_need_not_have_a_title(
    columns: dict[str, Column], callback: Callback
) -> None:
    notice = row_of(replace(callback, kind=CallbackKind.ERROR, record_id=None), title=None)
    assert columns["title"].text(notice) == "(no content)"
    assert columns["kind"].text(notice) == "Failure notice"
    assert columns["title"].text(row_of(callback, title=" ")) == "(no title)"


def test_the_deadline_says_how_soon_it_is(columns: dict[str, Column], callback: Callback) -> None:
    assert "in 4 min" in columns["due"].whole(row_of(callback))


@pytest.mark.parametrize(
    ("state", "attempts", "after_s", "word", "icon", "tone"),
    [
        (PROGRESS, 0, 0, "Progress 4:12", Icon.CIRCLING, Tone.BUSY),
        (PROGRESS, 0, 251, "Progress 0:01", Icon.CIRCLING, Tone.BUSY),
        (PROGRESS, 0, 252, "Late", Icon.HOURGLASS, Tone.WAITING),
        (PROGRESS, 1, 32, "Retry 3:40", Icon.HOURGLASS, Tone.WAITING),
        (PROGRESS, 1, 400, "Late", Icon.HOURGLASS, Tone.WAITING),
        (HELD, 0, 0, "Held 4:12", Icon.HAND, Tone.QUIET),
        (HELD, 0, 252, "Held", Icon.HAND, Tone.QUIET),
        (CallbackState.SUCCESS, 1, 0, "Success", Icon.CHECK, Tone.GOOD),
        (CallbackState.TIMEOUT, 4, 0, "Timeout", Icon.CROSS, Tone.BAD),
    ],
)
def test_what_is_owed_counts_down(
    callback: Callback,
    clock: Clock,
    state: CallbackState,
    attempts: int,
    after_s: int,
    word: str,
    icon: Icon,
    tone: Tone,
) -> None:
    now = clock.now() + timedelta(seconds=after_s)
    look = callback_look(replace(callback, state=state, attempts=attempts), now)
    assert (look.word, look.icon, look.tone) == (word, icon, tone)


def test_the_cell_counts_down_with_its_look(
    columns: dict[str, Column], callback: Callback, clock: Clock
) -> None:
    held = row_of(replace(callback, state=HELD))
    look = columns["state"].look
    assert look is not None
    assert columns["state"].text(held) == "Held 4:12"
    later = look(held, clock.now() + timedelta(seconds=2))
    assert later is not None
    assert later.word == "Held 4:10"


def test_what_is_owed_changes_with_the_time(callback: Callback) -> None:
    waiting = {state for state in CallbackState if waits(row_of(replace(callback, state=state)))}
    assert waiting == {PROGRESS, HELD}


def test_one_that_waits_for_approval_says_so(
    columns: dict[str, Column], callback: Callback, clock: Clock
) -> None:
    waiting = row_of(replace(callback, state=HELD, approval=Approval.WAITING))
    assert columns["state"].text(waiting) == "Waits 4:12"
    assert waits(waiting)


def test_a_held_callback_can_be_let_go(columns: dict[str, Column], callback: Callback) -> None:
    held = replace(
        callback,
        state=HELD,
        url="https://hooks.example.com:8443/a?b=1",
        reason="hooks.example.com:8443 is not an allowed callback host",
    )
    assert columns["action"].text(row_of(held)) == "Allow this host"
    assert "hooks.example.com:8443" in columns["action"].whole(row_of(held))
    assert host_to_allow(held) == "hooks.example.com:8443"
    assert columns["to"].text(row_of(held)) == "hooks.example.com:8443"
    assert held.url in columns["to"].whole(row_of(held)).replace("&amp;", "&")


def test_nothing_is_offered_that_would_not_help(
    columns: dict[str, Column], callback: Callback
) -> None:
    for other in (
        replace(callback, state=HELD, reason=NO_API_KEY),
        replace(callback, state=HELD, url="ftp://nowhere"),
        replace(callback, state=PROGRESS),
    ):
        assert columns["action"].text(row_of(other)) == columns["action"].whole(row_of(other)) == ""


def test_an_address_that_cannot_be_read_is_shown_as_it_is(
    columns: dict[str, Column], callback: Callback
) -> None:
    odd = row_of(replace(callback, url="https://user@evil/\nx"))
    assert columns["to"].text(odd) == "https://user@evil/ x"


def test_the_longest_words_fit(
    columns: dict[str, Column], callback: Callback, clock: Clock, appearance: Appearance
) -> None:
    metrics = QFontMetrics(appearance.text_font())
    for state, attempts in ((PROGRESS, 0), (PROGRESS, 1), (HELD, 0)):
        look = callback_look(replace(callback, state=state, attempts=attempts), clock.now())
        needed = metrics.horizontalAdvance(look.word) + PILL + PADDING
        assert needed <= columns["state"].width
    action = columns["action"].text(row_of(replace(callback, state=HELD)))
    assert metrics.horizontalAdvance(action) + PADDING <= columns["action"].width
