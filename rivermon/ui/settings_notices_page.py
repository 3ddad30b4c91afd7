"""What the desktop tells of, and whether rivermon listens on when its window is closed.

Does not tell anything.
"""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from rivermon.chosen import Chosen
from rivermon.core.notice import NoticeKind
from rivermon.settings import Settings
from rivermon.ui.notice_words import kind_words
from rivermon.ui.settings_page import SettingsPage


class NoticesPage(SettingsPage):
    """A switch for each kind of notice, and one for the tray."""

    def __init__(self, chosen: Chosen, parent: QWidget | None = None) -> None:
        """Show what is switched on."""
        super().__init__(chosen, parent)
        self.say(
            self.tr(
                "While nobody looks at the window the desktop tells of these, at most once a "
                "minute; a click opens what it is about."
            )
        )
        self.body.addSpacing(8)
        self.kinds: dict[NoticeKind, QCheckBox] = {}
        for kind in NoticeKind:
            self.kinds[kind] = self.add_switch(kind_words(kind))
            self.kinds[kind].toggled.connect(partial(self._switch, kind))
        self._reason = self.add_reason(self.kinds[NoticeKind.CALLBACKS], 1)
        self.add_overridden("notify")
        self.stays = self.add_switch(
            self.tr("Keep listening when the window is closed"),
            self.tr("Where the desktop has a tray; its icon opens the window again"),
        )
        self.stays.toggled.connect(self._stay)
        self._stays_reason = self.add_reason(self.stays, 1)
        self.add_overridden("close_to_tray")
        self.body.addStretch(1)
        self.show_settings(chosen.settings)
        self.setFocusProxy(next(iter(self.kinds.values())))

    @property
    def reason(self) -> str:
        """Why a switch could not be kept; empty when it could."""
        return self._reason.text() or self._stays_reason.text()

    def show_settings(self, settings: Settings) -> None:
        """Show what is switched on now."""
        for kind, switch in self.kinds.items():
            switch.setChecked(kind in settings.notify)
        self.stays.setChecked(settings.close_to_tray)

    def _switch(self, kind: NoticeKind, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        now = self.chosen.settings.notify
        if (kind in now) is on:
            return
        wanted = {*now, kind} if on else {*now} - {kind}
        self.change(self._reason, notify=[each for each in NoticeKind if each in wanted])

    def _stay(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on is not self.chosen.settings.close_to_tray:
            self.change(self._stays_reason, close_to_tray=on)
