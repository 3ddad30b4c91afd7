"""Whether this is the packaged app, and how this very rivermon is started once more.

Does not know who asks.
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

# PyInstaller's loader looks into the app's folder first, and keeps what was set before under
# another name: the system's own programs must not load ours.
_LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# Its hook for PySide6 leads to our plugins: in any other program with Qt they would not fit.
_PLUGINS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
# With these, one more rivermon would take itself for a part of this one, and find no library.
_OF_THE_LOADER = "_PYI_"
# Programs of Windows that open a console, and those that do the same without.
_TWINS = {"rivermon-console.exe": "rivermon.exe", "python.exe": "pythonw.exe"}


def is_packaged() -> bool:
    """True in the app that carries its own Python (PyInstaller's run-time information)."""
    return bool(getattr(sys, "frozen", False))


def own_words() -> tuple[str, ...]:
    """The program, and the arguments before its own, that start this very rivermon's window.

    No console comes up beside it. From source, what lies in the folder where it is started is not
    loaded.
    """
    program = without_console(sys.executable)
    return (program,) if is_packaged() else (program, "-P", "-m", "rivermon")


def without_console(program: str) -> str:
    """The twin of a program that opens no console, where there is one beside it."""
    path = Path(program)
    twin = path.with_name(_TWINS.get(path.name.lower(), path.name))
    return str(twin) if twin != path and twin.is_file() else program


def give_back_surroundings(environment: MutableMapping[str, str]) -> None:
    """Take out of a packaged app's environment what is meant for it alone.

    Every program that it starts would have that around it: what opens links and folders, a tunnel,
    a keyring's, another rivermon. What is loaded later is found all the same: the system read the
    first when the program began, and Qt knows where it lies.
    """
    for name in _LIBRARIES:
        before = environment.pop(f"{name}_ORIG", None)
        environment.pop(name, None)
        if before:
            environment[name] = before
    for name in tuple(environment):
        if name in _PLUGINS or name.startswith(_OF_THE_LOADER):
            del environment[name]
    _leave_path(environment)


def _leave_path(environment: MutableMapping[str, str]) -> None:
    # On Windows the hook puts the app's folder before all others.
    inside, path = getattr(sys, "_MEIPASS", None), environment.get("PATH", "")
    if inside and inside in path.split(os.pathsep):
        others = (each for each in path.split(os.pathsep) if each != inside)
        environment["PATH"] = os.pathsep.join(others)
