"""How much of the faults is run: RIVERMON_FAULTS=full runs all of it, as `make fault` does.

Without it, as in `make test` and CI, the loops are shortened; what is proved stays the same.
"""

import os
from typing import TypeVar

T = TypeVar("T")

VARIABLE = "RIVERMON_FAULTS"
FULL = os.environ.get(VARIABLE) == "full"


def extent(*, full: T, short: T) -> T:
    """`full` where everything is run, else `short`."""
    return full if FULL else short
