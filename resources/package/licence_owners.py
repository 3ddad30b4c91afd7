"""Tells whose a file is that is inside the program: a distribution's, Python's, the system's, ours.

Does not know what that owner's licence is.
"""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from resources.package.contents import Part

PYTHON, OWN = "Python", "rivermon"
_PYTHON_LIBRARY = re.compile(r"^(?:lib)?python3[^/]*\.(?:so|dll|dylib)", re.IGNORECASE)
_SHARED_WITH_ALL = {Path("/usr"), Path("/usr/local"), Path("/")}
# libc6:amd64: /lib/x86_64-linux-gnu/libc.so.6
_PACKAGE_OF = re.compile(
    r"^(?P<package>[^\s:,]+)(?::[a-z0-9]+)?(?:, [^/]*)?: (?P<path>/.*)$", re.MULTILINE
)


class Owners(NamedTuple):
    """Who has something inside."""

    distributions: frozenset[str]
    system_packages: frozenset[str]


class NobodyKnown(Exception):
    """Files whose licence cannot be told."""


def owners_of(parts: Iterable[Part], root: Path, made: Path) -> Owners:
    """Whose the parts are, beside Python's and our own.

    Args:
        parts: what is inside.
        root: the checkout.
        made: the folder in which PyInstaller made things of its own.

    Raises:
        NobodyKnown: some are nobody's; they must not be given away.
    """
    by_file = _distribution_files()
    found: set[str] = set()
    foreign: set[str] = set()
    for part in parts:
        if part.source in {"", "-"}:
            continue  # a package without a file of its own
        path = os.path.realpath(part.source)
        owner = by_file.get(path) or _house_of(Path(path), root, made)
        if owner:
            found.add(owner)
        else:
            foreign.add(part.source)
    packages = _system_packages(foreign) if foreign else {}
    _must_be_known(foreign - packages.keys())
    return Owners(frozenset(found - {PYTHON, OWN}), frozenset(packages.values()))


def _must_be_known(unknown: set[str]) -> None:
    if unknown:
        raise NobodyKnown(
            "These would be inside the program, and nothing tells whose they are, nor under which "
            "licence: " + ", ".join(sorted(unknown)) + ". On Linux, only what Debian's or "
            "Ubuntu's packages brought can be told."
        )


@cache
def _distribution_files() -> dict[str, str]:
    return {
        os.path.normpath(os.path.join(home, file)): distribution.name  # noqa: PTH118 - of 15,000
        for distribution in metadata.distributions()
        for home in [os.path.realpath(str(distribution.locate_file("")))]
        for file in distribution.files or ()
    }


def _house_of(path: Path, root: Path, made: Path) -> str:
    if path.is_relative_to(os.path.realpath(made)) or _is_pythons(path):
        return PYTHON  # what PyInstaller makes there is an archive of Python's modules
    return OWN if path.is_relative_to(os.path.realpath(root)) else ""


def _is_pythons(path: Path) -> bool:
    homes = {Path(os.path.realpath(sysconfig.get_path(name))) for name in ("stdlib", "platstdlib")}
    base = Path(os.path.realpath(sys.base_prefix))
    if base not in _SHARED_WITH_ALL:
        homes.add(base)
    return any(path.is_relative_to(home) for home in homes) or bool(
        _PYTHON_LIBRARY.match(path.name)
    )


def _system_packages(files: Iterable[str]) -> Mapping[str, str]:
    """The Debian package of each file that one brought."""
    spellings = {spelling: file for file in files for spelling in _spellings(file)}
    try:
        told = subprocess.run(
            ["dpkg", "-S", *spellings], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return {}
    return {
        spellings[match["path"]]: match["package"]
        for match in _PACKAGE_OF.finditer(told.stdout)
        if match["path"] in spellings
    }


def _spellings(file: str) -> set[str]:
    # /lib is a link to /usr/lib today; packages still name either.
    names = {file, os.path.realpath(file)}
    merged = {name.removeprefix("/usr") for name in names if name.startswith("/usr/lib")}
    return names | merged | {f"/usr{name}" for name in names if name.startswith("/lib")}
