"""Where a file is, to be read and copied, and a button that opens it or the folder it is in.

Does not know what is in the file.
"""

from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import one_line, tooltip


class PlaceLine(QWidget):
    """A line that cannot be changed, and beside it the button."""

    def __init__(self, name: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Begin empty; `name` is what a reader says."""
        super().__init__(parent)
        self._opens: Path | None = None
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        self.line.setFont(appearance.fixed_font())
        self.line.setAccessibleName(name)
        self._open = QPushButton(self.tr("Open"), self)
        self._open.setAutoDefault(False)
        self._open.setEnabled(False)
        self._open.setAccessibleName(self.tr("Open: {0}").format(name))
        self._open.clicked.connect(self._on_open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._open)
        self.setFocusProxy(self.line)

    def show_place(self, file: Path, opens: Path) -> None:
        """Show where `file` is: its end, which tells it from others; `opens` is what is opened."""
        self._show(str(file), opens)

    def show_none(self, why: str) -> None:
        """Say why there is no such file."""
        self._show(why, None)

    def _show(self, text: str, opens: Path | None) -> None:
        self._opens = opens
        self.line.setText(one_line(text))
        self.line.setToolTip(tooltip(text))
        self._open.setEnabled(opens is not None)

    @Slot()
    def _on_open(self) -> None:
        """Open it; where it is not there yet, the folder that it will be in."""
        if self._opens is not None:
            there = self._opens if self._opens.exists() else self._opens.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))
