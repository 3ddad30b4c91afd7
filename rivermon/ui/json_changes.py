"""What was lost between two versions of a JSON object: keys that are gone, types that changed.

Whoever reads the object may live by them. Does not know whether that was meant.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from rivermon.ui.listed_words import listed
from rivermon.ui.plain_text import one_line
from rivermon.ui.translation import PLURAL, translate

_NAMED = 3
_LONGEST_PATH = 60


def loss_words(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Sentences about what is lost in `after`; empty when nothing is."""
    removed, changed = [], []
    for path, was, now in islice(_losses(before, after, ""), 1000):
        if now is None:
            removed.append(path)
        else:
            words = translate("JsonChanges", "{0} ({1}, was {2})")
            changed.append(words.format(path, _type_words(now), _type_words(was)))
    said = []
    if removed:
        said.append(translate("JsonChanges", "Removed: {0}.").format(_listed(removed)))
    if changed:
        said.append(translate("JsonChanges", "Another type: {0}.").format(_listed(changed)))
    return " ".join(said)


def _losses(before: Any, after: Any, path: str) -> Iterator[tuple[str, type | None, type | None]]:
    """Paths, with the type before and the type after; None for what is gone."""
    was, now = _type_of(before), _type_of(after)
    if was is not now:
        yield one_line(path, _LONGEST_PATH), was, now
    elif isinstance(before, dict):
        for key, value in before.items():
            inside = f"{path}.{key}" if path else key
            if key in after:
                yield from _losses(value, after[key], inside)
            else:
                yield one_line(inside, _LONGEST_PATH), _type_of(value), None
    elif isinstance(before, list):
        for at, (value, new) in enumerate(zip(before, after, strict=False)):
            yield from _losses(value, new, f"{path}[{at}]")


def _type_of(value: Any) -> type:
    return float if type(value) is int else type(value)


def _type_words(of: type | None) -> str:
    words = {
        dict: translate("JsonChanges", "an object"),
        list: translate("JsonChanges", "a list"),
        str: translate("JsonChanges", "a text"),
        float: translate("JsonChanges", "a number"),
        bool: translate("JsonChanges", "true or false"),
    }
    return words.get(of or object, translate("JsonChanges", "null"))


def _listed(paths: list[str]) -> str:
    shown = listed(paths[:_NAMED])
    more = len(paths) - _NAMED
    if more <= 0:
        return shown
    return translate("JsonChanges", "{0} and %n more", "", PLURAL, more).format(shown)
