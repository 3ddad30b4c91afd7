"""The Signature tab: which scheme and secret matched, or why none did and what to do about it.

Does not verify: the operator's controls have the secrets, and are asked when the tab is in front.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.diagnosis import Diagnosis
from rivermon.core.entities import Delivery, Kept
from rivermon.ui.appearance import Appearance
from rivermon.ui.diagnosis_words import (
    age_sentence,
    finding_words,
    is_redeemable,
    remedy_words,
    replayed_words,
    since_words,
)
from rivermon.ui.field_list import Words
from rivermon.ui.operator import Act, Operator
from rivermon.ui.reason_words import reason_words
from rivermon.ui.scheme_frame import SchemeFrame
from rivermon.ui.signature_words import advice_words, signature_words
from rivermon.ui.state_pill import StatePill
from rivermon.ui.verdict_look import verdict_look


class SignatureTab(QWidget):
    """The verdict, what was found now, and a card for each published scheme."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._operator = operator
        self._delivery: Delivery | None = None
        self._asked: int | None = None
        self._answered: int | None = None
        self._replaying: int | None = None
        self._watching = False
        self._pill = StatePill(appearance, self)
        self._stored = Words(self)
        self._stored.setProperty("role", "muted")
        self._finding = Words(self)
        self._remedy = Words(self)
        self._age = _muted(self)
        self._since = Words(self)
        self._replayed = Words(self)
        self._replay = QPushButton(self.tr("Replay"), self)
        self._replay.setToolTip(self.tr("Take this delivery in once more, as if it had just come"))
        self._replay.clicked.connect(self._on_replay)
        self._title = QLabel(self.tr("What each published scheme says"), self)
        self._title.setFont(appearance.header_font())
        self._frames: list[SchemeFrame] = []
        self._column = QVBoxLayout()
        self._lay_out()
        operator.done.connect(self._on_done)
        operator.failed.connect(self._on_failed)
        operator.busy_changed.connect(self._on_busy)
        self._on_busy(Act.REPLAY)

    def show_delivery(self, delivery: Delivery) -> None:
        """Show a delivery's signature; the same delivery again is not looked at again."""
        same = self._delivery is not None and self._delivery.id == delivery.id
        self._delivery = delivery
        if same:
            return
        self._answered = None
        self._replayed.show_sentences()
        self._replayed.hide()
        self._show_stored(delivery)
        self._ask()

    def watch_only(self) -> None:
        """The window only watches: it has no secrets to look with."""
        self._watching = True
        if self._delivery is not None and self._answered is None:
            self._show_stored(self._delivery)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what was not asked while nobody could see the answer."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        delivery = self._delivery
        if delivery is None or self._watching or not self.isVisible():
            return
        if self._answered == delivery.id or self._operator.is_busy(Act.DIAGNOSE):
            return
        self._asked = delivery.id
        self._operator.diagnose(delivery.id)

    @Slot(object, object)
    def _on_done(self, act: Act, result: object) -> None:
        if act is Act.DIAGNOSE and isinstance(result, Diagnosis):
            if self._delivery is not None and self._asked == self._delivery.id:
                self._answered = self._asked
                self._show_diagnosis(self._delivery, result)
        elif act is Act.REPLAY and isinstance(result, Kept):
            self._say_replayed(replayed_words(result))

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        """The act that failed is not named: whichever of the two was waited for."""
        if self._replaying is not None:
            self._say_replayed(reason_words(why))
        elif self._asked is not None and self._answered != self._asked:
            self._answered = self._asked
            self._finding.show_sentences(reason_words(why))

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.REPLAY:
            busy = self._operator.is_busy(act)
            self._replay.setEnabled(not busy)
            self._replay.setText(self.tr("Replaying…") if busy else self.tr("Replay"))
            if not busy:
                self._replaying = None
        elif act is Act.DIAGNOSE and not self._operator.is_busy(act):
            self._ask()

    @Slot()
    def _on_replay(self) -> None:
        if self._delivery is not None:
            self._replaying = self._delivery.id
            self._operator.replay(self._delivery.id)

    def _say_replayed(self, words: str) -> None:
        if self._delivery is not None and self._replaying == self._delivery.id:
            self._replayed.show_sentences(words)
            self._replayed.show()

    def _show_stored(self, delivery: Delivery) -> None:
        """What was found at the receipt, until it is looked at again."""
        self._pill.show_look(verdict_look(delivery.verdict.word))
        stored = self.tr("When it came: {0}").format(signature_words(delivery))
        self._stored.show_sentences(stored)
        _say(self._remedy, advice_words(delivery.verdict))
        if self._watching:
            self._finding.show_sentences(
                self.tr(
                    "This window only watches, and the secrets are with the rivermon that listens: "
                    "below is what was found when the request came. Open the Signature tab there "
                    "to see what was compared."
                )
            )
        else:
            self._finding.show_sentences(self.tr("Looking at the signature…"))
        for quiet in (self._age, self._since, self._replay, self._title, *self._frames):
            quiet.hide()

    def _show_diagnosis(self, delivery: Delivery, diagnosis: Diagnosis) -> None:
        self._finding.show_sentences(finding_words(diagnosis))
        _say(self._remedy, remedy_words(diagnosis))
        self._age.setText(age_sentence(diagnosis))
        self._age.show()
        _say(self._since, since_words(delivery, diagnosis))
        self._replay.setVisible(is_redeemable(delivery, diagnosis))
        self._show_schemes(diagnosis)

    def _show_schemes(self, diagnosis: Diagnosis) -> None:
        while len(self._frames) < len(diagnosis.tried):
            self._frames.append(SchemeFrame(self._appearance, self))
            self._column.insertWidget(self._column.count() - 1, self._frames[-1])
        genuine = any(tried.matches is not None for tried in diagnosis.tried)
        for place, frame in enumerate(self._frames):
            used = place < len(diagnosis.tried)
            frame.setVisible(used)
            if used:
                frame.show_tried(diagnosis.tried[place], genuine=genuine)
        self._title.setVisible(bool(diagnosis.tried))

    def _lay_out(self) -> None:
        inner = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._pill)
        head.addStretch(1)
        head.addWidget(self._age)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        for words in (self._finding, self._remedy, self._since):
            self._column.addWidget(words)
        self._column.addWidget(self._replay, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._replayed)
        self._column.addWidget(self._stored)
        self._column.addSpacing(8)
        self._column.addWidget(self._title)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Signature"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def _say(words: Words, sentence: str) -> None:
    words.show_sentences(sentence)
    words.setVisible(bool(sentence))


def _muted(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", "muted")
    return label
