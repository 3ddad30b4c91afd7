"""A real OpenSSH server on this machine, with throw-away keys and ports, for tunnels by `ssh -R`.

`command` is a command line for the setting tunnel_command, `public_url` the address at which the
server lets others in, for the setting public_url. The sessions can be ended, and the server too.
"""

import getpass
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest

PATIENCE_S = 10.0
_NOT_GIVEN_BY_CHANCE = (20_000, 32_000)
_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_PRIVILEGE_SEPARATION = Path("/run/sshd")
_CONFIG = """
ListenAddress 127.0.0.1
Port {ssh_port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AllowTcpForwarding remote
PermitListen 127.0.0.1:{port}
PermitTTY no
X11Forwarding no
PrintMotd no
"""

needs_sshd = pytest.mark.skipif(
    _SSHD is None or shutil.which("ssh") is None,
    reason="there is no sshd here: apt-get install openssh-server openssh-client",
)


class LoopbackSshd:
    """Use as `with LoopbackSshd(tmp_path) as sshd:`."""

    def __init__(self, folder: Path, says: str = "") -> None:
        """Make keys and ports; with `says`, a session prints that, as localhost.run's does."""
        self._folder = folder / "sshd"
        self._folder.mkdir()
        self.port, self._ssh_port = _free_ports()
        self._says = says
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        for name in ("host_key", "user_key"):
            _make_key(self._folder / name)
        config = _CONFIG.format(folder=self._folder, port=self.port, ssh_port=self._ssh_port)
        if self._says:
            config += f"ForceCommand echo '{self._says}'; exec sleep 600\n"
        (self._folder / "config").write_text(config)
        host_key = (self._folder / "host_key.pub").read_text()
        self._known_hosts.write_text(f"[127.0.0.1]:{self._ssh_port} {host_key}")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def public_url(self) -> str:
        """The address that leads through the tunnel, once there is one."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def command(self) -> str:
        """The command line of the tunnel: with {host} and {port} in it."""
        options = (
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=yes",
            f"UserKnownHostsFile={self._known_hosts}",
            "ExitOnForwardFailure=yes",
            "ServerAliveInterval=2",
            "ServerAliveCountMax=2",
        )
        chosen = " ".join(f"-o {each}" for each in options)
        only_forward = "" if self._says else "-N "
        return (
            f"ssh -F none -T {only_forward}{chosen} -i {self._folder / 'user_key'} "
            f"-p {self._ssh_port} -R 127.0.0.1:{self.port}:{{host}}:{{port}} "
            f"{getpass.getuser()}@127.0.0.1"
        )

    def start(self) -> None:
        """Serve, and wait until it does."""
        assert _SSHD is not None
        if os.geteuid() == 0:
            _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                (_SSHD, "-D", "-e", "-f", str(self._folder / "config")),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE_S
        while not _answers(self._ssh_port):
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < until, "sshd does not answer"
            time.sleep(0.02)

    def stop(self) -> None:
        """End the server and its sessions."""
        if self._process is not None:
            self.end_sessions()
            self._process.kill()
            self._process.wait(PATIENCE_S)
            self._process = None

    def end_sessions(self) -> int:
        """End every session as a server that breaks down would: SIGKILL; how many processes."""
        assert self._process is not None
        ended = _descendants(self._process.pid)
        for pid in ended:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue  # the one before was its parent, and took it along
        return len(ended)

    @property
    def _known_hosts(self) -> Path:
        return self._folder / "known_hosts"


def _make_key(file: Path) -> None:
    kind = ("-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file))
    subprocess.run(("ssh-keygen", *kind), check=True, stdin=subprocess.DEVNULL)


def _free_ports() -> tuple[int, int]:
    """Two that no connection is given by chance while their server is away for a moment."""
    return _free_port(), _free_port()


def _free_port() -> int:
    while True:
        port = random.randrange(*_NOT_GIVEN_BY_CHANCE)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connected:
            return connected.recv(4) == b"SSH-"
    except OSError:
        return False


def _descendants(of: int) -> list[int]:
    """The processes below one, the oldest first."""
    listed = subprocess.run(("ps", "-A", "-o", "pid=,ppid="), capture_output=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = [of]
    for parent in found:
        found += [pid for pid, above in pairs if above == parent]
    return found[1:]
