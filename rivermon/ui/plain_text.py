"""Makes text from elsewhere safe for Qt: it is shown as it is, cut, and never as markup.

Knows nothing of where the text is shown. What can act or hide in it, core.visible_text makes seen.
"""

import html

from rivermon.core.visible_text import one_line, with_lines

__all__ = ["LONGEST", "in_full", "is_cut", "one_line", "tooltip"]

LONGEST = 200_000
"""How many characters of a text are shown at the most."""

_TOOLTIP = 1000


def tooltip(text: str, limit: int = _TOOLTIP) -> str:
    """`text` as a tooltip that Qt shows as it is: Qt guesses HTML, so this is escaped HTML."""
    begin = text[:limit]
    if not begin.strip():
        return ""
    more = "…" if len(text) > limit else ""
    return f'<span style="white-space: pre-wrap">{html.escape(with_lines(begin))}{more}</span>'


def in_full(text: str, limit: int = LONGEST) -> str:
    """`text` with its lines for a plain text view, cut at `limit` characters."""
    return with_lines(text[:limit])


def is_cut(text: str, limit: int = LONGEST) -> bool:
    """True when `in_full` leaves a part of `text` out."""
    return len(text) > limit
