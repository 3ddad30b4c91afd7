"""Keeps rejected requests bounded: a flood of them can neither fill the disk nor push out content.

The oldest go first (protocol, section 3: kept, bounded, apart from content).
"""

from rivermon.store.keeping import Execute

MOST_ROWS = 10_000
MOST_BYTES = 64 * 1024 * 1024
_TALLY = "SELECT count(*), coalesce(sum(length(body)), 0) FROM delivery WHERE outcome = 'rejected'"
_AT_ONCE = 100
_OLDEST = (
    f"SELECT id, length(body) FROM delivery WHERE outcome = 'rejected' ORDER BY id LIMIT {_AT_ONCE}"
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

    def added(self, execute: Execute, size: int) -> None:
        """Note that a request of `size` bytes was written; drop the oldest ones if need be."""
        if self._tally is None:
            rows, total = execute(_TALLY, ()).fetchone()
        else:
            rows, total = self._tally[0] + 1, self._tally[1] + size
        while rows > self._most_rows or (total > self._most_bytes and rows > 1):
            rows, total = self._drop_oldest(execute, rows, total)
        self._tally = (rows, total)

    def _drop_oldest(self, execute: Execute, rows: int, total: int) -> tuple[int, int]:
        oldest = execute(_OLDEST, ()).fetchall()
        if len(oldest) < min(rows, _AT_ONCE):  # somebody else took some away: count anew
            counted: tuple[int, int] = execute(_TALLY, ()).fetchone()
            return counted
        for row_id, size in oldest:
            if rows <= self._most_rows and (total <= self._most_bytes or rows <= 1):
                break
            execute(_DROP, (row_id,))
            rows, total = rows - 1, total - size
        return rows, total
