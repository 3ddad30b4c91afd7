"""A page that is made when it is first shown, or when something of it is asked for before.

Does not know what is made, nor who shows it.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rivermon.ui.tab_order import tab_as_laid_out

Page = TypeVar("Page", bound=QWidget)


class LatePage(QWidget, Generic[Page]):
    """Stands where the page is to be, and has it in itself from its first look on."""

    def __init__(self, make: Callable[[QWidget], Page], parent: QWidget | None = None) -> None:
        """Have the page made by `make`, which is given the page's parent."""
        super().__init__(parent)
        self._make = make
        self._page: Page | None = None
        self._put_off: dict[str, Callable[[Page], object]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> Page | None:
        """The page; None while nobody has looked at it."""
        return self._page

    def have(self) -> Page:
        """The page, made now if it is not there."""
        if self._page is not None:
            return self._page
        page = self._page = self._make(self)
        self._layout.addWidget(page)
        for act in self._put_off.values():
            act(page)
        self._put_off.clear()
        # Left alone the layout does this in the next turn of the loop: until then there would be a
        # blank, in which no place for the focus is found.
        page.show()
        self._layout.activate()
        tab_as_laid_out(self.window())  # its place among all others is what counts
        return page

    def act(self, what: str, act: Callable[[Page], object]) -> None:
        """Do something with the page now, or when it is made.

        Args:
            what: a name for it; of the acts with one name only the last is done then.
            act: is handed the page.
        """
        if self._page is not None:
            act(self._page)
        else:
            self._put_off[what] = act

    def showEvent(self, event: QShowEvent) -> None:
        """Have the page there before the first of it is painted."""
        self.have()
        super().showEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the page."""
        self.have().setFocus(event.reason())
