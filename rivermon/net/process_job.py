"""Runs a program in a job of its own that ends as a whole, also when rivermon is killed.

For Windows, where a job whose last handle is closed ends with all that is in it (Job Objects,
JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE). Does not know what the program is, nor what it prints.
"""

import ctypes
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO, ClassVar

_EXTENDED_LIMITS = 9
_KILL_ON_CLOSE = 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_: ClassVar = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class _ExtendedLimits(ctypes.Structure):
    _fields_: ClassVar = [
        ("Basic", _BasicLimits),
        ("Io", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


if sys.platform == "win32":

    class ProcessJob:
        """A program and all that it starts."""

        def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
            """Start it without a console, its standard error joined to its output.

            Raises:
                OSError: the system does not let it.
            """
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
            self._job = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
            limits = _ExtendedLimits()
            limits.Basic.LimitFlags = _KILL_ON_CLOSE
            self._insist(
                self._kernel.SetInformationJobObject(
                    self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
                )
            )
            self._program = subprocess.Popen(  # noqa: S603 - what the operator entered
                list(words),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                bufsize=0,
                env=dict(environment),
                creationflags=subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP,
            )
            process = self._program._handle  # type: ignore[attr-defined] # noqa: SLF001
            handle = ctypes.c_void_p(int(process))
            try:
                self._insist(self._kernel.AssignProcessToJobObject(self._job, handle))
            except OSError:
                self._program.kill()
                self._program.wait()
                raise

        @property
        def pid(self) -> int:
            """The program's process."""
            return self._program.pid

        @property
        def output(self) -> IO[bytes]:
            """What it prints."""
            assert self._program.stdout is not None  # noqa: S101 - a pipe was asked for
            return self._program.stdout

        def wait(self) -> int:
            """Wait for the program's end, end what it left behind, and return its exit code."""
            code = self._program.wait()
            self.kill()
            # Its number may soon be another job's: whoever kills later must not meet that one.
            job, self._job = self._job, ctypes.c_void_p()
            self._kernel.CloseHandle(job)
            return code

        def end(self, grace_s: float = 0.0) -> None:
            """End all of it: a program without a console cannot be asked to."""
            del grace_s
            self.kill()

        def kill(self) -> None:
            """Make all of it end now."""
            self._kernel.TerminateJobObject(self._job, 1)

        @staticmethod
        def _insist(done: int) -> None:
            if not done:
                raise ctypes.WinError(ctypes.get_last_error())
