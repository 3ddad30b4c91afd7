"""One view of the ledger: its table, filter, order and columns, and what it says when empty.

Knows one view. Does not know the other views, the bars around it or the details beside it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rivermon.core.feed import Fact, RowsDropped
from rivermon.core.filter_terms import JsonPath, Term
from rivermon.core.listing import FIRST_SORT, Query, Sort, View
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.column import Column
from rivermon.ui.column_layout import ColumnLayout
from rivermon.ui.columns_menu import ColumnsMenu
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.failure_finder import FailureFinder
from rivermon.ui.json_column import json_column
from rivermon.ui.ledger_finder import LedgerFinder
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.ledger_view import LedgerView
from rivermon.ui.path_dialog import PathDialog
from rivermon.ui.plain_text import one_line
from rivermon.ui.told_rows import dropped_of


class ViewPage(QWidget):
    """A table that is kept true to what the operator asks for."""

    row_selected = Signal(object)
    """The id of the row that was selected, or None."""

    clear_asked = Signal()
    """The filter is to be cleared."""

    counted = Signal()
    """How many rows there are may have changed."""

    said = Signal(str)
    """Words for the operator about what was just asked for."""

    def __init__(
        self,
        view: View,
        name: str,
        columns: Sequence[Column],
        *,
        appearance: Appearance,
        ledger: Ledger,
        clock: Clock,
        tasks: OwnedTasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.view = view
        self.filter_text = ""
        self._first_sort = FIRST_SORT[view]
        self.table = LedgerTable(columns, self)
        self.rows = LedgerView(self.table, appearance, clock, name, self)
        query = Query(view=view, sort=self._first_sort)
        self.finder = LedgerFinder(self.table, query, ledger, clock, tasks, self)
        self._failures = FailureFinder(view, self.table, ledger, self.finder.answers, tasks)
        self._menu = ColumnsMenu(self)
        self._note = EmptyNote("", "", self)
        self._note.setObjectName("emptyHere")
        self._note.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.rows)
        self._pages.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setFocusProxy(self.rows)
        self.rows.header.show_sort(self._first_sort)
        self._connect()

    @property
    def query(self) -> Query:
        """What the table shows."""
        return self.finder.query

    @property
    def empty(self) -> bool:
        """True when there is not a single row, filtered or not."""
        whole = self.finder.search.whole and self.query.filter is None
        return whole and self.table.rowCount() == 0

    def take(self, facts: Sequence[Fact]) -> None:
        """Follow a batch of facts."""
        self.finder.take(facts)
        for fact in facts:
            if isinstance(fact, RowsDropped):
                self.rows.forget_rows(dropped_of(self.view, fact))

    def set_filter(self, text: str, term: Term | None) -> None:
        """Show what matches; `text` is what was typed."""
        self.filter_text = text
        if term != self.query.filter:
            self.rows.forget_new()
        self._ask(filter=term)

    def sort_by(self, sort: Sort) -> None:
        """Show the rows in another order."""
        self.rows.header.show_sort(sort)
        if sort != self.query.sort:
            self.rows.forget_new()
        self._ask(sort=sort)

    def find_failure(self, step: int) -> None:
        """Select the next row that failed, downwards for a step of 1, upwards for -1."""
        selected = self.rows.selected_id
        place = None if selected is None else self.table.place_of(selected)
        if place is None:
            first, last = self.rows.places_in_view()
            place = first - 1 if step > 0 else last + 1
        self._failures.find(place, step, self._show_failure)

    def layout_of_columns(self) -> ColumnLayout:
        """How the operator arranged the table."""
        sort = self.query.sort
        return ColumnLayout(
            sections=tuple(self.rows.header.sections()),
            paths=self.table.paths,
            by="" if sort == self._first_sort else str(sort.by),
            descending=sort.descending,
        )

    def arrange(self, layout: ColumnLayout) -> None:
        """Have the table as `layout_of_columns` gave it."""
        if layout.paths:
            self._set_paths(layout.paths)
        if layout.sections:
            self.rows.header.arrange(layout.sections)
        sort = layout.sort({str(column.sort): Sort(column.sort) for column in self.table.columns})
        if sort is not None:
            self.sort_by(sort)

    def _connect(self) -> None:
        self.rows.row_selected.connect(self.row_selected)
        self.rows.looked_at.connect(self.finder.reader.look_at)
        self.rows.header.sort_asked.connect(self._on_sort_asked)
        self.rows.header.menu_asked.connect(self._open_menu)
        self.finder.came.connect(self.rows.note_new)
        self.finder.search.progressed.connect(self._show_what_there_is)
        self.table.rowsInserted.connect(self._show_what_there_is)
        # Not for each removal: a table that changes may be empty for a moment.
        self.table.changed.connect(self._show_what_there_is)
        self._note.acted.connect(self.clear_asked)
        self._menu.column_toggled.connect(self._on_column_toggled)
        self._menu.path_asked.connect(self._ask_for_path)
        self._menu.path_dropped.connect(self._drop_path)
        self._menu.reset_asked.connect(self._reset_columns)

    def _ask(self, **changed: object) -> None:
        fields = {
            "view": self.view,
            "filter": self.query.filter,
            "sort": self.query.sort,
            "paths": self.query.paths,
        }
        self.finder.ask(Query(**(fields | changed)))  # type: ignore[arg-type] # its own fields

    @Slot(int)
    def _on_sort_asked(self, place: int) -> None:
        """A first click sorts, a second turns the order round, a third goes back to the first."""
        by, now = self.table.columns[place].sort, self.query.sort
        down = _begins_descending(self.table.columns[place])
        if now.by != by:
            self.sort_by(Sort(by, down))
        elif now.descending is down:
            self.sort_by(Sort(by, not down))
        else:
            self.sort_by(self._first_sort)

    @Slot()
    def _show_what_there_is(self) -> None:
        nothing = self.table.rowCount() == 0 and self.finder.search.whole
        if nothing:
            self._say_nothing()
        page: QWidget = self._note if nothing else self.rows
        if self._pages.currentWidget() is not page:
            focused = self.isAncestorOf(self.window().focusWidget())
            self._pages.setCurrentWidget(page)
            if focused and page is self.rows:
                self.rows.setFocus()
        self.counted.emit()

    def _say_nothing(self) -> None:
        if self.query.filter is not None:
            self._note.say(
                self.tr("Nothing matches this filter."),
                one_line(self.filter_text),
                self.tr("Clear the filter"),
            )
            return
        line, hint = {
            View.RECORDS: (
                self.tr("No records yet."),
                self.tr("Generated content appears here as soon as ModelRiver delivers it."),
            ),
            View.DELIVERIES: (
                self.tr("No deliveries yet."),
                self.tr("Every request that comes in is listed here, rejected ones too."),
            ),
            View.CALLBACKS: (
                self.tr("No callbacks yet."),
                self.tr("What is owed to ModelRiver stands here, with the time that is left."),
            ),
        }[self.view]
        self._note.say(line, hint)

    def _show_failure(self, row_id: int | None) -> None:
        if row_id is None:
            self.said.emit(self.tr("No further failure."))
        else:
            self.rows.select_id(row_id)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        header = self.rows.header
        hidden = [header.isSectionHidden(place) for place in range(len(self.table.columns))]
        self._menu.open_at(at, self.table.columns, hidden)

    @Slot(int, bool)
    def _on_column_toggled(self, place: int, shown: bool) -> None:  # noqa: FBT001 - a signal's
        self.rows.header.show_column(place, shown=shown)

    @Slot()
    def _ask_for_path(self) -> None:
        dialog = PathDialog(self._appearance, self)
        dialog.path_chosen.connect(self.add_path)
        dialog.open()

    @Slot(object)
    def add_path(self, path: JsonPath) -> None:
        """Add a column for a JSON path, if there is none for it."""
        if path not in self.table.paths:
            self._set_paths((*self.table.paths, path))

    @Slot(object)
    def _drop_path(self, path: JsonPath) -> None:
        if self.query.sort.by == path:
            self.sort_by(self._first_sort)
        self._set_paths(tuple(known for known in self.table.paths if known != path))

    def _set_paths(self, paths: Sequence[JsonPath]) -> None:
        self.table.set_path_columns([json_column(path) for path in paths])
        self.rows.header.set_columns(self.table.columns)
        self._ask(paths=tuple(paths))

    @Slot()
    def _reset_columns(self) -> None:
        if isinstance(self.query.sort.by, JsonPath):
            self.sort_by(self._first_sort)
        self._set_paths(())
        self.rows.header.arrange_anew()


def _begins_descending(column: Column) -> bool:
    """Numbers and times begin with the largest, words with A."""
    return column.fixed and column.key not in {"channel", "to"}
