"""Numbers beside the rows, written in the transaction that writes or deletes those.

What was counted tells, later, of rows that are missing; what was marked, how far something got.
Does not know the rows.
"""

from rivermon.store.insertion import Execute

RECEIVED = "received"
"""Every delivery that was ever committed, replays excepted."""

REPLAYS = "replays"
"""Every stored delivery that was taken in once more."""

DROPPED = "dropped"
"""Rejected deliveries that were deleted to make room."""

DELETED = "deleted deliveries"
"""Deliveries that were deleted by hand, or by age or size, replays excepted."""

REPLAYS_DELETED = "deleted replays"
"""The same of replays, and of those that were dropped."""

OWED = "owed"
"""Every callback that was ever owed."""

CALLBACKS_DELETED = "deleted callbacks"
"""Callbacks that were deleted with what they were owed for."""

WORDED_RECORDS = "records worded"
"""The id up to which records have their words in the full-text table."""

WORDED_DELIVERIES = "deliveries worded"
"""The same for deliveries."""

_COUNT = (
    "INSERT INTO tally (name, number) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET number = number + excluded.number"
)


_MARK = (
    "INSERT INTO tally (name, number) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET number = excluded.number"
)


def count(execute: Execute, name: str, number: int) -> None:
    """Add `number` to the tally called `name`, which begins at nothing."""
    execute(_COUNT, (name, number))


def mark(execute: Execute, name: str, at: int) -> None:
    """Set the number called `name`."""
    execute(_MARK, (name, at))


def number(execute: Execute, name: str) -> int:
    """The number called `name`; 0 where there is none."""
    row = execute("SELECT number FROM tally WHERE name = ?", (name,)).fetchone()
    return 0 if row is None else int(row[0])
