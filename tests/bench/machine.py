"""What the figures are taken on: the machine, the versions, and the memory of this process.

Linux only, where it reads /proc.
"""

import os
import platform
import sqlite3
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

_MIB = 1024 * 1024
_CHUNK = 16 * _MIB


def described() -> dict[str, str]:
    """The machine in words, by what they are about."""
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores, load {load}",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "Qt": f"{qVersion()} (PySide {PySide6.__version__}), {QGuiApplication.platformName()}",
        "SQLite": sqlite3.sqlite_version,
    }


def resident_mb() -> float:
    """The memory that this process has now (RSS)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MIB


def peak_mb() -> float:
    """The most memory that this process ever had (VmHWM)."""
    return _status_kb("VmHWM") / 1024


def file_backed_mb() -> float:
    """The part of it that maps files, such as libraries, which the system can take back."""
    return _status_kb("RssFile") / 1024


def read_once(path: Path) -> None:
    """Read a file, so that it lies in the system's cache."""
    with path.open("rb", buffering=0) as file:
        while file.read(_CHUNK):
            pass


def _status_kb(name: str) -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
