"""Asks for a place in JSON that a table shall have a column for.

Does not add the column: it tells the path.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rivermon.core.filter import BadFilter, parse_path
from rivermon.core.filter_terms import JsonPath
from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import one_line
from rivermon.ui.sheet import Sheet


class PathDialog(Sheet):
    """One line for a path, read as it is typed; goes away when it is answered."""

    path_chosen = Signal(object)
    """The operator wants a column for this JsonPath."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Add a column"))
        self._read: JsonPath | BadFilter | None = None
        self._path = QLineEdit(self)
        self._path.setFont(appearance.fixed_font())
        self._path.setAccessibleName(self.tr("Path"))
        self._path.setPlaceholderText(self.tr("data.year or customer.user_id"))
        self._path.textChanged.connect(self._check)
        self.add_field(self.tr("A place in the webhook's &JSON"), self._path)
        self._reason = self.add_reason(self._path)
        self.add_cancel()
        self._add = self.add_main(self.tr("Add column"))
        self._add.setEnabled(False)

    @property
    def reason(self) -> str:
        """Why the path cannot be read; empty when it can, or when there is none yet."""
        return self._reason.text()

    def accept(self) -> None:
        """Tell the path and go away; stay while it cannot be read."""
        if isinstance(self._read, JsonPath):
            super().accept()
            self.path_chosen.emit(self._read)

    @Slot(str)
    def _check(self, text: str) -> None:
        path = text.strip()
        self._read = parse_path(path) if path else None
        reason = self._read.reason if isinstance(self._read, BadFilter) else ""
        self._reason.show_reason(one_line(reason))
        self._add.setEnabled(isinstance(self._read, JsonPath))
