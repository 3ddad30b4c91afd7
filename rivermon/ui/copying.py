"""Puts rows on the clipboard: as the table shows them, as JSON, as curl commands.

Reads what it needs from the ledger. Does not know which rows are selected.
"""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from rivermon.core.curl import callback_as_curl, webhook_as_curl
from rivermon.core.entities import Detail
from rivermon.core.export_format import safe_cell
from rivermon.core.exported import exported
from rivermon.core.exporting import paired
from rivermon.core.listing import Line, Query, View
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.core.visible_text import escaped
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.reason_words import reason_words

MOST = 1000
"""More rows than this belong into an export: the clipboard holds everything in memory."""


class Copying(QObject):
    """Copies rows of a view, and says what it did."""

    said = Signal(str)
    """Words for the operator: what was copied, or why nothing was."""

    def __init__(self, ledger: Ledger, tasks: OwnedTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._tasks = tasks

    def as_row(
        self, table: LedgerTable, query: Query, ids: Sequence[int], places: Sequence[int]
    ) -> None:
        """Copy cells with tabs between them, of the columns at these places of the table."""
        self._start(ids, lambda: self._rows(table, query, ids, places))

    def as_json(self, view: View, ids: Sequence[int], *, secret: bool = True) -> None:
        """Copy one JSON object, or an array of several; without `secret` with its signature."""
        self._start(ids, lambda: self._json(view, ids, secret=secret))

    def as_curl(self, view: View, ids: Sequence[int], *, secret: bool = True) -> None:
        """Copy commands: of the webhook, or in the Callbacks view of the callback."""
        self._start(ids, lambda: self._curl(view, ids, secret=secret))

    def _start(self, ids: Sequence[int], make: Callable[[], Coroutine[Any, Any, str]]) -> None:
        if len(ids) > MOST:
            self.said.emit(
                self.tr("%n row(s) are too many to copy: export them instead.", "", len(ids))
            )
        elif ids:
            self._tasks.start(self._copy(len(ids), make), "copy")

    async def _copy(self, count: int, make: Callable[[], Coroutine[Any, Any, str]]) -> None:
        try:
            text = await make()
        except StoreUnavailable as why:
            self.said.emit(self.tr("Nothing was copied: {0}").format(reason_words(str(why))))
            return
        if not text:
            self.said.emit(self.tr("Nothing was copied: the rows are no longer stored."))
            return
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("%n row(s) copied.", "", count))

    async def _rows(
        self, table: LedgerTable, query: Query, ids: Sequence[int], places: Sequence[int]
    ) -> str:
        lines = await self._ledger.lines(query, ids)
        return "\n".join(_as_row(table, line, places) for line in lines)

    async def _json(self, view: View, ids: Sequence[int], *, secret: bool) -> str:
        rows = [
            exported(view, row_id, detail, secret=secret)
            for row_id, detail in await self._details(view, ids)
        ]
        if not rows:
            return ""
        written = msgspec.json.encode(rows[0] if len(ids) == 1 else rows)
        return escaped(msgspec.json.format(written, indent=2).decode())

    async def _curl(self, view: View, ids: Sequence[int], *, secret: bool) -> str:
        found = await self._details(view, ids)
        return "\n\n".join(
            _as_curl(view, row_id, detail, secret=secret) for row_id, detail in found
        )

    async def _details(self, view: View, ids: Sequence[int]) -> list[tuple[int, Detail]]:
        return list(paired(view, ids, await self._ledger.details(view, ids)))


def _as_row(table: LedgerTable, line: Line, places: Sequence[int]) -> str:
    texts = (table.columns[place].text(table.cell(line, place)) for place in places)
    # Pasted into a spreadsheet, each is a cell: none may be a formula.
    return "\t".join(safe_cell(" ".join(text.split())) for text in texts)


def _as_curl(view: View, row_id: int, detail: Detail, *, secret: bool) -> str:
    if view is not View.CALLBACKS:
        return webhook_as_curl(detail.delivery, secret=secret)
    callbacks = (history.callback for history in detail.callbacks)
    return "".join(callback_as_curl(each) for each in callbacks if each.id == row_id)
