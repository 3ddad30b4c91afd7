"""The menu of a table's columns: which are shown, which were added, and the way back.

Does not arrange anything: it says what was chosen.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rivermon.core.filter_terms import JsonPath
from rivermon.ui.column import Column
from rivermon.ui.plain_text import one_line


class ColumnsMenu(QMenu):
    """Made anew each time it opens."""

    column_toggled = Signal(int, bool)
    """The place of a column, and whether it is to be shown."""

    path_asked = Signal()
    """A column for a JSON path is to be added."""

    path_dropped = Signal(object)
    """The JSON path of a column that is to go."""

    reset_asked = Signal()
    """The columns are to be as they were at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Columns"))

    def open_at(self, at: QPoint, columns: Sequence[Column], hidden: Sequence[bool]) -> None:
        """Open at a point of the screen, for columns of which some are hidden."""
        self.clear()
        for place, (column, is_hidden) in enumerate(zip(columns, hidden, strict=True)):
            action = self._add(_plain(column.title()))
            action.setCheckable(True)
            action.setChecked(not is_hidden)
            action.toggled.connect(
                lambda shown, place=place: self.column_toggled.emit(place, shown)
            )
        self.addSeparator()
        self._add(self.tr("Add a column for a JSON path…")).triggered.connect(self.path_asked)
        for column in columns:
            if isinstance(column.sort, JsonPath):
                self._add_removal(column.sort)
        self._add(self.tr("Reset the columns")).triggered.connect(self.reset_asked)
        self.popup(at)

    def _add_removal(self, path: JsonPath) -> None:
        action = self._add(self.tr("Remove the column {0}").format(_plain(str(path))))
        action.triggered.connect(lambda: self.path_dropped.emit(path))

    def _add(self, text: str) -> QAction:
        action = QAction(text, self)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setAutoRepeat(False)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(action)
        return action


def _plain(text: str) -> str:
    # An ampersand would underline the letter behind it.
    return one_line(text, 60).replace("&", "&&")
