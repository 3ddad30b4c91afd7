"""Which values does a text field have? One step in an index for each, however many rows there are.

Does not know who completes what.
"""

from collections.abc import Sequence

from rivermon.core.filter_terms import Field
from rivermon.store import expressions
from rivermon.store.expressions import in_index
from rivermon.store.id_lists import Ask
from rivermon.store.sql import Sql

_NOCASE = "COLLATE NOCASE"
_LONGEST = 200
_PLACES: dict[Field, tuple[str, str]] = {
    Field.EVENT: ("delivery", "event"),
    Field.TYPE: ("delivery", "type"),
    Field.CATEGORY: ("ai_content", "category"),
    Field.CHANNEL: ("delivery", "channel_id"),
    Field.MODEL: ("ai_content", in_index(expressions.MODEL)),
    Field.PROVIDER: ("ai_content", in_index(expressions.PROVIDER)),
}


def values_seen(ask: Ask, field: Field, begin: str, limit: int) -> Sequence[str]:
    """Values of a text field that begin so, without regard to case, in alphabetical order.

    One that is too long to be typed is left out.

    Args:
        ask: runs a query and gives all its rows.
        field: one of the text fields; the others have no values seen.
        begin: what was typed of the value.
        limit: how many values at the most.
    """
    if field not in _PLACES:
        return []
    table, column = _PLACES[field]
    seen: list[str] = []
    last, compare = begin, ">="
    while len(seen) < limit:
        found = ask(
            Sql(
                f"SELECT {column} FROM {table} WHERE {column} {compare} ? {_NOCASE} "
                f"AND {column} < ? {_NOCASE} ORDER BY {column} {_NOCASE} LIMIT 1",
                (last, begin + "\U0010ffff"),
            )
        )
        if not found:
            break
        last, compare = str(found[0][0]), ">"
        if len(last) <= _LONGEST:
            seen.append(last)
    return seen
