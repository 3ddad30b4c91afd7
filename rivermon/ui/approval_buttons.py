"""The buttons under what waits for approval: edit it, let it go, turn it down.

Does nothing itself; the panel it belongs to hears the clicks.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget


class ApprovalButtons(QWidget):
    """Above what concerns the open text, below the decision."""

    edit_clicked = Signal()
    tidy_clicked = Signal()
    close_clicked = Signal()
    reject_clicked = Signal()
    approve_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tidy = QPushButton(self.tr("Tidy"), self)
        self._tidy.setToolTip(self.tr("Indent the JSON anew"))
        self._close = QPushButton(self)
        self._edit = QPushButton(self.tr("Edit"), self)
        self._reject = QPushButton(self.tr("Reject…"), self)
        self._reject.setToolTip(self.tr("Tell ModelRiver that there will be no content, and why"))
        self._approve = QPushButton(self)
        self._approve.setProperty("role", "main")
        self._approve.setToolTip(self.tr("Send the content to ModelRiver (Ctrl+Enter)"))
        self._edit.clicked.connect(self.edit_clicked)
        self._tidy.clicked.connect(self.tidy_clicked)
        self._close.clicked.connect(self.close_clicked)
        self._reject.clicked.connect(self.reject_clicked)
        self._approve.clicked.connect(self.approve_clicked)
        about_text, decision = QHBoxLayout(), QHBoxLayout()
        for row in (about_text, decision):
            row.setSpacing(8)
        about_text.addWidget(self._tidy)
        about_text.addWidget(self._close)
        about_text.addStretch(1)
        decision.addWidget(self._edit)
        decision.addStretch(1)
        decision.addWidget(self._reject)
        decision.addWidget(self._approve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(about_text)
        column.addLayout(decision)
        for button in (self._edit, self._tidy, self._close, self._reject, self._approve):
            button.setAccessibleDescription(button.toolTip())

    @property
    def can_decide(self) -> bool:
        """True while a decision can be asked for."""
        return not self._approve.isHidden() and self._approve.isEnabled()

    def focus_edit(self) -> None:
        """Put the focus on the button that opens the text."""
        self._edit.setFocus()

    def focus_approve(self) -> None:
        """Put the focus on the button that lets it go."""
        self._approve.setFocus()

    def show_editing(self, *, waiting: bool, editing: bool, changed: bool, too_large: bool) -> None:
        """Show what can be done with the text.

        Args:
            waiting: it can still be decided about.
            editing: the text is open.
            changed: the text is another one than it began with.
            too_large: the text cannot be edited here.
        """
        self._edit.setVisible(waiting and not editing)
        self._edit.setEnabled(not too_large)
        help_text = self.tr("Change the AI data before it is sent")
        if too_large:
            help_text = self.tr("This is over 1 MB, too much to be edited here")
        self._edit.setToolTip(help_text)
        self._edit.setAccessibleDescription(help_text)
        self._tidy.setVisible(waiting and editing)
        self._close.setVisible(editing or not waiting)
        discards = changed and waiting
        self._close.setText(self.tr("Discard changes") if discards else self.tr("Close"))
        self._approve.setText(
            self.tr("Approve with changes") if editing and changed else self.tr("Approve")
        )

    def show_deciding(self, *, waiting: bool, busy: bool) -> None:
        """Show whether a decision can be asked for: not while one is on its way."""
        for button in (self._reject, self._approve):
            button.setVisible(waiting)
            button.setEnabled(not busy)
