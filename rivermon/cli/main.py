"""Runs the command that the command line names; failures are one line, never a trace."""

import logging
import os
import sys
import traceback
from collections.abc import Mapping
from io import TextIOWrapper

from rivermon.cli import commands, config, outward, stored
from rivermon.cli.program import app
from rivermon.core.ports import RivermonError
from rivermon.core.visible_text import one_line
from rivermon.log import without_secrets

__all__ = ["commands", "config", "main", "outward", "stored"]

_LONGEST_WORDS = 2_000
_log = logging.getLogger(__name__)


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Run the command that the command line names; failures are one line, never a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A title that the terminal's encoding does not know must not end the program.
            stream.reconfigure(errors="replace")
    try:
        app()
    except RivermonError as failure:
        _fail(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as failure:  # noqa: BLE001 - whatever it is, a secret in it is not printed
        if environment.get("RIVERMON_TRACE"):
            print(without_secrets(traceback.format_exc()), end="", file=sys.stderr)
            sys.exit(1)
        # For the log file only: the terminal gets one line.
        _log.info("rivermon failed", exc_info=True)
        _fail(
            f"rivermon made a mistake ({type(failure).__name__}: {failure}). Please report it; "
            "RIVERMON_TRACE=1 shows where it happened."
        )


def _fail(words: str) -> None:
    print(f"rivermon: {one_line(without_secrets(words), _LONGEST_WORDS)}", file=sys.stderr)
    sys.exit(1)
