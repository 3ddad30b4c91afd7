"""The records as rows, newest first: facts in, rows out.

Does not query by itself, own anything on disk, or know the view. Rows are inserted, changed in
place and removed at the end, never reset: a reset loses the selection.
"""

import bisect
import logging
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from rivermon.core.entities import Callback, CallbackKind, RecordRow
from rivermon.core.feed import CallbackChanged, CallbackOwed, Fact, RecordStored
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.record_columns import (
    STYLES,
    Column,
    cell_text,
    cell_tooltip,
    column_help,
    column_title,
)

_log = logging.getLogger(__name__)
PAGE = 200
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RecordsTable(QAbstractTableModel):
    """A table model over what the feed tells and the ledger holds."""

    page_loaded = Signal()
    """The ledger answered, with rows or with none."""

    def __init__(self, ledger: Ledger, tasks: OwnedTasks, parent: QObject | None = None) -> None:
        """Read older rows from `ledger` in `tasks`, page by page, when they are asked for."""
        super().__init__(parent)
        self._ledger = ledger
        self._tasks = tasks
        self._rows: list[RecordRow] = []
        self._more = True
        self._loading = False

    @property
    def complete(self) -> bool:
        """True when nothing older is left in the ledger."""
        return not self._more

    def row_at(self, position: int) -> RecordRow:
        """The row at a position, counted from the newest."""
        return self._rows[position]

    def position_of(self, record_id: int) -> int | None:
        """Where a record is, counted from the newest; None when it is not loaded."""
        position = self._place_of(record_id)
        if position < len(self._rows) and self._rows[position].id == record_id:
            return position
        return None

    def take(self, facts: Sequence[Fact]) -> None:
        """Show what a batch of facts says: new rows first, then changed states."""
        self.merge(fact.row for fact in facts if isinstance(fact, RecordStored))
        self._change(
            fact.callback for fact in facts if isinstance(fact, CallbackChanged | CallbackOwed)
        )

    def merge(self, rows: Iterable[RecordRow]) -> None:
        """Insert the rows that are not there yet, each where its id belongs."""
        fresh = {row.id: row for row in rows if self.position_of(row.id) is None}
        runs: dict[int, list[RecordRow]] = {}
        for record_id in sorted(fresh, reverse=True):
            runs.setdefault(self._place_of(record_id), []).append(fresh[record_id])
        # From the oldest up, so that the places above stay right.
        for place in sorted(runs, reverse=True):
            self.beginInsertRows(_ROOT, place, place + len(runs[place]) - 1)
            self._rows[place:place] = runs[place]
            self.endInsertRows()

    def drop_tail(self, keep: int) -> None:
        """Forget rows beyond the newest `keep`; they can be fetched again."""
        last = len(self._rows) - 1
        if last < keep:
            return
        self.beginRemoveRows(_ROOT, keep, last)
        del self._rows[keep:]
        self._more = True
        self.endRemoveRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, tooltip or alignment, or under ROW_ROLE its RecordRow."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell_text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return cell_tooltip(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' titles and what they say."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column_title(column)
            case Qt.ItemDataRole.ToolTipRole:
                return column_help(column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """True when the ledger has older rows and is not being asked for them."""
        return not parent.isValid() and self._more and not self._loading

    def fetchMore(self, parent: Index) -> None:
        """Ask the ledger for the page of older rows; they are inserted when it answers."""
        if self.canFetchMore(parent):
            self._loading = True
            self._tasks.start(self._load_page(), "older records")

    async def _load_page(self) -> None:
        before = self._rows[-1].id if self._rows else None
        try:
            page = await self._ledger.rows(PAGE, before)
        except StoreUnavailable as why:
            _log.warning("Older records could not be read: %s", why)
            return
        finally:
            self._loading = False
        if before is not None and (not self._rows or self._rows[-1].id != before):
            return  # The tail was dropped meanwhile: this page would leave a gap.
        self._more = len(page) >= PAGE
        self.merge(page)
        self.page_loaded.emit()

    def _change(self, callbacks: Iterable[Callback]) -> None:
        changed: list[int] = []
        for callback in callbacks:
            if callback.record_id is None or callback.kind is not CallbackKind.SUCCESS:
                continue
            position = self.position_of(callback.record_id)
            if position is not None:
                self._rows[position] = msgspec.structs.replace(
                    self._rows[position],
                    state=callback.state,
                    attempts=callback.attempts,
                    duration_ms=callback.duration_ms,
                    deadline=callback.deadline,
                )
                changed.append(position)
        if changed:
            self.dataChanged.emit(
                self.index(min(changed), 0), self.index(max(changed), len(Column) - 1)
            )

    def _place_of(self, record_id: int) -> int:
        return bisect.bisect_left(self._rows, -record_id, key=lambda row: -row.id)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if STYLES[column].right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
