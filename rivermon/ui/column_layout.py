"""How the operator arranged a table: columns, widths, order, added JSON paths, sorting; as text.

Does not know the widgets. What cannot be read back is as good as nothing.
"""

import msgspec

from rivermon.core.filter_terms import JsonPath
from rivermon.core.listing import Sort
from rivermon.ui.ledger_header import Section


class ColumnLayout(msgspec.Struct, frozen=True):
    """Sections from left to right, the paths of added columns, and the order of the rows."""

    sections: tuple[Section, ...] = ()
    paths: tuple[JsonPath, ...] = ()
    by: str = ""
    descending: bool = True

    def sort(self, columns: dict[str, Sort]) -> Sort | None:
        """The order, where it is one of a column that there still is."""
        known = columns.get(self.by)
        return None if known is None else Sort(known.by, self.descending)


def to_text(layout: ColumnLayout) -> str:
    """The layout as JSON."""
    return msgspec.json.encode(layout).decode()


def from_text(text: str) -> ColumnLayout:
    """The layout that `to_text` gave; the first one if there is none or it cannot be read."""
    try:
        return msgspec.json.decode(text, type=ColumnLayout)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return ColumnLayout()
