"""Keeps rejected requests bounded: a flood of them can neither fill the disk nor push out content.

The oldest go first (protocol, section 3: kept, bounded, apart from content). A request weighs what
a stranger can make large of it, in bytes: its body, headers and path, and the words about it.
"""

from collections.abc import Sequence
from typing import Any

from rivermon.store.forgetting import WORDS_OF_DELIVERY, forget_deliveries
from rivermon.store.insertion import Execute
from rivermon.store.tallies import DROPPED, REPLAYS_DELETED, count

MOST_ROWS = 10_000
MOST_BYTES = 64 * 1024 * 1024
# The length of a text counts characters; of a BLOB, bytes.
_WEIGHT = (
    "(size + length(CAST(headers AS BLOB)) + length(CAST(path AS BLOB)) "
    "+ coalesce(length(CAST(reason AS BLOB)), 0))"
)
_WEIGH = f"SELECT {_WEIGHT} FROM delivery WHERE id = ?"
_ALL = f"SELECT count(*), coalesce(sum({_WEIGHT}), 0) FROM delivery WHERE outcome = 'rejected'"
_AT_ONCE = 100
_OLDEST = (
    f"SELECT {_WEIGHT}, replay_of, {WORDS_OF_DELIVERY} FROM delivery "
    f"WHERE outcome = 'rejected' ORDER BY id LIMIT {_AT_ONCE}"
)
_DROP = "DELETE FROM delivery WHERE id = ?"


class RejectedPile:
    """Counts the rejected requests in the table, and drops the oldest beyond the bounds."""

    def __init__(self, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES) -> None:
        self._most_rows = most_rows
        self._most_bytes = most_bytes
        self._tally: tuple[int, int] | None = None

    def forget(self) -> None:
        """Count anew at the next addition: what was counted may have been rolled back."""
        self._tally = None

    def added(self, execute: Execute, *delivery_ids: int) -> tuple[int, ...]:
        """Note that rejected requests were written; drop the oldest ones if need be.

        Returns:
            The ids of those that were dropped.
        """
        dropped: list[int] = []
        if self._tally is None:
            rows, total = execute(_ALL, ()).fetchone()
        else:
            rows, total = self._tally
            for delivery_id in delivery_ids:
                (weight,) = execute(_WEIGH, (delivery_id,)).fetchone()
                rows, total = rows + 1, total + weight
        while rows > self._most_rows or (total > self._most_bytes and rows > 1):
            rows, total = self._drop_oldest(execute, rows, total, dropped)
        self._tally = (rows, total)
        return tuple(dropped)

    def _drop_oldest(
        self, execute: Execute, rows: int, total: int, dropped: list[int]
    ) -> tuple[int, int]:
        oldest = execute(_OLDEST, ()).fetchall()
        if len(oldest) < min(rows, _AT_ONCE):  # somebody else took some away: count anew
            counted: tuple[int, int] = execute(_ALL, ()).fetchone()
            return counted
        gone: list[Sequence[Any]] = []
        replays = 0
        for weight, replay_of, *words in oldest:
            if rows <= self._most_rows and (total <= self._most_bytes or rows <= 1):
                break
            execute(_DROP, (words[0],))
            gone.append(words)
            replays += replay_of is not None
            rows, total = rows - 1, total - weight
        forget_deliveries(execute, gone)
        count(execute, DROPPED, len(gone) - replays)
        if replays:
            count(execute, REPLAYS_DELETED, replays)
        dropped.extend(words[0] for words in gone)
        return rows, total
