"""The sheets that the window's menu and buttons open: the approval rules, a test webhook.

Does not know what is asked in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from rivermon.chosen import Chosen
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_rules_dialog import ApprovalRulesDialog
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.row_acts import RowAct
from rivermon.ui.sample_dialog import SampleDialog

if TYPE_CHECKING:
    from rivermon.ui.main_window import MainWindow


class WindowSheets(QObject):
    """Makes each sheet when it is first wanted."""

    def __init__(
        self,
        window: MainWindow,
        *,
        chosen: Chosen,
        ledger: Ledger,
        tasks: OwnedTasks,
        appearance: Appearance,
    ) -> None:
        """Have what the sheets need; they lie above `window`."""
        super().__init__(window)
        self._window = window
        self._chosen = chosen
        self._ledger = ledger
        self._tasks = tasks
        self._appearance = appearance
        self._sample: SampleDialog | None = None
        menu = window.menu.button
        menu.approval_rules_asked.connect(self._open_rules)
        menu.sample_asked.connect(self._open_sample)
        menu.export_asked.connect(lambda: window.acting.hand.do(RowAct.EXPORT))
        menu.keys_asked.connect(window.keys.show_list)
        window.top_bar.sample_asked.connect(self._open_sample)
        for tab in window.detail.findChildren(CallbackTab):
            tab.follow(chosen)

    @Slot()
    def _open_rules(self) -> None:
        there = self._window.findChild(ApprovalRulesDialog)
        dialog = there or ApprovalRulesDialog(
            self._chosen, self._ledger, self._tasks, self._appearance, self._window
        )
        dialog.open()

    @Slot()
    def _open_sample(self) -> None:
        if self._sample is None:
            self._sample = SampleDialog(
                self._window.operator, self._ledger, self._tasks, self._appearance, self._window
            )
        self._sample.open()
