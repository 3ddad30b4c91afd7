"""A difference between two JSON values in words, and the part of a text that differs.

Does not compare whole values: core/json_difference.py does.
"""

from typing import Any, NamedTuple

import msgspec

from rivermon.core.json_difference import Change, Difference, Place, differing
from rivermon.core.json_place import place_text
from rivermon.ui.plain_text import one_line
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate

_AROUND = 24
_SHOWN = 300
_LONGEST_COMPARED = 1_000_000


class Parts(NamedTuple):
    """A value on one line: what is common before, what differs, what is common behind."""

    before: str
    differs: str
    behind: str

    @property
    def whole(self) -> str:
        """The line."""
        return self.before + self.differs + self.behind


def path_words(place: Place) -> str:
    """Where it is."""
    return one_line(place_text(place.path)) or translate("DifferenceWords", "the whole")


def sides(place: Place) -> tuple[tuple[Change, Parts], ...]:
    """The lines that a place takes: what was there, what is there instead."""
    before, after = place.before, place.after
    match place.change:
        case Change.SAME:
            return ((Change.SAME, Parts(_line(before), "", "")),)
        case Change.ADDED:
            return ((Change.ADDED, Parts("", _line(after), "")),)
        case Change.REMOVED:
            return ((Change.REMOVED, Parts("", _line(before), "")),)
    if isinstance(before, str) and isinstance(after, str):
        one, other = _texts(before, after)
    else:
        one, other = Parts("", _line(before), ""), Parts("", _line(after), "")
    return (Change.REMOVED, one), (Change.ADDED, other)


def place_sentence(place: Place) -> str:
    """All of it, for a screen reader and for the clipboard."""
    words = {
        Change.ADDED: translate("DifferenceWords", "only right"),
        Change.REMOVED: translate("DifferenceWords", "only left"),
        Change.CHANGED: translate("DifferenceWords", "differs"),
        Change.SAME: translate("DifferenceWords", "the same"),
    }
    values = " → ".join(parts.whole for _, parts in sides(place))
    return f"{place.change.value} {path_words(place)} ({words[place.change]}): {values}"


def summary_words(difference: Difference) -> str:
    """How much differs."""
    words = {
        Change.CHANGED: translate("DifferenceWords", "{0} different"),
        Change.REMOVED: translate("DifferenceWords", "{0} only left"),
        Change.ADDED: translate("DifferenceWords", "{0} only right"),
        Change.SAME: translate("DifferenceWords", "{0} the same"),
    }
    counted = {change: difference.count(change) for change in words}
    said = [
        f"{change.value} {words[change].format(count)}"
        for change, count in counted.items()
        if count
    ]
    if difference.cut:
        said.append(translate("DifferenceWords", "and more"))
    return " · ".join(said)


def tone_of(change: Change) -> Tone:
    """The tone of a change; its sign says the same."""
    return {
        Change.ADDED: Tone.GOOD,
        Change.REMOVED: Tone.BAD,
        Change.CHANGED: Tone.WAITING,
        Change.SAME: Tone.QUIET,
    }[change]


def _texts(before: str, after: str) -> tuple[Parts, Parts]:
    """Two texts, each cut to what differs and a little around it."""
    if max(len(before), len(after)) > _LONGEST_COMPARED:
        return Parts("", _line(before), ""), Parts("", _line(after), "")
    one, other = differing(before, after)
    return _cut(before, one), _cut(after, other)


def _cut(text: str, differs: slice) -> Parts:
    begin, end = max(0, differs.start - _AROUND), min(len(text), differs.stop + _SHOWN)
    return Parts(
        ("…" if begin else "") + _piece(text[begin : differs.start]),
        _piece(text[differs]),
        _piece(text[differs.stop : end]) + ("…" if end < len(text) else ""),
    )


def _piece(text: str) -> str:
    """A part of a line; the blanks at its ends are a part of it."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return head + one_line(text, _SHOWN) + tail


def _line(value: Any) -> str:
    if isinstance(value, str):
        return one_line(value, _SHOWN) or translate("DifferenceWords", "(empty text)")
    return one_line(msgspec.json.encode(value).decode("utf-8", "replace"), _SHOWN)
