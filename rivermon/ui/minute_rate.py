"""How many things happened in the last 60 seconds.

Does not know what they are, nor the time: it is handed in.
"""

from collections import deque

_WINDOW_S = 60


class MinuteRate:
    """Counts by the second, so that a flood costs sixty numbers."""

    def __init__(self) -> None:
        self._seconds: deque[list[int]] = deque()
        self._total = 0

    def add(self, count: int, now_s: float) -> None:
        """Note that `count` things happened at `now_s` (seconds, monotonic)."""
        second = int(now_s)
        if self._seconds and self._seconds[-1][0] == second:
            self._seconds[-1][1] += count
        else:
            self._seconds.append([second, count])
        self._total += count

    def rate(self, now_s: float) -> int:
        """How many happened in the 60 seconds before `now_s`."""
        while self._seconds and self._seconds[0][0] <= now_s - _WINDOW_S:
            self._total -= self._seconds.popleft()[1]
        return self._total
