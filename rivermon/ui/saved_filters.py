"""The menu of saved filters: keep the one in the box, use one, remove one.

Does not know how a filter is read, nor where the named ones are kept.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rivermon.ui.filter_name_dialog import FilterNameDialog
from rivermon.ui.filter_shelf import FilterShelf, SavedFilter
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.window_memory import WindowMemory

_SHOWN_NAME = 40
_SHOWN_TEXT = 40


class SavedFilters(QMenu):
    """A menu that is made anew each time it is about to be shown."""

    chosen = Signal(str)
    """The operator wants this text in the filter box."""

    def __init__(
        self, memory: WindowMemory, savable: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """Take `savable`, which gives the text of a filter worth keeping, or an empty one."""
        super().__init__(parent)
        self._shelf = FilterShelf(memory)
        self._savable = savable
        self.setToolTipsVisible(True)
        self.setAccessibleName(self.tr("Saved filters"))
        self.aboutToShow.connect(self._fill)

    @Slot()
    def ask_name(self) -> None:
        """Ask under which name the filter in the box shall be kept, if it is worth keeping."""
        text = self._savable()
        if not text:
            return
        dialog = FilterNameDialog(text, self.parentWidget())
        dialog.name_chosen.connect(partial(self._save, text=text))
        dialog.show()

    @Slot()
    def _fill(self) -> None:
        for old in self.findChildren(QMenu):
            old.deleteLater()
        self.clear()
        save = self.addAction(self.tr("Save this filter…"), self.ask_name)
        save.setEnabled(bool(self._savable()))
        filters = self._shelf.all()
        if not filters:
            return
        self.addSeparator()
        for each in filters:
            action = self._add(self, each)
            action.triggered.connect(partial(self.chosen.emit, each.text))
        self.addSeparator()
        remove = self.addMenu(self.tr("Remove"))
        remove.setToolTipsVisible(True)
        for each in filters:
            action = self._add(remove, each)
            action.triggered.connect(partial(self._shelf.remove, each.name))

    @staticmethod
    def _add(menu: QMenu, saved: SavedFilter) -> QAction:
        # A menu takes "&" for the mark of a key, and what follows a tab for the second part.
        name = one_line(saved.name, _SHOWN_NAME).replace("&", "&&")
        text = one_line(saved.text, _SHOWN_TEXT).replace("&", "&&")
        action = menu.addAction(name if saved.name == saved.text else f"{name}\t{text}")
        action.setToolTip(tooltip(saved.text))
        return action

    def _save(self, name: str, text: str) -> None:
        self._shelf.save(name, text)
