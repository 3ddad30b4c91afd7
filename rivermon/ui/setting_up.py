"""The settings and the guided start in their place in a window, and what leads there.

Does not know what is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from rivermon.chosen import Chosen
from rivermon.core.feed import Fact, Listening, PublicWayChanged
from rivermon.core.listing import View
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.guide import Guide
from rivermon.ui.settings_dialog import Page, SettingsDialog
from rivermon.ui.sheet import open_sheet

if TYPE_CHECKING:
    from rivermon.ui.main_window import MainWindow

SETTINGS_KEY = "Ctrl+,"


class SettingUp(QObject):
    """Makes the settings and the guide when they are wanted, and hands facts on to them."""

    def __init__(
        self,
        window: MainWindow,
        *,
        chosen: Chosen,
        ledger: Ledger,
        tasks: OwnedTasks,
        clock: Clock,
        appearance: Appearance,
    ) -> None:
        """Have what they need; they lie above `window`."""
        super().__init__(window)
        self._window = window
        self._chosen = chosen
        self._ledger = ledger
        self._tasks = tasks
        self._clock = clock
        self._appearance = appearance
        menu = window.menu.button
        menu.settings_asked.connect(self.open_settings)
        menu.guide_asked.connect(self.open_guide)
        window.sheets.tunnel_settings_asked.connect(lambda: self.open_settings(Page.PUBLIC))
        window.banner.settings_wanted.connect(lambda: self.open_settings(Page.SECRETS))
        opening = QAction(self)
        opening.setShortcut(QKeySequence(SETTINGS_KEY))
        opening.triggered.connect(self.open_settings)
        window.addAction(opening)
        window.told.connect(self._take)

    @Slot()
    def open_settings(self, page: Page | None = None) -> None:
        """Show the settings, at a page if one is named."""
        window = self._window
        dialog = open_sheet(window, SettingsDialog)
        if dialog is None:
            dialog = SettingsDialog(
                chosen=self._chosen,
                operator=window.operator,
                ledger=self._ledger,
                tasks=self._tasks,
                clock=self._clock,
                appearance=self._appearance,
                parent=window,
                watching=window.status.watching,
            )
            dialog.qr_asked.connect(window.sheets.open_qr)
            dialog.take(self._standing())
        if page is not None:
            dialog.show_page(page)
        dialog.open()

    @property
    def open_page(self) -> Page | None:
        """The page of the settings that is open; None when they are not."""
        dialog = open_sheet(self._window, SettingsDialog)
        return dialog.page if dialog is not None else None

    @Slot()
    def open_guide(self) -> None:
        """Show the guided start, unless this window only watches."""
        window = self._window
        if window.status.watching:
            return
        guide = open_sheet(window, Guide)
        if guide is None:
            guide = Guide(self._chosen, window.operator, self._appearance, self._clock, window)
            guide.qr_asked.connect(window.sheets.open_qr)
            guide.row_asked.connect(self._show_row)
            guide.failed.connect(window.banner.show_failure)
            guide.take(self._standing())
        guide.open()

    def _standing(self) -> Sequence[Fact]:
        """Where rivermon listens, and how the public way fares, as the window knows it."""
        status = self._window.status
        listening = (Listening(status.url),) if status.url else ()
        return (*listening, PublicWayChanged(status.public.way))

    @Slot(object)
    def _take(self, facts: Sequence[Fact]) -> None:
        for settings in self._window.findChildren(SettingsDialog):
            settings.take(facts)
        for guide in self._window.findChildren(Guide):
            guide.take(facts)

    @Slot(object, int)
    def _show_row(self, view: View, row_id: int) -> None:
        self._window.open_row(view, row_id)
