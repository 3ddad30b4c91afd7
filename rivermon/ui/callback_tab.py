"""The Callback tab: every callback of a record, and the way to send it once more.

Does not send: it asks the operator's controls to.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rivermon.core.entities import CallbackHistory
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_block import CallbackBlock
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.operator import Act, Operator


class CallbackTab(QWidget):
    """Blocks, one for each callback, and the button that sends again."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._operator = operator
        self._record_id: int | None = None
        self._blocks: dict[int, CallbackBlock] = {}
        self._none = EmptyNote(
            self.tr("Nothing is called back for this record."),
            self.tr("Only event-driven workflows wait for a callback."),
            self,
        )
        self._again = QPushButton(self.tr("Send again"), self)
        self._again.setToolTip(self.tr("Send this record's callback to ModelRiver once more"))
        self._again.clicked.connect(self._send_again)
        operator.busy_changed.connect(self._on_busy)
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(16)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addStretch(1)
        foot.addWidget(self._again)
        layout.addLayout(foot)

    def show_callbacks(
        self, record_id: int, callbacks: Sequence[CallbackHistory], now: datetime
    ) -> None:
        """Show the callbacks of a record as they stand at `now`."""
        self._record_id = record_id
        wanted = {history.callback.id for history in callbacks}
        for gone in set(self._blocks) - wanted:
            self._blocks.pop(gone).deleteLater()
        for place, history in enumerate(callbacks):
            block = self._blocks.get(history.callback.id)
            if block is None:
                block = self._blocks[history.callback.id] = CallbackBlock(self._appearance, self)
                self._column.insertWidget(place, block)
            block.show_history(history, now)
        self._none.setVisible(not callbacks)
        self._again.setVisible(bool(callbacks))

    @Slot()
    def _send_again(self) -> None:
        if self._record_id is not None:
            self._operator.send_again(self._record_id)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.SEND_AGAIN:
            busy = self._operator.is_busy(act)
            self._again.setEnabled(not busy)
            self._again.setText(self.tr("Sending…") if busy else self.tr("Send again"))
