"""What is found and sorted by without being a column: the same SQL in the indexes and the queries.

SQLite uses an index on an expression only for that very expression. `{0}` is the table's alias and
a dot in a query, nothing in an index. Does not know who asks.
"""

TITLE = "substr({0}title, 1, 100)"
"""A title may be as long as it likes; its beginning is enough for an index to hold."""

MODEL = "json_extract({0}metadata, '$.ai_model')"
PROVIDER = "json_extract({0}metadata, '$.ai_provider')"

SIGNED = "coalesce({0}scheme, {0}reason)"
"""Which scheme matched, or the reason that none did."""

_AFTER_SCHEME = "substr({0}url, instr({0}url, '://') + 3)"
HOST = (
    f"substr({_AFTER_SCHEME}, 1, CASE instr({_AFTER_SCHEME}, '/') WHEN 0 THEN length({{0}}url) "
    f"ELSE instr({_AFTER_SCHEME}, '/') - 1 END)"
)
"""Where a callback goes: host, and port if one is named."""

URGENCY = (
    "CASE WHEN {0}state IN ('Progress', 'Held') THEN {0}id - 1152921504606846976 "
    "WHEN {0}state IN ('Error', 'Timeout') THEN -{0}id ELSE 1152921504606846976 - {0}id END"
)
"""One number that sorts callbacks: what is owed, oldest first; then what failed, then the rest,
both newest first. 2 ** 60 parts the groups."""


def of(alias: str, expression: str) -> str:
    """An expression on the table that is called `alias` in a query."""
    return expression.format(f"{alias}.")


def in_index(expression: str) -> str:
    """An expression as an index has it."""
    return expression.format("")
