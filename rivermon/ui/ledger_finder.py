"""Keeps a table true to a query: searches what matches, and follows what happens from then on.

Does not know widgets or columns, nor how the ledger finds anything.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    LedgerChanged,
    RecordChanged,
    RecordStored,
    RowsDropped,
    Trouble,
    TroubleEnded,
)
from rivermon.core.listing import Query, ages, can_change
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.ledger_answers import LedgerAnswers
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.line_reader import LineReader
from rivermon.ui.table_search import TableSearch
from rivermon.ui.told_rows import Told, same_webhooks, told_to

_AGE_MS = 30_000
_OF_ROWS = (
    RecordStored
    | RecordChanged
    | DeliveryStored
    | RowsDropped
    | CallbackOwed
    | CallbackChanged
    | LedgerChanged
)


class LedgerFinder(QObject):
    """Fills one table. While it sleeps the table stays as it is, whatever happens."""

    came = Signal(int)
    """So many rows that match came, beyond the newest there was."""

    def __init__(
        self,
        table: LedgerTable,
        query: Query,
        ledger: Ledger,
        clock: Clock,
        tasks: OwnedTasks,
        parent: QObject | None = None,
    ) -> None:
        """Keep `table` true to `query`; asleep until it is woken."""
        super().__init__(parent)
        self._table = table
        self._query = query
        self._ledger = ledger
        self._tasks = tasks
        self._awake = False
        self._missed = True
        self._touched: set[int] = set()
        self._meanwhile: set[int] = set()
        self._settling = False
        self._looking = False
        self._newest_before: int | None = None
        self._counted = 0  # no row up to this id comes a second time
        self._again = False
        self.answers = LedgerAnswers(self)
        self.search = TableSearch(table, ledger, self.answers, clock, tasks, self)
        self.reader = LineReader(table, ledger, self.answers, tasks, self)
        self.reader.ask(query)
        self.search.ended.connect(self._on_search_ended)
        self._aging = QTimer(self, interval=_AGE_MS)
        self._aging.timeout.connect(self._repeat)

    @property
    def query(self) -> Query:
        """What the table is kept true to."""
        return self._query

    @property
    def awake(self) -> bool:
        """True while the table follows what happens."""
        return self._awake

    def wake(self) -> None:
        """Follow what happens from now on; what was missed is looked for."""
        if not self._awake:
            self._awake = True
            self._watch_age()
            if (self._missed or self.answers.failing) and not self.search.running:
                self.reader.read_view_again()  # what is known of the rows may be out of date
                self._search_now()

    def sleep(self) -> None:
        """Leave the table as it is until it is woken; a search that runs goes on."""
        self._awake = False
        if self.search.put_off():
            self._missed = True
        self._watch_age()

    def ask(self, query: Query) -> None:
        """Keep the table true to another query; the rows are shown as they are found."""
        if query == self._query and self.search.whole:
            return
        before, self._query = self._query, query
        self.reader.ask(query)
        if query.paths != before.paths:
            self._table.forget()
        self._watch_age()
        if replace(before, paths=query.paths) != query or not self.search.whole:
            self._begin()

    @Slot()
    def ask_again(self) -> None:
        """Search once more."""
        self._search_now()

    def take(self, facts: Sequence[Fact]) -> None:
        """Follow a batch of facts."""
        if not self._awake:
            self._missed = self._missed or any(isinstance(fact, _OF_ROWS) for fact in facts)
            return
        told = told_to(self._query.view, facts, self._table.line_of)
        somebody = any(isinstance(fact, LedgerChanged) for fact in facts)
        self._table.take_out(told.gone)
        if told.concerns:
            self._follow(told, facts)
        elif any(isinstance(fact, RecordChanged) for fact in facts):
            self._follow_records()
        if somebody:
            self._look_around()
        elif told.concerns and self.answers.failing:
            self._repeat()  # what is written can be read, as likely as not
        if any(isinstance(f, TroubleEnded) and f.trouble is Trouble.STORE for f in facts):
            self._after_trouble()

    def _follow(self, told: Told, facts: Sequence[Fact]) -> None:
        if self._query.paths:  # what facts say has no values from JSON
            self._table.learn(line for line in told.lines if line.values)
        else:
            self._table.learn(told.lines)
        stored = [fact.delivery for fact in facts if isinstance(fact, DeliveryStored)]
        self.reader.read_again(same_webhooks(stored, self._table.known_lines()))
        if self.search.running:
            self._meanwhile |= told.new | told.touched
        if not self._query.by_time:
            self._repeat()
        elif self._query.filter is None:
            self._show(told.new)
        else:
            changed = told.touched if can_change(self._query) else told.edited
            self._settle(told.new | changed)

    def _follow_records(self) -> None:
        """A record was changed that rows of another view may be about: which ones, is not told."""
        self.reader.read_view_again()
        if self._query.filter is not None:
            self._repeat()

    def _show(self, ids: Iterable[int]) -> None:
        """Have these rows in the table; only called while the newest come first."""
        if not self._table.newest_first:
            return  # the search that turns the order round has found nothing yet
        newest, oldest = self._table.newest, self._table.oldest
        new = [row_id for row_id in ids if self._table.place_of(row_id) is None]
        if self.search.running:  # it would come upon the older ones once more
            new = [row_id for row_id in new if row_id > oldest]
        self._table.put_in(new)
        if self._newest_before is None:  # else all are counted when the search has ended
            self._count(sum(row_id > max(newest, self._counted) for row_id in new))

    def _count(self, came: int) -> None:
        self._counted = max(self._counted, self._table.newest)
        if came:
            self.came.emit(came)

    def _settle(self, ids: Iterable[int]) -> None:
        """Find out which of these rows match by now."""
        self._touched.update(ids)
        if self._touched and not self._settling:
            self._settling = True
            self._tasks.start(self._settle_touched(), "rows that changed")

    async def _settle_touched(self) -> None:
        try:
            while self._touched:
                ids, query = tuple(self._touched), self._query
                self._touched.clear()
                match = await self.answers.of(self._ledger.matching(query, ids))
                if match is None:
                    self._missed = True
                elif query is self._query and query.by_time:
                    self._table.take_out(set(ids).difference(match))
                    self._show(match)
        finally:
            self._settling = False

    def _look_around(self) -> None:
        """Somebody else wrote: read again what is in view, and look for what is new."""
        self.reader.read_view_again()
        if not self._query.by_time or can_change(self._query):
            self._repeat()
        elif not self._looking:
            self._looking = True
            self._tasks.start(self._find_newer(), "newer rows")

    async def _find_newer(self) -> None:
        try:
            query = self._query
            new = await self.answers.of(self._ledger.newer(query, self._table.newest))
            if new is not None and query is self._query:
                self._show(new)
        finally:
            self._looking = False

    def _after_trouble(self) -> None:
        if self.answers.failing or self._missed:
            self.reader.read_view_again()
            self._search_now()

    def _begin(self) -> None:
        self._missed, self._newest_before, self._counted = False, None, 0
        self._meanwhile.clear()
        self.search.begin(self._query)

    def _search_now(self) -> None:
        to_be_counted = self._missed and self.search.whole and self._query.by_time
        if to_be_counted and self._newest_before is None:
            self._newest_before = self._table.newest
        self._missed = False
        self._meanwhile.clear()
        self.search.repeat_now(self._query)

    @Slot()
    def _repeat(self) -> None:
        """Search once more, soon; after the search that runs, which may be past what changed."""
        if self._awake:
            self._again = self.search.running
            self.search.repeat(self._query)

    @Slot()
    def _on_search_ended(self) -> None:
        newest, self._newest_before = self._newest_before, None
        if newest is not None:
            self._count(self._table.count_beyond(newest))
        again, self._again = self._again, False
        ids, self._meanwhile = self._meanwhile, set()
        if ids and self._query.by_time:
            # They may have come after the search had passed them.
            self._settle(ids)
        if again:
            self._repeat()

    def _watch_age(self) -> None:
        if self._awake and ages(self._query):
            self._aging.start()
        else:
            self._aging.stop()
