"""The printed tables on terminals of every width: what gives way and what never does."""

import re
from datetime import datetime
from typing import Any

import pytest
from rich.cells import cell_len

from rivermon.cli.columns import Kind, print_table

TIME = "2026-03-14T15:09:26.535Z"
LOCAL = f"{datetime.fromisoformat(TIME).astimezone():%m-%d %H:%M:%S}.535"
CHANNEL = "550e8400-e29b-41d4-a716-446655440000"
RECORD = {
    "id": 123_456,
    "created_at": TIME,
    "title": "A title of quite some length, " * 4,
    "category": "movies",
    "event_name": "new_movie_suggestion",
    "channel_id": CHANNEL,
    "model": "gpt-4o-mini",
    "provider": "openai",
    "callback": "Progress",
    "attempts": 12,
    "duration_ms": 12_345.6,
}
DELIVERY = {
    "id": 123_456,
    "received_at": TIME,
    "outcome": "duplicate",
    "status": 200,
    "verdict": "Not Verified",
    "scheme": "timestamped-data",
    "reason": "matches a re-formatted body (a proxy rewrote the JSON)",
    "type": "task.ai_generated",
    "event": "new_movie_suggestion",
    "channel_id": CHANNEL,
    "record_id": 654_321,
    "redeliveries": 7,
    "duration_ms": 12_345.6,
}
CALLBACK = {
    "id": 123_456,
    "record_id": 654_321,
    "kind": "success",
    "state": "Progress",
    "attempts": 12,
    "url": f"https://api.modelriver.com/v1/callback/{CHANNEL}",
    "channel_id": CHANNEL,
    "event": "new_movie_suggestion",
    "next_attempt_at": TIME,
    "deadline": TIME,
    "reason": "answered 500",
    "duration_ms": 12_345.6,
}
ROWS: list[tuple[Kind, dict[str, Any], list[str]]] = [
    (Kind.RECORDS, RECORD, ["123456", LOCAL, "Progress", "12", "12345.6"]),
    (
        Kind.DELIVERIES,
        DELIVERY,
        ["123456", LOCAL, "duplicate", "200", "Not Verified", "654321", "7", "12345.6"],
    ),
    (
        Kind.CALLBACKS,
        CALLBACK,
        ["123456", "654321", "success", "Progress", "12", LOCAL, LOCAL, "12345.6"],
    ),
]


@pytest.mark.parametrize("width", [40, 80, 100, 120, 160, 200, 400])
@pytest.mark.parametrize(("kind", "row", "whole"), ROWS, ids=[kind for kind, _, _ in ROWS])
def test_short_columns_are_never_cut(
    kind: Kind,
    row: dict[str, Any],
    whole: list[str],
    width: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(kind, [row], width)
    heading, line = capsys.readouterr().out.splitlines()
    at = 0
    for value in whole:
        at = line.index(value, at) + len(value)
    if width >= 160:
        assert cell_len(line) <= width
    assert "ms" in heading
    assert heading.split()[0] == "id"


def test_the_widest_gives_way_first(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Kind.RECORDS, [RECORD], 160)
    line = capsys.readouterr().out.splitlines()[1]
    assert "A title of quite" in line
    assert "…" in line
    assert "movies" in line
    assert "openai" in line
    assert cell_len(line) == 160


def test_all_is_shown_where_there_is_room(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Kind.CALLBACKS, [CALLBACK], 400)
    line = capsys.readouterr().out.splitlines()[1]
    assert "…" not in line
    assert str(CALLBACK["url"]) in line


def test_a_column_in_which_nothing_stands_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Kind.CALLBACKS, [CALLBACK | {"next_attempt_at": None, "reason": ""}], 400)
    heading = capsys.readouterr().out.splitlines()[0]
    assert "reason" not in heading
    assert "next" not in heading
    print_table(Kind.CALLBACKS, [CALLBACK | {"reason": None}, CALLBACK], 400)
    assert "reason" in capsys.readouterr().out.splitlines()[0]


def test_foreign_text_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b[2Jone\r\ntwo\u202e\x07 [bold]three[/] 老城"
    print_table(Kind.RECORDS, [RECORD | {"title": evil}], 400)
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 2
    assert re.search(r"␛\[2Jone two⟦U\+202E⟧␇ \[bold\]three\[/\] 老城", out)
    assert not set(out) & set("\x1b\r\u202e\x07")


def test_numbers_stand_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Kind.RECORDS, [RECORD, RECORD | {"id": 7}], 400)
    assert capsys.readouterr().out.splitlines()[2].startswith("     7 ")
