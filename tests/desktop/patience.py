"""Waits until something has come true, within reason."""

import time
from collections.abc import Callable

PATIENCE_S = 30.0


def until(met: Callable[[], object]) -> None:
    """Return once `met` says so; fail when it never does."""
    deadline = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < deadline, met
        time.sleep(0.01)
