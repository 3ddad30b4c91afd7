"""What is held for approval: whose it is, how it stands, and the AI data that would be sent.

Shows nothing.
"""

from typing import Any

import msgspec

from rivermon.core.entities import Callback
from rivermon.ui.json_reading import LONGEST

_ADDED = frozenset({"id", "saved_at"})
"""What rivermon adds to the AI's data in a callback (protocol, section 6)."""


class HeldContent(msgspec.Struct, frozen=True):
    """A record's callback that brings the content, as it is shown."""

    record_id: int
    callback: Callback

    @property
    def data(self) -> dict[str, Any]:
        """The AI's data as it would be sent, without what rivermon adds to it."""
        data = msgspec.json.decode(self.callback.body)["data"]
        return {key: value for key, value in data.items() if key not in _ADDED}

    @property
    def title(self) -> str | None:
        """The title in the data, if there is one."""
        title = self.data.get("title")
        return title if isinstance(title, str) else None

    @property
    def too_large(self) -> bool:
        """True when it is too much to be edited in the window."""
        return len(self.callback.body) > LONGEST
