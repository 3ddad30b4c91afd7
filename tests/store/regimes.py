"""The ways in which a search may go: which one it takes depends on how much there is.

Setting the bounds makes a small database go each way.
"""

import sys
from enum import Enum

import pytest

NONE, PLENTY = -1, 10_000


class Regime(Enum):
    """The bounds that are set, in the order of _BOUNDS."""

    LISTED = (PLENTY, PLENTY, 60, 4000, 1000, 1000)
    """The candidates are listed and sorted."""

    LISTED_AT_LAST = (NONE, PLENTY, 7, 5, 9, 1)
    """A first page is walked for, then the candidates are listed."""

    WALKED = (NONE, NONE, 7, 5, 3, 1)
    """Everything is walked, in many windows; what JSON holds is gathered."""

    AS_IT_COMES = (20, 60, 7, 16, 30, 2)
    """Some filters go this way, some that way."""

    def set(self, patch: pytest.MonkeyPatch) -> None:
        """Search in this way until `patch` is undone."""
        for name, value in zip(_BOUNDS, self.value, strict=True):
            set_everywhere(patch, name, value)


_BOUNDS = ("FEW", "MANY", "FIRST_PAGE", "_FIRST_WINDOW", "_BEGINNING", "_NEAR_AN_AGE")


def set_everywhere(patch: pytest.MonkeyPatch, name: str, value: int) -> None:
    """Set a constant in each of the store's modules that have it."""
    having = [
        module
        for path, module in list(sys.modules.items())
        if path.startswith("rivermon.store.") and hasattr(module, name)
    ]
    assert having, name
    for module in having:
        patch.setattr(module, name, value)
