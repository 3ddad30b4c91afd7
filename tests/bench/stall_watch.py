"""Notes for how long Qt's loop did not turn.

Does not know why.
"""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot


class StallWatch(QObject):
    """A timer that wants to run every millisecond, and notes when it could not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = perf_counter()
        self._longest_s = 0.0
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def longest_ms(self) -> float:
        """The longest stall since this was last asked."""
        self._tick()
        longest_s, self._longest_s = self._longest_s, 0.0
        return longest_s * 1000

    @Slot()
    def _tick(self) -> None:
        now = perf_counter()
        self._longest_s = max(self._longest_s, now - self._last)
        self._last = now
