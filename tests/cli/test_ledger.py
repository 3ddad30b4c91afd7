"""`rivermon records`, `deliveries` and `callbacks`: as JSON and as a table."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import Ran, Terminal

Stocked = tuple[Path, list[Sample]]

RECORD_KEYS = {
    "id",
    "title",
    "body",
    "category",
    "metadata",
    "channel_id",
    "event_name",
    "source",
    "created_at",
    "callback",
    "attempts",
    "duration_ms",
}
DELIVERY_KEYS = {
    "received_at",
    "remote",
    "path",
    "headers",
    "body",
    "type",
    "event",
    "channel_id",
    "verdict",
    "reason",
    "outcome",
    "status",
    "duration_ms",
    "record_id",
    "redeliveries",
}
CALLBACK_KEYS = {
    "record_id",
    "kind",
    "url",
    "state",
    "body",
    "attempts",
    "next_attempt_at",
    "deadline",
}


def _ask(terminal: Terminal, stocked: Stocked, *arguments: str) -> Ran:
    ran = terminal.run(*arguments, "--db", str(stocked[0]))
    assert (ran.code, ran.err) == (0, "")
    return ran


def test_records_as_json(terminal: Terminal, stocked: Stocked) -> None:
    rows = _ask(terminal, stocked, "records", "--json").json
    samples = stocked[1]
    assert [row["id"] for row in rows] == [5, 4, 3, 2, 1]
    assert [row["channel_id"] for row in rows] == [made.channel_id for made in reversed(samples)]
    assert all(row.keys() >= RECORD_KEYS for row in rows)
    assert [row["callback"] for row in rows] == ["Success", "Error", *["Success"] * 3]
    first, sent = rows[-1], json.loads(samples[0].body)
    assert first["title"] == sent["ai_response"]["data"]["title"]
    assert first["category"] == sent["customer_data"]["category"]
    assert first["metadata"]["ai_model"] == sent["meta"]["model"] == first["model"]
    assert (first["source"], first["event_name"]) == ("modelriver", "new_chat")
    assert first["attempts"] == 1
    assert first["duration_ms"] > 0
    created = datetime.fromisoformat(first["created_at"])
    assert first["created_at"].endswith("Z")
    assert created.utcoffset() == timedelta(0)


def test_deliveries_as_json(terminal: Terminal, stocked: Stocked) -> None:
    rows = _ask(terminal, stocked, "deliveries", "--json").json
    samples = stocked[1]
    assert all(row.keys() >= DELIVERY_KEYS for row in rows)
    assert [row["outcome"] for row in rows][:2] == ["kept", "rejected"]
    of_record = [row for row in rows if row["outcome"] == "recorded"]
    assert [row["record_id"] for row in of_record] == [5, 4, 3, 2, 1]
    assert [row["redeliveries"] for row in of_record] == [0, 0, 0, 0, 1]
    first = of_record[-1]
    assert first["body"].encode() == samples[0].body
    assert (first["status"], first["verdict"], first["scheme"]) == (200, "Valid", "raw-body")
    assert first["path"] == "/webhooks/modelriver"
    assert first["remote"] == "127.0.0.1"
    assert ["mr-channel-id", samples[0].channel_id] in first["headers"]
    rejected = rows[1]
    assert (rejected["status"], rejected["verdict"]) == (401, "Invalid")
    assert rejected["reason"] == "does not match any configured secret"


def test_callbacks_as_json(terminal: Terminal, stocked: Stocked) -> None:
    rows = _ask(terminal, stocked, "callbacks", "--json").json
    samples = stocked[1]
    assert all(row.keys() >= CALLBACK_KEYS for row in rows)
    assert [(row["record_id"], row["kind"]) for row in rows if row["record_id"] == 4] == [
        (4, "error"),
        (4, "success"),
    ]
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)
    first = rows[-1]
    assert (first["state"], first["url"]) == ("Success", samples[0].callback_url)
    assert json.loads(first["body"])["task_id"] == "sqlite_1"
    assert first["next_attempt_at"] is None
    assert first["deadline"] > first["received_at"]
    assert (first["channel_id"], first["event"]) == (samples[0].channel_id, "new_chat")


@pytest.mark.parametrize("kind", ["records", "deliveries", "callbacks"])
def test_rows_can_be_limited_and_chosen(kind: str, terminal: Terminal, stocked: Stocked) -> None:
    every = _ask(terminal, stocked, kind, "--json").json
    assert _ask(terminal, stocked, kind, "--json", "--limit", "2").json == every[:2]
    channel = stocked[1][2].channel_id
    of_channel = _ask(terminal, stocked, kind, "--json", "--channel", channel).json
    assert of_channel == [row for row in every if row["channel_id"] == channel]
    assert len(of_channel) == 1
    of_event = _ask(terminal, stocked, kind, "--json", "--event", "new_chat").json
    key = "event_name" if kind == "records" else "event"
    assert of_event == [row for row in every if row[key] == "new_chat"]
    assert len(of_event) >= 2
    assert _ask(terminal, stocked, kind, "--json", "--channel", "none").out == "[]\n"


def test_the_limit_is_twenty(terminal: Terminal, stocked: Stocked) -> None:
    assert "20" in terminal.run("records", "--help").out


def test_json_stays_json_where_the_terminal_knows_no_chinese(
    terminal: Terminal, stocked: Stocked
) -> None:
    rows = _ask(terminal, stocked, "records", "--json", "--event", "travel_guide")
    assert "\\u" not in rows.out
    sent = json.loads(stocked[1][2].body)["ai_response"]["data"]["title"]
    assert rows.json[0]["title"] == sent
    assert not sent.isascii()


def test_options_may_stand_before_the_command(terminal: Terminal, stocked: Stocked) -> None:
    ran = terminal.run("--db", str(stocked[0]), "records", "--json", "--limit", "1")
    assert [row["id"] for row in ran.json] == [5]


def test_an_option_behind_the_command_wins(terminal: Terminal, stocked: Stocked) -> None:
    ran = terminal.run("--db", "/nowhere", "records", "--json", "--db", str(stocked[0]))
    assert len(ran.json) == 5


def test_a_database_without_rows_says_so(terminal: Terminal, stocked: Stocked) -> None:
    ran = _ask(terminal, stocked, "records", "--channel", "none")
    assert ran.out == "Nothing is stored here yet.\n"


def test_tables_show_every_value_whole_when_piped(terminal: Terminal, stocked: Stocked) -> None:
    records = _ask(terminal, stocked, "records").out
    for made in stocked[1]:
        assert made.channel_id in records
        assert json.loads(made.body)["ai_response"]["data"]["title"] in records
    callbacks = _ask(terminal, stocked, "callbacks").out
    assert all(str(made.callback_url) in callbacks for made in stocked[1])
    deliveries = _ask(terminal, stocked, "deliveries").out
    assert "does not match any configured secret" in deliveries
    for table, rows in ((records, 5), (callbacks, 6), (deliveries, 8)):
        assert "…" not in table
        assert len(table.splitlines()) == 1 + rows


@pytest.mark.parametrize("kind", ["records", "deliveries", "callbacks"])
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_no_database_is_one_line(kind: str, as_json: list[str], terminal: Terminal) -> None:
    said = terminal.run(kind, *as_json).failed_in_one_line()
    assert said.startswith("There is no database at ")


def test_a_file_that_is_no_database_is_one_line(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "river.db").write_bytes(b"no database at all, but longer than a header" * 50)
    assert "river.db" in terminal.run("records").failed_in_one_line()
