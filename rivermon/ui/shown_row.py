"""Which row the detail pane shows, and which facts are about it.

Does not read nor show it.
"""

from rivermon.core.entities import Callback, Delivery, Detail, Outcome
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    RecordChanged,
    RowsDropped,
)
from rivermon.core.listing import View
from rivermon.ui.told_rows import dropped_of


class ShownRow:
    """A row of a view; `detail` is what was last read of it, None before the first answer."""

    def __init__(self, view: View, row_id: int) -> None:
        self.view = view
        self.row_id = row_id
        self.detail: Detail | None = None

    def is_among(self, dropped: RowsDropped) -> bool:
        """True when what is shown was dropped."""
        if self.detail is not None:
            return self.detail.delivery.id in dropped.deliveries
        return self.row_id in dropped_of(self.view, dropped)

    def may_change_with(self, fact: Fact) -> bool:
        """True when a fact may have changed what is shown."""
        match fact:
            case CallbackChanged(callback) | CallbackOwed(callback):
                return self._has(callback)
            case DeliveryStored(delivery):
                return self._came_again_as(delivery)
            case RecordChanged(row):
                return row.id == self._record_id
        return False

    def _has(self, callback: Callback) -> bool:
        if self.detail is not None and self.detail.delivery.id == callback.delivery_id:
            return True
        if callback.record_id is not None and callback.record_id == self._record_id:
            return True
        match self.view:
            case View.DELIVERIES:
                return callback.delivery_id == self.row_id
            case View.CALLBACKS:
                return callback.id == self.row_id
            case View.RECORDS:
                return False

    def _came_again_as(self, delivery: Delivery) -> bool:
        if delivery.outcome is not Outcome.DUPLICATE or self.detail is None:
            return False
        if delivery.record_id is not None:
            return delivery.record_id == self._record_id
        shown = self.detail.delivery
        return shown.channel_id is not None and shown.channel_id == delivery.channel_id

    @property
    def _record_id(self) -> int | None:
        if self.view is View.RECORDS:
            return self.row_id
        return self.detail.delivery.record_id if self.detail else None
