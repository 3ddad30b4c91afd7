"""Watches one window: when each record's row was painted, and for how long Qt's loop stood still.

Does not know what the records say.
"""

import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot

from rivermon.core.feed import Fact, RecordStored
from tests.bench.paint_watch import all_known
from tests.bench.seen import Seen

_TICK_MS = 1
_WORTH_NOTING_MS = 2.0


class RowWatch(QObject):
    """Notes what it sees in `seen`."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.seen = Seen()
        self._window = window
        self._waiting: deque[tuple[int, float]] = deque()
        self._ticked = time.perf_counter()
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        window.installEventFilter(self)

    def hear(self, facts: Sequence[Fact]) -> None:
        """Note the records that were committed.

        The moment is that of the writing, a little before the commit: what is measured is a
        little more than what is asked for.
        """
        for fact in facts:
            if isinstance(fact, RecordStored):
                self._waiting.append((fact.row.id, fact.row.created_at.timestamp()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the window paint; the rows that are in the table by then are painted."""
        if event.type() is not QEvent.Type.UpdateRequest:
            return False
        watched.event(event)
        page = self._window.views.page
        if all_known(page):
            self._note_painted(page.table.newest)
        return True

    def _note_painted(self, newest: int) -> None:
        now_s = time.time()
        while self._waiting and self._waiting[0][0] <= newest:
            self.seen.committed_s.append(self._waiting.popleft()[1])
            self.seen.painted_s.append(now_s)

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        stall_ms, self._ticked = (now - self._ticked) * 1000, now
        if stall_ms > _WORTH_NOTING_MS:
            self.seen.stalls.append((time.time() - stall_ms / 1000, stall_ms))
