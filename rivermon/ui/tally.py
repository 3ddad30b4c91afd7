"""How much is stored and owed, kept up to date without asking the disk for every fact.

Records are counted as they are told; the ledger is asked for the rest once a second at most.
"""

import logging
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rivermon.core.entities import Counts
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    LedgerChanged,
    RecordStored,
    RowsDropped,
)
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks

_log = logging.getLogger(__name__)
REFRESH_MS = 1000
_COUNTED = (
    DeliveryStored | RecordStored | CallbackOwed | CallbackChanged | RowsDropped | LedgerChanged
)
_NOTHING = Counts(records=0, deliveries=0, callbacks=0, owed=0, held=0, size=0)


class Tally(QObject):
    """The counts as the window shows them."""

    changed = Signal()

    def __init__(self, ledger: Ledger, tasks: OwnedTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._tasks = tasks
        self._counts = _NOTHING
        self._asking = False
        self._again = False
        self._pause = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._pause.timeout.connect(self._after_pause)

    @property
    def counts(self) -> Counts:
        """The latest counts."""
        return self._counts

    def take(self, facts: Sequence[Fact]) -> None:
        """Count new records at once, and have the rest counted soon."""
        if not any(isinstance(fact, _COUNTED) for fact in facts):
            return
        new = sum(isinstance(fact, RecordStored) for fact in facts)
        if new:
            self._set(msgspec.structs.replace(self._counts, records=self._counts.records + new))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the ledger now, or as soon as a second has passed since the last time."""
        if self._asking or self._pause.isActive():
            self._again = True
            return
        self._asking = True
        self._tasks.start(self._ask(), "counts")

    async def _ask(self) -> None:
        try:
            self._set(await self._ledger.counts())
        except StoreUnavailable as why:
            _log.debug("The counts could not be read: %s", why)
        # Not when it was cancelled: the timer may be gone with the window.
        self._asking = False
        self._pause.start()

    @Slot()
    def _after_pause(self) -> None:
        if self._again:
            self._again = False
            self.refresh()

    def _set(self, counts: Counts) -> None:
        if counts != self._counts:
            self._counts = counts
            self.changed.emit()
