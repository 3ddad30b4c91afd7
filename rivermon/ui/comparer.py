"""Compares two records apart from the window, which goes on meanwhile; small ones at once.

Does not show what it finds, and does not read records.
"""

import asyncio

from PySide6.QtCore import QObject, Signal

from rivermon.core.comparable import comparable
from rivermon.core.entities import Detail
from rivermon.core.json_difference import Difference, difference
from rivermon.core.json_text import rubbish_left
from rivermon.core.tasks import OwnedTasks

SMALL = 16_000
"""Bytes of bodies that are compared at once: the answer is there before anybody sees it wait."""

Pair = tuple[Detail, Detail]


class Comparer(QObject):
    """One comparison at a time; of those that wait only the last is made."""

    found = Signal(object, object)
    """The Pair, and its Difference."""

    def __init__(self, tasks: OwnedTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._next: Pair | None = None
        self._running = False

    def compare(self, pair: Pair) -> None:
        """Compare two; what waited until now is not compared any more."""
        if not self._running and sum(map(_size, pair)) <= SMALL:
            self.found.emit(pair, _difference(*pair))
            return
        self._next = pair
        if not self._running:
            self._running = self._tasks.start(self._work(), "compare") is not None

    def forget(self) -> None:
        """Compare nothing more; what is being compared comes to its end."""
        self._next = None

    async def _work(self) -> None:
        try:
            while (pair := self._next) is not None:
                self._next = None
                found = await asyncio.to_thread(_difference, *pair)
                self.found.emit(pair, found)
        finally:
            self._running = False


def _difference(left: Detail, right: Detail) -> Difference:
    with rubbish_left():
        return difference(comparable(left), comparable(right))


def _size(detail: Detail) -> int:
    called_back = sum(len(history.callback.body) for history in detail.callbacks)
    return len(detail.delivery.body) + called_back
