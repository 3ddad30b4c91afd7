"""Makes the Qt application and runs a program on it.

Does not know what the program does: the composition root hands it in as a coroutine.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QMetaMethod, Signal
from PySide6.QtWidgets import QApplication

from rivermon.ui.appearance import WHOLE, Appearance
from rivermon.ui.drawing_library import insist_on_drawing
from rivermon.ui.failure_log import FailureLog, install_failure_log
from rivermon.ui.language import LanguageChoice
from rivermon.ui.qt_loop import run
from rivermon.ui.theme import SchemeChoice

T = TypeVar("T")


class Application(QApplication):
    """Told to quit while a loop runs on it, it passes that on: the house is to be shut first.

    macOS tells it so from its own menu, from the Dock and at the end of a session, which waits for
    a program that has accepted. Qt by itself would close the window, and that may mean to go on.
    """

    quit_asked = Signal()

    def event(self, event: QEvent) -> bool:
        """Pass the wish to quit on, if there is anybody who shuts a house."""
        if event.type() is not QEvent.Type.Quit or not self._is_lived_in():
            return super().event(event)
        event.accept()
        self.quit_asked.emit()
        return True

    def _is_lived_in(self) -> bool:
        heard = self.isSignalConnected(QMetaMethod.fromSignal(self.quit_asked))
        return heard and asyncio._get_running_loop() is not None  # noqa: SLF001 - it does not raise


def make_application(version: str, arguments: Sequence[str] = ("rivermon",)) -> QApplication:
    """The one QApplication, named and told that its end is not the last window's.

    Raises:
        CannotDraw: a library that Qt needs for it is missing, or the screen.
    """
    insist_on_drawing(os.environ)
    app = Application(list(arguments))
    app.setApplicationName("rivermon")
    app.setApplicationVersion(version)
    app.setDesktopFileName("rivermon")
    # The stop event ends the program, after what is to be cleaned up was cleaned up.
    app.setQuitOnLastWindowClosed(False)
    return app


def run_window(
    main: Callable[[Appearance], Coroutine[Any, Any, T]],
    *,
    version: str,
    choice: SchemeChoice = SchemeChoice.SYSTEM,
    language: LanguageChoice = LanguageChoice.SYSTEM,
    text_size: int = WHOLE,
    arguments: Sequence[str] = ("rivermon",),
) -> T:
    """Run `main` to its end on a new application and its loop, and close both.

    Inside `main` the loop runs: build the house, then `MainWindow(appearance=…, …)`, `show()` it,
    wait for the stop event, and call the window's `end()` before the house is shut.

    Args:
        main: Called with the appearance once the loop runs.
        version: The program's version.
        choice: Light, dark, or what the system has.
        language: English, another, or what the system has.
        text_size: In percent of the system's.
        arguments: The command line, for Qt's own options; the first is the program's name.

    Returns:
        What `main` returned; its exception is raised here.
    """
    app = make_application(version, arguments)
    appearance = Appearance(app, choice, language=language, text_size=text_size)
    app.setWindowIcon(appearance.application_icon())

    async def with_failures_logged() -> T:
        install_failure_log(asyncio.get_running_loop(), FailureLog())
        return await main(appearance)

    return run(app, with_failures_logged)
