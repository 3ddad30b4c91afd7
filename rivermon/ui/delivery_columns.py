"""The columns of the deliveries table: what each is called, says, and how it is set.

Does not know the model nor the view.
"""

from datetime import datetime

from PySide6.QtCore import QLocale

from rivermon.core.entities import Delivery
from rivermon.core.listing import SortBy
from rivermon.core.ports import Clock
from rivermon.ui.callback_words import status_words
from rivermon.ui.column import Column
from rivermon.ui.moment_words import cell_time, duration, moment_tooltip, skew_words
from rivermon.ui.outcome_look import outcome_look, outcome_words
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.reason_words import reason_words
from rivermon.ui.signature_words import signature_words
from rivermon.ui.state_look import Look
from rivermon.ui.translation import translate
from rivermon.ui.usual_columns import DURATION_WIDTH, channel_column, event_column, moment_column
from rivermon.ui.verdict_look import verdict_look

_SI = QLocale.DataSizeFormat.DataSizeSIFormat


def delivery_columns(clock: Clock) -> tuple[Column, ...]:
    """The columns of the deliveries table, from left to right at first.

    ModelRiver's timestamp, once it is chosen, stands beside the time of receipt.
    """
    time = moment_column(
        key="time",
        title=lambda: translate("DeliveryColumns", "Time"),
        about=lambda: translate("DeliveryColumns", "When the request was received, in local time"),
        of=lambda row: row.received_at,
        sort=SortBy.TIME,
        clock=clock,
        muted=False,
    )
    return (
        time,
        _sent(clock),
        _verdict(),
        _signed(),
        _outcome(),
        _answer(),
        _took(),
        event_column(lambda row: row.event, shown=False),
        _type(),
        channel_column(lambda row: row.channel_id),
        _size(),
        _again(),
    )


def _sent(clock: Clock) -> Column:
    return Column(
        key="sent",
        title=lambda: translate("DeliveryColumns", "Sent"),
        help=lambda: translate(
            "DeliveryColumns",
            "ModelRiver's own timestamp in local time, and from there to the receipt",
        ),
        text=_sent_text,
        whole=lambda row: tooltip(_sent_whole(row, clock.now())),
        sort=SortBy.SKEW,
        width=170,
        fixed=True,
        shown=False,
    )


def _verdict() -> Column:
    return Column(
        key="verdict",
        title=lambda: translate("DeliveryColumns", "Verdict"),
        help=lambda: translate("DeliveryColumns", "Whether ModelRiver's signature is right"),
        text=lambda row: verdict_look(row.verdict.word).word,
        whole=lambda row: tooltip(signature_words(row)),
        sort=SortBy.VERDICT,
        width=120,
        look=lambda row, _: verdict_look(row.verdict.word),
    )


def _signed() -> Column:
    return Column(
        key="signed",
        title=lambda: translate("DeliveryColumns", "Signature"),
        help=lambda: translate(
            "DeliveryColumns",
            "The scheme of the signature that matched, or the reason that none did",
        ),
        text=lambda row: one_line(signed_words(row)),
        whole=lambda row: tooltip(signature_words(row)),
        # The store sorts by the verdict first, and by these words within it.
        sort=SortBy.VERDICT,
        width=130,
        roomy=240,
        stretches=True,
        muted=False,
    )


def _outcome() -> Column:
    return Column(
        key="outcome",
        title=lambda: translate("DeliveryColumns", "Outcome"),
        help=lambda: translate("DeliveryColumns", "What became of the request"),
        text=lambda row: outcome_look(row.outcome).word,
        whole=lambda row: tooltip(outcome_words(row)),
        sort=SortBy.OUTCOME,
        width=102,
        look=_outcome_pill,
    )


def _answer() -> Column:
    return Column(
        key="answer",
        title=lambda: translate("DeliveryColumns", "Answer"),
        help=lambda: translate("DeliveryColumns", "The HTTP status that ModelRiver was answered"),
        text=lambda row: str(row.status),
        whole=lambda row: tooltip(status_words(row.status)),
        sort=SortBy.ANSWER,
        width=78,
        fixed=True,
    )


def _took() -> Column:
    return Column(
        key="took",
        title=lambda: translate("DeliveryColumns", "Took"),
        help=lambda: translate(
            "DeliveryColumns",
            "How long the answer took, without the disk's own time to write it down",
        ),
        text=lambda row: duration(row.duration_ms),
        whole=lambda _: "",
        sort=SortBy.DURATION,
        width=DURATION_WIDTH,
        fixed=True,
        right=True,
    )


def _type() -> Column:
    return Column(
        key="type",
        title=lambda: translate("DeliveryColumns", "Type"),
        help=lambda: translate("DeliveryColumns", "The type of the webhook"),
        text=lambda row: one_line(row.type or ""),
        whole=lambda row: tooltip(row.type or ""),
        sort=SortBy.TYPE,
        width=92,
        roomy=150,
        shown=False,
    )


def _size() -> Column:
    return Column(
        key="size",
        title=lambda: translate("DeliveryColumns", "Size"),
        help=lambda: translate("DeliveryColumns", "How large the body is"),
        text=lambda row: QLocale().formattedDataSize(row.size, 1, _SI),
        whole=lambda row: tooltip(
            translate("DeliveryColumns", "{0} bytes").format(QLocale().toString(row.size))
        ),
        sort=SortBy.SIZE,
        width=84,
        fixed=True,
        right=True,
        shown=False,
    )


def _again() -> Column:
    return Column(
        key="again",
        title=lambda: translate("DeliveryColumns", "Again"),
        help=lambda: translate("DeliveryColumns", "How often the same webhook came once more"),
        text=lambda row: QLocale().toString(row.redeliveries) if row.redeliveries else "",
        whole=lambda _: "",
        sort=SortBy.AGAIN,
        width=70,
        fixed=True,
        right=True,
        shown=False,
    )


def signed_words(delivery: Delivery) -> str:
    """Which scheme matched, and which secret unless it is the first; else why none did."""
    verdict = delivery.verdict
    if verdict.scheme is None:
        return reason_words(verdict.reason or "")
    if verdict.secret is None or verdict.secret == 1:
        return verdict.scheme.value
    return f"{verdict.scheme.value} · " + translate("DeliveryColumns", "secret {0}").format(
        verdict.secret
    )


def _outcome_pill(delivery: Delivery, _now: datetime) -> Look | None:
    """Colour only for what failed: the verdict beside it says already that all is well."""
    return outcome_look(delivery.outcome) if delivery.failed else None


def _sent_text(delivery: Delivery) -> str:
    if delivery.sent_at is None:
        return ""
    # Its date is said where it is not that of the receipt, which stands beside.
    at = cell_time(delivery.sent_at, delivery.received_at)
    return f"{at}  {skew_words(delivery.skew_ms)}"


def _sent_whole(delivery: Delivery, now: datetime) -> str:
    if delivery.sent_at is None:
        return translate("DeliveryColumns", "The webhook does not say when it was sent")
    skew = translate("DeliveryColumns", "{0} until it was received").format(
        skew_words(delivery.skew_ms)
    )
    return f"{moment_tooltip(delivery.sent_at, now)}\n{skew}"
