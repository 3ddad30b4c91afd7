"""The programs that are loaded, each a process of its own at a free port.

Does not know the load.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

from tests.bench.stock import PATH, SECRET

API_KEY = "mr_live_bench_0123456789"
_PATIENCE_S = 30.0
_MIB = 1024 * 1024


class UnderTest:
    """A program that answers webhooks, while it runs."""

    def __init__(self, name: str, command: Sequence[str], port: int, **environment: str) -> None:
        """Start `command`, which listens at `port` of 127.0.0.1."""
        self.name = name
        self.port = port
        self._process = subprocess.Popen(
            command,
            env={**_environment(), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        try:
            self._wait_until_it_answers()
        except TimeoutError:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def url(self) -> str:
        """Where webhooks are sent."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    def cpu_s(self) -> float:
        """The processor time that it has used, in seconds."""
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2]
        user, system = after_name.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """The memory that it has now (RSS)."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / _MIB

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end and self._process.poll() is None:
            asked = HTTPConnection("127.0.0.1", self.port, timeout=1)
            try:
                asked.request("GET", "/health")
                asked.getresponse().read()
            except (OSError, HTTPException):
                time.sleep(0.05)  # nothing tells when another process listens
            else:
                return
            finally:
                asked.close()
        raise TimeoutError(f"{self.name} does not listen at port {self.port}")

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def limit() -> UnderTest:
    """Bare aiohttp on plain asyncio."""
    port = _free_port()
    return UnderTest("limit", _module("tests.bench.limit", str(port)), port)


def sink(port: int) -> UnderTest:
    """A server that takes callbacks at `port`, and counts them."""
    return UnderTest("sink", _module("tests.bench.callback_sink", str(port)), port)


def serve(folder: Path, **environment: str) -> UnderTest:
    """`rivermon serve` with a database in `folder`."""
    return _rivermon("serve", _module("rivermon", "serve"), folder, environment)


def window(folder: Path, **environment: str) -> UnderTest:
    """`rivermon`, its window open on Qt's offscreen platform."""
    return _rivermon("window", _module("rivermon"), folder, environment)


def watched_window(folder: Path, report: Path, **environment: str) -> UnderTest:
    """The same with a watch on its painting, that writes what it saw to `report` at the end."""
    command = _module("tests.bench.painted", str(report))
    return _rivermon("watched window", command, folder, environment)


def express(program: Path) -> UnderTest:
    """A receiver as ModelRiver's samples have it: Express, verify, keep in memory, answer."""
    port = _free_port()
    return UnderTest("express", ["node", str(program)], port, PORT=str(port), SECRET=SECRET)


def _rivermon(
    name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> UnderTest:
    port = _free_port()
    own = {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
        "RIVERMON_DB": str(folder / "rivermon.db"),
        "RIVERMON_PORT": str(port),
        "MODELRIVER_WEBHOOK_SECRET": SECRET,
        "MODELRIVER_API_KEY": API_KEY,
    }
    return UnderTest(name, command, port, **{**own, **environment})


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> Mapping[str, str]:
    """Without the operator's settings and secrets, and without a display or a keyring."""
    kept = {name: value for name, value in os.environ.items() if "RIVER" not in name.upper()}
    return {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
