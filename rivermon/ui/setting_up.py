"""The settings and the guided start in their place in a window, and what leads there.

Does not know what is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from rivermon.chosen import Chosen
from rivermon.core.backup import Backup
from rivermon.core.feed import Fact, Listening, PublicWayChanged
from rivermon.core.listing import View
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.backup_words import backup_words
from rivermon.ui.operator import Act
from rivermon.ui.settings_pages import Page

if TYPE_CHECKING:
    from rivermon.ui.guide import Guide
    from rivermon.ui.main_window import MainWindow
    from rivermon.ui.settings_dialog import SettingsDialog

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
        self._settings: SettingsDialog | None = None
        self._guide: Guide | None = None
        self._page: Page | None = None
        menu = window.menu.button
        menu.settings_asked.connect(self.open_settings)
        menu.guide_asked.connect(self.open_guide)
        window.sheets.tunnel_settings_asked.connect(lambda: self.open_settings(Page.PUBLIC))
        window.banner.settings_wanted.connect(lambda: self.open_settings(Page.SECRETS))
        window.empty_state.secret_wanted.connect(lambda: self.open_settings(Page.SECRETS))
        opening = QAction(self)
        opening.setShortcut(QKeySequence(SETTINGS_KEY))
        opening.triggered.connect(self.open_settings)
        window.addAction(opening)
        window.told.connect(self._take)
        window.operator.done.connect(self._on_done)
        window.operator.refused.connect(self._on_refused)

    @Slot()
    def open_settings(self, page: Page | None = None) -> None:
        """Show the settings, at a page if one is named, else where they were left."""
        dialog, wanted = self._settings, page
        if dialog is None:
            dialog, wanted = self._made_settings(), page or self._page
        if wanted is not None:
            dialog.show_page(wanted)
        dialog.open()

    def go_on(self, page: Page | None, field: int | None) -> None:
        """Show the settings as they were in a window before: the page, and the field in it."""
        self.open_settings(page)
        if self._settings is not None and field is not None:
            self._settings.go_to(field)

    @property
    def open_page(self) -> Page | None:
        """The page of the settings that is open; None when they are not."""
        return None if self._settings is None else self._settings.page

    @property
    def open_field(self) -> int | None:
        """Which field of that page has the focus, counted from 0; None when none has."""
        return None if self._settings is None else self._settings.field

    @Slot()
    def open_guide(self) -> None:
        """Show the guided start, unless this window only watches."""
        if not self._window.status.watching:
            (self._guide or self._made_guide()).open()

    def _made_settings(self) -> SettingsDialog:
        # No window has to wait for what few open.
        from rivermon.ui.settings_dialog import SettingsDialog  # noqa: PLC0415

        window = self._window
        made = SettingsDialog(
            chosen=self._chosen,
            operator=window.operator,
            ledger=self._ledger,
            tasks=self._tasks,
            clock=self._clock,
            appearance=self._appearance,
            parent=window,
            watching=window.status.watching,
        )
        made.qr_asked.connect(window.sheets.open_qr)
        made.finished.connect(self._settings_closed)
        made.take(self._standing())
        self._settings = made
        return made

    def _made_guide(self) -> Guide:
        from rivermon.ui.guide import Guide  # noqa: PLC0415 - as above

        window = self._window
        made = Guide(self._chosen, window.operator, self._appearance, self._clock, window)
        made.qr_asked.connect(window.sheets.open_qr)
        made.row_asked.connect(self._show_row)
        made.failed.connect(window.banner.show_failure)
        made.finished.connect(self._guide_closed)
        made.take(self._standing())
        self._guide = made
        return made

    def _standing(self) -> Sequence[Fact]:
        """Where rivermon listens, and how the public way fares, as the window knows it."""
        status = self._window.status
        listening = (Listening(status.url),) if status.url else ()
        return (*listening, PublicWayChanged(status.public.way))

    @Slot(object)
    def _take(self, facts: Sequence[Fact]) -> None:
        if self._settings is not None:
            self._settings.take(facts)
        if self._guide is not None:
            self._guide.take(facts)

    @Slot()
    def _settings_closed(self) -> None:
        if self._settings is not None:
            self._page = self._settings.page
        self._settings = None  # it is about to be gone

    @Slot()
    def _guide_closed(self) -> None:
        self._guide = None

    @Slot(object, object)
    def _on_done(self, act: Act, result: object) -> None:
        """Say what nobody else does any more: the settings were closed while it went on."""
        if act is Act.BACK_UP and isinstance(result, Backup) and self._settings is None:
            self._window.status.say(backup_words(result))

    @Slot(object, str)
    def _on_refused(self, act: Act, why: str) -> None:
        """The same of what could not be done."""
        del act
        if self._settings is None and self._guide is None:
            self._window.banner.show_failure(why)

    @Slot(object, int)
    def _show_row(self, view: View, row_id: int) -> None:
        self._window.open_row(view, row_id)
