"""Inserts many rows of a table with few statements.

The SQL is made once from the models: making it costs more than running it. Does not know what the
rows say.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import peewee as pw

Execute = Callable[[str, Sequence[Any]], Any]
"""Runs one statement in the open transaction."""

# Beyond that a statement gains nothing, and each number of rows is a statement to be kept prepared.
_MOST_ROWS = 32
STATEMENTS = 6 * _MOST_ROWS
"""How many a connection that writes should keep prepared."""


def insert_sql(model: type[pw.Model], *, but: Sequence[str] = ("id",)) -> str:
    """The INSERT of all of a model's columns, in their order, but those named."""
    names = [name for name in model._meta.sorted_field_names if name not in but]
    return str(model.insert(dict.fromkeys(names)).sql()[0])


class Insertion:
    """The INSERT of a model's rows, up to 32 with a statement.

    One statement for each row cost 2.2 times as much, and took the interpreter from the loop's
    thread and gave it back with each.
    """

    def __init__(self, model: type[pw.Model], *, but: Sequence[str] = ("id",)) -> None:
        """Insert all of a model's columns, in their order, but those named."""
        head, between, values = insert_sql(model, but=but).partition(" VALUES ")
        self._head = head + between
        self._values = values
        self._texts: dict[int, str] = {}

    def one(self, execute: Execute, row: Sequence[Any]) -> int:
        """Insert a row; its id."""
        return int(execute(self._text(1), row).lastrowid)

    def all(self, execute: Execute, rows: Sequence[Sequence[Any]]) -> list[int]:
        """Insert rows; their ids, which ascend in the rows' order.

        SQLite gives the rows of one statement ids that follow each other, for nobody else writes
        in between.
        """
        ids: list[int] = []
        for start in range(0, len(rows), _MOST_ROWS):
            piece = rows[start : start + _MOST_ROWS]
            last = int(execute(self._text(len(piece)), list(chain.from_iterable(piece))).lastrowid)
            ids.extend(range(last - len(piece) + 1, last + 1))
        return ids

    def _text(self, rows: int) -> str:
        text = self._texts.get(rows)
        if text is None:
            text = self._texts[rows] = self._head + ", ".join([self._values] * rows)
        return text
