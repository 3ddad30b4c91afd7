"""Which Qt this is. Does not know what it is used for."""

import PySide6
from PySide6.QtCore import qVersion


def qt_version() -> str:
    """Qt, and the PySide6 that leads to it, with their versions."""
    return f"Qt {qVersion()} by PySide6 {PySide6.__version__}"
