"""What the desktop tells of, and when rivermon is at work: with its window closed, from login on.

Does not tell anything, nor how a desktop is told what to start.
"""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from rivermon.chosen import Chosen
from rivermon.core.notice import NoticeKind
from rivermon.settings import Settings
from rivermon.ui.field_column import sentence
from rivermon.ui.listed_words import listed
from rivermon.ui.notice_words import kind_words
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.settings_page import SettingsPage


class NoticesPage(SettingsPage):
    """A switch for each kind of notice, one for the tray, and one for the login."""

    def __init__(self, chosen: Chosen, operator: Operator, parent: QWidget | None = None) -> None:
        """Show what is switched on.

        Args:
            chosen: the settings.
            operator: has the desktop start rivermon at login.
            parent: the widget that it is in.
        """
        super().__init__(chosen, parent)
        self._operator = operator
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
        self.body.addSpacing(8)
        self._add_stays()
        self.body.addSpacing(8)
        self._add_at_login()
        self.body.addStretch(1)
        self.show_settings(chosen.settings)
        self.setFocusProxy(next(iter(self.kinds.values())))
        operator.done.connect(self._on_done)
        operator.refused.connect(self._on_refused)

    @property
    def reason(self) -> str:
        """Why a switch could not be kept; empty when it could."""
        return self._reason.text() or self._stays_reason.text() or self._login_reason.text()

    def show_settings(self, settings: Settings) -> None:
        """Show what is switched on now; what is asked for and not yet answered stays."""
        for kind, switch in self.kinds.items():
            switch.setChecked(kind in settings.notify)
        self.stays.setChecked(settings.close_to_tray)
        if not self._operator.is_busy(Act.START_AT_LOGIN):
            self.at_login.setChecked(settings.start_at_login)

    def _add_stays(self) -> None:
        self.stays = self.add_switch(
            self.tr("Keep listening when the window is closed"),
            self.tr("Where the desktop has a tray; its icon opens the window again"),
        )
        self.stays.toggled.connect(self._stay)
        self._stays_reason = self.add_reason(self.stays, 1)
        self.add_overridden("close_to_tray")

    def _add_at_login(self) -> None:
        self.at_login = self.add_switch(
            self.tr("Start rivermon when you log in"),
            self.tr("It waits in the tray then, without a window, where the desktop has a tray"),
        )
        self.at_login.toggled.connect(self._start)
        self._login_reason = self.add_reason(self.at_login, 2)
        self.add_overridden("start_at_login")
        if flags := [each for each in self.chosen.overridden.values() if each.startswith("--")]:
            words = self.tr("At login it starts with these settings, without {0}.")
            self.body.addWidget(sentence(self, words.format(listed(flags)), muted=True))

    def _switch(self, kind: NoticeKind, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        now = self.chosen.settings.notify
        if (kind in now) is on:
            return
        wanted = {*now, kind} if on else {*now} - {kind}
        self.change(self._reason, notify=[each for each in NoticeKind if each in wanted])

    def _stay(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on is not self.chosen.settings.close_to_tray:
            self.change(self._stays_reason, close_to_tray=on)

    def _start(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._operator.is_busy(Act.START_AT_LOGIN):
            return
        if on is not self.chosen.settings.start_at_login:
            self._login_reason.show_reason("")
            self._operator.start_at_login(wanted=on)

    @Slot(object, object)
    def _on_done(self, act: Act, _result: object) -> None:
        if act is Act.START_AT_LOGIN:
            self._settle()

    @Slot(object, str)
    def _on_refused(self, act: Act, why: str) -> None:
        if act is Act.START_AT_LOGIN:
            self._settle()
            self._login_reason.show_reason(one_line(why))

    def _settle(self) -> None:
        """Show what is so, whatever was switched meanwhile."""
        self.at_login.setChecked(self.chosen.settings.start_at_login)
