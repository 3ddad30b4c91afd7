"""Asks under which name a filter shall be kept.

Does not keep it: it tells the name.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.plain_text import one_line

_LONGEST = 60
_WIDTH = 360


class FilterNameDialog(QDialog):
    """One line for a name, with a name suggested; goes away when it is answered."""

    name_chosen = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Ask for a name for the filter `text`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save this filter"))
        self.setMinimumWidth(_WIDTH)
        label = QLabel(self.tr("&Name"), self)
        self._name = QLineEdit(one_line(text, _LONGEST), self)
        self._name.setMaxLength(_LONGEST)
        self._name.setAccessibleName(self.tr("Name"))
        # All of it, with the cursor at its beginning: a long name shows how it begins.
        self._name.setSelection(len(self._name.text()), -len(self._name.text()))
        self._name.textChanged.connect(self._check)
        label.setBuddy(self._name)
        shown = ElidedLabel(parent=self)
        shown.setProperty("role", "muted")
        shown.show_text(text)
        self._save = QPushButton(self.tr("Save"), self)
        self._save.setProperty("role", "main")
        self._save.setDefault(True)
        self._save.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self._name)
        column.addWidget(shown)
        column.addSpacing(12)
        column.addLayout(buttons)

    def accept(self) -> None:
        """Tell the name and go away; stay while there is none."""
        name = self._name.text().strip()
        if name:
            super().accept()
            self.name_chosen.emit(name)

    @Slot(str)
    def _check(self, name: str) -> None:
        self._save.setEnabled(bool(name.strip()))
