"""A table view that paints its rows itself, and says which are in view.

Does not know what is selected when and by whom, nor what follows what.
"""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from rivermon.ui.ledger_header import LedgerHeader
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.row_painter import PaintedRow, RowPainter, Span
from rivermon.ui.selected_rows import SelectedRows


class PaintedTable(QTableView):
    """Shows a LedgerTable in rows of one height."""

    looked_at = Signal(int, int)
    """The places of the first and the last row in view."""

    painted = Signal()
    """Rows were painted, and each had its text."""

    def __init__(
        self,
        table: LedgerTable,
        header: LedgerHeader,
        painter: RowPainter,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show `table`; `name` is read out by screen readers."""
        super().__init__(parent)
        self._table = table
        self._painter = painter
        self.header = header
        self._set_up(name)
        self.picked = SelectedRows(self, table)
        header.take_charge(table.columns)

    @property
    def table(self) -> LedgerTable:
        """The rows."""
        return self._table

    @property
    def row_height(self) -> int:
        """Of every row, in pixels."""
        return self._painter.row_height

    def places_in_view(self) -> tuple[int, int]:
        """The places of the first and the last row in view; the last is below where none is."""
        first = self.verticalScrollBar().value() // self.row_height
        last = first + self.viewport().height() // self.row_height + 1
        return first, min(last, self._table.rowCount() - 1)

    def look(self) -> None:
        """Tell which rows are in view."""
        first, last = self.places_in_view()
        self.looked_at.emit(first, last)

    def sizeHintForColumn(self, place: int) -> int:
        """The width that shows the whole of what is in view, for a double click on an edge."""
        first, last = self.places_in_view()
        lines = (self._table.line_at(row) for row in range(first, last + 1))
        return self._painter.wish(place, [line for line in lines if line is not None])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are to be painted; those that are not known yet are asked for."""
        area = event.rect()
        scrolled = self.verticalOffset()
        first = max(0, (scrolled + area.top()) // self.row_height)
        last = min(self._table.rowCount() - 1, (scrolled + area.bottom()) // self.row_height)
        chosen = self.picked.among(first, last)
        rows = [
            PaintedRow(
                place * self.row_height - scrolled, self._table.line_at(place), place in chosen
            )
            for place in range(first, last + 1)
        ]
        columns = self._spans()
        spans = [
            span
            for span in columns
            if span.left <= area.right() and span.left + span.width > area.left()
        ]
        right = max((span.left + span.width for span in columns), default=0)
        painter = QPainter(self.viewport())
        self._painter.paint(painter, rows, spans, right)
        self._frame_current(painter, right)
        painter.end()
        if any(row.line is None for row in rows):
            self.look()
        elif rows:
            self.painted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the keyboard is at."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _frame_current(self, painter: QPainter, right: int) -> None:
        """A frame around the row that the keyboard is at, where its ground does not say so.

        With nothing selected the arrows begin at what is in view: then it is at none.
        """
        model = self.selectionModel()
        at = model.currentIndex()
        if not at.isValid() or not self.hasFocus() or not model.hasSelection():
            return
        if self.picked.are_just(at.row()):
            return
        top = at.row() * self.row_height - self.verticalOffset()
        # The row's last line is the hairline under it.
        painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawRect(QRect(0, top, right - 1, self.row_height - 2))

    def _spans(self) -> list[Span]:
        header = self.header
        places = (header.logicalIndex(at) for at in range(header.count()))
        return [
            Span(place, header.sectionViewportPosition(place), header.sectionSize(place))
            for place in places
            if not header.isSectionHidden(place)
        ]

    def _set_up(self, name: str) -> None:
        self.setHorizontalHeader(self.header)
        self.setModel(self._table)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # A scroll bar that comes and goes would move the columns.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(self.row_height)
        rows.setDefaultSectionSize(self.row_height)
