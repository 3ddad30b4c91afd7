"""The deliveries' columns."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QFontMetrics

from rivermon.core.entities import Delivery, Outcome, Scheme, Verdict, VerdictWord
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.column import Column
from rivermon.ui.delivery_columns import delivery_columns
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.state_look import waits
from rivermon.ui.theme import Tone
from rivermon.ui.verdict_look import verdict_look

PADDING = 16
PILL = 32  # its icon, gap and edges


@pytest.fixture
def columns(clock: Clock) -> dict[str, Column]:
    return {column.key: column for column in delivery_columns(clock)}


@pytest.fixture
def delivery(clock: Clock) -> Delivery:
    return Delivery(
        id=1,
        received_at=clock.now(),
        remote="127.0.0.1",
        path="/webhooks/modelriver",
        type="task.ai_generated",
        event="new_chat",
        channel_id="channel-1",
        verdict=Verdict(VerdictWord.VALID, Scheme.TIMESTAMPED_DATA, 1),
        reason=None,
        outcome=Outcome.RECORDED,
        status=200,
        duration_ms=3.2,
        record_id=1,
        redeliveries=0,
        size=12_400,
        sent_at=clock.now() - timedelta(milliseconds=287),
    )


def refused(delivery: Delivery, reason: str) -> Delivery:
    verdict = Verdict(VerdictWord.INVALID, reason=reason)
    return replace(delivery, verdict=verdict, outcome=Outcome.REJECTED, status=401)


def local(moment: Any) -> str:
    return f"{moment.astimezone():%H:%M:%S.%f}"[:-3]


def test_a_delivery_is_told_in_its_cells(columns: dict[str, Column], delivery: Delivery) -> None:
    assert {key: column.text(delivery) for key, column in columns.items()} == {
        "time": local(delivery.received_at),
        "sent": f"{local(delivery.sent_at)}  +287 ms",
        "verdict": "Valid",
        "signed": "timestamped-data",
        "outcome": "Recorded",
        "answer": "200",
        "took": "3 ms",
        "event": "new_chat",
        "type": "task.ai_generated",
        "channel": "channel-1",
        "size": "12.4 kB",
        "again": "",
    }


def test_the_timestamp_stands_beside_the_receipt(clock: Clock) -> None:
    assert [column.key for column in delivery_columns(clock)][:2] == ["time", "sent"]


def test_a_timestamp_of_another_day_says_which(
    columns: dict[str, Column], delivery: Delivery
) -> None:
    late = replace(delivery, sent_at=delivery.received_at - timedelta(days=2))
    day = f"{late.sent_at.astimezone():%m-%d}" if late.sent_at else ""
    assert columns["sent"].text(late) == f"{day} {local(late.sent_at)}  +2 d"
    whole = columns["sent"].whole(late)
    assert "UTC" in whole
    assert "2 d ago" in whole
    assert "+2 d until it was received" in whole
    unknown = replace(delivery, sent_at=None)
    assert columns["sent"].text(unknown) == ""
    assert "does not say" in columns["sent"].whole(unknown)


def test_why_nothing_matched_stands_where_the_scheme_would(
    columns: dict[str, Column], delivery: Delivery
) -> None:
    turned_away = refused(delivery, "no signature header")
    assert columns["signed"].text(turned_away) == "no signature header"
    assert "Invalid · no signature header" in columns["signed"].whole(turned_away)
    assert "no signature header" in columns["outcome"].whole(turned_away)


def test_a_secret_is_named_unless_it_is_the_first(
    columns: dict[str, Column], delivery: Delivery
) -> None:
    second = replace(delivery, verdict=Verdict(VerdictWord.VALID, Scheme.RAW_BODY, 2))
    assert columns["signed"].text(second) == "raw-body · secret 2"


def test_only_what_failed_has_a_pill_for_its_outcome(
    columns: dict[str, Column], delivery: Delivery, clock: Clock
) -> None:
    look = columns["outcome"].look
    assert look is not None
    assert look(delivery, clock.now()) is None
    bad = look(refused(delivery, "too old"), clock.now())
    assert bad is not None
    assert (bad.word, bad.tone) == ("Rejected", Tone.BAD)


def test_an_unreadable_body_says_what_is_wrong_with_it(
    columns: dict[str, Column], delivery: Delivery
) -> None:
    unread = replace(delivery, outcome=Outcome.INVALID, status=400, reason="not JSON <at 3>")
    whole = columns["outcome"].whole(unread)
    assert "cannot be read" in whole
    assert "not JSON &lt;at 3&gt;" in whole
    assert "400 Bad Request" in columns["answer"].whole(unread)


def test_redeliveries_are_counted(columns: dict[str, Column], delivery: Delivery) -> None:
    assert columns["again"].text(replace(delivery, redeliveries=3)) == "3"


def test_the_looks_are_the_tables(appearance: Appearance, columns: dict[str, Column]) -> None:
    looks = [verdict_look(word) for word in VerdictWord]
    assert [look.tone for look in looks] == [Tone.GOOD, Tone.BAD, Tone.QUIET]
    metrics = QFontMetrics(appearance.text_font())
    for look in looks:
        needed = metrics.horizontalAdvance(look.word) + PILL + PADDING
        assert needed <= columns["verdict"].width
    for outcome in (Outcome.REJECTED, Outcome.INVALID):
        needed = metrics.horizontalAdvance(outcome_look(outcome).word) + PILL + PADDING
        assert needed <= columns["outcome"].width


def test_a_delivery_does_not_change_with_the_time(delivery: Delivery) -> None:
    assert not waits(delivery)
