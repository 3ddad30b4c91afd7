"""`rivermon export`: what was stored, in a file or printed."""

import csv
import io
import json
import os
import select
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import PATIENCE_S, Terminal, environment

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


def test_a_link_stays_and_what_it_leads_to_is_replaced(
    terminal: Terminal, stocked: Stocked, tmp_path: Path
) -> None:
    file, link = tmp_path / "kept.jsonl", tmp_path / "link.jsonl"
    file.write_text("what was there before")
    link.symlink_to(file.name)
    assert terminal.run("export", "records", "-o", str(link), *_db(stocked)).code == 0
    assert link.is_symlink()
    assert len(file.read_text("utf-8").splitlines()) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in folders")
def test_a_pipe_is_written_into_and_stays_one(
    terminal: Terminal, stocked: Stocked, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Open for both ends, the pipe keeps no one waiting.
    end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    read = bytearray()
    done = threading.Event()

    def drain() -> None:
        while not done.is_set() or select.select([end], [], [], 0)[0]:
            if select.select([end], [], [], 0.1)[0]:
                read.extend(os.read(end, 65_536))

    reader = threading.Thread(target=drain)
    reader.start()
    try:
        ran = terminal.run("export", "records", "-o", str(pipe), *_db(stocked))
    finally:
        done.set()
        reader.join()
        os.close(end)
    assert (ran.code, ran.err) == (0, "")
    assert pipe.is_fifo()
    assert len(read.splitlines()) == 5


@pytest.mark.parametrize("at", ["", "named.csv"])
def test_a_folder_is_no_file(terminal: Terminal, stocked: Stocked, tmp_path: Path, at: str) -> None:
    folder = tmp_path / at
    folder.mkdir(exist_ok=True)
    ran = terminal.run("export", "records", "-o", str(folder), *_db(stocked))
    assert "cannot be written: Is a directory" in ran.failed_in_one_line()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="has no full device")
def test_a_full_disk_behind_the_output_is_told(stocked: Stocked, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rivermon", "export", "records", *_db(stocked)]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command,
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE_S,
        )
    assert ran.returncode == 1
    assert ran.stderr.decode() == "rivermon: The rows cannot be printed: No space left on device.\n"


def test_who_reads_may_go_away(stocked: Stocked, tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "rivermon", "export", "records", *_db(stocked)]
    try:
        ran = subprocess.run(
            command,
            env=environment(tmp_path),
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE_S,
        )
    finally:
        os.close(write)
    assert ran.stderr == b""
