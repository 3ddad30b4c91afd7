"""Finds a program on this machine, as a command line names it.

Does not know what the program is for.
"""

import os
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# A bundle on macOS and a window started from a menu have a PATH without what the shell's has.
_PLACES: Mapping[str, Sequence[str]] = {
    "darwin": ("/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin", "~/.local/bin"),
    "win32": (
        r"${LOCALAPPDATA}\Microsoft\WinGet\Links",
        r"${APPDATA}\npm",
        r"${ProgramFiles}\nodejs",
        r"${ProgramFiles}\cloudflared",
        r"${ProgramFiles(x86)}\cloudflared",
        r"${SystemRoot}\System32\OpenSSH",
    ),
    "linux": (
        "/usr/local/bin",
        "/usr/bin",
        "/bin",
        "/snap/bin",
        "/home/linuxbrew/.linuxbrew/bin",
        "~/.local/bin",
        "~/.npm-global/bin",
    ),
}


def search_path(environment: Mapping[str, str], system: str = sys.platform) -> str:
    """PATH, and behind it the usual places that are not in it."""
    known = [each for each in environment.get("PATH", "").split(os.pathsep) if each]
    for place in _PLACES.get(system, _PLACES["linux"]):
        folder = _expanded(place, environment)
        if folder and folder not in known:
            known.append(folder)
    return os.pathsep.join(known)


def found(program: str, environment: Mapping[str, str], system: str = sys.platform) -> str | None:
    """The file that a command line's first word means; None if there is none.

    Windows looks into the current folder first, unless that is in the path itself. There may lie
    what was downloaded with rivermon, and a name alone does not mean that.
    """
    named = str(Path(program).expanduser()) if program.startswith("~") else program
    path = search_path(environment)
    if system != "win32" or Path(named).name != named:
        return shutil.which(named, path=path)
    file = shutil.which(named, path=f"{path}{os.pathsep}{os.curdir}")
    return file if file and Path(file).is_absolute() else None


def distributions() -> tuple[str, ...]:
    """Which Linux this is, and what it is like; nothing elsewhere (os-release(5))."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ()
    return (release["ID"], *release.get("ID_LIKE", "").split())


def _expanded(place: str, environment: Mapping[str, str]) -> str:
    if place.startswith("${"):
        name, _, rest = place[2:].partition("}")
        return environment[name] + rest if environment.get(name) else ""
    return str(Path(place).expanduser())
