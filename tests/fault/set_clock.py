"""Clocks that are set, or sleep, while rivermon runs: its own in one process, and a process's.

The second kind stands between the process and the C library: whatever asks the time is told so.
"""

import shutil
import struct
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rivermon.core.clock import SystemClock

HOUR_S = 3600

_SHIM = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *ahead_s; /* of the wall clock, and of the one that goes on in sleep */

__attribute__((constructor)) static void begin(void)
{
    int file = open(getenv("SET_CLOCK"), O_RDONLY);
    ahead_s = mmap(NULL, 16, PROT_READ, MAP_SHARED, file, 0);
    close(file);
}

int clock_gettime(clockid_t which, struct timespec *told)
{
    int result = syscall(SYS_clock_gettime, which, told);
    if (result == 0 && ahead_s && ahead_s != MAP_FAILED) {
        if (which == CLOCK_REALTIME) told->tv_sec += ahead_s[0];
        if (which == CLOCK_BOOTTIME) told->tv_sec += ahead_s[1];
    }
    return result;
}
"""


class SetClock(SystemClock):
    """The system's clock, but for what the operator and the lid of the laptop do to it."""

    def __init__(self) -> None:
        self._wall_s = self._slept_s = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._wall_s)

    def monotonic_s(self) -> float:
        return super().monotonic_s() + self._slept_s

    def set_wall(self, seconds: float) -> None:
        """Set the wall clock forward or back."""
        self._wall_s += seconds

    def sleep(self, seconds: float) -> None:
        """Close the lid for a while: the loop's timers stand still, the other two go on."""
        self._wall_s += seconds
        self._slept_s += seconds


class ProcessClock:
    """The clocks of processes that are started with `environment`."""

    def __init__(self, folder: Path) -> None:
        """Make what stands between; skips the test where there is no C compiler."""
        compiler = shutil.which("cc")
        if compiler is None or sys.platform != "linux":
            pytest.skip("no C compiler, or another platform's clocks")
        source, self._shim = folder / "set_clock.c", folder / "set_clock.so"
        source.write_text(_SHIM)
        command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(self._shim), str(source)]
        subprocess.run(command, check=True)
        self._ahead = folder / "set_clock"
        self._wall_s = self._slept_s = 0
        self._write()

    @property
    def environment(self) -> Mapping[str, str]:
        return {"LD_PRELOAD": str(self._shim), "SET_CLOCK": str(self._ahead)}

    def set_wall(self, seconds: int) -> None:
        """Set the wall clock forward or back."""
        self._wall_s += seconds
        self._write()

    def sleep(self, seconds: int) -> None:
        """Close the lid for a while: CLOCK_MONOTONIC stands still, the other two go on."""
        self._wall_s += seconds
        self._slept_s += seconds
        self._write()

    def _write(self) -> None:
        mode = "r+b" if self._ahead.exists() else "wb"
        with self._ahead.open(mode) as file:
            file.write(struct.pack("qq", self._wall_s, self._slept_s))
