"""Runs rivermon's commands: in this process, or as the programs that they are."""

import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec
import pytest

from rivermon.cli import main

SECRET = "whsec_terminal"
KEY = "mr_live_terminal"
PATIENCE_S = 15.0

# A program that has no business with Qt must not even find it.
NO_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "qasync"}:
            raise SystemExit(f"{name} was imported")

sys.meta_path.insert(0, NoQt())
"""


class Ran(msgspec.Struct, frozen=True):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.out)

    def failed_in_one_line(self) -> str:
        """What was said, having checked that it was one line and no trace."""
        assert self.code == 1, self
        assert self.out == ""
        assert self.err.startswith("rivermon: ")
        assert self.err.count("\n") == 1
        assert "made a mistake" not in self.err
        return self.err.removeprefix("rivermon: ").rstrip("\n")


@contextmanager
def _bare_logging() -> Iterator[None]:
    """The root logger as a program finds it, without pytest's handlers, and then as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    root.handlers = []
    root.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers = handlers
        root.setLevel(level)


class Terminal:
    """Runs commands in this process, with an environment of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def run(self, *arguments: str, **environment: str) -> Ran:
        self._capsys.readouterr()
        with self._monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["rivermon", *arguments])
            for name, value in environment.items():
                patched.setenv(name, value)
            with _bare_logging(), pytest.raises(SystemExit) as ended:
                main()
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return Ran(code if isinstance(code, int) else int(code is not None), out, err)


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """What a program is to see: nothing of this machine, no keyring, no Qt."""
    blocked = tmp_path / "no-qt"
    blocked.mkdir(exist_ok=True)
    (blocked / "sitecustomize.py").write_text(NO_QT, "utf-8")
    folders = {name: str(tmp_path / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(blocked),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "RIVERMON_DB": str(tmp_path / "river.db"),
        "RIVERMON_PORT": "0",
        "MODELRIVER_WEBHOOK_SECRET": SECRET,
        "MODELRIVER_API_KEY": KEY,
        **folders,
        **more,
    }


class Program:
    """One `rivermon …` of its own; it is gone at the end of the `with`."""

    def __init__(self, *arguments: str, seen: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-m", "rivermon", *arguments]
        self._seen = dict(seen)
        self._lines: queue.Queue[str] = queue.Queue()
        self._reads = threading.Event()
        self._reads.set()

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self._command,
            env=self._seen,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._err: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_out, daemon=True),
            threading.Thread(target=self._read_err, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE_S)
        self._join()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()

    @property
    def err(self) -> str:
        return "".join(self._err)

    def line(self) -> str:
        """The next line on stdout."""
        return self._lines.get(timeout=PATIENCE_S).rstrip("\n")

    def line_with(self, words: str) -> str:
        """The next line on stdout in which `words` stand."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if words in (line := self.line()):
                return line
        raise AssertionError(f"{words!r} was not said")

    def url(self) -> str:
        """Where a `serve` listens, as it says first."""
        said = self.line()
        assert said.startswith("listening on "), (said, self.err)
        return said.removeprefix("listening on ")

    def stop_reading(self) -> None:
        """Go away from its stdout, as `… | head` does."""
        self._reads.clear()
        self._readers[0].join(PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal; returns the exit code and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.ended(), time.monotonic() - began

    def ended(self) -> int:
        code = self.process.wait(PATIENCE_S)
        self._join()
        return code

    def ran(self) -> Ran:
        """Wait for the end; what it printed and did not yet tell by `line`."""
        code = self.ended()
        return Ran(code, "".join(self._lines.queue), self.err)

    def _join(self) -> None:
        for reader in self._readers:
            reader.join(PATIENCE_S)

    def _read_out(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
            if not self._reads.is_set():
                return

    def _read_err(self) -> None:
        assert self.process.stderr is not None
        self._err.extend(self.process.stderr)


def run_program(*arguments: str, seen: Mapping[str, str]) -> Ran:
    with Program(*arguments, seen=seen) as program:
        return program.ran()
