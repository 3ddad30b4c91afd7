"""What PyInstaller found, without what goes; written down for the steps after it.

Does not know why anything goes: see trimming.py and libraries.py.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from resources.package.libraries import left_over, needs_of
from resources.package.trimming import why_left_out

Entry = tuple[str, str, str]
"""As PyInstaller has it: the place in the program (or a module's name), the source, the kind."""

RESOURCES = ("icons", "themes", "translations")
"""The folders of resources/ that the program reads (rivermon/own_resources.py)."""

_LINKED = {"BINARY", "EXTENSION"}


class Part(NamedTuple):
    """One file that is inside, or one module."""

    place: str
    source: str


class Contents(NamedTuple):
    """All that is inside, and why the rest is not."""

    inside: list[Part]
    left_out: dict[str, str]


def trimmed(
    binaries: list[Entry], data: list[Entry]
) -> tuple[list[Entry], list[Entry], dict[str, str]]:
    """The binaries and the data that stay, and why each of the others goes."""
    reasons = {place: why for place in _places(binaries, data) if (why := why_left_out(place))}
    kept = [entry for entry in binaries if _slashed(entry[0]) not in reasons]
    if sys.platform.startswith("linux"):
        linked = [(entry[0], entry[1]) for entry in kept if entry[2] in _LINKED]
        spare = left_over(needs_of(linked))
        reasons |= dict.fromkeys(spare, "nothing that stays is linked with it")
    gone = {place.rpartition("/")[2] for place in reasons}
    everything = [
        [entry for entry in entries if not _goes(entry, reasons, gone)]
        for entries in (binaries, data)
    ]
    return everything[0], everything[1], reasons


def write_down(path: Path, entries: Iterable[Entry], left_out: dict[str, str]) -> None:
    """Write what is inside to a file; links inside the program are no parts of their own."""
    inside = [Part(place, source) for place, source, kind in entries if kind != "SYMLINK"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(Contents(inside, left_out)))


def read(path: Path) -> Contents:
    """Read what `write_down` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Contents)


def _goes(entry: Entry, reasons: dict[str, str], gone: set[str]) -> bool:
    place, source, kind = entry
    # A link beside the program goes with the library that it leads to.
    leads_nowhere = kind == "SYMLINK" and _slashed(source).rpartition("/")[2] in gone
    return leads_nowhere or _slashed(place) in reasons


def _places(*lists: list[Entry]) -> Iterable[str]:
    return (_slashed(entry[0]) for entries in lists for entry in entries)


def _slashed(path: str) -> str:
    return path.replace("\\", "/")
