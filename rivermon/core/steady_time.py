"""Moments on a line that does not move when somebody sets the wall clock.

Does not know what happens at them.
"""

from datetime import datetime, timedelta

from rivermon.core.ports import Clock

_TOO_LITTLE = timedelta(milliseconds=500)


class SteadyTime:
    """The time as the wall clock told it at first, and would if nobody had set it since.

    The machine's sleep counts. What outlives the process is kept by the wall clock, the only one
    that two processes share: `of` and `on_the_wall` lead from one to the other.
    """

    def __init__(self, clock: Clock) -> None:
        """Begin where the wall clock stands now."""
        self._clock = clock
        self._began = clock.now()
        self._began_s = clock.monotonic_s()

    def now(self) -> datetime:
        """How late it is."""
        return self._began + timedelta(seconds=self._clock.monotonic_s() - self._began_s)

    def of(self, on_the_wall: datetime) -> datetime:
        """The moment that is as far away as `on_the_wall` is by the wall clock's present hands."""
        return on_the_wall - self._set_by()

    def on_the_wall(self, moment: datetime) -> datetime:
        """What the wall clock will show at `moment`, if it is left alone from now on."""
        return moment + self._set_by()

    def _set_by(self) -> timedelta:
        # The two hands are not read at once, and a time server's nudges change nothing.
        by = self._clock.now() - self.now()
        return by if abs(by) >= _TOO_LITTLE else timedelta()
