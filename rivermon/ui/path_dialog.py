"""Asks for a place in JSON that a table shall have a column for.

Does not add the column: it tells the path.
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

from rivermon.core.filter import BadFilter, parse_path
from rivermon.core.filter_terms import JsonPath
from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import one_line

_WIDTH = 400
_REASON_LINES = 2


class PathDialog(QDialog):
    """One line for a path, read as it is typed; goes away when it is answered."""

    path_chosen = Signal(object)
    """The operator wants a column for this JsonPath."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add a column"))
        self.setMinimumWidth(_WIDTH)
        self._read: JsonPath | BadFilter | None = None
        label = QLabel(self.tr("A place in the webhook's &JSON"), self)
        self._path = QLineEdit(self)
        self._path.setFont(appearance.fixed_font())
        self._path.setAccessibleName(self.tr("Path"))
        self._path.setPlaceholderText(self.tr("data.year or customer.user_id"))
        self._path.textChanged.connect(self._check)
        label.setBuddy(self._path)
        self._reason = QLabel(self)
        self._reason.setObjectName("filterReason")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # Its room is there from the start: the buttons do not move under the hand.
        self._reason.setFixedHeight(_REASON_LINES * self._reason.fontMetrics().lineSpacing() + 2)
        self._add = QPushButton(self.tr("Add column"), self)
        self._add.setProperty("role", "main")
        self._add.setDefault(True)
        self._add.setEnabled(False)
        self._add.clicked.connect(self.accept)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._lay_out(label)

    @property
    def reason(self) -> str:
        """Why the path cannot be read; empty when it can, or when there is none yet."""
        return self._reason.text()

    def accept(self) -> None:
        """Tell the path and go away; stay while it cannot be read."""
        if isinstance(self._read, JsonPath):
            super().accept()
            self.path_chosen.emit(self._read)

    def _lay_out(self, label: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self._path)
        column.addWidget(self._reason)
        column.addSpacing(8)
        column.addLayout(buttons)

    @Slot(str)
    def _check(self, text: str) -> None:
        path = text.strip()
        self._read = parse_path(path) if path else None
        bad = isinstance(self._read, BadFilter)
        self._reason.setText(
            one_line(self._read.reason) if isinstance(self._read, BadFilter) else ""
        )
        self._add.setEnabled(isinstance(self._read, JsonPath))
        if self._path.property("bad") is not bad:
            self._path.setProperty("bad", bad)
            self._path.style().unpolish(self._path)
            self._path.style().polish(self._path)
