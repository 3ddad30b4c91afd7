"""A delivery's signature in a line."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from rivermon.core.entities import Delivery, Outcome, Scheme, Verdict, VerdictWord
from rivermon.core.signature import Refusal
from rivermon.ui.signature_words import advice_words, age_words, signature_words

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
GENUINE = Delivery(
    id=1,
    received_at=NOON,
    remote="127.0.0.1",
    path="/webhook",
    type=None,
    event=None,
    channel_id=None,
    verdict=Verdict(VerdictWord.VALID, Scheme.TIMESTAMPED_DATA, 2),
    reason=None,
    outcome=Outcome.KEPT,
    status=200,
    duration_ms=1.0,
    record_id=None,
    redeliveries=0,
    size=2,
    headers=(("X-ModelRiver-Timestamp", str(int(NOON.timestamp()) - 3)),),
)


def test_scheme_secret_and_age_are_shown() -> None:
    assert signature_words(GENUINE) == "Valid · timestamped-data · secret 2 · 3 s old"


def test_without_a_timestamp_there_is_no_age() -> None:
    assert signature_words(replace(GENUINE, headers=())) == "Valid · timestamped-data · secret 2"


def test_a_refusal_shows_its_reason() -> None:
    verdict = Verdict(VerdictWord.INVALID, reason="no signature header")
    refused = replace(GENUINE, verdict=verdict, headers=())
    assert signature_words(refused) == "Invalid · no signature header"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=0), "0 s old"),
        (timedelta(seconds=-0.4), "0 s old"),
        (timedelta(seconds=119.9), "119 s old"),
        (timedelta(minutes=2), "2 min old"),
        (timedelta(hours=3, minutes=42), "3 h old"),
        (timedelta(seconds=-90), "dated 90 s ahead"),
        (timedelta(hours=-5), "dated 5 h ahead"),
    ],
)
def test_an_age_is_said_as_a_person_says_it(age: timedelta, words: str) -> None:
    assert age_words(age.total_seconds()) == words


@pytest.mark.parametrize("why", Refusal)
def test_each_refusal_says_what_to_do(why: Refusal) -> None:
    stored = Verdict(VerdictWord.INVALID, reason=str(why))
    assert advice_words(stored).endswith(".")


def test_what_is_genuine_needs_no_advice() -> None:
    assert advice_words(GENUINE.verdict) == ""
    assert advice_words(Verdict(VerdictWord.INVALID, reason="something new")) == ""
