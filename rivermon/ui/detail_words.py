"""What the detail pane says of a row as a whole: its title, where it belongs, that it is gone.

Does not show anything.
"""

from PySide6.QtCore import QCoreApplication

from rivermon.core.entities import Delivery, Detail
from rivermon.core.listing import View
from rivermon.ui.outcome_look import outcome_look


def title_words(detail: Detail) -> str:
    """The record's title; without a record, what the delivery is about."""
    if detail.record is not None:
        return detail.record.title or _tr("(no title)")
    delivery = detail.delivery
    return delivery.event or delivery.type or _tr("Delivery {0}").format(delivery.id)


def where_words(view: View, detail: Detail) -> str:
    """Event and category; of a delivery what became of it, and why."""
    parts: list[str | None] = []
    if view is View.DELIVERIES or detail.record is None:
        parts += [outcome_look(detail.delivery.outcome).word, _reason(detail.delivery)]
    if detail.record is not None:
        parts += [detail.record.event_name, detail.record.category]
    return " · ".join(part for part in parts if part)


def select_words(view: View) -> str:
    """Asks to select a row."""
    match view:
        case View.RECORDS:
            return _tr("Select a record to see all of it.")
        case View.DELIVERIES:
            return _tr("Select a delivery to see all of it.")
        case View.CALLBACKS:
            return _tr("Select a callback to see all of it.")


def reading_words(view: View) -> str:
    """Says that a row is being read."""
    match view:
        case View.RECORDS:
            return _tr("Reading the record…")
        case View.DELIVERIES:
            return _tr("Reading the delivery…")
        case View.CALLBACKS:
            return _tr("Reading the callback…")


def unread_words(view: View) -> str:
    """Says that a row could not be read."""
    match view:
        case View.RECORDS:
            return _tr("The record could not be read.")
        case View.DELIVERIES:
            return _tr("The delivery could not be read.")
        case View.CALLBACKS:
            return _tr("The callback could not be read.")


def gone_words(view: View) -> str:
    """Says that there is no such row any more."""
    match view:
        case View.RECORDS:
            return _tr("This record is no longer there.")
        case View.DELIVERIES:
            return _tr("This delivery is no longer there.")
        case View.CALLBACKS:
            return _tr("This callback is no longer there.")


def _reason(delivery: Delivery) -> str | None:
    return delivery.reason or (delivery.verdict.reason if delivery.failed else None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DetailWords", text)
