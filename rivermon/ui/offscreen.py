"""Qt without a display: whether it can be had, when a window is painted first, what is in it.

Does not know what the window shows.
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage

from rivermon.ui.main_window import MainWindow

_PLATFORM = "offscreen"
_CANNOT = "This plugin does not support "
_EVERY = 3
"""Every third pixel each way is looked at: a line of text is higher than that."""


def go_offscreen(environment: MutableMapping[str, str]) -> None:
    """Have Qt paint into memory, whatever the desktop wants; before there is an application."""
    environment["QT_QPA_PLATFORM"] = _PLATFORM
    # A desktop's theme may want the display: GTK's ends the program where there is none.
    environment.pop("QT_QPA_PLATFORMTHEME", None)
    if sys.platform == "win32":
        # Without a display Qt does not ask Windows for fonts (FreeType's database).
        fonts = Path(environment.get("SYSTEMROOT", r"C:\Windows")) / "Fonts"
        environment.setdefault("QT_QPA_FONTDIR", str(fonts))


def say_nothing_of_what_it_cannot() -> None:
    """Keep from standard error what this platform has no use for: it reads like a fault."""

    def tell(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
        if not words.startswith(_CANNOT):
            print(qFormatLogMessage(kind, where, words), file=sys.stderr)  # noqa: T201 - as Qt does

    qInstallMessageHandler(tell)


def offscreen_plugin() -> Path | None:
    """The file by which Qt paints into memory; None where it is missing, and Qt would abort."""
    named = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH", "")
    folders = [Path(each) for each in named.split(os.pathsep) if each]
    folders += [Path(each) / "platforms" for each in QCoreApplication.libraryPaths()]
    return next((file for each in folders for file in each.glob(f"*q{_PLATFORM}*")), None)


def colours_in(picture: QImage) -> int:
    """How many colours there are in a picture; one or none where nothing is painted."""
    across, down = range(0, picture.width(), _EVERY), range(0, picture.height(), _EVERY)
    return len({picture.pixel(x, y) for x in across for y in down})


class FirstPainting(QObject):
    """Tells once that the first window was painted, and then looks away."""

    done = Signal()
    """It is painted, and the loop goes on."""

    def __init__(self, parent: QObject) -> None:
        """Look at what the application is told from now on; `parent` owns this."""
        super().__init__(parent)
        self._app = QCoreApplication.instance()
        if self._app is not None:
            self._app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the painting of a window; nothing is kept from anybody."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, MainWindow):
            if self._app is not None:
                self._app.removeEventFilter(self)
            QTimer.singleShot(0, self.done.emit)
        return False
