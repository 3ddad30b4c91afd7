"""Pictures of what is done with rows: several selected, compared, held for approval, the sheets."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QPushButton, QWidget

from rivermon.chosen import Chosen
from rivermon.core.entities import RecordRow
from rivermon.core.listing import Row, View
from rivermon.ui.approval_panel import ApprovalPanel
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.main_window import MainWindow
from rivermon.ui.row_acts import RowAct
from rivermon.ui.sheet import Sheet
from rivermon.ui.translation import translate

Picture = Callable[[QWidget, str], Awaitable[None]]
Find = Callable[[MainWindow, View, Callable[[Row], bool]], Awaitable[None]]
_SHEETS = {
    RowAct.SEND_ALL_AGAIN: "send-all-again",
    RowAct.REJECT: "reject",
    RowAct.NOTE: "note",
    RowAct.EXPORT: "export",
    RowAct.DELETE: "delete",
}


async def picture_acts(window: MainWindow, chosen: Chosen, find: Find, picture: Picture) -> None:
    """Take them all; `find` waits for a row and selects it."""
    await _compared(window, picture)
    await _sheets(window, picture)
    await _menus(window, picture)
    await _approval(window, chosen, find, picture)


async def _compared(window: MainWindow, picture: Picture) -> None:
    rows = window.views.page.rows
    first, second = _two_alike(window)
    rows.select_id(first)
    place = window.views.page.table.place_of(second)
    assert place is not None
    also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    rows.selectionModel().select(window.views.page.table.index(place, 0), also)
    window.acting.hand.do(RowAct.COMPARE)
    await picture(window, "compare")
    window.detail.tabs.open_tab(DetailTab.TIMELINE)


def _two_alike(window: MainWindow) -> tuple[int, int]:
    """Two records of one event, the first ones that there are."""
    seen: dict[str | None, int] = {}
    for row in _records(window):
        if row.event_name in seen:
            return seen[row.event_name], row.id
        seen[row.event_name] = row.id
    raise AssertionError("no two records of one event")


def _records(window: MainWindow) -> Iterator[RecordRow]:
    table = window.views.page.table
    rows = (table.row_at(place) for place in range(table.rowCount()))
    return (row for row in rows if isinstance(row, RecordRow))


async def _sheets(window: MainWindow, picture: Picture) -> None:
    window.views.page.rows.select_id(next(_records(window)).id)
    for act, name in _SHEETS.items():
        window.acting.hand.do(act)
        await _pictured_sheet(window, picture, name)
    menu = window.menu.button
    for asked, name in (
        (menu.approval_rules_asked, "approval-rules"),
        (menu.sample_asked, "test-webhook"),
    ):
        asked.emit()
        await _pictured_sheet(window, picture, name)


async def _pictured_sheet(window: MainWindow, picture: Picture, name: str) -> None:
    await asyncio.sleep(0.5)  # some ask the ledger before they open
    (sheet,) = (each for each in window.findChildren(Sheet) if each.isVisible())
    await picture(sheet, name)
    sheet.close()


async def _menus(window: MainWindow, picture: Picture) -> None:
    at = window.views.page.rows.viewport()
    window.acting.menu.open_at(at.mapToGlobal(at.rect().center()))
    await picture(window.acting.menu, "row-menu")
    window.acting.menu.close()


async def _approval(window: MainWindow, chosen: Chosen, find: Find, picture: Picture) -> None:
    chosen.change(hold_events=tuple({row.event_name for row in _records(window)}))
    await find(window, View.RECORDS, lambda row: isinstance(row, RecordRow) and row.awaiting)
    window.detail.tabs.open_tab(DetailTab.CALLBACK)
    await picture(window, "approval")
    (panel,) = window.detail.findChildren(ApprovalPanel)
    words = translate("ApprovalButtons", "Edit")
    next(each for each in panel.findChildren(QPushButton) if each.text() == words).click()
    await picture(window, "approval-edited")
