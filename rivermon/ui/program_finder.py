"""Looks in the background whether a program is installed: a slow folder on the PATH blocks nobody.

Does not know what a program is for, nor how it is installed.
"""

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rivermon.core.program_search import found

_POLL_MS = 20


class ProgramFinder(QObject):
    """Answers the last question only."""

    found = Signal(str)
    """The first of the programs asked for that is installed, as it was asked for; or empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="program-finder")
        self._answer: Future[str] | None = None
        # Nothing of Qt is touched in the thread: this object may be gone when that is done.
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._look)
        threads = self._threads
        self.destroyed.connect(lambda: threads.shutdown(wait=False, cancel_futures=True))

    @property
    def looking(self) -> bool:
        """True while the answer is not there."""
        return self._answer is not None

    def ask(self, programs: Sequence[str]) -> None:
        """Look for the first of `programs`, names or paths, that can be run; of none, be silent."""
        self._answer = None
        if programs:
            self._answer = self._threads.submit(first_installed, tuple(programs))
            self._polling.start()

    @Slot()
    def _look(self) -> None:
        answer = self._answer
        if answer is None:
            self._polling.stop()
        elif answer.done():
            self._answer = None
            self._polling.stop()
            self.found.emit(answer.result())


def first_installed(programs: Sequence[str]) -> str:
    """The first of `programs` that is where programs are, or is one's file itself; or empty."""
    return next((each for each in programs if found(each, os.environ) is not None), "")
