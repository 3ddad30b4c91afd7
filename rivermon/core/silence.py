"""When no webhook for a while is worth a word: judged against how many usually come.

Pure: the time is handed in. Does not know who tells it, nor where webhooks come from.
"""

from datetime import datetime, timedelta

from rivermon.core.health import Pace

LEAST = timedelta(minutes=30)
"""A shorter time without a webhook is never called silence."""

USUAL_GAPS = 5
"""So many of the usual gaps have to pass. At an even pace hardly any silence is so long: with
random arrivals one gap in a hundred and fifty (e to the fifth) exceeds five mean ones."""

LEAST_PER_HOUR = 4.0
"""Where fewer come in an hour there is no usual pace: a silence says nothing."""


def silent_after(pace: Pace) -> timedelta | None:
    """How long no webhook has to come to be called silence; None when there is no usual pace."""
    if pace.last_at is None or pace.usual_per_hour < LEAST_PER_HOUR:
        return None
    return max(LEAST, USUAL_GAPS * timedelta(hours=1) / pace.usual_per_hour)


class SilenceWatch:
    """How long it has been silent, and whether that was told."""

    def __init__(self, now: datetime) -> None:
        """Begin at `now`."""
        self._since = now
        self._told = False
        self._look_at = now + LEAST

    def begin_anew(self, now: datetime) -> None:
        """Begin at `now`: a webhook came, or only from now on can one be heard."""
        self._since = now
        self._told = False
        self._look_at = now + LEAST

    def may_be(self, now: datetime) -> bool:
        """True when it is worth asking for the pace."""
        return not self._told and now >= self._look_at

    def judge(self, now: datetime, pace: Pace) -> timedelta | None:
        """Judge the time without a webhook.

        Returns:
            How long it is, if that is silence; it is not silence again until a webhook has come.
        """
        after = silent_after(pace)
        if after is None:
            self._look_at = now + LEAST
            return None
        if now < self._since + after:
            self._look_at = self._since + after
            return None
        self._told = True
        return now - self._since
