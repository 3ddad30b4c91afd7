"""What the operator can do from a window: from one that listens, and from one that only watches.

Keeps the promises of `ports.Controls`. Does not know the window.
"""

from rivermon.controls.onlooker import OnlookerControls
from rivermon.controls.operator import OperatorControls
from rivermon.controls.refused import CannotBeDone

__all__ = ["CannotBeDone", "OnlookerControls", "OperatorControls"]
