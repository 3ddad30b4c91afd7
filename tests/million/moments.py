"""Moments as whole microseconds, which are quick to count with, and as the store's text.

The same text as `tables.to_text` makes, at a third of its price.
"""

from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
DAY = 86_400 * SECOND
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the text of an aware one would name its offset


def micros_of(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def moment_of(micros: int) -> datetime:
    """The aware moment, in UTC."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def text_of(micros: int) -> str:
    """ISO 8601 in UTC with microseconds, as the store writes it."""
    return (_EPOCH + timedelta(microseconds=micros)).isoformat(timespec="microseconds") + "Z"
