"""`rivermon doctor` looks at everything, and says what to do about each."""

import socket
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import Program, Ran, Terminal, environment

ABOUT = ("secret", "API key", "database", "port", "display", "clock")


def findings(ran: Ran) -> dict[str, tuple[bool, str]]:
    """What was said about each thing: whether it is well, and the words."""
    said = {}
    for line in ran.out.splitlines():
        about = line[4:13].strip()
        said[about] = (line.startswith("ok"), line[14:])
    return said


@pytest.fixture
def on_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.usefixtures("on_a_display")
def test_all_is_well(terminal: Terminal, stocked: tuple[Path, list[Sample]]):
    ran = terminal.run("doctor", RIVERMON_DB=str(stocked[0]))
    assert ran.code == 0, ran
    said = findings(ran)
    assert tuple(said) == ABOUT
    assert all(well for well, _ in said.values())
    assert "5 records" in said["database"][1]


def test_a_fresh_machine_is_told_what_to_do(terminal: Terminal, monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ran = terminal.run("doctor", MODELRIVER_WEBHOOK_SECRET="", MODELRIVER_API_KEY="")
    assert ran.code == 1
    said = findings(ran)
    assert [about for about, (well, _) in said.items() if not well] == [
        "secret",
        "API key",
        "display",
    ]
    assert "MODELRIVER_WEBHOOK_SECRET" in said["secret"][1]
    assert "MODELRIVER_API_KEY" in said["API key"][1]
    assert "rivermon serve" in said["display"][1]
    assert "will be made" in said["database"][1]


def test_secrets_are_counted_and_never_shown(terminal: Terminal):
    ran = terminal.run("doctor", MODELRIVER_WEBHOOK_SECRET="canary-one canary-two")
    assert "2 webhook secrets, from MODELRIVER_WEBHOOK_SECRET" in findings(ran)["secret"][1]
    assert "canary" not in ran.out + ran.err


def test_a_key_that_is_no_key_is_doubted_and_not_shown(terminal: Terminal):
    ran = terminal.run("doctor", MODELRIVER_API_KEY="canary-key")
    well, words = findings(ran)["API key"]
    assert not well
    assert "mr_live_" in words
    assert "canary" not in ran.out + ran.err


def test_a_taken_port_is_told_from_rivermons_own(terminal: Terminal, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        well, words = findings(terminal.run("doctor", "--port", port))["port"]
        assert not well
        assert "--port" in words
    with Program("serve", seen=environment(tmp_path)) as program:
        port = program.url().split(":")[2].split("/")[0]
        well, words = findings(terminal.run("doctor", "--port", port))["port"]
    assert well
    assert "rivermon is listening" in words


def test_a_foreign_database_is_said(terminal: Terminal, tmp_path: Path):
    (tmp_path / "notes.db").write_text("my notes" * 100)
    well, words = findings(terminal.run("doctor", "--db", str(tmp_path / "notes.db")))["database"]
    assert not well
    assert "--db" in words


def test_a_clock_that_runs_behind_what_came_in_is_said(
    terminal: Terminal, stocked: tuple[Path, list[Sample]], monkeypatch: pytest.MonkeyPatch
):
    from datetime import UTC, datetime

    class Behind(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2020, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("rivermon.cli.doctor.datetime", Behind)
    well, words = findings(terminal.run("doctor", RIVERMON_DB=str(stocked[0])))["clock"]
    assert not well
    assert "earlier than the last delivery" in words
