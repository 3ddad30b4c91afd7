"""Notes how long Qt's loop worked at a stretch, in time that its thread really had.

Other programs on the machine do not count, unlike for bench's StallWatch. Does not know the work.
"""

from time import thread_time

from PySide6.QtCore import QObject, Qt, QTimer, Slot


class BusyWatch(QObject):
    """A timer that wants to run every millisecond, and notes what was done in between."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = thread_time()
        self._longest_s = 0.0
        self.ticks = 0
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def longest_ms(self) -> float:
        """The longest stretch of work since this was last asked."""
        self._tick()
        longest_s, self._longest_s = self._longest_s, 0.0
        return longest_s * 1000

    @Slot()
    def _tick(self) -> None:
        now = thread_time()
        self._longest_s = max(self._longest_s, now - self._last)
        self._last = now
        self.ticks += 1
