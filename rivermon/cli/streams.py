"""Where rivermon prints: a terminal, a file, or nowhere at all.

A program that Windows starts without a console has no streams, and neither has one whose caller
closed them. Does not know what is printed.
"""

import os
import sys
from io import TextIOWrapper


def ready_streams() -> None:
    """See to it that whatever is printed goes somewhere, and that no title ends the program."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as long as we run
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Not every terminal's encoding knows every letter.
            stream.reconfigure(errors="replace")


def is_read() -> bool:
    """True when somebody is at a terminal to read what goes wrong."""
    return sys.stderr is not None and sys.stderr.isatty()


def _nowhere() -> TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - as long as we run
