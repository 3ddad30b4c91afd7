"""Measures a packaged program from outside: how large it is, and how soon its window stands.

Does not know what it is for.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path


class NotStarted(Exception):
    """The program did not say that its window is shown."""


def size_of(folder: Path) -> int:
    """The bytes of all files; a link takes none."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files)


def megabytes(size: int) -> str:
    """The size in words: 180.2 MB."""
    return f"{size / 1e6:.1f} MB"


def median_start(program: Path, sign: str, times: int = 5) -> float:
    """Seconds from starting the process until it says that its window is shown."""
    return statistics.median(start_to_window(program, sign) for _ in range(times))


def start_to_window(program: Path, sign: str) -> float:
    """Start the program's self-test once; it ends by itself, whatever happens.

    Args:
        program: the executable.
        sign: what stands in the line by which it says that its window is shown.

    Returns:
        Seconds from starting the process until that line.

    Raises:
        NotStarted: it ended otherwise than well, or without that line.
    """
    shown, said = 0.0, []
    begun = time.perf_counter()
    with subprocess.Popen(
        [program, "--self-test"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            if not shown and sign in line:
                shown = time.perf_counter() - begun
        code = process.wait()
    if code or not shown:
        raise NotStarted(f"{program} --self-test ended with {code}, having said:\n{''.join(said)}")
    return shown


def forget(folder: Path) -> bool:
    """Have the system read a folder's files from the disk again; False where nobody can."""
    if not sys.platform.startswith("linux"):
        return False
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True
