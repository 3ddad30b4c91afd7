"""Starts the demo: another rivermon, with a simulated ModelRiver and a database of its own.

Does not know what it shows. This rivermon goes on beside it.
"""

from PySide6.QtCore import QProcess

from rivermon.packaged import own_words


def start_demo() -> bool:
    """Start it; False if it could not be started."""
    program, *arguments = own_words()
    started, _process_id = QProcess.startDetached(program, [*arguments, "--demo"])
    return started
