"""Between the tables and the operator: the menu of the rows, their keys, and what is said of it.

Does nothing with the rows itself.
"""

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from rivermon.chosen import Chosen
from rivermon.core.listing import View
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_pane import DetailPane
from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.operator import Operator
from rivermon.ui.picked_rows import PickedRows
from rivermon.ui.row_actions import RowActions
from rivermon.ui.row_hand import RowHand
from rivermon.ui.row_menu import RowMenu
from rivermon.ui.view_stack import ViewStack


class Acting(QObject):
    """What can be done with rows, in one window."""

    said = Signal(str)
    """Words for the operator about what was asked for."""

    def __init__(
        self,
        *,
        views: ViewStack,
        detail: DetailPane,
        bar: FilterBar,
        ledger: Ledger,
        tasks: OwnedTasks,
        operator: Operator,
        appearance: Appearance,
        chosen: Chosen,
    ) -> None:
        """Put the acts into the window that all of these are in; `bar` says how many are selected.

        Everything else is what they are done with.
        """
        window = views.window()
        super().__init__(window)
        self._views = views
        self._bar = bar
        rows = PickedRows(views, detail, ledger, tasks, window)
        self.hand = RowHand(
            rows=rows,
            detail=detail,
            ledger=ledger,
            tasks=tasks,
            operator=operator,
            appearance=appearance,
            chosen=chosen,
            window=window,
        )
        tables = [views.of(view).rows for view in View]
        self.actions = RowActions(window, tables, appearance, rows.picked, self.hand.undoes)
        self.menu = RowMenu(self.actions, window)
        self.actions.asked.connect(self.hand.do)
        self.actions.refused.connect(self.said)
        self.hand.said.connect(self.said)
        for table in tables:
            table.menu_asked.connect(self._open_menu)
            table.selection_changed.connect(self._show_count)
        views.view_changed.connect(self._show_count)
        detail.tabs.note_asked.connect(self.hand.note_on_shown)
        detail.tabs.pin_asked.connect(self.hand.pin_shown)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        self.menu.open_at(at)

    @Slot()
    def _show_count(self) -> None:
        self._bar.show_selected(self._views.page.rows.selected_count)
