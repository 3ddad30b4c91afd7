"""How long this process has been running: what a person waited for since the double click.

Does not know what it waited for.
"""

import os
import sys
import time
from pathlib import Path

_LOADED_S = time.monotonic()
_STARTED_AT = 19
"""Where /proc/self/stat has `starttime` after the name, which may hold blanks (proc(5))."""


def seconds_since_start() -> tuple[float, str]:
    """How old the process is, and in words from when that is counted.

    Returns:
        Seconds, and "the start of the process" where the system tells it, as Linux does;
        elsewhere what came before the self-test was loaded, Python itself above all, is missing.
    """
    if sys.platform == "linux" and (age := _as_linux_tells()) is not None:
        return age, "the start of the process"
    return time.monotonic() - _LOADED_S, "the loading of the self-test"


def _as_linux_tells() -> float | None:
    if sys.platform != "linux":
        return None
    try:
        told = Path("/proc/self/stat").read_bytes()
        ticks = int(told[told.rindex(b")") + 1 :].split()[_STARTED_AT])
    except (OSError, ValueError, IndexError):
        return None  # a sandbox may have no /proc
    started_s = ticks / os.sysconf("SC_CLK_TCK")
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - started_s
    return age if ticks and age > 0 else None
