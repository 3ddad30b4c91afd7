"""The frame of every small window that asks or shows something beside the main one.

Blocks nothing and answers by signal. Does not know what is asked: whoever derives from it lays
that out.

    class NameDialog(Sheet):
        chosen = Signal(str)

        def __init__(self, parent: QWidget | None = None) -> None:
            super().__init__(parent)
            self.entitle(self.tr("Name it"))
            self.say(self.tr("The name is shown in the list."))
            self._name = QLineEdit(self)
            self.add_field(self.tr("&Name"), self._name)
            self._reason = self.add_reason(self._name)
            self.add_cancel()
            self._main = self.add_main(self.tr("Keep"))

        def accept(self) -> None:
            super().accept()
            self.chosen.emit(self._name.text())

Fields are made in the order in which the eye reads them, for Tab goes in the order of making.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.ui.box_outline import draw_outline
from rivermon.ui.field_column import FieldColumn

S = TypeVar("S", bound=QDialog)

_COLUMNS = 56
_EDGE = 16
_SCREEN_MARGIN = 32
_OTHER_LOOK = frozenset({QEvent.Type.PaletteChange, QEvent.Type.StyleChange})


class Sheet(FieldColumn, QDialog):
    """A title, a body from the top down, and a foot with buttons; Esc closes it.

    Return does the main thing wherever no text of several lines has the focus.
    """

    def __init__(
        self, parent: QWidget | None = None, *, columns: int = _COLUMNS, keep: bool = False
    ) -> None:
        """Make an empty sheet.

        Args:
            parent: the window that it lies above.
            columns: how many ordinary letters it is wide at least, in whatever size of text.
            keep: closing it only hides it; else it is gone.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not keep)
        self._columns = columns
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(_EDGE)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        column.addLayout(self.body, 1)
        column.addLayout(self._foot)

    @property
    def settled(self) -> bool:
        """True when it can be closed and opened again without a loss; whoever knows says so."""
        return False

    def open(self) -> None:
        """Show it in front; the window below stays usable, which Qt's own `open` would not let."""
        self.show()
        self.raise_()
        self.activateWindow()

    def entitle(self, title: str) -> None:
        """Give it its title, in the operator's language."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def add_aside(self, widget: QWidget) -> None:
        """Put something to the left of the foot."""
        self._foot.insertWidget(0, widget)

    def add_button(self, text: str, act: Callable[[], object]) -> QPushButton:
        """Add a button to the right end of the foot."""
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        self._foot.addWidget(button)
        return button

    def add_cancel(self, text: str = "") -> QPushButton:
        """Add the button that closes without doing anything."""
        return self.add_button(text or self.tr("Cancel"), self.reject)

    def add_main(self, text: str) -> QPushButton:
        """Add the button of the main thing, which is `accept`; Return presses it."""
        button = QPushButton(text, self)
        button.setProperty("role", "main")
        button.setDefault(True)
        button.clicked.connect(self.accept)
        self._foot.addWidget(button)
        return button

    def minimumSizeHint(self) -> QSize:
        """As wide as its columns of text, as high as they ask, as far as the screen lets it."""
        hint = super().minimumSizeHint()
        # A Chinese font names a whole ideograph as its average: two ordinary letters wide.
        font = self.fontMetrics()
        letter = min(font.averageCharWidth(), font.horizontalAdvance("x"))
        wanted = self._columns * letter + 2 * _EDGE
        width = max(hint.width(), min(wanted, self._room().width()))
        height = self._column.minimumHeightForWidth(width)
        return QSize(width, max(hint.height(), min(height, self._room().height())))

    def sizeHint(self) -> QSize:
        """What its content asks for, no larger than the screen."""
        return super().sizeHint().expandedTo(self.minimumSizeHint()).boundedTo(self._room())

    def showEvent(self, event: QShowEvent) -> None:
        """Never begin smaller than the text asks for."""
        self.setMinimumSize(self.minimumSizeHint())
        self.draw_outlines()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Grow when what it says grows; never become smaller under the hand."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.setMinimumSize(self.minimumSizeHint())
        return handled

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in _OTHER_LOOK and self.isVisible():
            QTimer.singleShot(0, self, self.draw_outlines)  # what it holds is told after it

    @Slot()
    def draw_outlines(self) -> None:
        """Give what it holds the outlines of the theme; again for what came after it was shown."""
        for widget in self.findChildren(QWidget):
            draw_outline(widget)

    def _room(self) -> QSize:
        return self.screen().availableSize() - QSize(_SCREEN_MARGIN, _SCREEN_MARGIN)


def open_sheet(window: QWidget, kind: type[S]) -> S | None:
    """The sheet of a kind that is open above a window; one that was closed is about to be gone."""
    return next((sheet for sheet in window.findChildren(kind) if sheet.isVisible()), None)
