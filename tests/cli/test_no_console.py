"""Programs without a console: nothing to print to is no reason to fail."""

import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import PATIENCE_S, environment

# As Windows starts a program that has no console.
STARTED = """
import sys
sys.stdin = sys.stdout = sys.stderr = None
sys.argv = ["rivermon", *{arguments!r}]
from rivermon.cli import main
main()
"""


def _started(*arguments: str, seen: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-c", STARTED.format(arguments=list(arguments))],
        env=seen,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("--help", 0),
        ("--version", 0),
        ("records", 0),
        ("records --json", 0),
        ("export records", 0),
        ("doctor", 0),
        ("config path", 0),
        ("--no-such-option", 2),
        ("no-such-command", 2),
        ("--demo --watch", 2),
        ("records --db /nowhere/at/all.db", 1),
        ("send --url http://127.0.0.1:9/ --speed 1e9 --wait 0 --callback-port 0", 1),
    ],
)
def test_every_command_ends_as_it_would(
    said: str, code: int, stocked: tuple[Path, list[Sample]], tmp_path: Path
) -> None:
    seen = environment(tmp_path, RIVERMON_DB=str(stocked[0]), QT_QPA_PLATFORM="offscreen")
    ran = _started(*said.split(), seen=seen)
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, b"", b"")


def test_a_mistake_is_in_no_bodys_way(tmp_path: Path) -> None:
    seen = environment(tmp_path, RIVERMON_TRACE="1", RIVERMON_PORT="abc")
    ran = _started("serve", seen=seen)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
def test_serve_listens_and_ends(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seen = environment(tmp_path, MODELRIVER_WEBHOOK_SECRET="", RIVERMON_PORT=str(port))
    command = [sys.executable, "-c", STARTED.format(arguments=["serve", "--print"])]
    program = subprocess.Popen(command, env=seen, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    ending = threading.Timer(PATIENCE_S, program.kill)
    ending.start()
    try:
        while not _answers(port):
            assert program.poll() is None, program.communicate()
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate()
    finally:
        ending.cancel()
        program.kill()
        program.wait()
    assert (program.returncode, out, err) == (0, b"", b"")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as asking:
            asking.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return asking.recv(100).startswith(b"HTTP/1.1 503 ")
    except ConnectionError:
        return False


def test_streams_that_the_caller_closed_are_none_either(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m rivermon --help >&- 2>&- <&-'
    ran = subprocess.run(
        ["/bin/sh", "-c", command], env=environment(tmp_path), timeout=PATIENCE_S, check=False
    )
    assert ran.returncode == 0
