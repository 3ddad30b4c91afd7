"""The filters that were given a name, as they are kept.

Does not know what a filter means. What cannot be read back is ignored.
"""

import msgspec

from rivermon.ui.window_memory import Kept, WindowMemory


class SavedFilter(msgspec.Struct, frozen=True):
    """A filter's text under a name."""

    name: str
    text: str


class FilterShelf:
    """Named filters in the order of their names."""

    def __init__(self, memory: WindowMemory) -> None:
        """Keep them in `memory`."""
        self._memory = memory

    def all(self) -> tuple[SavedFilter, ...]:
        """Every saved filter; none where what was kept is broken."""
        kept = self._memory.text(Kept.FILTERS)
        if not kept:
            return ()
        try:
            return msgspec.json.decode(kept, type=tuple[SavedFilter, ...])
        except (msgspec.DecodeError, UnicodeEncodeError):
            return ()

    def save(self, name: str, text: str) -> None:
        """Keep `text` under `name`, in the place of another filter that has this name."""
        others = [each for each in self.all() if each.name.casefold() != name.casefold()]
        self._keep([*others, SavedFilter(name, text)])

    def remove(self, name: str) -> None:
        """Forget the filter of this name, if there is one."""
        self._keep([each for each in self.all() if each.name != name])

    def _keep(self, filters: list[SavedFilter]) -> None:
        filters.sort(key=lambda each: each.name.casefold())
        self._memory.keep(Kept.FILTERS, msgspec.json.encode(filters).decode())
        self._memory.write()
