"""Pieces of SQL with their values: put together from this room's own text, never from a person's.

Does not know what the pieces say.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple


class Edge(Enum):
    """A value that is known only when the query is run: the ids between which it looks.

    LOW and HIGH are ids of the view, FIRST and LAST those of the records in between.
    """

    LOW = "low"
    HIGH = "high"
    FIRST = "first record"
    LAST = "last record"


Edges = Mapping[Edge, int]
LEAST, MOST = -(2**62), 2**62
EVERYWHERE: Edges = {Edge.LOW: LEAST, Edge.HIGH: MOST, Edge.FIRST: LEAST, Edge.LAST: MOST}


class Sql(NamedTuple):
    """Text with a question mark for each value."""

    text: str
    values: tuple[Any, ...] = ()

    def within(self, edges: Edges) -> "Sql":
        """The same, looking between `edges`."""
        values = (edges[value] if isinstance(value, Edge) else value for value in self.values)
        return Sql(self.text, tuple(values))

    def framed(self, before: str, after: str) -> "Sql":
        """The same between two pieces that have no values."""
        return Sql(f"{before}{self.text}{after}", self.values)


def joined(word: str, pieces: Iterable[Sql]) -> Sql:
    """Pieces with a word between them."""
    parts = list(pieces)
    values = tuple(value for part in parts for value in part.values)
    return Sql(word.join(part.text for part in parts), values)


def sequence(*pieces: Sql | str) -> Sql:
    """Pieces one after the other."""
    return joined(" ", (Sql(piece) if isinstance(piece, str) else piece for piece in pieces))


def marks(values: Iterable[Any]) -> Sql:
    """Values in parentheses, as IN takes them."""
    listed = tuple(values)
    return Sql(f"({', '.join('?' * len(listed))})", listed)


NEVER, ALWAYS = Sql("0"), Sql("1")
