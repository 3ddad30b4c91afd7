"""The Record tab: a record's fields and its body.

Does not know how the record came to be.
"""

from datetime import UTC

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rivermon.core.entities import Delivery, Record, RecordDetail
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_words import status_words
from rivermon.ui.code_view import CodeView
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.record_columns import clock_time, duration
from rivermon.ui.signature_words import signature_words


class RecordTab(QWidget):
    """Fields, one under the other, then the body."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._inner = QWidget(self)
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(12, 12, 12, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._channel_id = ""
        self._event = self._field(self.tr("Event"))
        self._category = self._field(self.tr("Category"))
        self._channel = self._field(self.tr("Channel"), fixed=True)
        self._copy_beside_channel()
        self._model = self._field(self.tr("Model"))
        self._stored = self._field(self.tr("Stored"), fixed=True)
        self._id = self._field(self.tr("Record"), fixed=True)
        self._signature = self._field(self.tr("Signature"))
        self._delivery = self._field(self.tr("Delivery"))
        self._body = CodeView(appearance, self.tr("Body of the record"), fixed=False, parent=self)
        self._place_body()
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_detail(self, detail: RecordDetail) -> None:
        """Show a record and the delivery that brought it."""
        record, delivery = detail.record, detail.delivery
        self._channel_id = record.channel_id or ""
        self._event.show_text(record.event_name or "—")
        self._category.show_text(record.category)
        self._channel.show_text(record.channel_id or "—")
        self._model.show_text(_model_words(record) or "—")
        local = record.created_at.astimezone()
        self._stored.show_text(f"{local:%Y-%m-%d} {clock_time(record.created_at)}")
        utc = record.created_at.astimezone(UTC)
        self._stored.setToolTip(f"{utc:%Y-%m-%d %H:%M:%S.%f}"[:-3] + " UTC")
        self._id.show_text(str(record.id))
        self._signature.show_text(signature_words(delivery))
        self._delivery.show_text(self._delivery_words(delivery))
        self._body.show_text(record.body)

    def _field(self, name: str, *, fixed: bool = False) -> ElidedLabel:
        row = self._grid.rowCount()
        label = QLabel(name, self._inner)
        label.setProperty("role", "muted")
        value = ElidedLabel(
            Qt.TextElideMode.ElideMiddle if fixed else Qt.TextElideMode.ElideRight, self._inner
        )
        if fixed:
            value.setFont(self._appearance.fixed_font())
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(value, row, 1, 1, 1 if fixed else 2)
        self._grid.setRowMinimumHeight(row, 20)
        return value

    def _copy_beside_channel(self) -> None:
        copy = CopyButton(
            self._appearance,
            lambda: self._channel_id,
            self.tr("Copy the channel's id"),
            parent=self._inner,
        )
        self._grid.addWidget(copy, self._grid.rowCount() - 1, 2)

    def _place_body(self) -> None:
        row = self._grid.rowCount()
        title = QLabel(self.tr("Body"), self._inner)
        title.setProperty("role", "muted")
        copy = CopyButton(
            self._appearance,
            lambda: self._body.text,
            self.tr("Copy the record's body"),
            parent=self._inner,
        )
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(copy, row, 2)
        self._grid.addWidget(self._body, row + 1, 0, 1, 3)
        self._grid.setRowStretch(row + 1, 1)

    def _delivery_words(self, delivery: Delivery) -> str:
        answered = self.tr("answered {0} in {1}").format(
            status_words(delivery.status), duration(delivery.duration_ms)
        )
        words = self.tr("{0} from {1}, {2}").format(delivery.id, delivery.remote, answered)
        if delivery.redeliveries:
            words += ", " + self.tr("came again: %Ln", "", delivery.redeliveries)
        return words


def _model_words(record: Record) -> str:
    named = (record.metadata.get("ai_model"), record.metadata.get("ai_provider"))
    return " / ".join(str(name) for name in named if name)
