"""Runs a program in a group of its own that ends as a whole, also when rivermon is killed.

For Linux and macOS. Does not know what the program is, nor what it prints.

A guard, started before the program, holds one end of a pipe whose other end only rivermon has: when
rivermon ends, however that comes about, the guard reads its end and ends the group. The program
begins once the guard knows of it, so there is no moment in which nobody would end it. (A death
signal, prctl(2), reaches the first process alone, and is sent when the starting thread ends.)
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

assert sys.platform != "win32"  # noqa: S101 - tells mypy, too: process_job.py is for that

GRACE_S = 3.0
"""How long a program may take to end when it is asked to, in seconds."""

# Neither reads the command line as a shell would: its words are handed on as they are.
_PROGRAM = 'read -r begin || exit 0; exec "$@" </dev/null'
_GUARD = (
    "read -r group || exit 0; read -r done && exit 0; "
    'kill -s TERM -- "-$group"; sleep 2; kill -s KILL -- "-$group"'
)
_SHELL = "/bin/sh"
_LOOK_S = 0.02
_LEFT_BEHIND_S = 1.0
_DEAD = frozenset("ZX")


class ProcessGroup:
    """A program and all that it starts, as far as that stays in its group."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it, its standard error joined to its output.

        Raises:
            OSError: the system does not let it.
        """
        self._guard = subprocess.Popen(  # noqa: S603 - a constant
            (_SHELL, "-c", _GUARD),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._program = subprocess.Popen(  # noqa: S603 - what the operator entered
                (_SHELL, "-c", _PROGRAM, _SHELL, *words),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                bufsize=0,
                env=dict(environment),
                start_new_session=True,
            )
        except OSError:
            self._release()
            raise
        _say(self._guard.stdin, f"{self._program.pid}\n", close=False)
        _say(self._program.stdin, "begin\n", close=True)

    @property
    def pid(self) -> int:
        """The program's process, and its group."""
        return self._program.pid

    @property
    def output(self) -> IO[bytes]:
        """What it prints."""
        assert self._program.stdout is not None  # noqa: S101 - a pipe was asked for
        return self._program.stdout

    def wait(self) -> int:
        """Wait for the program's end, end what it left behind, and return its exit code."""
        code = self._program.wait()
        self.end(_LEFT_BEHIND_S)
        self._release()
        return code

    def end(self, grace_s: float = GRACE_S) -> None:
        """Ask the whole group to end, and after `grace_s` seconds make it; returns when it has."""
        if not self._send(signal.SIGTERM):
            return
        until = time.monotonic() + grace_s
        while time.monotonic() < until:
            if not self._send(0) or _only_the_dead_are_left(self.pid):
                return
            time.sleep(_LOOK_S)
        self.kill()

    def kill(self) -> None:
        """Make the whole group end now."""
        self._send(signal.SIGKILL)

    def _send(self, what: int) -> bool:
        """Send a signal to the group; False if nobody is in it any more."""
        try:
            os.killpg(self._program.pid, what)
        except (ProcessLookupError, PermissionError):  # macOS says the second of the dead
            return False
        return True

    def _release(self) -> None:
        _say(self._guard.stdin, "done\n", close=True)
        self._guard.wait()


def _only_the_dead_are_left(group: int) -> bool:
    """True when all of a group has ended, and only waits to be noted by its parent (proc(5)).

    Those whose parent ended before them are the first process's, which may take seconds for it in
    a container.
    """
    if sys.platform != "linux":
        return False
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while this looked
            state, _, in_group, *_ = file.read_text().rpartition(")")[2].split()
            if int(in_group) == group and state not in _DEAD:
                return False
    return True


def _say(pipe: IO[bytes] | None, what: str, *, close: bool) -> None:
    assert pipe is not None  # noqa: S101 - a pipe was asked for
    # Whoever ended the other side is heard of by waiting for its end.
    with suppress(BrokenPipeError):
        pipe.write(what.encode())
        pipe.flush()
    if close:
        with suppress(BrokenPipeError):
            pipe.close()
