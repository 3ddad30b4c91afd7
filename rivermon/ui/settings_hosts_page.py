"""Where callbacks may go: a list of hosts, one more, and one less.

Does not send callbacks.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QWidget

from rivermon.chosen import Chosen
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.settings_page import SettingsPage

_LINES = 6


class HostsPage(SettingsPage):
    """The hosts in their order, a field to add one, a button to take one out."""

    def __init__(
        self, chosen: Chosen, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """Show the hosts; `appearance` has the font."""
        super().__init__(chosen, parent)
        self.say(
            self.tr(
                "The API key travels with every callback, so callbacks go to these hosts only: by "
                "https, and by plain http to this machine. What is for another host waits."
            )
        )
        self.hosts = QListWidget(self)
        self.hosts.setObjectName("hosts")
        self.hosts.setFont(appearance.fixed_font())
        self.hosts.setTabKeyNavigation(False)
        height = self.hosts.fontMetrics().lineSpacing() + 6
        self.hosts.setMinimumHeight(_LINES * height)
        self.hosts.currentRowChanged.connect(self._show_button)
        self.add_field(self.tr("Allowed &hosts"), self.hosts, stretch=1)
        self.remove = QPushButton(self.tr("&Remove"), self)
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._remove)
        below = QHBoxLayout()
        below.addWidget(self.remove)
        below.addStretch(1)
        self.body.addLayout(below)
        self._add_entry(appearance)
        self.add_overridden("callback_hosts")
        self.show_settings(chosen.settings)
        self.setFocusProxy(self.hosts)

    @property
    def unsent(self) -> bool:
        """True when a host is typed and not allowed."""
        return bool(self.field.text())

    @property
    def reason(self) -> str:
        """Why a host cannot be had; empty when it can."""
        return self._reason.text()

    def show_settings(self, settings: Settings) -> None:
        """Show the hosts that are allowed now."""
        there = [self.hosts.item(row).text() for row in range(self.hosts.count())]
        if list(settings.callback_hosts) != there:
            self.hosts.clear()
            self.hosts.addItems(list(settings.callback_hosts))
        self._show_button()

    def _add_entry(self, appearance: Appearance) -> None:
        self.field = QLineEdit(self)
        self.field.setFont(appearance.fixed_font())
        self.field.setPlaceholderText(self.tr("host or host:port"))
        self.field.setAccessibleName(self.tr("One more host"))
        self.field.returnPressed.connect(self._add)
        self.field.textEdited.connect(self._show_button)
        self.add_host = QPushButton(self.tr("A&llow"), self)
        self.add_host.setAutoDefault(False)
        self.add_host.clicked.connect(self._add)
        row = QWidget(self)
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.field, 1)
        beside.addWidget(self.add_host)
        self.add_field(self.tr("&One more host"), row).setBuddy(self.field)
        self._reason = self.add_reason(self.field, 2)

    @Slot()
    def _add(self) -> None:
        host = self.field.text().strip().lower()
        if not host:
            return
        now = self.chosen.settings.callback_hosts
        if self.change(self._reason, callback_hosts=list(dict.fromkeys((*now, host)))):
            self.field.clear()
            self._show_button()

    @Slot()
    def _remove(self) -> None:
        row = self.hosts.currentRow()
        now = self.chosen.settings.callback_hosts
        if 0 <= row < len(now):
            self.change(self._reason, callback_hosts=[*now[:row], *now[row + 1 :]])
            self.hosts.setCurrentRow(min(row, self.hosts.count() - 1))

    @Slot()
    def _show_button(self) -> None:
        self.remove.setEnabled(self.hosts.currentRow() >= 0)
        self.add_host.setEnabled(bool(self.field.text().strip()))
