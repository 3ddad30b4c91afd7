"""What is known of a delivery, in the operator's words: its times, its way, its answer, its size.

Does not judge it; the time zone is the operator's.
"""

from datetime import datetime

from PySide6.QtCore import QLocale

from rivermon.core.entities import Delivery
from rivermon.core.origin import public_host
from rivermon.ui.callback_words import status_words
from rivermon.ui.moment_words import clock_time, duration, skew_words
from rivermon.ui.translation import translate

_SI = QLocale.DataSizeFormat.DataSizeSIFormat
_BYTES_BELOW = 1000


def date_and_time(moment: datetime) -> str:
    """A moment in local time with its date and milliseconds."""
    return f"{moment.astimezone():%Y-%m-%d} {clock_time(moment)}"


def sent_words(delivery: Delivery) -> str:
    """ModelRiver's own timestamp, and from there to the receipt."""
    if delivery.sent_at is None:
        return translate("DeliveryWords", "The webhook does not say when")
    return f"{date_and_time(delivery.sent_at)} · {skew_words(delivery.skew_ms)}"


def source_words(delivery: Delivery) -> str:
    """From where a request came, and to which path."""
    return translate("DeliveryWords", "{0} to {1}").format(delivery.remote, delivery.path)


def way_words(delivery: Delivery) -> str:
    """By which of rivermon's addresses a request came in."""
    host = public_host(delivery.headers)
    if not host:
        return translate("DeliveryWords", "an address of this machine")
    return translate("DeliveryWords", "the public address {0}").format(host)


def answer_words(delivery: Delivery) -> str:
    """What a request was answered, and how long that took."""
    return translate("DeliveryWords", "{0} in {1}").format(
        status_words(delivery.status), duration(delivery.duration_ms)
    )


def size_words(delivery: Delivery) -> str:
    """How large the body is."""
    exact = translate("DeliveryWords", "{0} bytes").format(QLocale().toString(delivery.size))
    if delivery.size < _BYTES_BELOW:
        return exact
    return translate("DeliveryWords", "{0} ({1})").format(
        QLocale().formattedDataSize(delivery.size, 1, _SI), exact
    )


def again_words(delivery: Delivery) -> str:
    """How often the same webhook came once more."""
    match delivery.redeliveries:
        case 0:
            return translate("DeliveryWords", "Never")
        case 1:
            return translate("DeliveryWords", "Once")
    return translate("DeliveryWords", "{0} times").format(QLocale().toString(delivery.redeliveries))
