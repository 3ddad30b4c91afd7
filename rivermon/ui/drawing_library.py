"""Looks whether Qt can draw on this screen before it tries: where it cannot, it aborts.

Does not know what is drawn.
"""

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from rivermon.core.missing_library import library_advice
from rivermon.core.ports import RivermonError
from rivermon.packaged import is_packaged


class CannotDraw(RivermonError):
    """A library that Qt draws with is missing, or the screen is."""


def insist_on_drawing(environment: Mapping[str, str], plugins: Path | None = None) -> None:
    """Load what Qt will draw with under X11, and look whether the screen is there.

    Elsewhere Qt brings all that it needs.

    Args:
        environment: says which screen there is.
        plugins: where Qt's plugins are; None is where Qt says.

    Raises:
        CannotDraw: a library or the screen is missing; the message says what to do.
    """
    if not _is_x11(environment):
        return
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    plugin = folder / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return  # it is Qt's to say what it has instead
    try:
        library = ctypes.CDLL(str(plugin))
    except OSError as failure:
        # In a packaged app PyInstaller says what it thinks of it, in place of the loader.
        said = str(failure.__cause__ or failure)
        advice = library_advice(said, packaged=is_packaged())
        raise CannotDraw(
            f"Qt cannot draw on this screen ({said}): {advice}; `rivermon serve` needs no screen."
        ) from failure
    display = environment.get("DISPLAY", "")
    if not _is_reached(library, display):
        raise CannotDraw(
            f"The screen {display or '(DISPLAY is not set)'} cannot be reached: it has ended, or "
            "is another user's; `rivermon serve` needs no screen."
        )


def _is_reached(xcb: ctypes.CDLL, display: str) -> bool:
    """True if the X server answers and lets us in, by what Qt's plugin has loaded with it."""
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(display.encode(), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _is_x11(environment: Mapping[str, str]) -> bool:
    if sys.platform in {"win32", "darwin"}:
        return False
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen == "xcb"
    return bool(environment.get("DISPLAY")) and not environment.get("WAYLAND_DISPLAY")
