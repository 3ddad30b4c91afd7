"""When did ModelRiver send a webhook? Its own timestamp, as a moment.

Does not judge the moment: a clock may be wrong.
"""

from datetime import UTC, datetime

from rivermon.core.entities import Headers

_HEADERS = ("x-modelriver-timestamp", "mr-timestamp")
_MILLISECONDS_FROM = 100_000_000_000
_YEARS = range(2000, 2201)


def sent_at(timestamp: str | None, headers: Headers) -> datetime | None:
    """The body's timestamp, else that of the headers (protocol, sections 2 and 3).

    Args:
        timestamp: what the body says: ISO 8601, or Unix seconds or milliseconds as text.
        headers: as they came; X-ModelRiver-Timestamp and mr-timestamp hold Unix seconds.

    Returns:
        The moment in UTC; None where there is none, or one outside the years 2000 to 2200.
    """
    named = [value for name, value in headers if name.lower() in _HEADERS]
    moments = (_moment(text) for text in (timestamp, *named) if text)
    return next((moment for moment in moments if moment and moment.year in _YEARS), None)


def _moment(text: str) -> datetime | None:
    try:
        number = float(text)
    except ValueError:
        return _from_iso(text)
    seconds = number / 1000 if abs(number) >= _MILLISECONDS_FROM else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # not a number, or no year that there is
        return None


def _from_iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        # Without an offset it is taken for UTC, as JavaScript servers mean it.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
