"""The Callback tab: every callback of a delivery, and the way to send it once more.

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
        self._none = EmptyNote("", "", self)
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
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addStretch(1)
        foot.addWidget(self._again)
        layout.addLayout(foot)

    def show_callbacks(
        self,
        record_id: int | None,
        callbacks: Sequence[CallbackHistory],
        now: datetime,
        *,
        first: int | None = None,
    ) -> None:
        """Show callbacks as they stand at `now`, the one with the id `first` before the others.

        Without a record nothing can be sent again.
        """
        self._record_id = record_id
        in_order = sorted(callbacks, key=lambda history: history.callback.id != first)
        self._place_blocks([history.callback.id for history in in_order])
        for history in in_order:
            self._blocks[history.callback.id].show_history(history, now)
        self._say_none(record_id)
        self._none.setVisible(not callbacks)
        self._again.setVisible(bool(callbacks) and record_id is not None)

    def _place_blocks(self, ids: Sequence[int]) -> None:
        if ids == list(self._blocks):
            return
        for block in self._blocks.values():
            self._column.removeWidget(block)
        for gone in set(self._blocks) - set(ids):
            block = self._blocks.pop(gone)
            block.hide()
            block.deleteLater()
        self._blocks = {callback_id: self._block(callback_id) for callback_id in ids}
        for place, block in enumerate(self._blocks.values()):
            self._column.insertWidget(place, block)
            block.show()
        self._area.verticalScrollBar().setValue(0)

    def _block(self, callback_id: int) -> CallbackBlock:
        known = self._blocks.get(callback_id)
        return CallbackBlock(self._appearance, self._operator, self) if known is None else known

    def _say_none(self, record_id: int | None) -> None:
        if record_id is None:
            line = self.tr("Nothing is called back for this delivery.")
        else:
            line = self.tr("Nothing is called back for this record.")
        self._none.say(line, self.tr("Only event-driven workflows wait for a callback."))

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
