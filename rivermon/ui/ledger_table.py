"""A view's rows as Qt's tables want them: the ids of all, the lines of those that are looked at.

Does not search, query or know the view: what it holds is handed in.
Rows are put in, changed and taken out, never reset: a reset loses the selection.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from rivermon.core.filter_terms import JsonPath
from rivermon.core.id_list import IdList
from rivermon.core.listing import NEWEST_FIRST, Line, Row, Sort
from rivermon.ui.column import Column

LINES_KEPT = 3000
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class LedgerTable(QAbstractTableModel):
    """A table model over the ids that match and the lines that are known of them."""

    changing = Signal()
    """Rows are about to be taken out or moved: note what is selected and in view."""

    changed = Signal()
    """They were."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        """Show `columns`, the ordinary ones; those of JSON paths can be added."""
        super().__init__(parent)
        self._ordinary = tuple(columns)
        self._columns = self._ordinary
        self._newest_first = True
        self._ids = IdList(newest_first=True)
        self._lines: dict[int, Line] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, those of JSON paths last."""
        return self._columns

    @property
    def paths(self) -> tuple[JsonPath, ...]:
        """The JSON paths of the columns that were added, in their order."""
        added = (column.sort for column in self._columns[len(self._ordinary) :])
        return tuple(path for path in added if isinstance(path, JsonPath))

    @property
    def newest(self) -> int:
        """The largest id there is; 0 when there is none."""
        return self._ids.newest()

    @property
    def oldest(self) -> int:
        """The last id while the newest come first; 0 when there is none."""
        return self._ids[len(self._ids) - 1] if len(self._ids) else 0

    @property
    def newest_first(self) -> bool:
        """True while the ids fall from the top down."""
        return self._newest_first

    def id_at(self, place: int) -> int:
        """The id of the row at a place, counted from the top."""
        return self._ids[place]

    def ids_between(self, first: int, last: int) -> list[int]:
        """The ids from place `first` to place `last`, as far as there are any."""
        return self._ids.part(first, last)

    def cut(self, first: int, last: int) -> "array[int]":
        """The same ids as an array, which a million of them are copied to at once."""
        return self._ids.cut(first, last)

    def place_of(self, row_id: int) -> int | None:
        """Where a row is, counted from the top; None when it is not here."""
        return self._ids.place_of(row_id)

    def count_beyond(self, row_id: int) -> int:
        """How many rows are newer than `row_id`, while the newest come first."""
        return self._ids.place_for(row_id)

    def line_at(self, place: int) -> Line | None:
        """The line at a place, if it is known."""
        return self._lines.get(self._ids[place])

    def row_at(self, place: int) -> Row | None:
        """The row at a place, if it is known."""
        line = self.line_at(place)
        return None if line is None else line.row

    def line_of(self, row_id: int) -> Line | None:
        """The line of a row, if it is known."""
        return self._lines.get(row_id)

    def known_lines(self) -> Iterable[Line]:
        """All lines that are known."""
        return self._lines.values()

    def begin(self, sort: Sort, ids: "array[int]") -> None:
        """Hold other ids, in another order perhaps."""
        self.changing.emit()
        self._take_out(0, len(self._ids))
        self._newest_first = sort == NEWEST_FIRST
        self._ids = IdList(newest_first=self._newest_first)
        self._put_in_all(0, len(ids), ids)
        self.changed.emit()

    def become(self, ids: "array[int]") -> int:
        """Hold these ids in the same order as before; what is the same stays as it is.

        Returns:
            How many were put in.
        """
        place, out, into = self._ids.change_to(ids)
        if out:
            self.changing.emit()
            self._take_out(place, out)
        self._put_in_all(place, into, ids)
        if out:
            self.changed.emit()
        return into

    def extend(self, ids: "array[int]") -> None:
        """Hold more ids, below all others."""
        if ids:
            self.beginInsertRows(_ROOT, len(self._ids), len(self._ids) + len(ids) - 1)
            self._ids.extend(ids)
            self.endInsertRows()

    def put_in(self, ids: Iterable[int]) -> None:
        """Hold ids that are not here yet, each where it belongs while the newest come first."""
        runs: dict[int, list[int]] = {}
        for row_id in sorted(set(ids), reverse=True):
            if self._ids.place_of(row_id) is None:
                runs.setdefault(self._ids.place_for(row_id), []).append(row_id)
        # From the oldest up, so that the places above stay right.
        for place in sorted(runs, reverse=True):
            self._put_in(place, runs[place])

    def take_out(self, ids: Iterable[int]) -> None:
        """Let go of these ids."""
        found = map(self._ids.place_of, set(ids))
        places = [place for place in found if place is not None]
        if not places:
            return
        self.changing.emit()
        for place in sorted(places, reverse=True):  # so that the places above stay right
            self._take_out(place, 1)
        self.changed.emit()

    def learn(self, lines: Iterable[Line], *, seen: bool = True) -> None:
        """Know these lines, and show them where they are; nothing is painted for what is not seen.

        Args:
            lines: rows with the values at the JSON paths.
            seen: False when none of them is in view.
        """
        changed = []
        for line in lines:
            known = self._lines.pop(line.row.id, None)
            self._lines[line.row.id] = line
            if line != known:
                changed.append(line.row.id)
        if seen:
            self._show_again(changed)
        self._forget_beyond(LINES_KEPT)

    def forget(self) -> None:
        """Know no line any more: each is asked for again when it is looked at."""
        self._lines.clear()

    def forget_but(self, ids: Iterable[int]) -> None:
        """Know the lines of these ids alone."""
        kept = {row_id: line for row_id in ids if (line := self._lines.get(row_id)) is not None}
        self._lines = kept

    def set_path_columns(self, columns: Sequence[Column]) -> None:
        """Have these columns for JSON paths, beside the ordinary ones."""
        first = len(self._ordinary)
        if len(self._columns) > first:
            self.beginRemoveColumns(_ROOT, first, len(self._columns) - 1)
            self._columns = self._ordinary
            self.endRemoveColumns()
        if columns:
            self.beginInsertColumns(_ROOT, first, first + len(columns) - 1)
            self._columns = (*self._ordinary, *columns)
            self.endInsertColumns()
        self.forget()

    def cell(self, line: Line, place: int) -> Any:
        """What the column at `place` is of: a row, or for a JSON path its value."""
        added = place - len(self._ordinary)
        if added < 0:
            return line.row
        return line.values[added] if added < len(line.values) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows match."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, tooltip or alignment; None while the row's line is not known."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._columns[index.column()].alignment
        line = self._lines.get(self._ids[index.row()])
        if line is None:
            return None
        column = self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(self.cell(line, index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                return column.whole(self.cell(line, index.column()))
            case Qt.ItemDataRole.AccessibleTextRole if column.said is not None:
                return column.said(self.cell(line, index.column()))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' titles and what they say."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title()
            case Qt.ItemDataRole.ToolTipRole:
                return column.help()
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.alignment
        return None

    def _show_again(self, row_ids: Sequence[int]) -> None:
        if not row_ids or not len(self._ids):
            return
        first, last = 0, len(self._ids) - 1
        if self._newest_first:
            # In another order each place would be looked for among all, for seconds in a million:
            # there Qt paints what is in view, as it does for every change of more than one cell.
            found = map(self._ids.place_of, row_ids)
            places = [place for place in found if place is not None]
            if not places:
                return
            first, last = min(places), max(places)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _put_in(self, place: int, ids: Sequence[int]) -> None:
        if ids:
            self.beginInsertRows(_ROOT, place, place + len(ids) - 1)
            self._ids.insert(place, ids)
            self.endInsertRows()

    def _put_in_all(self, place: int, count: int, ids: "array[int]") -> None:
        """Put in the `count` ids of `ids` from a place on; the others are here already."""
        if count:
            self.beginInsertRows(_ROOT, place, place + count - 1)
            self._ids.become(ids)
            self.endInsertRows()

    def _take_out(self, place: int, count: int) -> None:
        if count:
            self.beginRemoveRows(_ROOT, place, place + count - 1)
            self._ids.remove(place, place + count - 1)
            self.endRemoveRows()

    def _forget_beyond(self, most: int) -> None:
        # A dict keeps the order in which lines were learnt: the first ones go.
        while len(self._lines) > most:
            del self._lines[next(iter(self._lines))]
