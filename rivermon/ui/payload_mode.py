"""The ways to see a payload.

Does not know how any of them looks.
"""

from enum import StrEnum


class Mode(StrEnum):
    """The ways to see a payload. They are remembered: keep the names."""

    TREE = "tree"
    PRETTY = "pretty"
    RAW = "raw"
