"""How a command fails: one line for who reads the terminal, a window for who sees none.

Does not know the commands.
"""

import logging
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn

from rivermon.core.ports import RivermonError
from rivermon.core.visible_text import one_line
from rivermon.log import without_secrets

_LONGEST_WORDS = 2_000
_log = logging.getLogger(__name__)


class WindowNotOpened(Exception):
    """The window did not open, or did not stay; `why` is what was raised."""

    def __init__(self, why: Exception) -> None:
        super().__init__(str(why))
        self.why = why


@contextmanager
def as_the_windows() -> Iterator[None]:
    """Have what fails in here told in a window, too, where nobody reads the terminal."""
    try:
        yield
    except BrokenPipeError:
        raise  # who read what was printed went away: no failure to tell of
    except Exception as failure:
        raise WindowNotOpened(failure) from failure


def fail(failure: Exception, environment: Mapping[str, str] = os.environ) -> NoReturn:
    """Tell of a failure, and end with 1; what a mistake of ours was stands in the log."""
    in_window = isinstance(failure, WindowNotOpened)
    if isinstance(failure, WindowNotOpened):
        failure = failure.why
    if not isinstance(failure, RivermonError):
        _tell_of_mistake(failure, environment)
    else:
        _say(str(failure))
    if in_window:
        from rivermon.cli.start_failure import show_unless_read  # noqa: PLC0415 - nearly never

        show_unless_read(failure, environment)
    sys.exit(1)


def _tell_of_mistake(failure: Exception, environment: Mapping[str, str]) -> None:
    if environment.get("RIVERMON_TRACE"):
        trace = "".join(traceback.format_exception(failure))
        print(without_secrets(trace), end="", file=sys.stderr)
        return
    # For the log file only: the terminal gets one line.
    _log.info("rivermon failed", exc_info=failure)
    _say(
        f"rivermon made a mistake ({type(failure).__name__}: {failure}). Please report it; "
        "RIVERMON_TRACE=1 shows where it happened."
    )


def _say(words: str) -> None:
    print(f"rivermon: {one_line(without_secrets(words), _LONGEST_WORDS)}", file=sys.stderr)
