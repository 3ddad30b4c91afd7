"""Why rivermon's window did not open, for who shows it.

Does not know how it is shown.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec


class Place(StrEnum):
    """What lies in a folder that helps."""

    SETTINGS = "settings"
    DATABASE = "database"
    LOG = "log"


class StartFailure(msgspec.Struct, frozen=True):
    """What happened, in words that are still English and hold no secret.

    A `mistake` is ours: nothing that the operator did or can undo. `places` are folders to look
    into.
    """

    words: str
    mistake: bool
    places: Mapping[Place, Path]
