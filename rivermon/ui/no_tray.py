"""A desktop without a tray: for a window whose doings are nobody's to see.

Does not know what would be shown.
"""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu

from rivermon.ui.system_tray import Act


class NoTray:
    """There is no place for an icon, so nothing is ever put up."""

    def is_there(self) -> bool:
        """Never."""
        return False

    def put_up(self, icon: QIcon, menu: QMenu, *, clicked: Act, message_clicked: Act) -> None:
        """Show nothing."""

    def dress(self, icon: QIcon, tip: str) -> None:
        """Show nothing."""

    def tell(self, title: str, text: str, icon: QIcon) -> None:
        """Show nothing."""

    def take_down(self) -> None:
        """Nothing is up."""
