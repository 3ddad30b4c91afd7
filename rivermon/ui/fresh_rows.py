"""Remembers which rows have just come, so that they can be tinted for a moment.

Does not paint. A row is newer than a mark, so a thousand new rows cost one mark, not a thousand.
"""

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rivermon.core.ports import Clock

TINT_MS = 600
# At saturation there are thirty marks a second: fading each by itself painted everything twice
# (60 paintings of the table a second, 32 with this).
_AT_ONCE_MS = 200


class FreshRows(QObject):
    """Marks of what was the newest id before rows came, each kept for 600 ms."""

    faded = Signal()
    """Some rows are no longer fresh: paint again."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fade)

    def mark(self, newest_before: int) -> None:
        """Call every row with a larger id than `newest_before` fresh from now on."""
        self._marks.append((self._clock.monotonic_s() + TINT_MS / 1000, newest_before))
        if not self._timer.isActive():
            self._timer.start(TINT_MS)

    def __contains__(self, record_id: object) -> bool:
        return bool(self._marks) and isinstance(record_id, int) and record_id > self._marks[0][1]

    @Slot()
    def _fade(self) -> None:
        now = self._clock.monotonic_s()
        while self._marks and self._marks[0][0] <= now:
            self._marks.popleft()
        if self._marks:
            self._timer.start(max(_AT_ONCE_MS, round((self._marks[0][0] - now) * 1000)))
        self.faded.emit()
