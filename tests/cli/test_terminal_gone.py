"""A terminal that is closed ends what ran in it as a signal would: all is put away."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import PATIENCE_S, Program, environment, run_program

if sys.platform == "win32":
    pytest.skip("Windows closes its consoles in another way", allow_module_level=True)

import pty


class _InTerminal:
    """`rivermon serve --print` in a terminal of its own, which can be closed."""

    def __init__(self, seen: dict[str, str], *, leads: bool) -> None:
        self._terminal, its_end = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LEADING if leads else _RUN],
            env=seen,
            stdin=its_end,
            stdout=its_end,
            stderr=its_end,
            start_new_session=True,
        )
        os.close(its_end)

    def read_until(self, words: bytes) -> bytes:
        said, until = b"", time.monotonic() + PATIENCE_S
        while words not in said and time.monotonic() < until:
            if select.select([self._terminal], [], [], 0.1)[0]:
                said += os.read(self._terminal, 4096)
        assert words in said, said
        return said

    def close(self) -> None:
        os.close(self._terminal)


_RUN = """
import sys
sys.argv = ["rivermon", "serve", "--print"]
from rivermon.cli import main
main()
"""
# The terminal becomes that of the session, as a shell's is: its end is told by SIGHUP.
_LEADING = f"import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n{_RUN}"


@pytest.fixture
def seen(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path)


@pytest.fixture
def left() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Programs that must not outlive the test."""
    programs: list[subprocess.Popen[bytes]] = []
    yield programs
    for program in programs:
        program.kill()
        program.wait()


def test_serve_ends_and_puts_its_database_away(
    seen: dict[str, str], left: list[subprocess.Popen[bytes]]
) -> None:
    terminal = _InTerminal(seen, leads=True)
    left.append(terminal.process)
    terminal.read_until(b"listening on http")
    terminal.close()
    assert terminal.process.wait(PATIENCE_S) == 0


def test_a_serve_that_does_not_hear_of_it_goes_on(
    seen: dict[str, str], left: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    terminal = _InTerminal(seen, leads=False)
    left.append(terminal.process)
    said = terminal.read_until(b"/webhooks/modelriver")
    url = said.split(b"listening on ")[1].split()[0].decode()
    terminal.close()
    for _ in range(2):
        sent = run_program("send", "--url", url, "--wait", "0", "--callback-port", "0", seen=seen)
        assert sent.code == 0, sent
    terminal.process.terminate()
    assert terminal.process.wait(PATIENCE_S) == 0
    (log,) = tmp_path.rglob("rivermon.log")
    assert "Traceback" not in log.read_text("utf-8")


def test_hangup_ends_it_unless_it_was_told_not_to_hear(tmp_path: Path) -> None:
    with Program("serve", seen=environment(tmp_path)) as program:
        program.url()
        code, _ = program.stop(signal.SIGHUP)
    assert (code, program.err) == (0, "")
    assert not (tmp_path / "river.db-wal").exists()
    handler = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup leaves it to its program
    try:
        with Program("serve", seen=environment(tmp_path)) as program:
            program.url()
            program.process.send_signal(signal.SIGHUP)
            code, _ = program.stop(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGHUP, handler)
    assert (code, program.err) == (0, "")
