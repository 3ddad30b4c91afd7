"""Puts the licences of all that is inside the program beside it, with an index; or fails.

Does not know how it is found out whose a file is: see licence_owners.py.
"""

import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from resources.package.contents import Part
from resources.package.licence_owners import OWN, PYTHON, NobodyKnown, owners_of
from rivermon import __version__

TEXTS = Path(__file__).with_name("texts")
_QT = {"pyside6-essentials", "shiboken6", "pyside6", "pyside6-addons"}
_LICENCE_FILE = re.compile(r"^(?:licen[cs]es?|copying|notice|authors)", re.IGNORECASE)
_COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z]+(?:-[0-9](?:\.[0-9])?)?)")
_SEE, _LONGEST = "see its text", 60
_CLASSIFIER = "License :: OSI Approved :: "


class Licensed(NamedTuple):
    """One line of the index."""

    name: str
    version: str
    licence: str
    texts: str


def put_licences(
    parts: list[Part], root: Path, made: Path, into: Path, loader: str = "pyinstaller"
) -> list[Licensed]:
    """Write the texts and INDEX.txt into a folder of their own.

    Args:
        parts: what is inside.
        root: the checkout.
        made: where PyInstaller made things of its own.
        into: the folder; it is made anew.
        loader: the distribution that the program's own executable comes from.

    Raises:
        NobodyKnown: something inside has no licence that can be shown.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    owners = owners_of(parts, root, made)
    names = {_normal(name): name for name in (*owners.distributions, loader)}
    lines = [_of_rivermon(root, into), _of_python(into), *_of_embedded(into)]
    lines += [_of_distribution(metadata.distribution(name), into) for name in names.values()]
    lines += _of_system(sorted(owners.system_packages), into)
    lines.sort(key=lambda line: line.name.casefold())
    (into / "INDEX.txt").write_text(_index(lines), encoding="utf-8", newline="\n")
    return lines


def _of_rivermon(root: Path, into: Path) -> Licensed:
    _copy(root / "LICENSE", into / OWN / "LICENSE.txt")
    return Licensed(OWN, __version__, "MIT", OWN)


def _of_python(into: Path) -> Licensed:
    homes = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    texts = [home / name for home in homes for name in ("LICENSE.txt", "LICENSE")]
    text = next((file for file in texts if file.is_file()), None)
    if text is None:
        raise NobodyKnown(f"Python's own licence is in none of {', '.join(map(str, texts))}")
    _copy(text, into / PYTHON / "LICENSE.txt")
    return Licensed(PYTHON, sys.version.split()[0], "PSF-2.0", PYTHON)


def _of_embedded(into: Path) -> list[Licensed]:
    """What lies within other files, or comes with Python where no system's package brings it."""
    _copy(TEXTS / "Apache-2.0.txt", into / "OpenSSL" / "Apache-2.0.txt")
    _copy(TEXTS / "SQLite.txt", into / "SQLite" / "SQLite.txt")
    return [
        Licensed("OpenSSL", ssl.OPENSSL_VERSION.split()[1], "Apache-2.0", "OpenSSL"),
        Licensed("SQLite", sqlite3.sqlite_version, "public domain", "SQLite"),
    ]


def _of_distribution(distribution: metadata.Distribution, into: Path) -> Licensed:
    folder = distribution.name
    if _normal(folder) in _QT:
        for name in ("Qt.txt", "LGPL-3.txt", "GPL-3.txt"):
            _copy(TEXTS / name, into / folder / name)
    else:
        _copy_texts(distribution, into / folder)
    return Licensed(folder, distribution.version, _licence_named(distribution), folder)


def _copy_texts(distribution: metadata.Distribution, into: Path) -> None:
    texts = [
        file
        for file in distribution.files or ()
        if file.parts[0].endswith(".dist-info")
        and ("licenses" in file.parts or _LICENCE_FILE.match(file.name))
    ]
    if not texts:
        raise NobodyKnown(f"{distribution.name} is inside, and its package has no licence's text")
    for file in texts:
        within = [part for part in file.parts[1:] if part != "licenses"]
        _copy(Path(str(distribution.locate_file(file))), into.joinpath(*within))


def _licence_named(distribution: metadata.Distribution) -> str:
    about = distribution.metadata.json
    named = str(about.get("license_expression") or about.get("license") or "").partition("\n")[0]
    if named:
        return named if len(named) <= _LONGEST else _SEE
    classes = [each for each in about.get("classifier") or () if each.startswith(_CLASSIFIER)]
    return ", ".join(each.removeprefix(_CLASSIFIER) for each in classes) or _SEE


def _of_system(packages: list[str], into: Path) -> list[Licensed]:
    lines = []
    if packages:
        _copy(TEXTS / "System.txt", into / "system" / "README.txt")
    for package in packages:
        text = Path("/usr/share/doc", package, "copyright")
        if not text.is_file():
            raise NobodyKnown(f"The system's {package} is inside, and there is no {text}")
        folder = f"system/{package}"
        _copy(text, into / folder / "copyright.txt")
        lines.append(Licensed(package, _system_version(package), _SEE, folder))
        for common in _COMMON.findall(text.read_text(encoding="utf-8", errors="replace")):
            whole = Path("/usr/share/common-licenses", common)
            if whole.is_file():
                _copy(whole, into / "system" / "common-licenses" / f"{common}.txt")
    return lines


def _system_version(package: str) -> str:
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}\n", package],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.split()[0]


def _index(lines: list[Licensed]) -> str:
    heading = Licensed("What is inside", "Version", "Licence", "Folder with its text")
    widths = [max(len(line[column]) for line in (heading, *lines)) for column in range(3)]
    return "".join(
        "  ".join((*map(str.ljust, line[:3], widths), line.texts)) + "\n"
        for line in (heading, *lines)
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
