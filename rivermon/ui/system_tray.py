"""The system's tray, as far as rivermon uses it: one icon, its menu, and messages.

Does not know what they say. Tests hand in a tray of their own.
"""

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

Act = Callable[[], None]


class TrayPlace(Protocol):
    """Where an icon can be put up, if the desktop has such a place."""

    def is_there(self) -> bool:
        """True while the desktop shows tray icons."""
        ...

    def put_up(self, icon: QIcon, menu: QMenu, *, clicked: Act, message_clicked: Act) -> None:
        """Show an icon: `menu` opens on it, a click on it or on a message is told."""
        ...

    def dress(self, icon: QIcon, tip: str) -> None:
        """Show another icon and tooltip, if one was put up."""
        ...

    def tell(self, title: str, text: str, icon: QIcon) -> None:
        """Show a message beside the icon that was put up."""
        ...

    def take_down(self) -> None:
        """Show no icon any more."""
        ...


class SystemTray:
    """Qt's: StatusNotifierItem or XEmbed on Linux, the notification area, the menu bar."""

    def __init__(self) -> None:
        self._icon: QSystemTrayIcon | None = None

    def is_there(self) -> bool:
        """True while the desktop shows tray icons."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def put_up(self, icon: QIcon, menu: QMenu, *, clicked: Act, message_clicked: Act) -> None:
        """Show an icon; Qt puts it back by itself when the tray went and has come again."""

        def activated(reason: QSystemTrayIcon.ActivationReason) -> None:
            if reason is QSystemTrayIcon.ActivationReason.Trigger:
                clicked()

        self._icon = QSystemTrayIcon(icon)
        self._icon.setContextMenu(menu)
        self._icon.messageClicked.connect(message_clicked)
        if sys.platform != "darwin":  # a click opens the menu there, and tells of itself too
            self._icon.activated.connect(activated)
        self._icon.show()

    def dress(self, icon: QIcon, tip: str) -> None:
        """Show another icon and tooltip, if one was put up."""
        if self._icon is not None:
            self._icon.setIcon(icon)
            self._icon.setToolTip(tip)

    def tell(self, title: str, text: str, icon: QIcon) -> None:
        """Show a message beside the icon that was put up."""
        if self._icon is not None:
            self._icon.showMessage(title, text, icon)

    def take_down(self) -> None:
        """Show no icon any more."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
