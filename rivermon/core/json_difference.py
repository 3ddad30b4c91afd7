"""What differs between two JSON objects, value by value.

Pure. Does not know what the values mean, nor how a difference is shown. Bounded: of huge values
only so many differences are told, and that this is so.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

import msgspec

MOST = 2000
"""So many places that differ are told at most, and so many that are the same."""

_MOST_ALIGNED = 200
# Arrays within arrays are written again on each level: what that costs is bounded as a whole.
_ALIGNING = 8_000_000
_DEEPEST = 200

Path = tuple[str | int, ...]


class Change(StrEnum):
    """How a place differs, from the first object to the second."""

    ADDED = "+"
    REMOVED = "\N{MINUS SIGN}"
    CHANGED = "≠"
    SAME = "="


class Place(msgspec.Struct, frozen=True):
    """One place: object keys and array positions, and what stands there on either side.

    A position is that of the second object, or of the first for what was removed.
    """

    path: Path
    change: Change
    before: Any = None
    after: Any = None


class Difference(msgspec.Struct, frozen=True):
    """The places in the order of the objects; `cut` when there are more than are told."""

    places: tuple[Place, ...]
    cut: bool = False

    def count(self, change: Change) -> int:
        """How many places differ so."""
        return sum(place.change is change for place in self.places)


def difference(before: Any, after: Any) -> Difference:
    """Compare two JSON values.

    Objects are compared key by key. Of arrays, what is equal is laid side by side first, so that an
    element that was put in does not make all behind it differ; the rest goes by position. What is
    equal is told as a whole, without the places within.

    Args:
        before: the first value, as a JSON reader returns it.
        after: the second.
    """
    made = _Comparison()
    try:
        made.compare((), before, after)
    except _Enough:
        made.cut = True
    return Difference(tuple(made.places), cut=made.cut)


def differing(before: str, after: str) -> tuple[slice, slice]:
    """The part of each text that the other does not have in this place; what is around is equal."""
    least = min(len(before), len(after))
    begin = _common(before, after, least)
    end = _common(before[::-1], after[::-1], least - begin)
    return slice(begin, len(before) - end), slice(begin, len(after) - end)


def _common(one: str, other: str, most: int) -> int:
    """How many characters are equal at the beginning, `most` at the most."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _equal(before: Any, after: Any) -> bool:
    """Equal as JSON: true is not 1, and 1 is 1.0."""
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if type(before) is not type(after):
        numbers = isinstance(before, int | float) and isinstance(after, int | float)
        return numbers and before == after
    if isinstance(before, dict | list):
        return before == after and _key(before) == _key(after)
    return bool(before == after)


def _key(value: Any) -> bytes:
    """A value so that equal JSON is equal, whatever the order of keys: Python takes True for 1."""
    return msgspec.json.encode(value, order="sorted")


class _Enough(Exception):
    """There are more places that differ than are told."""


class _Comparison:
    """Gathers the places of two values."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.cut = False
        self._differing = 0
        self._aligning = _ALIGNING

    def compare(self, path: Path, before: Any, after: Any) -> None:
        """Tell the places of what stands at a path on both sides."""
        if _equal(before, after):
            self._tell_same(path, before, after)
        elif len(path) < _DEEPEST and isinstance(before, dict) and isinstance(after, dict):
            self._objects(path, before, after)
        elif len(path) < _DEEPEST and isinstance(before, list) and isinstance(after, list):
            self._arrays(path, before, after)
        else:
            self._tell(Place(path, Change.CHANGED, before, after))

    def _tell(self, place: Place) -> None:
        if self._differing >= MOST:
            raise _Enough
        self._differing += 1
        self.places.append(place)

    def _tell_same(self, path: Path, before: Any, after: Any) -> None:
        """What is the same never takes the room of what differs."""
        if len(self.places) - self._differing < MOST:
            self.places.append(Place(path, Change.SAME, before, after))
        else:
            self.cut = True

    def _objects(self, path: Path, before: dict[str, Any], after: dict[str, Any]) -> None:
        for key, value in before.items():
            if key in after:
                self.compare((*path, key), value, after[key])
            else:
                self._tell(Place((*path, key), Change.REMOVED, before=value))
        for key, value in after.items():
            if key not in before:
                self._tell(Place((*path, key), Change.ADDED, after=value))

    def _arrays(self, path: Path, before: list[Any], after: list[Any]) -> None:
        for one, other in self._aligned(before, after):
            both = min(one.stop - one.start, other.stop - other.start)
            for step in range(both):
                at = other.start + step
                self.compare((*path, at), before[one.start + step], after[at])
            for at in range(one.start + both, one.stop):
                self._tell(Place((*path, at), Change.REMOVED, before=before[at]))
            for at in range(other.start + both, other.stop):
                self._tell(Place((*path, at), Change.ADDED, after=after[at]))

    def _aligned(self, before: list[Any], after: list[Any]) -> Iterator[tuple[slice, slice]]:
        """Stretches of both that stand side by side; long arrays go by position alone."""
        if max(len(before), len(after)) > _MOST_ALIGNED or self._aligning <= 0:
            yield slice(0, len(before)), slice(0, len(after))
            return
        keys = self._keys(before), self._keys(after)
        self._aligning -= len(before) * len(after)
        for _, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
            yield slice(a, b), slice(c, d)

    def _keys(self, values: Sequence[Any]) -> list[bytes]:
        keys = [_key(value) for value in values]
        self._aligning -= sum(map(len, keys))
        return keys
