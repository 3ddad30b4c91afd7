"""What each request is answered, and what is kept of it (protocol, section 4)."""

import asyncio
import gzip
import hmac
import json
import logging
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
from rivermon.core.flood_gauge import FloodGauge
from rivermon.core.intake import Intake
from rivermon.core.patience import Patience
from rivermon.core.ports import StoreUnavailable
from rivermon.core.rejections import Rejections
from rivermon.core.signature import Refusal
from rivermon.store.store import SqliteStore, opened
from tests.begun import begun
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


async def test_other_secrets_count_from_the_next_request_on(tmp_path):
    async with taking_in(tmp_path, SECRET) as (intake, _, store, clock):

        async def answer(channel: str, secret: str) -> int:
            arrival = signed_arrival(event_body(channel), clock.now(), secret=secret)
            return (await intake.receive(arrival)).status

        assert await answer("c1", SECRET) == 200
        intake.verify_with(["whsec_next"], None)
        assert await answer("c2", SECRET) == 401
        assert await answer("c2", "whsec_next") == 200
        intake.verify_with(["whsec_next", SECRET], None)
        assert await answer("c3", SECRET) == 200
        assert await answer("c4", "whsec_next") == 200
        intake.verify_with([], None)
        assert await intake.health() == "unconfigured"
        assert await answer("c5", SECRET) == 503
        intake.verify_with([SECRET], None)
        assert await intake.health() is None
        assert await answer("c5", SECRET) == 200
        assert (await store.counts()).records == 5


async def test_a_request_that_a_secret_overtook_tells_no_trouble(tmp_path):
    async with taking_in(tmp_path) as (intake, told, _, clock):
        large = event_body("c1", padding="x" * 100_000)
        asking = begun(intake.receive(signed_arrival(large, clock.now())))
        await asyncio.sleep(0)
        intake.verify_with([SECRET], None)
        assert (await asking).status == 503
        assert told.of(TroubleBegan) == []
        (stored,) = told.of(DeliveryStored)
        assert stored.delivery.verdict.word is VerdictWord.NOT_VERIFIED


async def test_another_age_limit_counts_from_the_next_request_on(tmp_path):
    async with taking_in(tmp_path, SECRET) as (intake, _, _, clock):
        stamp = str(int(clock.now().timestamp()))
        clock.move(61)
        late = signed_arrival(event_body("c1"), clock.now())
        late = replace(late, headers=(*late.headers, ("mr-timestamp", stamp)))
        assert (await intake.receive(late)).status == 200
        intake.verify_with([SECRET], 60.0)
        assert (await intake.receive(late)).status == 401
        intake.verify_with([SECRET], None)
        assert (await intake.receive(late)).status == 200


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


