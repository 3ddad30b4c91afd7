"""Gives rows their words in the full-text tables, a while after their commit, many at once.

Whoever looks for words has the rest done first, so that nothing is ever missed. Used from the
writer's thread, but for `pending`. Does not know threads.

A commit with the words of its rows takes 0.25 ms more CPU (2 cores): full text is written in
pieces, one a commit, that are merged later. Many rows at once make one piece.
"""

from rivermon.store import search_text, tables
from rivermon.store.forgetting import WORDS_OF_RECORD, words_of_record
from rivermon.store.insertion import Execute, Insertion
from rivermon.store.tallies import WORDED_DELIVERIES, WORDED_RECORDS, mark, number

AT_ONCE = 64
"""Rows that get their words in one go, between other things: some 3 ms."""

MANY = 512
"""The same while nobody waits for anything else."""

_FEW_ORDERS = 4
_MOST_BEHIND = 50_000

_RECORDS = Insertion(tables.ContentText, but=())
_DELIVERIES = Insertion(tables.DeliveryText, but=())
_NEXT_RECORDS = f"SELECT {WORDS_OF_RECORD} FROM ai_content WHERE id > ? ORDER BY id LIMIT ?"
_NEXT_DELIVERIES = (
    "SELECT id, record_id, type, event, channel_id, reason FROM delivery "
    "WHERE id > ? ORDER BY id LIMIT ?"
)


class Wording:
    """Knows about how many deliveries have no words yet, and gives the oldest theirs."""

    def __init__(self) -> None:
        self._behind: int | None = None  # what an earlier rivermon left is found by looking
        self._left: int | None = None  # the same once the open transaction is committed

    @property
    def pending(self) -> bool:
        """True while there may be rows without words."""
        return self._behind != 0

    def added(self, deliveries: int) -> None:
        """Note that so many deliveries were written."""
        if self._behind is not None:
            self._behind += deliveries
        if self._left is not None:
            self._left += deliveries

    def committed(self) -> None:
        """Take what was done for done: before, whoever looks for words would not find them."""
        if self._left is not None:
            self._behind, self._left = self._left, None

    def forget(self) -> None:
        """Look anew: what was noted may have been rolled back, or was of another file."""
        self._behind = self._left = None

    def due(self, orders: int) -> bool:
        """Whether some are to get their words now, after so many orders were committed at once.

        While many wait the words can wait as well, but not for ever.
        """
        enough = AT_ONCE if orders <= _FEW_ORDERS else _MOST_BEHIND
        return self._behind is None or self._behind >= enough

    def some(self, execute: Execute, most: int = AT_ONCE) -> None:
        """Give the next rows their words, in the open transaction; at most so many of each kind."""
        records = _word_records(execute, most)
        deliveries = _word_deliveries(execute, most)
        if records < most and deliveries < most:
            self._left = 0
        elif self._behind is not None:
            self._left = max(1, self._behind - max(records, deliveries))


def word_all(execute: Execute) -> None:
    """Give every row that has none its words, in the open transaction."""
    wording = Wording()
    while wording.pending:
        wording.some(execute, MANY)
        wording.committed()


def _word_records(execute: Execute, most: int) -> int:
    rows = execute(_NEXT_RECORDS, (number(execute, WORDED_RECORDS), most)).fetchall()
    if rows:
        _RECORDS.all(execute, [words_of_record(*row) for row in rows])
        mark(execute, WORDED_RECORDS, rows[-1][0])
    return len(rows)


def _word_deliveries(execute: Execute, most: int) -> int:
    rows = execute(_NEXT_DELIVERIES, (number(execute, WORDED_DELIVERIES), most)).fetchall()
    if rows:
        texts = [
            (row[0], *said)
            for row in rows
            if row[1] is None and (said := search_text.of_delivery(*row[2:])) is not None
        ]
        _DELIVERIES.all(execute, texts)
        mark(execute, WORDED_DELIVERIES, rows[-1][0])
    return len(rows)
