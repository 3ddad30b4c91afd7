"""A desktop's tray in memory, that comes and goes as a test wants."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu


class MemoryTray:
    """Keeps the promises of `system_tray.TrayPlace`, and what was shown."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.menu: QMenu | None = None
        self.tip = ""
        self.icon = QIcon()
        self.told: list[tuple[str, str]] = []
        self.click: Callable[[], None] = _nothing
        self.click_message: Callable[[], None] = _nothing

    @property
    def is_up(self) -> bool:
        return self.menu is not None

    def is_there(self) -> bool:
        return self.there

    def put_up(
        self,
        icon: QIcon,
        menu: QMenu,
        *,
        clicked: Callable[[], None],
        message_clicked: Callable[[], None],
    ) -> None:
        assert self.menu is None, "there is an icon already"
        assert not icon.isNull()
        self.icon, self.menu = icon, menu
        self.click, self.click_message = clicked, message_clicked

    def dress(self, icon: QIcon, tip: str) -> None:
        self.icon, self.tip = icon, tip

    def tell(self, title: str, text: str, icon: QIcon) -> None:
        assert not icon.isNull()
        self.told.append((title, text))

    def take_down(self) -> None:
        self.menu = None

    def entries(self) -> list[str]:
        """What the menu offers, from the top down."""
        return [action.text() for action in self._actions() if action.text()]

    def choose(self, text: str) -> None:
        """Click an entry of the menu."""
        next(action for action in self._actions() if action.text() == text).trigger()

    def _actions(self) -> list[QAction]:
        assert self.menu is not None
        return [action for action in self.menu.actions() if action.isVisible()]


def _nothing() -> None:
    raise AssertionError("there is no icon to click")
