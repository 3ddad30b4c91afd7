"""Types a README's commands into a real shell, and knows of each how it is seen to work.

What has to be another than it is printed, so that nothing of this machine is touched:

the home and its folders   new and empty, by HOME and XDG_…; there is no keyring
the port 8765              a free one, by RIVERMON_PORT
the port 8766              a free one; `rivermon send` is told of it by --callback-port
…                          "try", where a secret is to be filled in
FILE                       a database that was set aside
make demo                  in the sources, without a display, and with the environment that there is
"""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from tests.packaged.newcomer import free_port, healthy
from tests.readme.pages import ROOT, Block

PATIENCE_S = 30.0
BASH = shutil.which("bash") or "/bin/bash"


class How(StrEnum):
    """How a command is seen to work."""

    SETS = "it sets a variable of the shell"
    ENDS = "it says something, and ends with 0"
    QUIET = "it says nothing, and ends with 0"
    LISTENS = "it answers at its port; asked to end, it ends with 0"
    STAYS = "as one that listens, while the next block is typed"
    DEMO = "it prints webhooks, records and callbacks, until Ctrl+C"
    IN_CI = "it is what runs this very test"


_KNOWN = (
    (r"export [A-Z_]+=\S+", How.SETS),
    (r"make demo", How.DEMO),
    (r"make test", How.IN_CI),
    (r"(rivermon/)?rivermon", How.LISTENS),
    (r"rivermon serve --print", How.LISTENS),
    (r"RIVERMON_CALLBACK_HOSTS=\S+ rivermon serve --db \S+", How.STAYS),
    (r"sha256sum -c --ignore-missing SHA256SUMS", How.ENDS),
    (r"tar xf \S+", How.QUIET),
    (r"rm -r rivermon", How.QUIET),
    (r"rivermon/rivermon (--self-test|integrate( --remove)?)", How.ENDS),
    (r"rivermon (--help|doctor|repair( FILE)?|config (path|get|set \w+ \w+))", How.ENDS),
    (r"rivermon (records|export|prune|send) .+", How.ENDS),
)


class UnknownCommand(AssertionError):
    """The README has a command, and nothing here says how it is seen to work."""


def how(command: str) -> How:
    """How a command of the README is seen to work."""
    for pattern, kind in _KNOWN:
        if re.fullmatch(pattern, command):
            return kind
    raise UnknownCommand(command)


def is_of_sources(block: Block) -> bool:
    """True if a block is for a checkout."""
    return any(command.startswith("make ") or ".venv/" in command for command in block)


def is_of_download(block: Block) -> bool:
    """True if a block is for the folder that the archive was downloaded to."""
    return any("rivermon/rivermon" in line or "$PWD/rivermon" in line for line in block)


