"""Reads the rows of a table around what cannot be read.

A range of ids that fails is split, until what is left are the single ids that cannot be had. Does
not know what the rows mean.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]


class DamagedTable:
    """A table of a damaged database, read once, in the order of its ids."""

    def __init__(
        self, connection: sqlite3.Connection, name: str, highest: int, key: str = "id"
    ) -> None:
        """Read the table called `name`, whose ids, in the column `key`, are not above `highest`."""
        self._connection = connection
        self.name = name
        self._highest = highest
        self._key = key
        self._unread: list[list[int]] = []

    @property
    def unread(self) -> Sequence[tuple[int, int]]:
        """The ranges of ids that could not be read, first and last; not each need be an id."""
        return [(first, last) for first, last in self._unread]

    @property
    def is_there(self) -> bool:
        """False when not even its name and columns can be read."""
        try:
            self._connection.execute(f"SELECT {self._key} FROM {self.name} LIMIT 0")
        except sqlite3.DatabaseError:
            return False
        return True

    def rows(self) -> Iterator[Row]:
        """All rows that can be read, by their columns' names."""
        left = [(1, self._highest)]
        while left:
            first, last = left.pop()
            try:
                for row in self._between(first, last):
                    if first <= row[self._key] <= last:  # a page out of place has others
                        yield row
                        first = row[self._key] + 1
            except (sqlite3.DatabaseError, TypeError):
                left += self._split(first, last)

    def give_up(self, row: Row) -> None:
        """Count a row that was read among those that could not be: what it says makes no sense."""
        self._note(row[self._key])

    def _between(self, first: int, last: int) -> Iterator[Row]:
        found = self._connection.execute(
            f"SELECT * FROM {self.name} WHERE {self._key} BETWEEN ? AND ? ORDER BY {self._key}",
            (first, last),
        )
        names = [column[0] for column in found.description]
        for values in found:
            yield dict(zip(names, values, strict=True))

    def _split(self, first: int, last: int) -> list[tuple[int, int]]:
        """The halves of a range that failed, the lower one last; a single id is given up."""
        if first > last:
            return []
        if first == last:
            self._note(first)
            return []
        middle = (first + last) // 2
        return [(middle + 1, last), (first, middle)]

    def _note(self, row_id: int) -> None:
        if self._unread and self._unread[-1][1] == row_id - 1:
            self._unread[-1][1] = row_id
        else:
            self._unread.append([row_id, row_id])
