"""What a watch on a window saw, to be written to a file and read again."""

import msgspec


class Seen(msgspec.Struct):
    """For each record when it was committed and painted; when Qt's loop stood still, how long.

    Moments are on the wall clock, in seconds; stalls last milliseconds.
    """

    committed_s: list[float] = []
    painted_s: list[float] = []
    stalls: list[tuple[float, float]] = []

    def between(self, begin_s: float, end_s: float) -> tuple[list[float], list[float]]:
        """What began in this time: milliseconds from commit to painting, and of stalls."""
        pairs = zip(self.committed_s, self.painted_s, strict=True)
        painted = [(seen - done) * 1000 for done, seen in pairs if begin_s <= done < end_s]
        stalls = [took for at, took in self.stalls if begin_s <= at < end_s]
        return painted, stalls
