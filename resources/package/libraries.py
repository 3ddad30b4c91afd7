"""Tells which shared libraries nobody loads any more, once those who loaded them are gone.

Does not know why they went.
"""

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

_LIBRARY = re.compile(r"^(?:PySide6/Qt/lib/|[^/]+\.libs/)?lib[^/]+\.so[^/]*$")
_LOADED_BY_THE_PROGRAM = re.compile(r"^libpython")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)


def left_over(needs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The places of the libraries that nothing else needs, directly or through other libraries.

    Args:
        needs: for each place in the program, the file names of what it is linked with. What is not
            a library (extension modules, plugins) is there for its own sake.
    """
    by_name: dict[str, list[str]] = {}
    for place in needs:
        by_name.setdefault(_name(place), []).append(place)
    waiting = [place for place in needs if not _is_spare(place)]
    reached: set[str] = set(waiting)
    while waiting:
        for name in needs[waiting.pop()]:
            fresh = [place for place in by_name.get(name, ()) if place not in reached]
            reached.update(fresh)
            waiting.extend(fresh)
    return frozenset(needs) - reached


def needs_of(files: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """What each of the files is linked with, as binutils tell.

    Args:
        files: the place in the program, and the path, of each.
    """
    return {place: _linked_with(Path(path)) for place, path in files}


def _linked_with(path: Path) -> frozenset[str]:
    told = subprocess.run(
        ["objdump", "-p", path], capture_output=True, text=True, check=True, errors="replace"
    )
    return frozenset(_NEEDED.findall(told.stdout))


def _is_spare(place: str) -> bool:
    return bool(_LIBRARY.match(place)) and not _LOADED_BY_THE_PROGRAM.match(place)


def _name(place: str) -> str:
    return place.rpartition("/")[2]
