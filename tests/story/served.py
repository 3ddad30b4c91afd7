"""A real `rivermon serve` in a process of its own, for the stories that end it the hard way."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

SECRET = "whsec_story_77"
KEY = "mr_live_story"
PATIENCE_S = 15.0


class Served:
    """One `rivermon serve` after another, on the same database and port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._environment: Mapping[str, str] = {
            **os.environ,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "RIVERMON_DB": str(folder / "rivermon.db"),
            "RIVERMON_PORT": "0",
            "MODELRIVER_WEBHOOK_SECRET": SECRET,
            "MODELRIVER_API_KEY": KEY,
            **settings,
        }
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self.kill()

    def start(self) -> None:
        """Start, and wait until it listens."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rivermon", "serve"],
            env=dict(self._environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said.startswith("listening on "), said
        self.url = said.removeprefix("listening on ").strip()
        port = self.url.split(":")[2].split("/")[0]
        self._environment = {**self._environment, "RIVERMON_PORT": port}

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL."""
        assert self._process is not None
        self._process.kill()
        self._leave()

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._leave()

    def _leave(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        code = self._process.wait(PATIENCE_S)
        self._process.stdout.close()
        self._process = None
        return code
