"""The Callback tab: what waits for approval, all callbacks of a delivery, and sending once more.

Does not send: it asks the operator's controls to.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rivermon.chosen import Chosen
from rivermon.core.entities import Callback, CallbackHistory, CallbackKind
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_panel import ApprovalPanel
from rivermon.ui.callback_block import CallbackBlock
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.kept_changes import KeptChanges
from rivermon.ui.operator import Act, Operator
from rivermon.ui.tab_order import tab_as_laid_out


class CallbackTab(QWidget):
    """The approval panel, blocks, one for each callback, and the button that sends again."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._operator = operator
        self._record_id: int | None = None
        self._blocks: dict[int, CallbackBlock] = {}
        self._approval = ApprovalPanel(appearance, operator, self)
        self._kept = KeptChanges(self._approval, self)
        self._none = EmptyNote("", "", self)
        self._again = QPushButton(self.tr("Send again"), self)
        self._again.setToolTip(self.tr("Send this record's callback to ModelRiver once more"))
        self._again.clicked.connect(self._send_again)
        operator.busy_changed.connect(self._on_busy)
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(16)
        self._column.addWidget(self._kept)
        self._column.addWidget(self._approval)
        self._above = self._column.count()
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self._area.setAccessibleName(self.tr("Callbacks"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addStretch(1)
        foot.addWidget(self._again)
        layout.addLayout(foot)
        self._on_busy(Act.SEND_AGAIN)

    def follow(self, chosen: Chosen) -> None:
        """Say what the rules of the approval gate are, now and whenever they change."""
        self._take_rules(chosen.settings)
        self.destroyed.connect(chosen.on_change(self._take_rules))

    def _take_rules(self, settings: Settings) -> None:
        self._approval.undecided = settings.undecided

    @property
    def unsent(self) -> bool:
        """True while changes to some record's AI data were neither sent nor let go."""
        return self._approval.unsent

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
        of_content = _of_content(callbacks)
        self._approval.show_callback(record_id, of_content, now)
        self._say_none(record_id)
        self._none.setVisible(not callbacks)
        waiting = of_content is not None and of_content.awaiting
        self._again.setVisible(bool(callbacks) and record_id is not None and not waiting)

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
            self._column.insertWidget(self._above + place, block)
            block.show()
        tab_as_laid_out(self)
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
            self._operator.send_again([self._record_id])

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.SEND_AGAIN:
            busy = self._operator.is_busy(act)
            self._again.setEnabled(not busy)
            self._again.setText(self.tr("Sending…") if busy else self.tr("Send again"))


def _of_content(callbacks: Sequence[CallbackHistory]) -> Callback | None:
    """The callback that brings the content, which is the one that may wait for approval."""
    found = (each.callback for each in callbacks if each.callback.kind is CallbackKind.SUCCESS)
    return next(found, None)
