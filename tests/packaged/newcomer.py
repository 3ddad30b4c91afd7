"""A machine without Python, as far as a program can see, and the packaged rivermon on it."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.terminal import Program, Ran

SECRET = "whsec_packaged_河"
KEY = "mr_live_packaged"
PATIENCE_S = 20.0
WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"
_NEEDED_ON_WINDOWS = ("SYSTEMROOT", "WINDIR", "COMSPEC", "NUMBER_OF_PROCESSORS")
_OF_NO_DISPLAY = "This plugin does not support "
"""So Qt begins what it says of the platform without a display, and of that alone."""


class Packaged(Program):
    """One process of the packaged program."""

    def __init__(self, program: Path, *arguments: str, seen: dict[str, str]) -> None:
        super().__init__(*arguments, seen=seen)
        self._command = [str(program), *arguments]


class Newcomer:
    """Somebody who unpacked rivermon, and has a home of their own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        for each in (home, home / "tmp", home / "empty"):
            each.mkdir(parents=True, exist_ok=True)

    @property
    def program(self) -> Path:
        return self.folder / ("rivermon-console.exe" if WINDOWS else "rivermon")

    @property
    def seen(self) -> dict[str, str]:
        """All that the program sees: nothing of Python, and no program either."""
        temporary = {name: str(self.home / "tmp") for name in ("TMPDIR", "TEMP", "TMP")}
        seen = {"HOME": str(self.home), "PATH": str(self.home / "empty"), "LANG": "C.UTF-8"}
        if WINDOWS:
            # Windows tells where its folders are whatever the environment says.
            own = {name: os.environ[name] for name in _NEEDED_ON_WINDOWS if name in os.environ}
            seen |= own | {
                "USERPROFILE": str(self.home),
                "RIVERMON_DB": str(self.home / "river.db"),
            }
            seen["RIVERMON_SETTINGS"] = str(self.home / "settings.toml")
        return seen | temporary

    def begin(self, *arguments: str, **more: str) -> Packaged:
        """Start it; to be used in a `with`."""
        return Packaged(self.program, *arguments, seen=self.seen | more)

    def run(self, *arguments: str, **more: str) -> Ran:
        """Start it, and wait for its end."""
        with self.begin(*arguments, **more) as program:
            return program.ran()


def quiet(err: str) -> bool:
    """True when nothing was said on stderr but what Qt says of having no display."""
    return all(line.startswith(_OF_NO_DISPLAY) for line in err.splitlines())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def until(met: Callable[[], bool], program: Packaged) -> None:
    """Wait for what a process does and does not say."""
    end = time.monotonic() + PATIENCE_S
    while not met():
        assert program.process.poll() is None, program.err
        assert time.monotonic() < end, program.err
        time.sleep(0.05)


def healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
