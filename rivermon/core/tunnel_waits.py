"""How long a tunnel's program that ended is left alone before it is started again.

Pure: chance is handed in. Does not know why it ended.
"""

LONGEST_S = 120.0
"""Services that are free of charge shut out whoever asks without a pause."""

STEADY_S = 60.0
"""A program that was up for so long has nothing to do with earlier failures."""

_FIRST_S = 1.0
_MOST_DOUBLINGS = 10


class TunnelWaits:
    """Waits that double from one second on, and begin anew after a steady time."""

    def __init__(self) -> None:
        self._failures = 0

    def next(self, up_s: float, jitter: float) -> float:
        """Seconds to the next start.

        Args:
            up_s: for how long its public way was there, in seconds; 0 if it never was.
            jitter: chance, in [0, 1); it only ever lengthens the wait.
        """
        if up_s >= STEADY_S:
            self._failures = 0
        planned = _FIRST_S * 2.0 ** min(self._failures, _MOST_DOUBLINGS)
        self._failures += 1
        return min(LONGEST_S, planned) * (1.0 + 0.25 * jitter)

    def forget(self) -> None:
        """Begin anew: the operator wants it now."""
        self._failures = 0
