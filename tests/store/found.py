"""What a search finds, its pieces put together as a table does it."""

from array import array
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from rivermon.core.filter import BadFilter, parse
from rivermon.core.filter_terms import Term
from rivermon.core.listing import Query, Stretch
from rivermon.store.reader import Reader
from rivermon.store.search import search
from tests.store.ledger_of_many import ASKED_AT


def term_of(text: str) -> Term | None:
    """What a text that is right asks for."""
    term = parse(text)
    assert not isinstance(term, BadFilter), (text, term)
    return term


def put_together(pieces: Sequence[Stretch]) -> list[int]:
    """What a table shows in the end."""
    shown = array("q")
    for piece in pieces:
        shown = piece.ids if piece.anew else shown + piece.ids
    return list(shown)


def found(reader: Reader, query: Query, now: datetime = ASKED_AT) -> list[int]:
    """What a search finds; its pieces are as they should be."""
    pieces = list(search(reader.ask, query, now))
    done = [piece.done for piece in pieces]
    assert done[-1] == 1.0
    assert all(0 <= earlier <= later for earlier, later in pairwise(done))
    assert all(part < 1.0 for part in done[:-1])
    ids = put_together(pieces)
    assert len(ids) == len(set(ids))
    return ids
