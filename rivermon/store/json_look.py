"""Looks at a place in JSON: as text, or compared with what a person typed.

Does not know in which table the JSON stands.
"""

from rivermon.core.filter_terms import AtPath, Compare, JsonPath
from rivermon.store.sql import Sql, joined


def sqlite_path(path: JsonPath, below: str = "") -> str:
    """A path in SQLite's words: `$`, then `below`, then the path's own keys.

    A quotation mark in a key ends it for SQLite, which knows no escape: such a key finds nothing.
    """
    keys = (f"[{key}]" if isinstance(key, int) else f'."{key}"' for key in path.keys)
    return f"${below}{''.join(keys)}"


def can_be_asked(path: JsonPath) -> bool:
    """False for a path with a key that SQLite cannot be asked for."""
    return not any(isinstance(key, str) and ('"' in key or "\0" in key) for key in path.keys)


def compared(value: Sql, term: AtPath) -> Sql:
    """Whether a JSON value is as `term` says; `value` extracts it."""
    if term.compare is not Compare.EQUAL:
        return _as_number(value, term)
    if term.prefix and not term.value:
        return value.framed("(", ") IS NOT NULL")
    if term.prefix:
        begin = Sql("1, ?) = lower(?)", (len(term.value), term.value))
        return joined(", ", (value.framed("substr(lower(", ")"), begin))
    return joined(" IN ", (value.framed("lower(", ")"), _spelt(term.value)))


def _as_number(value: Sql, term: AtPath) -> Sql:
    # Text never counts as larger than every number, as SQLite would have it.
    number = joined(f" {term.compare} ", (value.framed("(", ")"), Sql("?", (float(term.value),))))
    kind = value.framed("typeof(", ") IN ('integer', 'real')")
    return joined(" AND ", (kind, number)).framed("(", ")")


def _spelt(value: str) -> Sql:
    """A value as it may stand there: JSON's true and false are 1 and 0 for SQLite."""
    also = {"true": ("1",), "false": ("0",)}.get(value.lower(), ())
    return Sql(f"(lower(?){', ?' * len(also)})", (value, *also))
