"""Says that other records have changes that were not sent, and lets them go.

Keeps nothing itself: the approval panel does.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rivermon.ui.approval_panel import ApprovalPanel
from rivermon.ui.field_column import sentence
from rivermon.ui.listed_words import listed

_NAMED = 3


class KeptChanges(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, panel: ApprovalPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._words = sentence(self)
        self._discard = QPushButton(self.tr("Discard"), self)
        self._discard.setProperty("role", "link")
        self._discard.setAccessibleName(self.tr("Discard the changes to other records"))
        self._discard.clicked.connect(self._let_go)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._discard, 0, Qt.AlignmentFlag.AlignTop)
        panel.kept_changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        kept = self._panel.kept
        self.setVisible(bool(kept))
        named = listed(f"#{record_id}" for record_id in kept[:_NAMED])
        more = "…" if len(kept) > _NAMED else ""
        self._words.setText(self.tr("Unsent changes are kept for {0}.").format(named + more))

    @Slot()
    def _let_go(self) -> None:
        for record_id in self._panel.kept:
            self._panel.let_go(record_id)
