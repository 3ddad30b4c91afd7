"""Remembers how the operator left the window: its place, the columns, the splitter.

Does not know what is in the window. What cannot be read back is ignored.
"""

import logging
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from rivermon.core.private_files import make_file

_log = logging.getLogger(__name__)


class Kept(StrEnum):
    """What is remembered. A new number forgets what an older rivermon kept."""

    GEOMETRY = "window/geometry-1"
    RAIL = "window/rail-1"
    VIEW = "window/view-1"
    RECORDS = "records/table-1"
    DELIVERIES = "deliveries/table-1"
    CALLBACKS = "callbacks/table-1"
    BESIDE = "detail/beside-1"
    BELOW = "detail/below-1"
    TAB = "detail/tab-2"
    FILTERS = "filters/saved-1"
    TOLD_OF_TRAY = "tray/told-1"
    SPAN = "health/span-1"


def memory_in(file: Path) -> QSettings:
    """A memory of its own in one file, for this user only; what cannot be kept is forgotten."""
    try:
        make_file(file)  # Qt would leave its mode to the umask, and keeps that of one it finds
    except OSError as failure:
        _log.warning("The window's memory %s cannot be kept: %s", file, failure)
    return QSettings(str(file), QSettings.Format.IniFormat)


class WindowMemory:
    """States as Qt packs them, by name."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def state(self, kept: Kept) -> QByteArray | None:
        """A packed state, or None when there is none."""
        value = self._settings.value(kept.value)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def number(self, kept: Kept) -> int:
        """A small number, or 0 when there is none."""
        value = self._settings.value(kept.value)
        return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0

    def text(self, kept: Kept) -> str:
        """A text, or an empty one when there is none."""
        value = self._settings.value(kept.value)
        return value if isinstance(value, str) else ""

    def keep(self, kept: Kept, value: QByteArray | int | str) -> None:
        """Remember a state, number or text."""
        self._settings.setValue(kept.value, value)

    def write(self) -> None:
        """Put it on the disk now."""
        self._settings.sync()
