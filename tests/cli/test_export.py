"""`rivermon export`: what was stored, in a file or printed."""

import csv
import io
import json
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import Terminal

Stocked = tuple[Path, list[Sample]]


def _db(stocked: Stocked) -> tuple[str, str]:
    return "--db", str(stocked[0])


def test_records_are_printed_as_json_lines(terminal: Terminal, stocked: Stocked) -> None:
    ran = terminal.run("export", "records", *_db(stocked))
    assert (ran.code, ran.err) == (0, "")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["id"] for row in rows] == [5, 4, 3, 2, 1]
    sent = [json.loads(made.body) for made in reversed(stocked[1])]
    assert [row["data"] for row in rows] == [each["ai_response"]["data"] for each in sent]
    assert [row["callback"] for row in rows] == ["Success", "Error", *["Success"] * 3]
    assert rows[1]["answered"] == 404
    assert [row["channel_id"] for row in rows] == [each["channel_id"] for each in sent]


def test_a_filter_chooses_and_the_files_name_names_the_format(
    terminal: Terminal, stocked: Stocked, tmp_path: Path
) -> None:
    file = tmp_path / "failed.csv"
    file.write_text("what was there before")
    chosen = "--filter", "status:failed", "-o", str(file)
    ran = terminal.run("export", "records", *chosen, *_db(stocked))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"1 records written to {file}.\n"
    text = file.read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["id"], row["callback"]) == ("4", "Error")
    assert [path.name for path in tmp_path.iterdir() if "failed" in path.name] == ["failed.csv"]


def test_signatures_stay_unless_they_are_asked_for(terminal: Terminal, stocked: Stocked) -> None:
    export = ("export", "deliveries", "--format", "json", *_db(stocked))
    shown = terminal.run(*export).json
    whole = terminal.run(*export, "--with-secrets").json
    for hidden, told in zip(shown, whole, strict=True):
        assert dict(hidden["headers"])["mr-signature"] == "[redacted]"
        assert len(dict(told["headers"])["mr-signature"]) == 64
    assert {row["outcome"] for row in shown} == {"recorded", "duplicate", "rejected", "kept"}


def test_callbacks_bring_every_try(terminal: Terminal, stocked: Stocked) -> None:
    rows = terminal.run("export", "callbacks", "--format", "json", *_db(stocked)).json
    failed = [row for row in rows if row["state"] == "Error"]
    assert [each["status"] for row in failed for each in row["tries"]] == [404]
    assert all(json.loads(row["body"]) for row in rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("records", "--filter", "status:faild"),
            "The filter cannot be read: “faild” is no status",
        ),
        (
            ("records", "-o", "/nowhere/at/all.csv"),
            "/nowhere/at/all.csv cannot be written: No such",
        ),
        (("records", "--db", "/nowhere/river.db"), "/nowhere/river.db"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    terminal: Terminal, stocked: Stocked, arguments: tuple[str, ...], words: str
) -> None:
    db = () if "--db" in arguments else _db(stocked)
    assert words in terminal.run("export", *arguments, *db).failed_in_one_line()
