"""Gathers the feed's facts and hands them to the window a few times a second at most.

Does not know what a fact says. After a quiet time the first facts are handed on at once; at
saturation a batch every 33 ms keeps the window as quick as the eye.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from rivermon.core.feed import ChangeFeed, Fact
from rivermon.core.ports import Clock

REFRESH_MS = 33


class FactGatherer(QObject):
    """A subscriber of the feed that tells the window's parts by a signal."""

    gathered = Signal(object)
    """A tuple of facts, in the order they were told."""

    def __init__(self, feed: ChangeFeed, clock: Clock, parent: QObject | None = None) -> None:
        """Subscribe to `feed`."""
        super().__init__(parent)
        self._clock = clock
        self._waiting: list[Fact] = []
        self._last_s = float("-inf")
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.hand_on)
        self._end = feed.subscribe(self.take)

    def take(self, facts: Sequence[Fact]) -> None:
        """Take a batch; hand it on now, or when 33 ms have passed since the last."""
        self._waiting.extend(facts)
        if self._timer.isActive():
            return
        quiet_ms = (self._clock.monotonic_s() - self._last_s) * 1000
        if quiet_ms >= REFRESH_MS:
            self.hand_on()
        else:
            self._timer.start(REFRESH_MS - int(max(0.0, quiet_ms)))

    @Slot()
    def hand_on(self) -> None:
        """Tell what was gathered."""
        self._timer.stop()
        self._last_s = self._clock.monotonic_s()
        facts, self._waiting = tuple(self._waiting), []
        if facts:
            self.gathered.emit(facts)

    def close(self) -> None:
        """End the subscription; what is still waiting is dropped."""
        self._end()
        self._timer.stop()
        self._waiting.clear()
