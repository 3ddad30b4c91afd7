"""A list of event names, each with a box that says whether its content is held for approval.

Changes nothing by itself: it tells which box was clicked. What the boxes say is handed in.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from rivermon.ui.plain_text import one_line, tooltip

_LINES = 7
_FEWEST = 3
_TIGHTER = 4
_NAME = Qt.ItemDataRole.UserRole


class EventList(QListWidget):
    """The names stand as they were handed in; a click moves none of them."""

    toggled = Signal(str, bool)
    """The operator wants an event to be held, or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(_FEWEST * self._row_height())
        self.itemChanged.connect(self._on_item_changed)
        self.itemActivated.connect(self._on_item_activated)

    @property
    def names(self) -> tuple[str, ...]:
        """The names, from the top down."""
        return tuple(self.item(place).data(_NAME) for place in range(self.count()))

    def sizeHint(self) -> QSize:
        """As many lines as are read without scrolling, where the screen has room for them."""
        return QSize(super().sizeHint().width(), _LINES * self._row_height())

    def show_names(self, names: Sequence[str], held: frozenset[str]) -> None:
        """Show these names; the current one stays current."""
        with QSignalBlocker(self):
            if tuple(names) != self.names:
                before, current = self.names, self.currentRow()
                self.clear()
                for name in names:
                    self._add(name)
                kept = before[current] if 0 <= current < len(before) else ""
                self.setCurrentRow(names.index(kept) if kept in names else min(0, len(names) - 1))
            for place, name in enumerate(names):
                state = Qt.CheckState.Checked if name in held else Qt.CheckState.Unchecked
                self.item(place).setCheckState(state)

    def _row_height(self) -> int:
        return 2 * self.fontMetrics().lineSpacing() - _TIGHTER

    def _add(self, name: str) -> None:
        item = QListWidgetItem(one_line(name), self)
        item.setData(_NAME, name)
        item.setToolTip(tooltip(name))
        item.setSizeHint(QSize(0, self._row_height()))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)

    @Slot(QListWidgetItem)
    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.toggled.emit(item.data(_NAME), item.checkState() is Qt.CheckState.Checked)

    @Slot(QListWidgetItem)
    def _on_item_activated(self, item: QListWidgetItem) -> None:
        held = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if held else Qt.CheckState.Checked)
