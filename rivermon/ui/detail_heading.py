"""The heading of the detail pane: a title, where it belongs, a pill, and a note when it is gone.

Does not read anything.
"""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rivermon.core.entities import Callback, CallbackKind, Detail
from rivermon.core.listing import View
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.detail_words import title_words, where_words
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.heading_marks import HeadingMarks
from rivermon.ui.state_look import Look, callback_look, state_look
from rivermon.ui.state_pill import StatePill
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate
from rivermon.ui.verdict_look import verdict_look


class DetailHeading(QWidget):
    """Says in three short lines what is shown under it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(parent=self)
        self._title.setFont(appearance.heading_font())
        self._where = ElidedLabel(parent=self)
        self._marks = HeadingMarks(appearance, self)
        self._note = ElidedLabel(parent=self)
        for quiet in (self._where, self._note):
            quiet.setProperty("role", "muted")
        self._note.hide()
        self._marks.hide()
        self._pill = StatePill(appearance, self)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self._title, 1)
        heading.addWidget(self._pill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 4)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(self._where)
        layout.addWidget(self._marks)
        layout.addWidget(self._note)

    def show_detail(self, view: View, row_id: int, detail: Detail, now: datetime) -> None:
        """Show what a row of a view is about, as it stands at `now`."""
        self._title.show_text(title_words(detail))
        self._where.show_text(where_words(view, detail))
        self._marks.show_detail(detail)
        self._pill.show_look(_look(view, row_id, detail, now))

    def show_note(self, words: str) -> None:
        """Say something about the whole; nothing with empty words."""
        self._note.show_text(words)
        self._note.setVisible(bool(words))


def _look(view: View, row_id: int, detail: Detail, now: datetime) -> Look | None:
    match view:
        case View.DELIVERIES:
            return verdict_look(detail.delivery.verdict.word)
        case View.CALLBACKS:
            chosen = _first(c for c in _callbacks(detail) if c.id == row_id)
            return (
                None
                if chosen is None
                else _awaiting_look(chosen, now) or callback_look(chosen, now)
            )
        case View.RECORDS:
            main = _first(c for c in _callbacks(detail) if c.kind is CallbackKind.SUCCESS)
            if main is None:
                return None
            usual = state_look(main.state, main.attempts, main.deadline, now)
            return _awaiting_look(main, now) or usual


def _awaiting_look(callback: Callback, now: datetime) -> Look | None:
    """The look of one that waits for the operator, with the time that is left."""
    left_s = int((callback.deadline - now).total_seconds())
    if not callback.awaiting or left_s <= 0:
        return None
    words = translate("DetailHeading", "Waits for approval {0}")
    left = f"{left_s // 60}:{left_s % 60:02}"
    return Look(Icon.HAND, words.format(left), Tone.WAITING)


def _callbacks(detail: Detail) -> Iterator[Callback]:
    return (history.callback for history in detail.callbacks)


def _first(callbacks: Iterator[Callback]) -> Callback | None:
    return next(callbacks, None)