class Pauses:
    """Waits as long as a test wants, and remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.over = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        self.asked.append(seconds)
        await self.over.wait()


@asynccontextmanager
async def flooded(folder: Path, pauses: Pauses, *, free: int = 2, burst: int = 100):
    feed, clock = ChangeFeed(), FakeClock()
    told = Told(feed)
    rejections = Rejections(
        clock.monotonic_s,
        patience=Patience(free=free),
        gauge=FloodGauge(burst=burst, per_s=1.0, suspects_burst=burst, suspects_per_s=1.0),
        pause=pauses.pause,
    )
    gate = CallbackGate(["api.modelriver.com"], has_api_key=True)
    async with opened(folder / "rivermon.db", feed.tell, clock) as store:
        intake = Intake(
            store=store,
            feed=feed,
            clock=clock,
            gate=gate,
            secrets=[SECRET],
            rejections=rejections,
        )
        yield intake, told, store, clock


async def test_only_the_answers_to_repeated_bad_signatures_wait(tmp_path):
    pauses = Pauses()
    async with flooded(tmp_path, pauses) as (intake, told, _, clock):
        forged = signed_arrival(event_body(), clock.now(), secret="another")
        loop = asyncio.get_running_loop()
        tasks = [loop.create_task(intake.receive(forged)) for _ in range(200)]
        genuine = [
            (await intake.receive(signed_arrival(event_body(f"c{number}"), clock.now()))).status
            for number in range(20)
        ]
        assert genuine == [200] * 20
        # Beyond 64 nobody waits: neither connections nor memory are tied up by waiting.
        waiting = set(tasks)
        while len(waiting) > 64:
            done, waiting = await asyncio.wait(
                waiting, timeout=10, return_when=asyncio.FIRST_COMPLETED
            )
            assert done
        assert len(pauses.asked) == 64
        assert max(pauses.asked) == 2.0
        pauses.over.set()
        assert {answer.status for answer in await asyncio.gather(*tasks)} == {401}
    assert len(told.of(RecordStored)) == 20


async def test_of_a_flood_so_many_are_kept_and_all_are_counted(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    pauses = Pauses()
    pauses.over.set()
    async with flooded(tmp_path, pauses, burst=10) as (intake, told, store, clock):
        forged = signed_arrival(event_body(), clock.now(), secret="another")
        answers = {(await intake.receive(forged)).status for _ in range(100)}
        counts = await store.counts()
        assert counts.deliveries + intake.dropped == 100
        assert 10 <= counts.deliveries <= 20
        clock.move(10)
        kept = counts.deliveries
        await intake.receive(forged)
        assert (await store.counts()).deliveries == kept + 1
    assert answers == {401}
    assert len(told.of(TroubleBegan)) == kept + 1
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "Too many requests are rejected" in caplog.text


async def test_what_was_not_read_is_counted_alike(tmp_path):
    async with flooded(tmp_path, Pauses(), burst=10) as (intake, _, store, clock):
        arrival = signed_arrival(b"", clock.now())
        answers = [await intake.turn_away(arrival, Refusal.TOO_LARGE) for _ in range(50)]
        assert {answer.status for answer in answers} == {413}
        assert ((await store.counts()).deliveries, intake.dropped) == (10, 40)


def stamped(body: bytes, signed: bytes, at: str = "1767614400") -> tuple[tuple[str, str], ...]:
    digest = hmac.digest(SECRET.encode(), at.encode() + b"." + signed, "sha256").hex()
    return (("X-ModelRiver-Signature", digest), ("X-ModelRiver-Timestamp", at))


@pytest.mark.parametrize("padding", [10, 20_000, 300_000])
async def test_what_only_javascript_would_write_so_is_genuine_too(tmp_path, padding):
    text = "x" * padding
    data = f'{{"title": "Rewritten", "score": 1.0, "body": "{text}"}}'.encode()
    signed = f'{{"title":"Rewritten","score":1,"body":"{text}"}}'.encode()
    more = b'"callback_url":"https://api.modelriver.com/v1/callback/c1","channel_id":"c1"'
    body = b'{"type":"task.ai_generated",' + more + b',"data":' + data + b"}"
    async with taking_in(tmp_path, SECRET) as (intake, told, _, clock):
        arrival = replace(signed_arrival(body, clock.now()), headers=stamped(body, signed))
        assert (await intake.receive(arrival)).status == 200
    assert [fact.row.title for fact in told.of(RecordStored)] == ["Rewritten"]


async def test_doubtful_bodies_queue_apart_from_genuine_ones(tmp_path):
    numbers = b'{"data":[' + b"1.5," * 15_000 + b"1]}"
    async with taking_in(tmp_path, SECRET) as (intake, told, _, clock):
        forged = replace(
            signed_arrival(numbers, clock.now()),
            headers=(
                ("X-ModelRiver-Signature", "0" * 64),
                ("X-ModelRiver-Timestamp", "1767614400"),
            ),
        )
        loop = asyncio.get_running_loop()
        tasks = [loop.create_task(intake.receive(forged)) for _ in range(100)]
        large = event_body("c1", ai_response={"data": {"title": "Long", "body": "x" * 200_000}})
        assert (await intake.receive(signed_arrival(large, clock.now()))).status == 200
        assert not all(task.done() for task in tasks)
        answers = [answer.status for answer in await asyncio.gather(*tasks)]
    assert set(answers) == {401, 503}
    assert [fact.row.title for fact in told.of(RecordStored)] == ["Long"]
