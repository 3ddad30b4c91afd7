"""What each request is answered, and what is kept of it (protocol, section 4)."""

import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.entities import Outcome, VerdictWord
from rivermon.core.feed import (
    ChangeFeed,
    DeliveryStored,
    RecordStored,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.intake import Intake
from rivermon.core.ports import StoreUnavailable
from rivermon.core.signature import Refusal
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import FakeClock
from tests.core.told import Told
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival

RECEIVED = {"received": True}


@asynccontextmanager
async def taking_in(
    folder: Path, *secrets: str, max_age_s: float | None = None
) -> AsyncIterator[tuple[Intake, Told, SqliteStore, FakeClock]]:
    feed, clock = ChangeFeed(), FakeClock()
    told = Told(feed)
    gate = CallbackGate(["api.modelriver.com"], has_api_key=True)
    async with opened(folder / "rivermon.db", feed.tell, clock) as store:
        intake = Intake(
            store=store, feed=feed, clock=clock, gate=gate, secrets=secrets, max_age_s=max_age_s
        )
        yield intake, told, store, clock


async def answer_to(folder: Path, body: bytes, *secrets: str, signed_with: str = SECRET):
    async with taking_in(folder, *(secrets or (SECRET,))) as (intake, told, _, clock):
        answer = await intake.receive(signed_arrival(body, clock.now(), secret=signed_with))
    return answer.status, json.loads(answer.body), told


async def test_a_genuine_event_is_recorded(tmp_path: Path):
    status, said, told = await answer_to(tmp_path, event_body("c1"))
    assert (status, said) == (200, RECEIVED)
    (delivery,) = (fact.delivery for fact in told.of(DeliveryStored))
    assert delivery.outcome is Outcome.RECORDED
    assert delivery.verdict.word is VerdictWord.VALID
    (record,) = (fact.row for fact in told.of(RecordStored))
    assert (record.title, record.category, record.model) == ("Inception", "movies", "gpt-4o")


async def test_a_redelivery_makes_no_second_record(tmp_path):
    async with taking_in(tmp_path, SECRET) as (intake, told, store, clock):
        for _ in range(3):
            answer = await intake.receive(signed_arrival(event_body("c1"), clock.now()))
            assert answer.status == 200
        counts = await store.counts()
    assert (counts.records, counts.deliveries, counts.callbacks) == (1, 3, 1)
    outcomes = [fact.delivery.outcome for fact in told.of(DeliveryStored)]
    assert outcomes == [Outcome.RECORDED, Outcome.DUPLICATE, Outcome.DUPLICATE]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"type": "task.completed", "channel_id": "c1", "data": {"a": 1}}).encode(),
        json.dumps({"type": "task.something_new", "channel_id": "c1"}).encode(),
        event_body("c1", callback_url="").replace(
            b"https://api.modelriver.com/v1/callback/c1", b""
        ),
        b"{}",
    ],
    ids=["standard", "unknown type", "no callback url", "empty object"],
)
async def test_other_authentic_webhooks_are_kept_as_deliveries(tmp_path, body):
    status, said, told = await answer_to(tmp_path, body)
    assert (status, said) == (200, RECEIVED)
    assert [fact.delivery.outcome for fact in told.of(DeliveryStored)] == [Outcome.KEPT]
    assert not told.of(RecordStored)


async def test_a_wrong_signature_is_401_and_says_why_in_the_house_only(tmp_path):
    status, said, told = await answer_to(tmp_path, event_body(), signed_with="another")
    assert (status, said) == (401, {"error": "Invalid signature"})
    assert TroubleBegan(Trouble.REJECTED, Refusal.NO_MATCH) in told.facts
    (delivery,) = (fact.delivery for fact in told.of(DeliveryStored))
    assert delivery.outcome is Outcome.REJECTED
    assert delivery.reason == Refusal.NO_MATCH


@pytest.mark.parametrize("secrets", [("",), ("   ",), ("", "\n")])
async def test_without_a_secret_nothing_is_accepted(tmp_path, secrets):
    for signed_with in ("", SECRET, *secrets):
        status, _, told = await answer_to(tmp_path, event_body(), *secrets, signed_with=signed_with)
        assert status == 503
        assert TroubleBegan(Trouble.NO_SECRET) in told.facts
        assert not told.of(RecordStored)


