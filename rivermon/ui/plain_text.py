"""Makes text from elsewhere safe to show: one line, short, no directions, never markup.

Knows nothing of where the text is shown.
"""

import html
import re

_SHOWN = 300
_TOOLTIP = 1000
_LONGEST = 200_000


# Control characters, invisible marks, directions, and halves of pairs. The joiners of emoji and
# letters (U+200C, U+200D) stay.
_INVISIBLE = (
    r"\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_ALL = re.compile(rf"[\x00-\x1f{_INVISIBLE}]")
_BUT_LINES = re.compile(rf"[\x00-\x08\x0b-\x1f{_INVISIBLE}]")


def one_line(text: str, limit: int = _SHOWN) -> str:
    """`text` as one line of at most `limit` characters, however long or odd it is."""
    words = _ALL.sub(" ", text[: limit * 4]).split()
    line = " ".join(words)
    if len(line) > limit or len(text) > limit * 4:
        return line[: limit - 1].rstrip() + "…"
    return line


def tooltip(text: str, limit: int = _TOOLTIP) -> str:
    """`text` as a tooltip that Qt shows as it is: Qt guesses HTML, so this is escaped HTML."""
    if not text.strip():
        return ""
    shown = _BUT_LINES.sub(" ", text[:limit])
    more = "…" if len(text) > limit else ""
    return f'<span style="white-space: pre-wrap">{html.escape(shown)}{more}</span>'


def in_full(text: str, limit: int = _LONGEST) -> str:
    """`text` with its lines for a plain text view, cut at `limit` characters.

    Qt lays out a line as a whole: without a limit one line of ten megabytes stops the window.
    """
    return _BUT_LINES.sub(" ", text[:limit])


def is_cut(text: str, limit: int = _LONGEST) -> bool:
    """True when `in_full` leaves a part of `text` out."""
    return len(text) > limit
