"""The main menu in its place in a window, and what its entries open there; the system's own, too.

Does not know what they do: sheets, keys and settings do.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from rivermon.chosen import Chosen
from rivermon.core.feed import Fact, Watching
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import Application
from rivermon.ui.main_menu import MainMenu
from rivermon.ui.summons import bring_forward

if TYPE_CHECKING:
    from rivermon.ui.main_window import MainWindow


class WindowMenu(QObject):
    """At the right end of the top bar."""

    def __init__(
        self,
        window: MainWindow,
        appearance: Appearance,
        chosen: Chosen,
        version: str,
        database: str,
        known: Sequence[Fact],
    ) -> None:
        """Put the menu in `window`; `known` tells whether that only watches."""
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._chosen = chosen
        self._version = version
        self._database = database
        watching = any(isinstance(fact, Watching) for fact in known)
        self.button = MainMenu(appearance, chosen, window, watching=watching)
        window.filter_bar.add_beside(self.button)
        self.button.failed.connect(window.banner.show_failure)
        self.button.about_asked.connect(self._open_about)
        self.button.quit_asked.connect(window.quit)
        app = QApplication.instance()
        if isinstance(app, Application):
            app.quit_asked.connect(window.quit)
            if sys.platform == "darwin":
                app.applicationStateChanged.connect(self._come_back)

    @Slot(Qt.ApplicationState)
    def _come_back(self, state: Qt.ApplicationState) -> None:
        """Open the window again that was closed: of a click in the Dock, Qt tells only this."""
        was_open = self._window.testAttribute(Qt.WidgetAttribute.WA_WState_Created)
        active = state is Qt.ApplicationState.ApplicationActive
        if active and was_open and not self._window.isVisible():
            bring_forward(self._window)

    @Slot()
    def _open_about(self) -> None:
        from rivermon.ui.about_sheet import AboutSheet  # noqa: PLC0415 - no window waits for it

        AboutSheet(self._appearance, self._version, self._database, self._window).open()
