"""Pages of which one is shown: as high as they are wanted, or as the screen lets them be.

Does not know the pages; they scroll where they are longer.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

_LEAST = 160


class PageStack(QStackedWidget):
    """Keeps its height whichever page is shown, so that nothing jumps."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        """Ask for so many pixels, and be content with a few."""
        super().__init__(parent)
        self._wanted = height

    def sizeHint(self) -> QSize:
        """The width of the pages, and the height that is wanted."""
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        """The least in which a page can be read."""
        return QSize(super().minimumSizeHint().width(), _LEAST)
