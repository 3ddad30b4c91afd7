"""Keeps rejected requests bounded: a flood of them can neither fill the disk nor push out content.

The oldest go first (protocol, section 3: kept, bounded, apart from content).
"""

from rivermon.store.keeping import Execute
from rivermon.store.search_text import parted

MOST_ROWS = 10_000
MOST_BYTES = 64 * 1024 * 1024
_TALLY = "SELECT count(*), coalesce(sum(size), 0) FROM delivery WHERE outcome = 'rejected'"
_AT_ONCE = 100
_OLDEST = (
    "SELECT id, size, type, event, channel_id, reason FROM delivery WHERE outcome = 'rejected' "
    f"ORDER BY id LIMIT {_AT_ONCE}"
)
_DROP = "DELETE FROM delivery WHERE id = ?"
# The table of words holds no text, so that it has to be told which words to forget.
_FORGET = (
    "INSERT INTO delivery_text (delivery_text, rowid, type, event, channel, reason) "
    "VALUES ('delete', ?, ?, ?, ?, ?)"
)


class RejectedPile:
    """Counts the rejected requests in the table, and drops the oldest beyond the bounds."""

    def __init__(self, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES) -> None:
        self._most_rows = most_rows
        self._most_bytes = most_bytes
        self._tally: tuple[int, int] | None = None

    def forget(self) -> None:
        """Count anew at the next addition: what was counted may have been rolled back."""
        self._tally = None

    def added(self, execute: Execute, size: int) -> tuple[int, ...]:
        """Note that a request of `size` bytes was written; drop the oldest ones if need be.

        Returns:
            The ids of those that were dropped.
        """
        dropped: list[int] = []
        if self._tally is None:
            rows, total = execute(_TALLY, ()).fetchone()
        else:
            rows, total = self._tally[0] + 1, self._tally[1] + size
        while rows > self._most_rows or (total > self._most_bytes and rows > 1):
            rows, total = self._drop_oldest(execute, rows, total, dropped)
        self._tally = (rows, total)
        return tuple(dropped)

    def _drop_oldest(
        self, execute: Execute, rows: int, total: int, dropped: list[int]
    ) -> tuple[int, int]:
        oldest = execute(_OLDEST, ()).fetchall()
        if len(oldest) < min(rows, _AT_ONCE):  # somebody else took some away: count anew
            counted: tuple[int, int] = execute(_TALLY, ()).fetchone()
            return counted
        for row_id, size, *words in oldest:
            if rows <= self._most_rows and (total <= self._most_bytes or rows <= 1):
                break
            execute(_DROP, (row_id,))
            if any(words):
                execute(_FORGET, (row_id, *(parted(word or "") for word in words)))
            dropped.append(row_id)
            rows, total = rows - 1, total - size
        return rows, total
