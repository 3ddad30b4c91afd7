"""What waits for the operator's approval: how long it still does, the AI data to edit, and a say.

A text that is being edited is never touched by what comes in meanwhile; it is kept, per record,
when another one is looked at. Does not decide: it asks the operator's controls to.
"""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rivermon.core.approval import Undecided
from rivermon.core.entities import Callback
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_buttons import ApprovalButtons
from rivermon.ui.approval_words import approval_words, time_left, waiting_words
from rivermon.ui.field_column import sentence
from rivermon.ui.held_content import HeldContent
from rivermon.ui.json_editor import JsonEditor
from rivermon.ui.operator import Act, Operator
from rivermon.ui.reject_dialog import RejectDialog

_EDITOR_LINES = 16
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DECISIONS = (Act.APPROVE, Act.REJECT)


class ApprovalPanel(QWidget):
    """Hidden while nothing of the shown record waits, nor was decided under the hand."""

    kept_changed = Signal()
    """Other records have changes that are kept, or have none any more."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.undecided: Undecided | None = None
        """What happens to what nobody decides about, as far as it is known here."""
        self._operator = operator
        self._shown: HeldContent | None = None
        self._waited = self._editing = False
        self._drafts: dict[int, str] = {}
        self._asked: dict[Act, int] = {}
        self._settled: set[int] = set()
        self._heading = QLabel(self)
        self._left = QLabel(self)
        for label in (self._heading, self._left):
            label.setFont(appearance.heading_font(1.1))
        self._words = sentence(self)
        self._note = sentence(self)
        self._editor = JsonEditor(appearance, self.tr("AI data to be sent"), self)
        self._editor.edit.esc_leaves = True
        self._buttons = ApprovalButtons(self)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def waiting(self) -> bool:
        """True while the shown callback waits for a decision that nobody asked for here."""
        shown = self._shown
        return shown is not None and shown.callback.awaiting and not self._is_settled(shown)

    @property
    def kept(self) -> tuple[int, ...]:
        """The records, other than the shown one, that have changes which were not sent."""
        here = self._shown.record_id if self._shown is not None else None
        return tuple(record_id for record_id in self._drafts if record_id != here)

    @property
    def unsent(self) -> bool:
        """True while there are changes, here or kept, that were neither sent nor let go."""
        return bool(self._drafts) or (self._editing and self._editor.edited)

    def let_go(self, record_id: int) -> None:
        """Forget the changes that were kept for a record."""
        if self._drafts.pop(record_id, None) is not None:
            self.kept_changed.emit()

    def show_callback(
        self, record_id: int | None, callback: Callback | None, now: datetime
    ) -> None:
        """Show how a record's callback stands at `now`; None for neither."""
        before = self._shown.record_id if self._shown is not None else None
        if record_id != before or callback is None:
            self._put_away()
        self._shown = (
            None if record_id is None or callback is None else HeldContent(record_id, callback)
        )
        if self._shown is not None and self._shown.record_id != before:
            self._take_up(self._shown)
        self._waited = self._waited or self.waiting
        self._show()
        if self._shown is not None and self.waiting:
            left = time_left(self._shown.callback.deadline, now)
            self._left.setText(self.tr("{0} left").format(left))
            self._words.setText(waiting_words(self._shown.callback, self.undecided, now))

    @Slot()
    def approve(self) -> None:
        """Let it go, with what was changed; where that cannot be read, show why."""
        if self._shown is None or not self.waiting or not self._buttons.can_decide:
            return
        data = None
        if self._editing:
            value = self._editor.value
            if value is None:
                self._editor.go_to_problem()
                return
            data = value if self._editor.differs else None
        self._asked[Act.APPROVE] = self._shown.record_id
        self._operator.approve([self._shown.record_id], data)

    @Slot()
    def ask_why(self) -> None:
        """Ask for the reason, and reject with it."""
        if self._shown is None or not self.waiting:
            return
        title = self._shown.title
        dialog = RejectDialog(1 if title is None else [title], self)
        dialog.chosen.connect(partial(self._reject, self._shown.record_id))
        dialog.open()

    def _reject(self, record_id: int, why: str) -> None:
        if self._operator.is_busy(Act.REJECT):
            self._note.setText(self.tr("Something else is just being rejected: try once more."))
            return
        self._asked[Act.REJECT] = record_id
        self._operator.reject([record_id], why)

    @Slot()
    def edit(self) -> None:
        """Open the AI data to be edited."""
        if self._shown is not None and self.waiting:
            self._editing = True
            self._editor.begin_with(self._shown.data)
            self._show()
            self._editor.setFocus()

    @Slot()
    def close_text(self) -> None:
        """Close the text, and forget what was changed in it."""
        self._stop_editing()
        self._note.setText("")
        self._waited = self.waiting
        self._show()
        self._buttons.focus_edit()

    def _put_away(self) -> None:
        """Keep what was changed for the record that is shown, before another one is."""
        if self._shown is not None and self._editing and self._editor.edited:
            self._drafts[self._shown.record_id] = self._editor.text
        self._editing = self._waited = False
        self._note.setText("")

    def _take_up(self, shown: HeldContent) -> None:
        """Go on with what was changed before, if anything was."""
        draft = self._drafts.get(shown.record_id)
        if draft is not None:
            self._editing = self._waited = True
            self._editor.begin_with(shown.data)
            self._editor.show_text(draft)
            self._note.setText(self.tr("Your changes from before are here; they are not sent yet."))
        self.kept_changed.emit()

    def _stop_editing(self) -> None:
        self._editing = False
        if self._shown is not None:
            self.let_go(self._shown.record_id)

    def _is_settled(self, shown: HeldContent) -> bool:
        return shown.record_id in self._settled

    def _show(self) -> None:
        """Show what waits, or what was decided meanwhile by somebody else, or nothing."""
        shown = self._shown
        if shown is None:
            self.hide()
            return
        ours = self._is_settled(shown) or shown.record_id in self._asked.values()
        overtaken = self._waited and not shown.callback.awaiting and not ours
        if overtaken:
            self._say_overtaken(shown)
        else:
            self._heading.setText(self.tr("Waits for your approval"))
        self._editor.setVisible(self._editing and (self.waiting or self._editor.edited))
        self._editor.edit.setReadOnly(overtaken)
        self._left.setVisible(not overtaken)
        self._show_buttons()
        self.setVisible(self.waiting or overtaken)

    def _say_overtaken(self, shown: HeldContent) -> None:
        self._heading.setText(self.tr("Decided meanwhile"))
        self._words.setText(self.tr("{0}.").format(approval_words(shown.callback)))
        if self._editing and self._editor.edited:
            self._note.setText(self.tr("Your changes were not sent. They can still be copied."))
        else:
            self._note.setText("")

    @Slot()
    def _show_buttons(self) -> None:
        self._note.setVisible(bool(self._note.text()))
        self._buttons.show_editing(
            waiting=self.waiting,
            editing=self._editing,
            changed=self._editing and self._editor.edited,
            too_large=self._shown is not None and self._shown.too_large,
        )
        busy = any(self._operator.is_busy(act) for act in _DECISIONS)
        self._buttons.show_deciding(waiting=self.waiting, busy=busy)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act in _DECISIONS:
            if not self._operator.is_busy(act):
                self._asked.pop(act, None)
            self._show()

    @Slot(object, object)
    def _on_done(self, act: Act, count: object) -> None:
        record_id = self._asked.get(act)
        if record_id is None or not count:
            return
        self._settled.add(record_id)
        self.let_go(record_id)
        if self._shown is not None and self._shown.record_id == record_id:
            self._editing = self._waited = False
            self._note.setText("")

    def _lay_out(self) -> None:
        self._editor.setMinimumHeight(_EDITOR_LINES * self.fontMetrics().lineSpacing())
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._heading, 1)
        top.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._words)
        column.addWidget(self._note)
        column.addWidget(self._editor)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._buttons.edit_clicked.connect(self.edit)
        self._buttons.tidy_clicked.connect(self._editor.tidy)
        self._buttons.close_clicked.connect(self.close_text)
        self._buttons.reject_clicked.connect(self.ask_why)
        self._buttons.approve_clicked.connect(self.approve)
        self._editor.changed.connect(self._show_buttons)
        self._editor.edit.left.connect(self._buttons.focus_approve)
        self._operator.busy_changed.connect(self._on_busy)
        self._operator.done.connect(self._on_done)
        for key in _KEYS:
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.approve)
