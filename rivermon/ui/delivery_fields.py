"""The section Delivery: what a request was, what was made of it, and what it was answered.

Does not know the record that it brought.
"""

from datetime import datetime

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rivermon.core.entities import Delivery
from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.delivery_words import (
    again_words,
    answer_words,
    date_and_time,
    sent_words,
    size_words,
    source_words,
    way_words,
)
from rivermon.ui.field_list import FieldList
from rivermon.ui.outcome_look import outcome_sentences
from rivermon.ui.signature_words import advice_words, signature_words


class DeliveryFields(QWidget):
    """A heading and the fields of one delivery."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._channel_id = ""
        self._title = QLabel(self)
        self._title.setFont(appearance.header_font())
        fields = FieldList(appearance, self)
        self._received = fields.add_line(self.tr("Received"), fixed=True)
        self._sent = fields.add_line(self.tr("Sent"), fixed=True)
        self._source = fields.add_line(self.tr("From"))
        self._way = fields.add_line(self.tr("Came through"))
        self._copy = CopyButton(
            appearance,
            lambda: self._channel_id,
            self.tr("Copy the delivery's channel"),
            parent=fields,
        )
        self._type = fields.add_line(self.tr("Type"))
        self._event = fields.add_line(self.tr("Event"))
        self._channel = fields.add_line(self.tr("Channel"), fixed=True, button=self._copy)
        self._signature = fields.add_words(self.tr("Signature"))
        self._outcome = fields.add_words(self.tr("Outcome"))
        self._answer = fields.add_line(self.tr("Answered"))
        self._size = fields.add_line(self.tr("Size"))
        self._again = fields.add_line(self.tr("Came again"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(fields)

    def show_delivery(self, delivery: Delivery, now: datetime, *, alone: bool) -> None:
        """Show a delivery; `alone` when no record says what it is about."""
        self._title.setText(self.tr("Delivery {0}").format(delivery.id))
        self._received.show_moment(delivery.received_at, date_and_time(delivery.received_at), now)
        if delivery.sent_at is None:
            self._sent.show_text(sent_words(delivery))
        else:
            self._sent.show_moment(delivery.sent_at, sent_words(delivery), now)
        self._source.show_text(source_words(delivery))
        self._way.show_text(way_words(delivery))
        self._show_subject(delivery, alone=alone)
        self._signature.show_sentences(signature_words(delivery), advice_words(delivery.verdict))
        self._outcome.show_sentences(*outcome_sentences(delivery))
        self._answer.show_text(answer_words(delivery))
        self._size.show_text(size_words(delivery))
        self._again.show_text(again_words(delivery))

    def tick(self, now: datetime) -> None:
        """Say anew how long ago it was."""
        self._received.tick(now)
        self._sent.tick(now)

    def _show_subject(self, delivery: Delivery, *, alone: bool) -> None:
        self._channel_id = delivery.channel_id or ""
        for field, text in (
            (self._type, delivery.type),
            (self._event, delivery.event),
            (self._channel, delivery.channel_id),
        ):
            field.show_text(text or "")
            field.set_visible(alone and bool(text))
        self._copy.setVisible(alone and bool(delivery.channel_id))
