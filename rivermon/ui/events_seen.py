"""Asks the ledger for the names of events that were seen; only the newest question is answered.

Does not know what they are asked for.
"""

import asyncio

from PySide6.QtCore import QObject, Signal

from rivermon.core.filter_terms import Field
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.plain_text import one_line

MOST = 50


class EventsSeen(QObject):
    """One question at a time."""

    found = Signal(object)
    """The names, in alphabetical order, at most MOST."""

    failed = Signal(str)
    """They cannot be read; the words say why."""

    def __init__(self, ledger: Ledger, tasks: OwnedTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._tasks = tasks
        self._turn = 0
        # A window may be gone when an answer comes; then there is nobody left to tell.
        self._gone = asyncio.Event()
        self.destroyed.connect(self._gone.set)

    def ask(self, begin: str) -> None:
        """Ask for the names that begin so, without regard to case."""
        self._turn += 1
        self._tasks.start(self._ask(begin, self._turn), "events seen")

    async def _ask(self, begin: str, turn: int) -> None:
        try:
            names = await self._ledger.values_seen(Field.EVENT, begin, MOST)
        except StoreUnavailable as why:
            if not self._is_over(turn):
                self.failed.emit(one_line(str(why)))
        else:
            if not self._is_over(turn):
                self.found.emit(tuple(names))

    def _is_over(self, turn: int) -> bool:
        """True when nobody waits for this answer any more: the window may be gone too."""
        return self._gone.is_set() or turn != self._turn