async def test_503_says_when_to_come_again(tmp_path):
    async with taking_in(tmp_path) as (intake, _, _, clock):
        answer = await intake.receive(signed_arrival(event_body(), clock.now()))
        assert await intake.health() == "unconfigured"
    assert answer.status == 503
    assert answer.retry_after_s


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b"null", b'{"a":', b"\xff", b"{} {}"])
async def test_authentic_but_no_json_object_is_400_and_kept(tmp_path, body):
    status, said, told = await answer_to(tmp_path, body)
    assert (status, said) == (400, {"error": "Invalid JSON"})
    (delivery,) = (fact.delivery for fact in told.of(DeliveryStored))
    assert delivery.outcome is Outcome.INVALID
    assert delivery.verdict.word is VerdictWord.VALID


async def test_what_was_not_even_read_is_turned_away_and_kept(tmp_path):
    async with taking_in(tmp_path, SECRET) as (intake, told, _, clock):
        arrival = replace(signed_arrival(b"", clock.now()), body=b"")
        assert (await intake.turn_away(arrival, Refusal.TOO_LARGE)).status == 413
        assert (await intake.turn_away(arrival, Refusal.CONTENT_ENCODING)).status == 415
    kept = [fact.delivery for fact in told.of(DeliveryStored)]
    assert [delivery.status for delivery in kept] == [413, 415]
    assert {delivery.verdict.word for delivery in kept} == {VerdictWord.NOT_VERIFIED}


async def test_an_ai_error_tells_modelriver_that_there_will_be_no_content(tmp_path):
    body = event_body("c1", ai_response={"error": "the model refused"}, status="error")
    status, _, told = await answer_to(tmp_path, body)
    assert status == 200
    (trouble,) = told.of(TroubleBegan)
    assert trouble.trouble is Trouble.CONTENT
    assert "the model refused" in trouble.detail
    assert not told.of(RecordStored)


async def test_a_store_that_cannot_commit_is_503_until_it_can(tmp_path, monkeypatch):
    async with taking_in(tmp_path, SECRET) as (intake, told, store, clock):
        works = store.keep

        async def full(_):
            raise StoreUnavailable("The disk is full.")

        monkeypatch.setattr(store, "keep", full)
        answer = await intake.receive(signed_arrival(event_body("c1"), clock.now()))
        assert answer.status == 503
        assert answer.retry_after_s
        assert TroubleBegan(Trouble.STORE, "The disk is full.") in told.facts
        rejected = signed_arrival(event_body("c1"), clock.now(), secret="another")
        assert (await intake.receive(rejected)).status == 401
        monkeypatch.setattr(store, "keep", works)
        answer = await intake.receive(signed_arrival(event_body("c1"), clock.now()))
        assert answer.status == 200
        assert TroubleEnded(Trouble.STORE) in told.facts
        assert await intake.health() is None


async def test_an_age_limit_refuses_old_signatures(tmp_path):
    async with taking_in(tmp_path, SECRET, max_age_s=60) as (intake, told, _, clock):
        fresh = signed_arrival(event_body("c1"), clock.now())
        stamp = str(int(clock.now().timestamp()))
        fresh = replace(fresh, headers=(*fresh.headers, ("mr-timestamp", stamp)))
        assert (await intake.receive(fresh)).status == 200
        clock.move(61)
        late = replace(fresh, received_at=clock.now())
        assert (await intake.receive(late)).status == 401
    assert TroubleBegan(Trouble.REJECTED, Refusal.TOO_OLD) in told.facts


async def test_a_large_body_is_judged_like_a_small_one(tmp_path):
    padding = "x" * 200_000
    body = event_body("c1", ai_response={"data": {"title": "Long", "body": padding}})
    status, _, told = await answer_to(tmp_path, body)
    assert status == 200
    assert [fact.row.title for fact in told.of(RecordStored)] == ["Long"]
    status, _, _ = await answer_to(tmp_path, gzip.compress(body) * 200, signed_with="another")
    assert status == 401
