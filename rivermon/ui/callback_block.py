"""One callback: how it stands, where it goes, what was sent, and every attempt at it.

Does not send anything, nor allow it: it asks the operator's controls to.
"""

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.entities import Attempt, CallbackHistory
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_words import approval_words
from rivermon.ui.callback_columns import host_to_allow
from rivermon.ui.callback_words import attempt_words, callback_sentence, kind_words
from rivermon.ui.code_view import CodeView
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.field_column import sentence
from rivermon.ui.moment_words import clock_time, duration
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.reason_words import capitalised
from rivermon.ui.state_look import callback_look
from rivermon.ui.state_pill import StatePill

_SHOWN_ATTEMPTS = 50


class CallbackBlock(QWidget):
    """Shows a CallbackHistory; shown again, it changes only what changed."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._operator = operator
        self._host: str | None = None
        self._attempts_shown: tuple[Attempt, ...] = ()
        self._frames: list[QFrame] = []
        self._pill = StatePill(appearance, self)
        self._kind = _muted(self)
        self._sentence = sentence(self)
        self._approval = sentence(self)
        self._allow = QPushButton(self.tr("Allow this host"), self)
        self._allow.clicked.connect(self._allow_host)
        operator.busy_changed.connect(self._on_busy)
        self._url = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._url.setFont(appearance.fixed_font())
        self._url_text = ""
        copy_url = CopyButton(
            appearance, lambda: self._url_text, self.tr("Copy the callback URL"), parent=self
        )
        self._body = CodeView(appearance, self.tr("Body of the callback"), parent=self)
        self._body.setFixedHeight(appearance.px(112))
        self._body_title = _muted(self)
        copy_body = CopyButton(
            appearance, lambda: self._body.text, self.tr("Copy the callback's body"), parent=self
        )
        self._attempts_title = _muted(self)
        self._attempts = QVBoxLayout()
        self._attempts.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(_row(self._pill, self._kind))
        layout.addWidget(self._sentence)
        layout.addWidget(self._approval)
        layout.addWidget(self._allow, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(_row(self._url, copy_url, stretch_first=True))
        layout.addLayout(_row(self._body_title, copy_body, stretch_first=True))
        layout.addWidget(self._body)
        layout.addWidget(self._attempts_title)
        layout.addLayout(self._attempts)

    def show_history(self, history: CallbackHistory, now: datetime) -> None:
        """Show a callback and its attempts as they stand at `now`."""
        callback = history.callback
        self._pill.show_look(callback_look(callback, now))
        self._kind.setText(kind_words(callback.kind))
        self._show_words(history)
        self._show_host(host_to_allow(callback))
        self._url_text = callback.url
        self._url.show_text(callback.url)
        self._body.show_text(callback.body.decode("utf-8", "replace"))
        if history.attempts != self._attempts_shown:
            self._attempts_shown = history.attempts
            self._show_attempts(history.attempts)

    def _show_words(self, history: CallbackHistory) -> None:
        callback = history.callback
        decided = approval_words(callback)
        self._sentence.setText(callback_sentence(history))
        self._sentence.setVisible(not callback.awaiting)
        self._approval.setText(self.tr("{0}.").format(decided))
        self._approval.setVisible(bool(decided))
        waits = callback.awaiting
        self._body_title.setText(self.tr("Body to be sent") if waits else self.tr("Body sent"))

    def _show_host(self, host: str | None) -> None:
        self._host = host
        self._allow.setVisible(host is not None)
        if host is not None:
            help_text = self.tr("Let callbacks go to {0} from now on").format(host)
            self._allow.setToolTip(tooltip(help_text))
            self._on_busy(Act.ALLOW_HOST)

    @Slot()
    def _allow_host(self) -> None:
        if self._host is not None:
            self._operator.allow_host(self._host)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.ALLOW_HOST:
            self._allow.setEnabled(not self._operator.is_busy(act))

    def _show_attempts(self, attempts: tuple[Attempt, ...]) -> None:
        for old in self._frames:
            self._attempts.removeWidget(old)
            old.deleteLater()
        self._attempts_title.setText(self.tr("Attempts") if attempts else self.tr("No attempt yet"))
        first = max(0, len(attempts) - _SHOWN_ATTEMPTS)
        numbered = list(enumerate(attempts, 1))[first:]
        self._frames = [
            _attempt_frame(number, attempt, self._appearance, self)
            for number, attempt in reversed(numbered)
        ]
        for frame in self._frames:
            self._attempts.addWidget(frame)


def _attempt_frame(
    number: int, attempt: Attempt, appearance: Appearance, parent: QWidget
) -> QFrame:
    frame = QFrame(parent)
    frame.setObjectName("attempt")
    grid = QGridLayout(frame)
    grid.setContentsMargins(8, 8, 8, 8)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    when = QLabel(f"{number}   {clock_time(attempt.started_at)}", frame)
    took = _muted(frame, duration(attempt.duration_ms))
    for figures in (when, took):
        figures.setFont(appearance.fixed_font())
    words = QLabel(capitalised(attempt_words(attempt)), frame)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    grid.addWidget(when, 0, 0)
    grid.addWidget(took, 0, 1, Qt.AlignmentFlag.AlignRight)
    grid.addWidget(words, 1, 0, 1, 2)
    if attempt.answer.strip():
        answer = _muted(frame, one_line(attempt.answer))
        answer.setFont(appearance.fixed_font())
        answer.setWordWrap(True)
        answer.setToolTip(tooltip(attempt.answer))
        grid.addWidget(answer, 2, 0, 1, 2)
    return frame


def _muted(parent: QWidget, text: str = "") -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "muted")
    label.setText(text)
    return label


def _row(first: QWidget, second: QWidget, *, stretch_first: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(first, 1 if stretch_first else 0)
    row.addWidget(second)
    if not stretch_first:
        row.addStretch(1)
    return row
