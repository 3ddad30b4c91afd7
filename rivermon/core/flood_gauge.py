"""Which rejected requests are kept, when there are more than anybody reads.

Each one kept costs a commit, a row and a notice, and a flood of them would slow the genuine
webhooks beside it. Nothing is hidden: what is not kept is counted. Does not know the store.
"""

_BYTES_PER_TOKEN = 64 * 1024


class FloodGauge:
    """Lets so many through at once and then so many a second; counts the others."""

    def __init__(
        self,
        *,
        burst: int = 200,
        per_s: float = 20.0,
        suspects_burst: int = 50,
        suspects_per_s: float = 5.0,
    ) -> None:
        """Keep more of those who are new to erring than of the suspects.

        Args:
            burst: so many are kept however close they come; a large one counts as one more for
                every 64 KiB.
            per_s: so many a second are kept in the long run.
            suspects_burst: as `burst`, of senders who are known for mistakes: a flood from one
                address leaves room for somebody's first mistake.
            suspects_per_s: as `per_s`, of the same.
        """
        self._newcomers = _Bucket(burst, per_s)
        self._suspects = _Bucket(suspects_burst, suspects_per_s)
        self.dropped = 0
        """How many were not kept, since the start."""

    def keeps(self, now_s: float, size: int = 0, *, suspect: bool = False) -> bool:
        """True if a request is kept; else it is counted.

        Args:
            now_s: a steady clock's reading, in seconds.
            size: of its body, in bytes.
            suspect: True when its sender is known for mistakes.
        """
        bucket = self._suspects if suspect else self._newcomers
        if bucket.take(now_s, 1 + size // _BYTES_PER_TOKEN):
            return True
        self.dropped += 1
        return False


class _Bucket:
    """Holds up to `size` tokens, and gains `per_s` a second."""

    def __init__(self, size: int, per_s: float) -> None:
        self._size = float(size)
        self._per_s = per_s
        self._tokens = self._size
        self._at_s: float | None = None

    def take(self, now_s: float, wanted: int) -> bool:
        passed_s = 0.0 if self._at_s is None else now_s - self._at_s
        self._at_s = now_s
        self._tokens = min(self._size, self._tokens + passed_s * self._per_s)
        # A full bucket gives more than it has, and owes it: else the largest would never get in.
        if self._tokens < min(wanted, self._size):
            return False
        self._tokens -= wanted
        return True