class Typed:
    """Somebody who types one block after another, each into a new terminal, in one home.

    Args:
        place: the folder in which they are typed.
        programs: where rivermon is found, unless a block itself leads there.
        seen: the environment; HOME has to be a folder of the test's own.
        set_aside: what FILE stands for.
    """

    def __init__(
        self,
        place: Path,
        programs: Path,
        seen: Mapping[str, str],
        set_aside: Path | None = None,
    ) -> None:
        assert Path(seen["HOME"]) != Path.home()
        self._place, self._programs, self._set_aside = place, programs, set_aside
        self._callbacks = free_port()
        self._seen = {**seen, "RIVERMON_PORT": str(free_port())}
        self._beside: list[subprocess.Popen[bytes]] = []

    def type(self, block: Block) -> list[str]:
        """Type one block; returns what each command that ended by itself printed."""
        before, said = list(self._beside), []
        seen = dict(self._seen)
        if not any(command.startswith("export PATH=") for command in block):
            seen["PATH"] = f"{self._programs}{os.pathsep}{seen['PATH']}"
        for command in block:
            said += self._one(command, seen)
        for process in before:
            self._beside.remove(process)
            self._end(process)
        return said

    def leave(self) -> None:
        """End what is still there, however the test went."""
        for process in self._beside:
            process.kill()
            process.wait(PATIENCE_S)
        self._beside.clear()

    def _one(self, command: str, seen: dict[str, str]) -> list[str]:
        match how(command):
            case How.SETS:
                seen |= self._set(command, seen)
            case How.ENDS | How.QUIET as kind:
                said = self._ends(command, seen)
                assert bool(said) is (kind is How.ENDS), (command, said)
                return [said]
            case How.DEMO:
                self._demo(seen)
            case How.LISTENS:
                self._end(self._listens(command, seen))
            case How.STAYS:
                self._beside.append(self._listens(command, seen))
            case How.IN_CI:
                assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
        return []

    def _as_typed(self, command: str) -> str:
        changed = command.replace("…", "try").replace(
            "127.0.0.1:8766", f"127.0.0.1:{self._callbacks}"
        )
        if changed.startswith("rivermon send"):
            changed += f" --callback-port {self._callbacks}"
        if " FILE" in changed:
            changed = changed.replace("FILE", f'"{self._set_aside}"')
        return changed

    def _set(self, command: str, seen: Mapping[str, str]) -> dict[str, str]:
        name = command.removeprefix("export ").split("=", 1)[0]
        return {name: self._ends(f'{command}; printf %s "${name}"', seen)}

    def _ends(self, command: str, seen: Mapping[str, str]) -> str:
        ran = subprocess.run(
            [BASH, "-c", self._as_typed(command)],
            cwd=self._place,
            env=dict(seen),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PATIENCE_S,
        )
        said = ran.stdout.decode()
        assert ran.returncode == 0, (command, ran.returncode, said, ran.stderr.decode())
        return said

    def _listens(self, command: str, seen: Mapping[str, str]) -> subprocess.Popen[bytes]:
        # `exec`, so that the signal reaches rivermon and not the shell.
        words = re.sub(r"(^| )((?:rivermon/)?rivermon\b)", r"\1exec \2", command, count=1)
        variables, _, program = self._as_typed(words).partition("exec ")
        line = f"{f'export {variables}; ' if variables else ''}exec {program}"
        process = subprocess.Popen(
            [BASH, "-c", line],
            cwd=self._place,
            env=dict(seen),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._beside.append(process)
        self._wait_for(process, int(seen["RIVERMON_PORT"]), command)
        self._beside.remove(process)
        return process

    def _wait_for(self, process: subprocess.Popen[bytes], port: int, command: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not healthy(port):
            assert process.poll() is None, (command, process.returncode)
            assert time.monotonic() < until, command
            time.sleep(0.05)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()

    def _demo(self, seen: Mapping[str, str]) -> None:
        # What runs this test is the environment that `make` would have made.
        command = ["make", "-C", str(ROOT), "-o", ".venv/.ready", "demo", f"BIN={self._programs}"]
        process = subprocess.Popen(
            command,
            env={name: value for name, value in seen.items() if name != "QT_QPA_PLATFORM"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
        )
        assert process.stdout is not None
        too_long = threading.Timer(PATIENCE_S, os.killpg, (process.pid, signal.SIGKILL))
        too_long.start()
        try:
            missing = _missing(
                process.stdout, ("listening on ", " webhook ", " record ", " callback ")
            )
            # Ctrl+C reaches all that the terminal runs.
            os.killpg(process.pid, signal.SIGINT)
            process.stdout.read()
            process.wait(PATIENCE_S)
        finally:
            too_long.cancel()
            process.stdout.close()
        assert not missing, missing


def _missing(said: Iterable[str], waited_for: Collection[str]) -> list[str]:
    """Listen until all of it was said; returns what was not."""
    missing = list(waited_for)
    for line in said:
        missing = [words for words in missing if words not in line]
        if not missing:
            break
    return missing
