"""The sheets that the window's menu and buttons open: rules, test webhook, public address.

Does not know what is asked in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rivermon.chosen import Chosen
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.row_acts import RowAct
from rivermon.ui.sheet import open_sheet

if TYPE_CHECKING:
    from rivermon.ui.main_window import MainWindow
    from rivermon.ui.sample_dialog import SampleDialog


class WindowSheets(QObject):
    """Loads and makes each sheet when it is first wanted: no window has to wait for it."""

    tunnel_settings_asked = Signal()
    """The settings are to be shown where the tunnel is set up."""

    def __init__(
        self,
        window: MainWindow,
        *,
        chosen: Chosen,
        ledger: Ledger,
        clock: Clock,
        tasks: OwnedTasks,
        appearance: Appearance,
    ) -> None:
        """Have what the sheets need; they lie above `window`."""
        super().__init__(window)
        self._window = window
        self._chosen = chosen
        self._ledger = ledger
        self._clock = clock
        self._tasks = tasks
        self._appearance = appearance
        self._sample: SampleDialog | None = None
        menu = window.menu.button
        menu.approval_rules_asked.connect(self._open_rules)
        menu.sample_asked.connect(self._open_sample)
        menu.export_asked.connect(lambda: window.acting.hand.do(RowAct.EXPORT))
        menu.keys_asked.connect(window.keys.show_list)
        window.top_bar.sample_asked.connect(self._open_sample)
        window.status.public.clicked.connect(self.open_public_address)
        window.detail.tabs.follow(chosen)

    @Slot()
    def _open_rules(self) -> None:
        from rivermon.ui.approval_rules_dialog import ApprovalRulesDialog  # noqa: PLC0415

        there = open_sheet(self._window, ApprovalRulesDialog)
        dialog = there or ApprovalRulesDialog(
            self._chosen, self._ledger, self._tasks, self._appearance, self._window
        )
        dialog.open()

    @Slot()
    def open_public_address(self) -> None:
        """Show the public address, unless there is none to be had here."""
        from rivermon.ui.public_address_sheet import PublicAddressSheet  # noqa: PLC0415

        window = self._window
        if window.status.watching:
            return
        sheet = open_sheet(window, PublicAddressSheet)
        if sheet is None:
            sheet = PublicAddressSheet(
                window.status.public, window.operator, self._appearance, self._clock, window
            )
            sheet.settings_asked.connect(self.tunnel_settings_asked)
        sheet.open()

    @Slot(str)
    def open_qr(self, url: str) -> None:
        """Show a URL as a QR code."""
        from rivermon.ui.qr_sheet import QrSheet  # noqa: PLC0415

        QrSheet(url, self._appearance, self._window).open()

    @Slot()
    def _open_sample(self) -> None:
        from rivermon.ui.sample_dialog import SampleDialog  # noqa: PLC0415

        if self._sample is None:
            self._sample = SampleDialog(
                self._window.operator, self._ledger, self._tasks, self._appearance, self._window
            )
        self._sample.open()
