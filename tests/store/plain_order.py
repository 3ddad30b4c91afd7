"""What a row is sorted by, taken from the row in plain Python."""

from typing import Any

from rivermon.core.filter_terms import Field, JsonPath
from rivermon.core.listing import SortBy
from tests.store.plain_answers import (
    Fields,
    Seen,
    answers_of,
    fold,
    sqlite_value,
    values_at,
    values_of,
)


def sort_key(seen: Seen, by: SortBy | JsonPath) -> tuple[Any, ...]:
    """What a row is sorted by: nothing first, then numbers, then text."""
    if isinstance(by, JsonPath):
        value = sqlite_value(next(values_at(seen, by), None))
        return _ranked(value.encode() if isinstance(value, str) else value)
    if by is SortBy.URGENCY:
        return _urgency(seen.own)
    value = _sorted_by(seen, by)
    return _ranked(fold(value).encode() if isinstance(value, str) else value)


def _ranked(value: Any) -> tuple[Any, ...]:
    if value is None:
        return (0,)
    return (2, value) if isinstance(value, bytes) else (1, value)


def _urgency(callback: Fields) -> tuple[Any, ...]:
    if callback["state"] in {"Progress", "Held"}:
        return 0, callback["id"]
    return 1 if callback["state"] in {"Error", "Timeout"} else 2, -callback["id"]


_OWN_COLUMNS = {
    SortBy.TIME: "id",
    SortBy.CATEGORY: "category",
    SortBy.VERDICT: "verdict",
    SortBy.OUTCOME: "outcome",
    SortBy.TYPE: "type",
    SortBy.SIZE: "size",
    SortBy.SKEW: "skew_ms",
    SortBy.AGAIN: "redeliveries",
    SortBy.DUE: "deadline",
    SortBy.KIND: "kind",
    SortBy.REASON: "reason",
}
_FIELDS = {
    SortBy.EVENT: Field.EVENT,
    SortBy.CHANNEL: Field.CHANNEL,
    SortBy.MODEL: Field.MODEL,
    SortBy.ATTEMPTS: Field.ATTEMPTS,
    SortBy.DURATION: Field.DURATION,
}


def _sorted_by(seen: Seen, by: SortBy) -> Any:
    if by in _OWN_COLUMNS:
        return seen.own[_OWN_COLUMNS[by]]
    if by in _FIELDS:
        return next(iter(values_of(seen, _FIELDS[by])), None)
    match by:
        case SortBy.TITLE:
            return seen.record["title"][:100] if seen.record else None
        case SortBy.STATE:
            return seen.callbacks[0]["state"]
        case SortBy.ANSWER:
            return next(iter(answers_of(seen)), None)
        case SortBy.HOST:
            return str(seen.own["url"]).split("/")[2]
    raise AssertionError(by)
