"""The eye on a window: reads what stands in its real widgets, and waits until it is so.

What is waited for is looked at again and again with a time limit. Does not touch anything.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.ledger_view import LedgerView
from rivermon.ui.main_window import MainWindow
from rivermon.ui.new_rows_pill import NewRowsPill
from rivermon.ui.view_page import ViewPage

PATIENCE_S = 20.0
_LOOK_MS = 5


class Eye:
    """Looks at one window, and at the page in front."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.box = window.filter_bar.box

    @property
    def page(self) -> ViewPage:
        return self.window.views.page

    @property
    def rows(self) -> LedgerView:
        return self.page.rows

    @property
    def table(self) -> LedgerTable:
        return self.page.table

    @property
    def ids(self) -> list[int]:
        return self.table.ids_between(0, self.table.rowCount() - 1)

    @property
    def pill(self) -> str:
        """What the pill says; empty while it is hidden."""
        pill = self.rows.findChild(NewRowsPill)
        assert pill is not None
        return pill.text() if pill.isVisible() else ""

    @property
    def counts(self) -> tuple[str, ...]:
        """What stands below the names in the rail."""
        return tuple(entry.count for entry in self.window.rail._entries.values())

    @property
    def matching(self) -> str:
        """What stands beside the filter box."""
        return self.window.filter_bar._count.text()

    @property
    def reason(self) -> str:
        """What is said below the filter box; empty while nothing is."""
        reason = self.window.filter_bar._reason
        return reason.accessibleName() or reason.text() if reason.isVisible() else ""

    @property
    def live(self) -> str:
        return self.window.top_bar._live.text()

    @property
    def open_record(self) -> int | None:
        """The id of the record in the details."""
        shown = self.window.detail.shown
        return shown.record.id if shown is not None and shown.record is not None else None

    def words_in(self, widget: QWidget) -> list[str]:
        """What the labels in a widget say, as far as they are shown."""
        labels = widget.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]

    def place_of_column(self, key: str) -> int:
        return [column.key for column in self.table.columns].index(key)

    def cell(self, place: int, key: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole):
        return self.table.index(place, self.place_of_column(key)).data(role)

    def texts(self, key: str) -> list[str | None]:
        """A column from top to bottom; None where the line is not known."""
        return [self.cell(place, key) for place in range(self.table.rowCount())]

    def titles(self) -> list[str | None]:
        return self.texts("title")

    def pixel_of(self, row_id: int) -> int:
        """How far below the table's upper edge a row begins."""
        place = self.table.place_of(row_id)
        assert place is not None, f"row {row_id} is not in the table"
        return self.rows.visualRect(self.table.index(place, self.first_column())).top()

    def first_column(self) -> int:
        header = self.rows.header
        visible = (at for at in map(header.logicalIndex, range(header.count())))
        return next(at for at in visible if not header.isSectionHidden(at))

    async def until(self, met: Callable[[], object], seen: Callable[[], object] = str) -> None:
        """Wait until `met` is true; `seen` says what there is instead."""
        looked = asyncio.Event()
        pulse = QTimer(interval=_LOOK_MS)
        pulse.timeout.connect(looked.set)
        pulse.start()
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not met():
                    looked.clear()
                    await looked.wait()
        except TimeoutError:
            raise AssertionError(f"it did not come to be; there is {seen()!r}") from None
        finally:
            pulse.stop()

    async def until_is(self, read: Callable[[], Any], wanted: Any) -> None:
        """Wait until what is read is what is wanted."""
        await self.until(lambda: read() == wanted, lambda: f"{read()!r} instead of {wanted!r}")

    async def until_titles(self, *wanted: str) -> None:
        """Wait until the table shows just these, from top to bottom."""
        await self.until_is(self.titles, list(wanted))

    async def until_found(self, *wanted: str) -> None:
        """Wait until the table shows just these, in whatever order."""
        await self.until_is(lambda: sorted(map(str, self.titles())), sorted(wanted))

    async def until_filtered(self, text: str) -> None:
        await self.until(
            lambda: self.page.filter_text.strip() == text.strip() and self.page.finder.search.whole,
            lambda: (self.page.filter_text, self.reason),
        )

    def rect_of(self, place: int, key: str) -> QRect:
        return self.rows.visualRect(self.table.index(place, self.place_of_column(key)))

    def button(self, words: str, within: QWidget | None = None) -> QPushButton:
        buttons = (within or self.window).findChildren(QPushButton)
        return next(button for button in buttons if button.text() == words and button.isVisible())

    def selected(self) -> list[int]:
        """The ids of the rows that are painted as selected."""
        rows = self.rows.selectionModel().selectedRows()
        return [self.table.id_at(index.row()) for index in rows]
