"""Each fact is a line of text; trouble is told once, and nothing repaints the terminal."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from rivermon.cli.narrator import Narrator, plain
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    Outcome,
    RecordRow,
    Verdict,
    VerdictWord,
)
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    Listening,
    RecordStored,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)

NOON = datetime(2026, 1, 5, 12, 0, 0, 123_000, tzinfo=UTC)
DELIVERY = Delivery(
    id=1,
    received_at=NOON,
    remote="127.0.0.1",
    path="/webhook",
    type="task.ai_generated",
    event="new_chat",
    channel_id="c1",
    verdict=Verdict(VerdictWord.VALID),
    reason=None,
    outcome=Outcome.RECORDED,
    status=200,
    duration_ms=1.23,
    record_id=7,
    redeliveries=0,
    size=2,
)
ROW = RecordRow(
    id=7,
    created_at=NOON,
    title="Inception",
    category="movies",
    event_name="new_chat",
    channel_id="c1",
    model=None,
    provider=None,
    state=CallbackState.PROGRESS,
    attempts=0,
    duration_ms=None,
    deadline=None,
)
CALLBACK = Callback(
    id=3,
    delivery_id=1,
    record_id=7,
    kind=CallbackKind.SUCCESS,
    url="https://api.modelriver.com/",
    state=CallbackState.PROGRESS,
    body=b"",
    attempts=1,
    next_attempt_at=NOON + timedelta(seconds=2),
    deadline=NOON + timedelta(minutes=5),
    received_at=NOON,
)
FAILED = Attempt(started_at=NOON, duration_ms=12.4, status=503)


def told(*facts: Fact, everything: bool = True) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    narrator = Narrator(everything=everything, out=out, err=err)
    for fact in facts:
        narrator([fact])
    return out.getvalue(), err.getvalue()


def test_a_webhook_a_record_and_a_callback_are_a_line_each():
    out, err = told(
        DeliveryStored(DELIVERY),
        RecordStored(ROW),
        CallbackOwed(CALLBACK),
        CallbackChanged(CALLBACK, FAILED),
    )
    webhook, record, callback = out.splitlines()
    assert "webhook   recorded task.ai_generated new_chat  (200 in 1.2 ms)" in webhook
    assert "record    #7 Inception [movies]" in record
    assert "callback  #7  Progress  attempt 1: answered 503, 12 ms  again at" in callback
    assert err == ""


def test_a_held_callback_says_why():
    held = replace(CALLBACK, state=CallbackState.HELD, next_attempt_at=None, reason="not allowed")
    assert "callback  #7  Held  not allowed" in told(CallbackChanged(held))[0]


def test_an_error_callback_and_no_answer_are_named():
    failure = replace(CALLBACK, kind=CallbackKind.ERROR, record_id=None)
    attempt = replace(FAILED, status=None, error="no answer within 20 s")
    out, _ = told(CallbackChanged(failure, attempt))
    assert "#- (processing_failed)" in out
    assert "no answer within 20 s" in out


def test_without_everything_only_the_address_and_trouble_are_told():
    out, err = told(
        Listening("http://127.0.0.1:8765/webhooks/modelriver"),
        DeliveryStored(DELIVERY),
        RecordStored(ROW),
        TroubleBegan(Trouble.NO_SECRET),
        everything=False,
    )
    assert out == "listening on http://127.0.0.1:8765/webhooks/modelriver\n"
    assert err.count("\n") == 1
    assert "MODELRIVER_WEBHOOK_SECRET" in err


def test_trouble_is_told_once_until_it_was_over():
    began = TroubleBegan(Trouble.STORE, "The disk is full.")
    assert told(began, began)[1] == "rivermon: The disk is full.\n"
    assert told(began, TroubleEnded(Trouble.STORE), began)[1].count("full") == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one line", "one line"),
        ("two\nlines", "two lines"),
        ("\x1b[2Jgone", " [2Jgone"),
        ("a\x00b\x07c", "a b c"),
        ("\u202eright to left", " right to left"),
        ("盗梦空间 🎬", "盗梦空间 🎬"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_foreign_text_is_one_plain_line(text: str, shown: str):
    assert plain(text) == shown


def test_a_title_cannot_repaint_the_terminal():
    out, _ = told(RecordStored(replace(ROW, title="\x1b[31m\nred", category="\x9b1m")))
    assert "\x1b" not in out
    assert "\x9b" not in out
    assert out.count("\n") == 1
