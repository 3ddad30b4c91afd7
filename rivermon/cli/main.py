"""Runs the command that the command line names; failures are one line, never a trace."""

import os
import sys
from collections.abc import Mapping

from rivermon.cli import commands, config, integrate, outward, stored
from rivermon.cli.failing import fail
from rivermon.cli.program import app
from rivermon.cli.streams import ready_streams
from rivermon.packaged import give_back_surroundings, is_packaged

__all__ = ["commands", "config", "integrate", "main", "outward", "stored"]


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Run the command that the command line names; failures are one line, never a trace."""
    if is_packaged():
        give_back_surroundings(os.environ)
    ready_streams()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as failure:  # noqa: BLE001 - whatever it is, a secret in it is not printed
        fail(failure, environment)
