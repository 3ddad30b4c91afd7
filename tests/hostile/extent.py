"""How much of the hostility is run: shortened, or all of it with RIVERMON_HOSTILE=full."""

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("RIVERMON_HOSTILE") == "full"


def extent(short: int, full: int) -> int:
    return full if FULL else short


def examples(short: int, full: int) -> settings:
    """Settings of hypothesis for a test over the real wire, where one example may be slow."""
    return settings(
        max_examples=extent(short, full),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        print_blob=True,
    )
