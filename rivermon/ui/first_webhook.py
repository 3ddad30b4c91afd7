"""Waits for the first webhook, and says what arrived or why it was refused.

Does not decide what is genuine: it is told what was stored.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rivermon.core.entities import Callback, CallbackKind, Delivery, Outcome, RecordRow
from rivermon.core.feed import CallbackChanged, DeliveryStored, Fact, PublicWayChanged, RecordStored
from rivermon.core.listing import View
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Act, Operator
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.plain_text import one_line
from rivermon.ui.public_way_view import PublicWayView
from rivermon.ui.reason_words import reason_sentence
from rivermon.ui.state_look import callback_look
from rivermon.ui.state_pill import StatePill

_LONGEST = 120


class FirstWebhook(QWidget):
    """What is waited for, how ModelRiver gets there, and what came."""

    qr_asked = Signal(str)
    """A QR code of this URL is to be shown."""

    row_asked = Signal(object, int)
    """The row of a View with this id is to be shown."""

    secrets_asked = Signal()
    """The webhook secrets are to be looked at: a webhook was refused."""

    arrived = Signal()
    """A genuine webhook is stored."""

    def __init__(
        self,
        operator: Operator,
        appearance: Appearance,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """Wait.

        Args:
            operator: sends a test webhook, and tries the public way again.
            appearance: fonts and colours.
            clock: the time.
            parent: the widget that it is in.
        """
        super().__init__(parent)
        self._operator = operator
        self._clock = clock
        self._refused: Delivery | None = None
        self._came: Delivery | None = None
        self._row: RecordRow | None = None
        self._callback: Callback | None = None
        self._heading = QLabel(self)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setFont(appearance.heading_font(1.2))
        self._pill = StatePill(appearance, self)
        self._words = sentence(self)
        self._callback_words = sentence(self, muted=True)
        self._show = self._button(self.tr("Show it"))
        self._show.clicked.connect(self._ask_for_row)
        self._secrets = self._button(self.tr("Look at the secrets"))
        self._secrets.clicked.connect(self.secrets_asked)
        self._test = self._button(self.tr("Send a test webhook"))
        self._test.setToolTip(self.tr("Send a signed webhook to this rivermon over HTTP"))
        self._test.clicked.connect(lambda: operator.send_test(None))
        self.view = PublicWayView(operator, appearance, clock, self)
        self.view.qr_asked.connect(self.qr_asked)
        operator.busy_changed.connect(self._on_busy)
        self._lay_out()
        self._tell()

    @property
    def done(self) -> bool:
        """True once a genuine webhook came."""
        return self._came is not None

    @property
    def said(self) -> str:
        """Heading and words, as they are shown."""
        return f"{self._heading.text()} {self._words.text()} {self._callback_words.text()}".strip()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note what came, and how the public way fares."""
        for fact in facts:
            match fact:
                case DeliveryStored():
                    self._note_delivery(fact.delivery)
                case RecordStored():
                    self._note_record(fact.row)
                case CallbackChanged():
                    self._note_callback(fact.callback)
                case PublicWayChanged():
                    self.view.show_way(fact.way)
        self._tell()

    def _note_delivery(self, delivery: Delivery) -> None:
        if self._came is not None or delivery.replay_of is not None:
            return
        if delivery.outcome is Outcome.REJECTED:
            self._refused = delivery
        else:
            self._came = delivery
            self.arrived.emit()

    def _note_record(self, row: RecordRow) -> None:
        if self._came is not None and self._came.record_id == row.id:
            self._row = row

    def _note_callback(self, callback: Callback) -> None:
        came = self._came
        if came is not None and callback.delivery_id == came.id:
            self._callback = callback if callback.kind is CallbackKind.SUCCESS else self._callback

    def _tell(self) -> None:
        if self._came is not None:
            self._tell_what_came(self._came)
        elif self._refused is not None:
            self._tell_why_refused(self._refused)
        else:
            self._heading.setText(self.tr("Waiting for the first webhook…"))
            self._words.setText(
                self.tr(
                    "Run a workflow in ModelRiver: what it generates appears here at once. Or send "
                    "a test webhook from here, signed with your secret."
                )
            )
        delivery = self._came or self._refused
        self._pill.setVisible(delivery is not None)
        if delivery is not None:
            self._pill.show_look(outcome_look(delivery.outcome))
        self._callback_words.setText(self._about_callback())
        self._callback_words.setVisible(bool(self._callback_words.text()))
        self._show.setVisible(delivery is not None)
        self._secrets.setVisible(self._came is None and self._refused is not None)

    def _tell_what_came(self, came: Delivery) -> None:
        self._heading.setText(self.tr("It has arrived"))
        what = one_line(
            (self._row.title if self._row else "") or came.event or came.type or "", _LONGEST
        )
        if self._row is not None:
            words = self.tr("“{0}” is genuine, and stored as record {1}.").format(
                what, self._row.id
            )
        elif what:
            words = self.tr("“{0}” is genuine, and stored with the deliveries.").format(what)
        else:
            words = self.tr("It is genuine, and stored with the deliveries.")
        self._words.setText(words)

    def _tell_why_refused(self, refused: Delivery) -> None:
        self._heading.setText(self.tr("A webhook came, and was refused"))
        why = one_line(
            reason_sentence(refused.verdict.reason or refused.reason or ""), _LONGEST * 2
        )
        self._words.setText(
            self.tr("{0} If ModelRiver sent it, compare the webhook secret with the console's.")
            .format(why)
            .strip()
        )

    def _about_callback(self) -> str:
        if self._callback is None:
            return ""
        word = callback_look(self._callback, self._clock.now()).word
        if not self._callback.reason:
            return self.tr("Its callback: {0}.").format(word)
        why = one_line(reason_sentence(self._callback.reason), _LONGEST * 2)
        return self.tr("Its callback: {0}. {1}").format(word, why)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._show, self._secrets, self._test):
            buttons.addWidget(button)
        buttons.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._pill)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self._callback_words)
        column.addLayout(buttons)
        column.addSpacing(16)
        column.addWidget(self.view)
        column.addStretch(1)

    @Slot()
    def _ask_for_row(self) -> None:
        if self._row is not None:
            self.row_asked.emit(View.RECORDS, self._row.id)
        elif (delivery := self._came or self._refused) is not None:
            self.row_asked.emit(View.DELIVERIES, delivery.id)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.SEND_TEST:
            self._test.setEnabled(not self._operator.is_busy(act))
