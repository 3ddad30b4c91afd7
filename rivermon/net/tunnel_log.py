"""Writes what a tunnel's program prints to the log: without its secrets, and not without measure.

Does not know what the output means.
"""

import logging
from collections.abc import Callable, Sequence

from rivermon.core.tunnel_command import without
from rivermon.core.visible_text import one_line

LINES_A_MINUTE = 60
"""The log is rivermon's: a program that talks all the time must not push everything else out."""

_MINUTE_S = 60.0
_log = logging.getLogger(__name__)


class TunnelLog:
    """The log of one run."""

    def __init__(self, program: str, secrets: Sequence[str], steady_s: Callable[[], float]) -> None:
        """Log for `program`, masking `secrets`; `steady_s` is a steady clock, in seconds."""
        self._program = program
        self._secrets = secrets
        self._steady_s = steady_s
        self._since_s = steady_s()
        self._logged = 0
        self._left_out = 0

    def write(self, lines: Sequence[str]) -> None:
        """Log these lines, or count them if there were too many."""
        now_s = self._steady_s()
        if now_s - self._since_s >= _MINUTE_S:
            self.close()
            self._since_s, self._logged = now_s, 0
        room = max(0, LINES_A_MINUTE - self._logged)
        for line in lines[:room]:
            _log.info("%s: %s", self._program, one_line(without(self._secrets, line)))
        self._logged += len(lines[:room])
        self._left_out += len(lines[room:])

    def close(self) -> None:
        """Say how many lines were left out, if any were."""
        if self._left_out:
            _log.info("%s: … and %d more lines", self._program, self._left_out)
        self._left_out = 0
