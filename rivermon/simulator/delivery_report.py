"""What came of delivering webhooks: one POST, one webhook, how far a mailing is, how it ended.

Facts only. Does not know how they came about.
"""

import msgspec

_SUCCESS = range(200, 300)


class Posted(msgspec.Struct, frozen=True):
    """What one POST of a webhook led to: a status, or in words why there was no answer."""

    status: int | None = None
    error: str | None = None

    @property
    def delivered(self) -> bool:
        """True for any 2xx; everything else, 4xx too, is sent again (protocol, section 4)."""
        return self.status in _SUCCESS


class DeliveryReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one webhook: delivered after so many attempts, or a dead letter.

    `last_status` and `error` are those of the last attempt; `duration_ms` runs from the first
    attempt's start to the last one's end, the waits included.
    """

    channel_id: str
    attempts: int
    last_status: int | None
    delivered: bool
    error: str | None
    duration_ms: float

    @classmethod
    def of(
        cls, channel_id: str, attempts: int, last: Posted, duration_ms: float
    ) -> "DeliveryReport":
        """Report a webhook whose last attempt led to `last`."""
        return cls(
            channel_id=channel_id,
            attempts=attempts,
            last_status=last.status,
            delivered=last.delivered,
            error=last.error,
            duration_ms=duration_ms,
        )


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a mailing is, after one more attempt.

    `begun` webhooks have been tried at least once: each of them is `delivered`, `dead`, or one of
    those `waiting` to be sent again. `attempts` counts all POSTs; `last` is the newest one.
    """

    begun: int
    delivered: int
    waiting: int
    dead: int
    attempts: int
    last: Posted


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How a mailing ended.

    `retried` webhooks needed more than one attempt; `callbacks_expected` counts the delivered ones
    that ModelRiver would await a callback for; `dead_letters` are the first of the `dead`.
    """

    begun: int
    delivered: int
    dead: int
    attempts: int
    retried: int
    callbacks_expected: int
    duration_ms: float
    dead_letters: tuple[DeliveryReport, ...] = ()

    @property
    def per_second(self) -> float:
        """Delivered webhooks per second over the whole mailing."""
        return self.delivered * 1000 / self.duration_ms if self.duration_ms else 0.0
