"""`rivermon doctor`: what it says in good and in bad states."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from rivermon.cli import doctor
from rivermon.cli.doctor import Finding, examine
from rivermon.core.tunnel import TunnelKind
from rivermon.settings import Secrets, Settings
from rivermon.simulator.samples import Sample
from tests.cli.terminal import Program, Ran, Terminal, environment

WELL = Secrets(("whsec_x",), "mr_live_x", "the keyring", "MODELRIVER_API_KEY")
SCREEN = {"DISPLAY": ":0"}


def _found(
    about: str, settings: Settings, secrets: Secrets = WELL, seen: dict[str, str] | None = None
) -> Finding:
    found = {finding.about: finding for finding in examine(settings, secrets, seen or {})}
    assert list(found) == ["secret", "API key", "database", "port", "tunnel", "display", "clock"]
    return found[about]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=str(tmp_path / "new" / "river.db"), port=0)


def _lines(ran: Ran) -> dict[str, str]:
    return {line[4:13].strip(): line for line in ran.out.splitlines()}


def test_a_machine_on_which_all_is_well(
    terminal: Terminal, stocked: tuple[Path, list[Sample]]
) -> None:
    for database in ([], ["--db", str(stocked[0])]):
        ran = terminal.run("doctor", *database, DISPLAY=":0")
        assert (ran.code, ran.err) == (0, "")
        assert [line[:4] for line in ran.out.splitlines()] == ["ok  "] * 7


def test_what_is_missing_is_marked_and_exits_with_1(terminal: Terminal) -> None:
    missing = {"MODELRIVER_WEBHOOK_SECRET": "", "MODELRIVER_API_KEY": ""}
    ran = terminal.run("doctor", DISPLAY=":0", **missing)
    assert (ran.code, ran.err) == (1, "")
    lines = _lines(ran)
    assert lines["secret"].startswith("!!  ")
    assert "MODELRIVER_WEBHOOK_SECRET" in lines["secret"]
    assert lines["API key"].startswith("!!  ")
    assert "MODELRIVER_API_KEY" in lines["API key"]
    assert all(lines[about].startswith("ok  ") for about in ("database", "port", "clock"))


def test_no_secret_is_ever_printed(terminal: Terminal) -> None:
    keys = {"MODELRIVER_WEBHOOK_SECRET": "canary one", "MODELRIVER_API_KEY": "canary"}
    ran = terminal.run("doctor", **keys)
    assert "canary" not in ran.out + ran.err
    assert "2 webhook secrets" in ran.out


def test_a_key_that_looks_wrong_is_told(settings: Settings) -> None:
    found = _found("API key", settings, Secrets(("x",), "sk-other", "", "the keyring"))
    assert not found.well
    assert "The one from the keyring does not look like ModelRiver's" in found.words


def test_where_the_secrets_come_from_is_told(settings: Settings) -> None:
    assert _found("secret", settings).words == "One webhook secret, from the keyring."
    assert _found("API key", settings).words == "Set, from MODELRIVER_API_KEY."


def test_a_database_to_be_made(settings: Settings) -> None:
    found = _found("database", settings)
    assert found.well
    assert found.words.endswith("will be made at the first start.")
    assert not settings.database.parent.exists()


def test_a_database_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    found = _found("database", Settings(db=str(tmp_path / "file" / "river.db"), port=0))
    assert not found.well
    assert "cannot be made" in found.words
    assert "--db" in found.words


def test_a_database_whose_name_is_too_long(tmp_path: Path) -> None:
    found = _found("database", Settings(db=str(tmp_path / ("x" * 300)), port=0))
    assert not found.well
    assert "too long" in found.words


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "river.db"
    file.write_bytes(b"no database at all, but longer than a header" * 50)
    found = _found("database", Settings(db=str(file), port=0))
    assert not found.well
    assert str(file) in found.words


def test_a_database_in_use(stocked: tuple[Path, list[Sample]]) -> None:
    found = _found("database", Settings(db=str(stocked[0]), port=0))
    assert found.well
    assert found.words.endswith(": 5 records, 8 deliveries, 0 owed.")


def test_a_port_where_rivermon_listens(tmp_path: Path) -> None:
    with Program("serve", seen=environment(tmp_path)) as program:
        port = urlsplit(program.url()).port or 0
        found = _found("port", Settings(db=str(tmp_path / "other.db"), port=port))
    assert found.well
    assert found.words == f"rivermon is listening at 127.0.0.1 port {port}; it says: ok."


def test_a_port_where_rivermon_listens_without_a_secret(tmp_path: Path) -> None:
    seen = environment(tmp_path, MODELRIVER_WEBHOOK_SECRET=" ")
    with Program("serve", seen=seen) as program:
        port = urlsplit(program.url()).port or 0
        found = _found("port", Settings(db=str(tmp_path / "other.db"), port=port))
    assert not found.well
    assert "it says: unconfigured: look at the secret and the database above." in found.words


def test_a_port_that_somebody_else_has(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        def hang_up() -> None:
            connection, _ = other.accept()
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        found = _found("port", Settings(db=str(tmp_path / "r.db"), port=port))
        thread.join(5)
    assert not found.well
    assert f"127.0.0.1 port {port} cannot be had" in found.words


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", "::1%nowhere", "ä" * 70], ids=range(4))
def test_a_host_that_cannot_be_had(host: str, tmp_path: Path) -> None:
    found = _found("port", Settings(db=str(tmp_path / "r.db"), host=host, port=0))
    assert not found.well
    assert host in found.words
    assert "--host" in found.words


def test_the_display(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rivermon.cli.doctor.sys.platform", "linux")
    found = _found("display", settings)
    assert not found.well
    assert "rivermon serve" in found.words
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        assert _found("display", settings, seen={name: "x"}).well
    monkeypatch.setattr("rivermon.cli.doctor.sys.platform", "darwin")
    assert _found("display", settings).well


def test_a_clock_that_went_back(stocked: tuple[Path, list[Sample]]) -> None:
    settings = Settings(db=str(stocked[0]), port=0)
    assert _found("clock", settings).well
    found = doctor._clock(settings.database, datetime.now(UTC) - timedelta(days=1))
    assert not found.well
    assert "earlier than the last delivery's" in found.words


def test_the_tunnel_that_is_chosen_and_whether_its_program_is_there(
    settings: Settings, tmp_path: Path
) -> None:
    def found(**chosen: Any) -> Finding:
        return _found("tunnel", replace(settings, **chosen), seen={"PATH": str(tmp_path)})

    assert found().well
    url = found(tunnel=TunnelKind.URL, public_url="https://x.example")
    assert (url.well, url.words) == (True, "There is nothing to run for https://x.example.")
    assert not found(tunnel=TunnelKind.URL).well
    assert not found(tunnel=TunnelKind.COMMAND).well
    assert not found(tunnel=TunnelKind.COMMAND, tunnel_command="'half").well
    missing = found(tunnel=TunnelKind.COMMAND, tunnel_command="no-such-tunnel {port}")
    assert not missing.well
    assert "no-such-tunnel is not installed" in missing.words
    program = tmp_path / "no-such-tunnel"
    program.touch(0o700)
    there = found(tunnel=TunnelKind.COMMAND, tunnel_command="no-such-tunnel {port}")
    assert (there.well, there.words) == (True, f"Another program, by {program}.")
