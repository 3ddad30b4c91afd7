"""Asks under which name a filter shall be kept.

Does not keep it: it tells the name.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.plain_text import one_line
from rivermon.ui.sheet import Sheet

_LONGEST = 60


class FilterNameDialog(Sheet):
    """One line for a name, with a name suggested; goes away when it is answered."""

    name_chosen = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Ask for a name for the filter `text`."""
        super().__init__(parent)
        self.entitle(self.tr("Save this filter"))
        self._name = QLineEdit(one_line(text, _LONGEST), self)
        self._name.setMaxLength(_LONGEST)
        # All of it, with the cursor at its beginning: a long name shows how it begins.
        self._name.setSelection(len(self._name.text()), -len(self._name.text()))
        self._name.textChanged.connect(self._check)
        self.add_field(self.tr("&Name"), self._name)
        shown = ElidedLabel(parent=self)
        shown.setProperty("role", "muted")
        shown.show_text(text)
        self.body.addWidget(shown)
        self.add_cancel()
        self._save = self.add_main(self.tr("Save"))

    def accept(self) -> None:
        """Tell the name and go away; stay while there is none."""
        name = self._name.text().strip()
        if name:
            super().accept()
            self.name_chosen.emit(name)

    @Slot(str)
    def _check(self, name: str) -> None:
        self._save.setEnabled(bool(name.strip()))
