"""Starts the demo: another rivermon, with a simulated ModelRiver and a database of its own.

Does not know what it shows. This rivermon goes on beside it.
"""

import sys

from PySide6.QtCore import QProcess


def start_demo() -> bool:
    """Start it; False if it could not be started."""
    packaged = getattr(sys, "frozen", False)
    arguments = ["--demo"] if packaged else ["-m", "rivermon", "--demo"]
    started, _process_id = QProcess.startDetached(sys.executable, arguments)
    return started
