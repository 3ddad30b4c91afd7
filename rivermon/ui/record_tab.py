"""The Record tab: a record's fields and its body, and the delivery that brought it.

Does not know what was called back. Without a record the delivery stands alone.
"""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rivermon.core.entities import Detail, Record
from rivermon.ui.appearance import Appearance
from rivermon.ui.body_view import BodyView
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.delivery_fields import DeliveryFields
from rivermon.ui.delivery_words import date_and_time
from rivermon.ui.field_list import FieldList
from rivermon.ui.record_marks import RecordMarks

_BODY_HEIGHT = 128


class RecordTab(QWidget):
    """Two parts, one under the other: the record, if there is one, and the delivery."""

    pin_asked = Signal()
    """The record is to be pinned, or its pin to be taken off."""

    note_asked = Signal()
    """The note on the record is to be edited."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget(self)
        self._record = _RecordPart(appearance, inner)
        self._record.marks.pin_asked.connect(self.pin_asked)
        self._record.marks.note_asked.connect(self.note_asked)
        self._delivery = DeliveryFields(appearance, inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(16)
        column.addWidget(self._record, 1)
        column.addWidget(self._delivery)
        # Takes what the body leaves: nothing beside a record, all of it when there is none.
        column.addStretch(0)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Record and delivery"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_detail(self, detail: Detail, now: datetime) -> None:
        """Show what is known, seen at `now`."""
        self._record.setVisible(detail.record is not None)
        if detail.record is not None:
            self._record.show_record(detail.record, now)
        self._delivery.show_delivery(detail.delivery, now, alone=detail.record is None)

    def tick(self, now: datetime) -> None:
        """Say anew how long ago it all was."""
        self._record.tick(now)
        self._delivery.tick(now)


class _RecordPart(QWidget):
    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._channel_id = ""
        fields = FieldList(appearance, self)
        self._event = fields.add_line(self.tr("Event"))
        self._category = fields.add_line(self.tr("Category"))
        copy_channel = CopyButton(
            appearance, lambda: self._channel_id, self.tr("Copy the channel's id"), parent=fields
        )
        self._channel = fields.add_line(self.tr("Channel"), fixed=True, button=copy_channel)
        self._model = fields.add_line(self.tr("Model"))
        self._stored = fields.add_line(self.tr("Stored"), fixed=True)
        self._edited = fields.add_line(self.tr("Edited"), fixed=True)
        self._id = fields.add_line(self.tr("Record"), fixed=True)
        self.marks = RecordMarks(appearance, self)
        self._body = BodyView(appearance, self.tr("Body of the record"), self)
        self._body.setMinimumHeight(appearance.px(_BODY_HEIGHT))
        copy_body = CopyButton(
            appearance, lambda: self._body.text, self.tr("Copy the record's body"), parent=self
        )
        title = QLabel(self.tr("Body"), self)
        title.setProperty("role", "muted")
        above = QHBoxLayout()
        above.addWidget(title, 1)
        above.addWidget(self._body.switch)
        above.addWidget(copy_body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(fields)
        layout.addWidget(self.marks)
        layout.addSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self._body, 1)

    def show_record(self, record: Record, now: datetime) -> None:
        self._channel_id = record.channel_id or ""
        self._event.show_text(record.event_name or "—")
        self._category.show_text(record.category)
        self._channel.show_text(record.channel_id or "—")
        self._model.show_text(_model_words(record) or "—")
        self._stored.show_moment(record.created_at, date_and_time(record.created_at), now)
        self._edited.set_visible(record.edited_at is not None)
        if record.edited_at is not None:
            self._edited.show_moment(record.edited_at, date_and_time(record.edited_at), now)
        self._id.show_text(str(record.id))
        self.marks.show_record(record)
        self._body.show_text(record.body)

    def tick(self, now: datetime) -> None:
        self._stored.tick(now)
        self._edited.tick(now)


def _model_words(record: Record) -> str:
    named = (record.metadata.get("ai_model"), record.metadata.get("ai_provider"))
    return " / ".join(str(name) for name in named if name)
