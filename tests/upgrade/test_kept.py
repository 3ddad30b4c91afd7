"""Today's rivermon opened over an older one's data folder: all of it is there, field by field."""

import base64
import stat
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rivermon.core.credentials import MASK
from tests.ledger_check import assert_reconciled
from tests.store.second_look import one, seen
from tests.upgrade.callbacks_taken import CallbacksTaken
from tests.upgrade.make_folder import KEY
from tests.upgrade.older_folder import ALL, PATIENCE_S, OlderFolder, rows
from tests.upgrade.older_hand import NOTE, REJECTED

TABLES = ("ai_content", "delivery", "callback", "callback_attempt")
VIEWS = ("records", "deliveries", "callbacks")
# What a callback that was owed takes with it, and what a record is shown with of its callback.
OF_TRYING = {"state", "attempts", "answered", "duration_ms", "reason", "next_attempt_at", "tries"}
OF_CALLBACK = {"callback", "attempts", "answered", "duration_ms", "reason", "deadline"}
MOVED = {"url", "deadline", "received_at"}

Rows = list[dict[str, Any]]


class Opened(NamedTuple):
    """A folder that was opened: itself, what it was before, and what was called back."""

    older: OlderFolder
    before: Path
    taken: CallbacksTaken


@pytest.fixture(scope="module", params=ALL, ids=lambda schema: f"schema {schema}")
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The folder at the moment of the kill, served until what is owed was called back."""
    folder = tmp_path_factory.mktemp("upgrade")
    older = OlderFolder(request.param, folder / "home 家")
    with CallbacksTaken() as taken:
        older.call_to(taken.host)
        before = older.before(folder / "before")
        owed = [row["url"].removeprefix(f"http://{taken.host}") for row in owed_in(before)]
        with older.served():
            for path in owed:
                taken.wait_for(path, PATIENCE_S)
    return Opened(older, before, taken)


@cache
def shown_by(older: OlderFolder, view: str) -> Rows:
    """All that today's rivermon exports of a view; nothing changes it any more."""
    found: Rows = older.says(view, "--with-secrets")
    return found


def owed_in(database: Path) -> Rows:
    return [row for row in rows(database, "callback") if row["state"] == "Progress"]


def by_id(found: Rows) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in found}


def test_every_row_is_as_it_was_but_for_what_was_called_back(opened: Opened) -> None:
    owed = {row["id"] for row in owed_in(opened.before)}
    for table in TABLES:
        was, now = rows(opened.before, table), by_id(rows(opened.older.database, table))
        assert len(was) > 20
        for row in was:
            tried = OF_TRYING if table == "callback" and row["id"] in owed else set()
            kept = {name: value for name, value in row.items() if name not in tried}
            assert now[row["id"]].items() >= kept.items(), (table, row["id"])
        tries = len(owed) if table == "callback_attempt" else 0
        assert len(now) == len(was) + tries


@pytest.mark.parametrize("view", VIEWS)
def test_it_shows_what_the_older_one_showed(opened: Opened, view: str) -> None:
    found = rows(opened.before, "callback")
    moved = [row for row in found if row["state"] == "Progress" or row.get("approval") == "waiting"]
    owed = {row["id"]: row["record_id"] for row in moved}
    but = {
        "records": (set(owed.values()), OF_CALLBACK),
        "deliveries": (set(), set()),
        "callbacks": (set(owed), OF_TRYING | MOVED),
    }
    said = opened.older.said(view)
    says = by_id(shown_by(opened.older, view))
    assert [row["id"] for row in said] == list(says), "and in that order"
    changing, names = but[view]
    for row in said:
        shown = says[row["id"]]
        left_out = names if row["id"] in changing else set()
        same = [name for name in row if name in shown and name not in left_out]
        assert len(same) >= 7
        for name in same:
            assert as_older(shown, row, name) == row[name], (name, row["id"])


def as_older(shown: dict[str, Any], row: dict[str, Any], name: str) -> Any:
    """A value of an exported row as the older one wrote it, which may have masked signatures."""
    if name == "headers":
        pairs = zip(shown[name], row[name], strict=True)
        return [[header, MASK if said == MASK else now] for (header, now), (_, said) in pairs]
    if name == "body" and shown.get("body_base64") and "body_base64" not in row:
        return base64.b64decode(shown["body_base64"]).decode("utf-8", "replace")
    return shown[name]


def test_every_header_and_body_is_there_byte_by_byte(opened: Opened) -> None:
    question = "SELECT id, headers, body FROM delivery ORDER BY id"
    assert seen(opened.older.database, question) == seen(opened.before, question)


def test_what_was_owed_is_called_back_once(opened: Opened) -> None:
    now = by_id(rows(opened.older.database, "callback"))
    assert len(owed_in(opened.before)) == 4
    for owed in owed_in(opened.before):
        assert now[owed["id"]]["state"] == "Success"
        assert now[owed["id"]]["attempts"] == owed["attempts"] + 1
        path = owed["url"].removeprefix(f"http://{opened.taken.host}")
        assert opened.taken.bodies[path] == [owed["body"]]
    assert opened.taken.keys == {f"Bearer {KEY}"}


def test_the_operators_marks_are_there(opened: Opened) -> None:
    assert REJECTED in str(shown_by(opened.older, "callbacks"))
    if opened.older.schema < 4:
        return
    records = by_id(shown_by(opened.older, "records"))
    assert [number for number, row in records.items() if row["pinned_at"]] == [3, 1]
    assert {number: row["note"] for number, row in records.items() if row["note"]} == {
        3: NOTE,
        4: "short",
    }
    approvals = {row["approval"] for row in shown_by(opened.older, "callbacks")}
    assert approvals > {"approved", "approved with changes", "rejected", "waiting"}
    assert any(row["replay_of"] == 1 for row in shown_by(opened.older, "deliveries"))


def test_it_is_sound_and_adds_up(opened: Opened) -> None:
    assert opened.older.is_renewed
    assert seen(opened.older.database, "PRAGMA integrity_check") == [("ok",)]
    assert_reconciled(opened.older.database)
    checked = opened.older.run("doctor", "--ledger")
    assert (checked.code, checked.err) == (0, ""), checked.out


def test_a_copy_of_what_was_is_kept_whole_and_for_nobody_else(opened: Opened) -> None:
    copies = opened.older.copies()
    assert len(copies) == (1 if opened.older.schema < 4 else 0)
    for copy in copies:
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert seen(copy, "PRAGMA integrity_check") == [("ok",)]
        assert one(copy, "PRAGMA user_version") == opened.older.schema
        for table in TABLES:
            assert rows(copy, table) == rows(opened.before, table)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("records", '奶茶 event:"新电影建议 🎬" data.rating:>9'),
        ("records", 'event:"新电影建议 🎬"'),
        ("deliveries", "re-formatted"),
        ("callbacks", "status:timeout"),
    ],
)
def test_the_filter_finds_what_is_old(opened: Opened, view: str, words: str) -> None:
    found = opened.older.says(view, "--filter", words)
    assert 0 < len(found) < 20


def test_opened_again_nothing_changes(opened: Opened) -> None:
    was = {table: rows(opened.older.database, table) for table in TABLES}
    with opened.older.served():
        pass
    assert {table: rows(opened.older.database, table) for table in TABLES} == was
    assert len(opened.older.copies()) == (1 if opened.older.schema < 4 else 0)
