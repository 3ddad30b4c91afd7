"""One run of a tunnel's program: reads all that it prints, and tells when it ended.

Its threads read and wait, so that it runs on any loop: qasync's has no pipes of a process's on
Windows. Does not know what the output means.
"""

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import IO, Protocol

if sys.platform == "win32":
    from rivermon.net.process_job import ProcessJob
else:
    from rivermon.net.process_group import ProcessGroup

_PIECE = 64 * 1024
_LAST_WORDS_S = 1.0


class _Whole(Protocol):
    """A program with all that it starts."""

    @property
    def pid(self) -> int: ...

    @property
    def output(self) -> IO[bytes]: ...

    def wait(self) -> int: ...

    def end(self, grace_s: float) -> None: ...

    def kill(self) -> None: ...


class TunnelProcess:
    """A program that runs from the making of this on."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        *,
        heard: Callable[[bytes], None],
        ended: Callable[[int], None],
    ) -> None:
        """Run it.

        Args:
            words: the program's file and its arguments.
            environment: what it finds around it.
            heard: is given what it printed, on a thread of its own, and b"" when there is no more.
            ended: is given its exit code, on a thread of its own, after all that was heard.

        Raises:
            OSError: the system does not let it.
        """
        self._whole = _started(words, environment)
        self._heard, self._ended = heard, ended
        self._reader = threading.Thread(target=self._read, name="tunnel: read", daemon=True)
        self._waiter = threading.Thread(target=self._wait, name="tunnel: wait", daemon=True)
        self._reader.start()
        self._waiter.start()

    @property
    def pid(self) -> int:
        """Its process."""
        return self._whole.pid

    def end(self, grace_s: float) -> None:
        """End it and all that it started, and wait for that; call it on a thread of its own."""
        self._whole.end(grace_s)
        self._waiter.join()

    def kill(self) -> None:
        """Have it end without waiting for anything."""
        self._whole.kill()

    def _read(self) -> None:
        output = self._whole.output
        with output, suppress(OSError):  # a pipe of a process that was ended may break
            while piece := output.read(_PIECE):
                self._heard(piece)
        self._heard(b"")

    def _wait(self) -> None:
        code = self._whole.wait()
        # What left the group may keep the output open for ever.
        self._reader.join(_LAST_WORDS_S)
        self._ended(code)


def _started(words: Sequence[str], environment: Mapping[str, str]) -> _Whole:
    if sys.platform == "win32":
        return ProcessJob(words, environment)
    else:  # noqa: RET505 - for mypy, which knows no other on Windows
        return ProcessGroup(words, environment)
