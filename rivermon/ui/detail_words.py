"""What the detail pane says of a row as a whole: its title, where it belongs, that it is gone.

Does not show anything.
"""

from rivermon.core.entities import Delivery, Detail
from rivermon.core.listing import View
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.reason_words import reason_words
from rivermon.ui.translation import translate


def title_words(detail: Detail) -> str:
    """The record's title; without a record, what the delivery is about."""
    if detail.record is not None:
        return detail.record.title or translate("DetailWords", "(no title)")
    delivery = detail.delivery
    return (
        delivery.event
        or delivery.type
        or translate("DetailWords", "Delivery {0}").format(delivery.id)
    )


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
            return translate("DetailWords", "Select a record to see all of it.")
        case View.DELIVERIES:
            return translate("DetailWords", "Select a delivery to see all of it.")
        case View.CALLBACKS:
            return translate("DetailWords", "Select a callback to see all of it.")


def reading_words(view: View) -> str:
    """Says that a row is being read."""
    match view:
        case View.RECORDS:
            return translate("DetailWords", "Reading the record…")
        case View.DELIVERIES:
            return translate("DetailWords", "Reading the delivery…")
        case View.CALLBACKS:
            return translate("DetailWords", "Reading the callback…")


def unread_words(view: View) -> str:
    """Says that a row could not be read."""
    match view:
        case View.RECORDS:
            return translate("DetailWords", "The record could not be read.")
        case View.DELIVERIES:
            return translate("DetailWords", "The delivery could not be read.")
        case View.CALLBACKS:
            return translate("DetailWords", "The callback could not be read.")


def gone_words(view: View) -> str:
    """Says that there is no such row any more."""
    match view:
        case View.RECORDS:
            return translate("DetailWords", "This record is no longer there.")
        case View.DELIVERIES:
            return translate("DetailWords", "This delivery is no longer there.")
        case View.CALLBACKS:
            return translate("DetailWords", "This callback is no longer there.")


def _reason(delivery: Delivery) -> str:
    why = delivery.reason or (delivery.verdict.reason if delivery.failed else None)
    return reason_words(why) if why else ""
