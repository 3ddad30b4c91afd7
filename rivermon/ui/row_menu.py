"""The menu of a table's rows: every act with its icon and its key, and why it cannot be done.

Does not do any of them.
"""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from rivermon.ui.row_actions import RowActions
from rivermon.ui.row_acts import COPY, ENTRIES
from rivermon.ui.translation import translate


class RowMenu(QMenu):
    """Opened beside the rows, by the mouse or by the keyboard."""

    def __init__(self, actions: RowActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._row_actions = actions
        self.setToolTipsVisible(True)
        self._copies = QMenu(self)
        self._copies.setToolTipsVisible(True)
        for entry in ENTRIES:
            if entry.parted:
                self.addSeparator()
            if not entry.copies:
                self.addAction(actions.action(entry.act))
                continue
            if not self._copies.actions():
                self.addMenu(self._copies)
            self._copies.addAction(actions.action(entry.act))
        self._name()

    def open_at(self, at: QPoint) -> None:
        """Open at a point of the screen, for what is selected now."""
        if self.isVisible():
            return
        self._row_actions.refresh()
        self._name()
        first = self._copies.actions()[0]
        self._copies.setIcon(first.icon())
        self.popup(at)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("What can be done with the rows"))
        words = translate("RowActs", COPY)
        self._copies.setTitle(words)
        self._copies.setAccessibleName(words)
