"""`rivermon serve` as the program that it is: it says where it listens, and ends when asked."""

import http.client
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import Program, Terminal, environment, run_program

SOON_S = 3.0


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Program]:
    with Program("serve", seen=environment(tmp_path)) as program:
        yield program


def address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_ends_when_asked(serving: Program, number: signal.Signals):
    url = serving.url()
    assert url.startswith("http://127.0.0.1:")
    assert url.endswith("/webhooks/modelriver")
    code, took_s = serving.stop(number)
    assert (code, serving.err) == (0, "")
    assert took_s < SOON_S


def test_it_ends_soon_with_a_request_half_sent(serving: Program):
    with socket.create_connection(address(serving.url())) as half_sent:
        half_sent.sendall(b"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{")
        code, took_s = serving.stop()
    assert code == 0
    assert took_s < SOON_S


def test_health_is_asked_over_http(serving: Program):
    connection = http.client.HTTPConnection(*address(serving.url()), timeout=10)
    connection.request("GET", "/health")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b'{"status": "ok"}')
    connection.close()


def test_without_a_secret_it_says_so_and_health_is_503(tmp_path: Path):
    seen = environment(tmp_path, MODELRIVER_WEBHOOK_SECRET=" ")
    with Program("serve", seen=seen) as program:
        connection = http.client.HTTPConnection(*address(program.url()), timeout=10)
        connection.request("GET", "/health")
        response = connection.getresponse()
        assert (response.status, response.read()) == (503, b'{"status": "unconfigured"}')
        connection.close()
        assert program.stop()[0] == 0
        assert "MODELRIVER_WEBHOOK_SECRET" in program.err


def test_a_taken_port_is_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = run_program("serve", "--port", str(port), seen=environment(tmp_path))
    said = ran.failed_in_one_line()
    assert f"Port {port} at 127.0.0.1 is taken" in said
    assert "--port" in said


def test_a_second_one_on_the_same_database_is_refused(tmp_path: Path):
    seen = environment(tmp_path)
    with Program("serve", seen=seen) as first:
        first.url()
        said = run_program("serve", seen=seen).failed_in_one_line()
    assert "Another rivermon is using the database" in said


def test_a_database_that_is_none_is_one_line(tmp_path: Path):
    (tmp_path / "river.db").write_text("no database at all, but long enough to be looked at" * 99)
    said = run_program("serve", seen=environment(tmp_path)).failed_in_one_line()
    assert "not an SQLite database" in said


def test_the_demo_prints_webhooks_records_and_callbacks(tmp_path: Path):
    with Program("serve", "--demo", seen=environment(tmp_path)) as program:
        program.url()
        for kind in ("webhook   recorded", "record    #1", "callback  #1"):
            program.line_with(kind)
        assert program.stop()[0] == 0
    assert not (tmp_path / "river.db").exists()


def test_the_demo_runs_beside_the_rivermon_that_is_at_work(tmp_path: Path):
    seen = environment(tmp_path)
    del seen["RIVERMON_PORT"]
    with Program("serve", "--demo", seen=seen) as program:
        assert ":8765/" not in program.url()
        assert program.stop()[0] == 0


def test_send_brings_every_webhook_there_and_takes_every_callback(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        callbacks = str(probe.getsockname()[1])
    seen = environment(tmp_path, RIVERMON_CALLBACK_HOSTS=f"127.0.0.1:{callbacks}")
    with Program("serve", seen=seen) as program:
        url = program.url()
        sending = ("send", "--url", url, "--callback-port", callbacks)
        for scheme in ("raw-body", "timestamped-data", "timestamped-body"):
            sent = run_program(*sending, "--count", "7", "--scheme", scheme, seen=seen)
            assert sent.code == 0, sent
            assert "7 of 7 webhooks delivered" in sent.out
            assert "7 of 7 called back." in sent.out
    stored = run_program("callbacks", "--json", "--limit", "99", seen=seen).json
    assert [callback["state"] for callback in stored] == ["Success"] * 21
    assert len(run_program("records", "--json", "--limit", "99", seen=seen).json) == 21


def test_send_says_where_callbacks_were_not_allowed(tmp_path: Path):
    seen = environment(tmp_path)
    with Program("serve", seen=seen) as program:
        url = program.url()
        sent = run_program("send", "--url", url, "--callback-port", "0", "--wait", "0.2", seen=seen)
    assert sent.code == 0
    assert "0 of 1 called back." in sent.out
    assert "RIVERMON_CALLBACK_HOSTS" in sent.out


def test_send_gives_up_as_modelriver_does(terminal: Terminal):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/webhook"
    ran = terminal.run("send", "--url", url, "--callback-port", "0", "--speed", "1000000")
    assert ran.code == 1
    assert "0 of 1 webhooks delivered" in ran.out
    assert "8 attempts" in ran.err


@pytest.mark.parametrize(
    ("arguments", "seen", "words"),
    [
        ((), {"MODELRIVER_WEBHOOK_SECRET": ""}, "MODELRIVER_WEBHOOK_SECRET"),
        (("--url", "ftp://x/"), {}, "ftp://x/"),
        (("--url", "http://127.0.0.1:99999/"), {}, "out of range"),
    ],
)
def test_send_says_in_one_line_what_it_cannot_do(
    terminal: Terminal, arguments: tuple[str, ...], seen: dict[str, str], words: str
):
    ran = terminal.run("send", "--callback-port", "0", *arguments, **seen)
    assert words in ran.failed_in_one_line()


def test_send_needs_its_callback_port(terminal: Terminal):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = terminal.run("send", "--callback-port", port).failed_in_one_line()
    assert port in said
    assert "--callback-port" in said


def test_the_ledgers_are_read_while_serve_runs(stocked: tuple[Path, list[Sample]], tmp_path: Path):
    seen = environment(tmp_path, RIVERMON_DB=str(stocked[0]))
    with Program("serve", seen=seen) as program:
        program.url()
        assert len(run_program("records", "--json", seen=seen).json) == len(stocked[1])


def test_it_says_how_the_public_address_fares(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        origin = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    seen = environment(tmp_path, RIVERMON_TUNNEL="url", RIVERMON_PUBLIC_URL=origin)
    with Program("serve", seen=seen) as program:
        assert program.url().startswith("http://127.0.0.1:")
        program.line_with(f"public address {origin}/webhooks/modelriver (starting)")
        said = program.line_with(f"public address {origin}/webhooks/modelriver (unreachable)")
        assert "It cannot be reached: no connection to 127.0.0.1" in said
        assert program.stop()[0] == 0
