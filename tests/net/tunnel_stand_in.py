"""Stands in for a tunnel's program: prints and does what its arguments say, one after the other.

print=TEXT and error=TEXT print a line, file=NAME a recorded output, env=NAME a variable, flood=MB
megabytes of lines, endless=N so many bytes without an end of line. pid=FILE writes the own process
id into a file; child=FILE starts a child that ignores SIGTERM and writes its id, leaver=FILE one
that goes into a session of its own. deaf ignores SIGTERM, sleep=S waits, exit=CODE ends, and wait
goes on until it is ended.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SLEEPER = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _write_pid(file: str, pid: int) -> None:
    begun = Path(f"{file}.begun")
    begun.write_text(str(pid))
    begun.rename(file)


def _child(file: str, *, leaves: bool) -> None:
    # It inherits the output, as forked children do, and keeps it open.
    child = subprocess.Popen([sys.executable, "-c", SLEEPER], start_new_session=leaves)
    time.sleep(0.3)
    _write_pid(file, child.pid)


def _flood(megabytes: str) -> None:
    line = b"chatter " * 15 + b"\n"
    block = line * (1024 * 1024 // len(line))
    for _ in range(int(megabytes)):
        sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()


def _endless(size: str) -> None:
    sys.stdout.write("x" * int(size))
    sys.stdout.flush()


DOES: dict[str, Callable[[str], object]] = {
    "print": _print,
    "error": lambda text: sys.stderr.write(f"{text}\n"),
    "file": lambda name: _print(Path(name).read_text()),
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "child": lambda file: _child(file, leaves=False),
    "leaver": lambda file: _child(file, leaves=True),
    "pid": lambda file: _write_pid(file, os.getpid()),
    "deaf": lambda _: signal.signal(signal.SIGTERM, signal.SIG_IGN),
    "flood": _flood,
    "endless": _endless,
    "env": lambda name: _print(f"{name} is {os.environ.get(name)}"),
    "exit": lambda code: sys.exit(int(code)),
    "wait": lambda _: time.sleep(600),
}

for argument in sys.argv[1:]:
    name, _, of = argument.partition("=")
    DOES[name](of)
