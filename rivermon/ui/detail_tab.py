"""The names of the detail pane's tabs, in their order. They are remembered: keep them.

Does not know what a tab shows.
"""

from enum import StrEnum


class DetailTab(StrEnum):
    """A tab by its name, which stays the same in every language."""

    TIMELINE = "timeline"
    RECORD = "record"
    PAYLOAD = "payload"
    HEADERS = "headers"
    SIGNATURE = "signature"
    CALLBACK = "callback"
    COMPARE = "compare"
