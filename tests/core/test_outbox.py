"""The outbox at work: a real database, a real HTTP server for the callbacks, time handed in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.drafts import Note
from rivermon.core.entities import CallbackKind, CallbackState
from rivermon.core.feed import ChangeFeed, LedgerChanged, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.intake import Intake
from rivermon.core.listing import View
from rivermon.core.outbox import IN_FLIGHT, Outbox
from rivermon.core.ports import StoreUnavailable
from rivermon.net.callback_client import CallbackClient
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Manner, Scripted
from rivermon.store.store import SqliteStore, opened
from tests.begun import begun
from tests.core.fake_clock import FakeClock
from tests.core.told import Told
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival
from tests.ledger_check import assert_reconciled

KEY = "mr_live_test"


class Works(NamedTuple):
    """A house without a listener: what arrives is handed to the intake by the test."""

    intake: Intake
    store: SqliteStore
    outbox: Outbox
    told: Told
    clock: FakeClock
    gate: CallbackGate

    async def receive(self, channel: str, callback_url: str) -> None:
        body = event_body(channel, callback_url)
        answer = await self.intake.receive(signed_arrival(body, self.clock.now()))
        assert answer.status == 200

    async def let_retry(self, times: int = 1) -> None:
        """Wait for a failed try, then let time pass until the next one is due."""
        fact = await self.told.state(CallbackState.PROGRESS, times=times)
        assert fact.callback.next_attempt_at is not None
        self.clock.move((fact.callback.next_attempt_at - self.clock.now()).total_seconds())


@asynccontextmanager
async def at_work(
    folder: Path,
    *allowed: str,
    clock: FakeClock | None = None,
    api_key: str | None = KEY,
    timeout_s: float = 5.0,
) -> AsyncIterator[Works]:
    clock, feed = clock or FakeClock(), ChangeFeed()
    told = Told(feed)
    gate = CallbackGate(allowed, has_api_key=api_key is not None)
    async with (
        opened(folder / "rivermon.db", feed.tell, clock) as store,
        CallbackClient(api_key, timeout_s=timeout_s) as client,
        Outbox(
            store=store, client=client, feed=feed, clock=clock, gate=gate, jitter=lambda: 0.0
        ) as outbox,
    ):
        intake = Intake(store=store, feed=feed, clock=clock, gate=gate, secrets=[SECRET])
        yield Works(intake, store, outbox, told, clock, gate)


def host_of(desk: CallbackDesk) -> str:
    return desk.base_url.removeprefix("http://")


def url_of(desk: CallbackDesk, channel: str = "c1") -> str:
    return f"{desk.base_url}/v1/callback/{channel}"


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


async def test_a_callback_brings_the_content_back(tmp_path: Path, desk: CallbackDesk):
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        fact = await house.told.state(CallbackState.SUCCESS)
    assert fact.callback.attempts == 1
    assert fact.attempt is not None
    assert fact.attempt.status == 200
    body = json.loads(desk.latest[0].body)
    assert body["data"]["title"] == "Inception"
    assert body["data"]["id"] == 1
    assert body["task_id"] == "sqlite_1"


async def test_500_then_200_is_a_second_attempt_after_a_second(tmp_path, desk):
    desk.plan("c1", Scripted(status=500))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        failed = await house.told.state(CallbackState.PROGRESS)
        assert failed.callback.next_attempt_at is not None
        assert (failed.callback.next_attempt_at - house.clock.now()).total_seconds() == 1.0
        await house.let_retry()
        await house.told.state(CallbackState.SUCCESS)
        detail = await house.store.detail(View.RECORDS, 1)
    assert detail is not None
    assert [attempt.status for attempt in detail.callbacks[0].attempts] == [500, 200]
    assert desk.tally.channel("c1").successes == 1


async def test_nothing_is_tried_before_its_time(tmp_path, desk):
    desk.plan("c1", Scripted(status=503))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.PROGRESS)
        house.clock.move(0.999)
        await house.receive("c2", url_of(desk, "c2"))
        await house.told.state(CallbackState.SUCCESS)
        assert desk.tally.channel("c1").came == 1
        house.clock.move(0.001)
        await house.told.state(CallbackState.SUCCESS, times=2)
    assert desk.tally.channel("c1").came == 2


@pytest.mark.parametrize("status", [401, 404, 302])
async def test_a_final_answer_is_an_error_and_modelriver_is_told_once(tmp_path, desk, status):
    elsewhere = {"Location": f"{desk.base_url}/v1/callback/elsewhere"}
    desk.plan("c1", Scripted(status=status, headers=elsewhere if status == 302 else {}))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        fact = await house.told.state(CallbackState.ERROR)
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        assert fact.callback.attempts == 1
        assert str(status) in (fact.callback.reason or "")
    said = json.loads(desk.latest[-1].body)
    assert said["error"] == "processing_failed"
    assert str(status) in said["message"]
    assert desk.tally.channel("elsewhere").came == 0
    assert desk.tally.channel("c1").came == 2


async def test_429_waits_as_long_as_it_was_told(tmp_path, desk):
    desk.plan("c1", Scripted(status=429, headers={"Retry-After": "37"}))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        failed = await house.told.state(CallbackState.PROGRESS)
        assert failed.callback.next_attempt_at is not None
        assert (failed.callback.next_attempt_at - house.clock.now()).total_seconds() == 37.0
        await house.let_retry()
        await house.told.state(CallbackState.SUCCESS)


async def test_a_hang_is_no_answer_and_is_tried_again(tmp_path, desk):
    desk.plan("c1", Scripted(manner=Manner.HANG))
    async with at_work(tmp_path, host_of(desk), timeout_s=0.2) as house:
        await house.receive("c1", url_of(desk))
        failed = await house.told.state(CallbackState.PROGRESS)
        assert failed.attempt is not None
        assert failed.attempt.status is None
        assert failed.attempt.error == "no answer within 0.2 s"
        await house.let_retry()
        await house.told.state(CallbackState.SUCCESS)


async def test_a_refused_connection_fills_the_window_then_times_out(tmp_path, unused_port):
    host = f"127.0.0.1:{unused_port}"
    async with at_work(tmp_path, host) as house:
        await house.receive("c1", f"http://{host}/v1/callback/c1")
        for tries in range(1, 10):
            await house.let_retry(tries)
        fact = await house.told.state(CallbackState.TIMEOUT)
        await house.told.state(CallbackState.PROGRESS, CallbackKind.ERROR)
    assert fact.callback.attempts == 10
    assert "no connection" in (fact.callback.reason or "")


@pytest.fixture
def unused_port() -> int:
    """A port of this machine that nobody listens at."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_what_is_owed_is_taken_up_at_the_start(tmp_path, desk):
    clock = FakeClock()
    desk.plan("c1", Scripted(status=503))
    async with at_work(tmp_path, host_of(desk), clock=clock) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.PROGRESS)
    clock.move(5)
    async with at_work(tmp_path, host_of(desk), clock=clock) as house:
        fact = await house.told.state(CallbackState.SUCCESS)
    assert fact.callback.attempts == 2
    assert desk.tally.channel("c1").task_ids == ("sqlite_1",)


async def test_what_was_owed_too_long_times_out_without_a_try(tmp_path, desk):
    clock = FakeClock()
    desk.plan("c1", Scripted(status=503))
    async with at_work(tmp_path, host_of(desk), clock=clock) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.PROGRESS)
    clock.move(3600)
    async with at_work(tmp_path, host_of(desk), clock=clock) as house:
        fact = await house.told.state(CallbackState.TIMEOUT)
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
    assert fact.callback.attempts == 1
    assert [taken.kind for taken in desk.latest] == [CallbackKind.SUCCESS, CallbackKind.ERROR]


async def test_thousands_owed_at_the_start_are_each_sent_once(tmp_path, desk):
    clock, number = FakeClock(), 2_500
    async with at_work(tmp_path, host_of(desk), clock=clock, api_key=None) as house:
        for batch in range(0, number, 500):
            await asyncio.gather(
                *(house.receive(f"c{n}", url_of(desk, f"c{n}")) for n in range(batch, batch + 500))
            )
    async with at_work(tmp_path, host_of(desk), clock=clock) as house:
        await desk.wait_for_settled(number, timeout_s=60)
        await house.told.until(
            lambda: (
                sum(f.callback.state is CallbackState.SUCCESS for f in house.told.changes())
                == number
            )
        )
        assert (await house.store.counts()).owed == 0
    assert desk.tally.total == number
    assert desk.tally.repeated == 0


async def test_an_answer_to_a_webhook_never_waits_for_callbacks(tmp_path, desk):
    async with at_work(tmp_path, host_of(desk), timeout_s=30) as house:
        for number in range(IN_FLIGHT + 12):
            desk.plan(f"c{number}", Scripted(manner=Manner.HANG))
            await house.receive(f"c{number}", url_of(desk, f"c{number}"))
        await desk.wait_for(IN_FLIGHT, timeout_s=10)
        await house.receive("last", url_of(desk, "last"))
        assert desk.tally.total == IN_FLIGHT
        assert (await house.store.counts()).owed == IN_FLIGHT + 13


async def test_a_callback_elsewhere_is_held_until_the_operator_allows_the_host(tmp_path, desk):
    async with at_work(tmp_path, "api.modelriver.com") as house:
        await house.receive("c1", url_of(desk))
        held = await house.told.state(CallbackState.HELD)
        assert host_of(desk) in (held.callback.reason or "")
        assert TroubleBegan(Trouble.HOST_HELD, host_of(desk)) in house.told.facts
        assert desk.tally.total == 0
        await house.outbox.allow_host(host_of(desk))
        assert TroubleEnded(Trouble.HOST_HELD) in house.told.facts
        await house.told.state(CallbackState.SUCCESS)
    assert desk.tally.channel("c1").successes == 1


async def test_held_callbacks_leave_as_soon_as_the_gate_lets_them(tmp_path, desk):
    async with at_work(tmp_path, api_key=None) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.HELD)
        house.gate.choose([host_of(desk)])
        house.outbox.gate_changed()
        await house.told.until(lambda: TroubleBegan(Trouble.NO_API_KEY) in house.told.facts)
        assert desk.tally.total == 0
        house.gate.has_api_key = True
        house.outbox.gate_changed()
        await desk.wait_for(1)


async def test_what_was_allowed_while_it_was_being_held_leaves_too(tmp_path, desk):
    async with at_work(tmp_path) as house:
        url = url_of(desk)
        arrival = signed_arrival(event_body("c1", url), house.clock.now())
        deciding = begun(house.intake.receive(arrival))
        await asyncio.sleep(0)
        assert not deciding.done()
        house.gate.allow(host_of(desk))
        assert (await deciding).status == 200
        await house.told.state(CallbackState.HELD)
        await house.told.state(CallbackState.SUCCESS)
    assert desk.tally.channel("c1").successes == 1


async def test_held_callbacks_leave_at_a_start_that_allows_them(tmp_path, desk):
    clock = FakeClock()
    async with at_work(tmp_path, host_of(desk), clock=clock, api_key=None) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.HELD)
        assert TroubleBegan(Trouble.NO_API_KEY) in house.told.facts
    async with at_work(tmp_path, host_of(desk), clock=clock) as house:
        await house.told.state(CallbackState.SUCCESS)
    assert desk.tally.total == 1


async def test_an_address_that_cannot_be_read_is_an_error_at_once(tmp_path):
    async with at_work(tmp_path, "api.modelriver.com") as house:
        await house.receive("c1", "https://user@api.modelriver.com/x")
        fact = await house.told.state(CallbackState.ERROR)
        assert fact.attempt is None
        assert "cannot be read" in (fact.callback.reason or "")


async def test_the_operator_can_send_again_at_any_time(tmp_path, desk):
    desk.plan("c1", Scripted(status=404), Scripted(status=200), Scripted(status=404))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.ERROR)
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        house.clock.move(3600)
        assert await house.outbox.send_again([1]) == 1
        await house.told.state(CallbackState.ERROR, times=2)
        assert await house.outbox.send_again([1]) == 1
        fact = await house.told.state(CallbackState.SUCCESS)
        assert await house.outbox.send_again([99]) == 0
    assert fact.callback.attempts == 3
    assert [taken.kind for taken in desk.latest].count(CallbackKind.ERROR) == 1


async def test_a_late_try_that_fails_is_a_timeout_and_not_tried_again(tmp_path, desk):
    desk.plan("c1", Scripted(status=404), Scripted(), Scripted(status=503))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        house.clock.move(3600)
        await house.outbox.send_again([1])
        fact = await house.told.state(CallbackState.TIMEOUT)
        assert fact.callback.next_attempt_at is None
        assert (await house.store.counts()).owed == 0


async def test_a_redelivery_calls_back_again_if_that_had_failed(tmp_path, desk):
    desk.plan("c1", Scripted(status=404), Scripted())
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.SUCCESS)
        await house.receive("c1", url_of(desk))
        counts = await house.store.counts()
    assert counts.records == 1
    assert counts.deliveries == 3
    assert counts.owed == 0
    assert desk.tally.channel("c1").successes == 1


async def test_stopping_lets_what_is_in_flight_end(tmp_path, desk):
    desk.plan("c1", Scripted(delay_s=0.3))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await desk.wait_for(1, timeout_s=10)
    assert house.told.changes()[-1].callback.state is CallbackState.SUCCESS


async def test_a_store_that_cannot_note_holds_the_callback_until_it_can(
    tmp_path, desk, monkeypatch
):
    async with at_work(tmp_path, host_of(desk)) as house:
        works = house.store.note
        failures: list[Note] = []

        async def full(note):
            if len(failures) < 3:
                failures.append(note)
                raise StoreUnavailable("The disk is full.")
            await works(note)

        monkeypatch.setattr(house.store, "note", full)
        await house.receive("c1", url_of(desk))
        for tries in range(1, 4):
            await house.told.until(lambda: len(failures) >= tries)  # noqa: B023
            house.clock.move(1)
        await house.told.state(CallbackState.SUCCESS)
        await house.told.until(lambda: TroubleEnded(Trouble.STORE) in house.told.facts)
    assert TroubleBegan(Trouble.STORE, "The disk is full.") in house.told.facts
    assert desk.tally.total == 1


async def test_a_rejected_record_is_not_sent_any_more_and_modelriver_is_told_why(tmp_path, desk):
    desk.plan("c1", Scripted(status=503))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.PROGRESS)
        assert await house.outbox.reject(1, "not fit to be shown")
        fact = await house.told.state(CallbackState.ERROR)
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        house.clock.move(60)
        await house.receive("c2", url_of(desk, "c2"))
        await house.told.state(CallbackState.SUCCESS)
        assert not await house.outbox.reject(1, "twice")
        assert not await house.outbox.reject(99, "nothing there")
        assert (await house.store.counts()).owed == 0
    assert "not fit to be shown" in (fact.callback.reason or "")
    assert json.loads(desk.latest[1].body) == {
        "error": "processing_failed",
        "message": "not fit to be shown",
    }
    assert desk.tally.channel("c1").came == 2


async def test_what_is_rejected_while_a_try_is_under_way_is_not_tried_again(tmp_path, desk):
    desk.plan("c1", Scripted(status=503, delay_s=0.3))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await desk.wait_for(1, timeout_s=10)
        assert await house.outbox.reject(1, "not fit to be shown")
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
        await house.told.state(CallbackState.ERROR)
        house.clock.move(60)
        await house.receive("c2", url_of(desk, "c2"))
        await house.told.state(CallbackState.SUCCESS)
        assert (await house.store.counts()).owed == 0
        detail = await house.store.detail(View.RECORDS, 1)
    assert detail is not None
    ended = detail.callbacks[0]
    assert ended.callback.reason == "rejected by the operator: not fit to be shown"
    assert [attempt.status for attempt in ended.attempts] == [503]
    assert desk.tally.channel("c1").came == 2


async def test_what_modelriver_takes_while_it_is_rejected_is_not_rejected(tmp_path, desk):
    desk.plan("c1", Scripted(status=200, delay_s=0.3))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await desk.wait_for(1, timeout_s=10)
        twice = (house.outbox.reject(1, "not fit"), house.outbox.reject(1, "not fit at all"))
        assert list(await asyncio.gather(*twice)) == [False, False]
        await house.receive("c2", url_of(desk, "c2"))
        await house.told.state(CallbackState.SUCCESS, times=2)
        assert (await house.store.counts()).owed == 0
    assert [taken.kind for taken in desk.latest] == [CallbackKind.SUCCESS] * 2


async def test_a_try_that_is_due_while_its_content_is_rejected_is_not_made(
    tmp_path, desk, monkeypatch
):
    desk.plan("c1", Scripted(status=503))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        fact = await house.told.state(CallbackState.PROGRESS)
        assert fact.attempt is not None
        works, asked, goes_on = house.store.reject, asyncio.Event(), asyncio.Event()

        async def slow(*args):
            asked.set()
            await goes_on.wait()
            return await works(*args)

        monkeypatch.setattr(house.store, "reject", slow)
        rejected = asyncio.gather(house.outbox.reject(1, "not fit"))
        await asked.wait()
        house.clock.move(60)
        await house.receive("c2", url_of(desk, "c2"))
        await house.told.state(CallbackState.SUCCESS)
        goes_on.set()
        assert list(await rejected) == [True]
        await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
    assert [taken.kind for taken in desk.latest if taken.channel == "c1"] == [
        CallbackKind.SUCCESS,
        CallbackKind.ERROR,
    ]


async def test_what_was_taken_once_and_is_sent_again_in_vain_has_not_failed(tmp_path, desk):
    desk.plan("c1", Scripted(), Scripted(status=404), Scripted(status=503))
    async with at_work(tmp_path, host_of(desk)) as house:
        await house.receive("c1", url_of(desk))
        await house.told.state(CallbackState.SUCCESS)
        await house.outbox.send_again([1])
        await house.told.state(CallbackState.ERROR)
        await house.outbox.send_again([1])
        await house.let_retry(times=3)
        assert not await house.outbox.reject(1, "not fit")
        await house.told.state(CallbackState.SUCCESS, times=2)
    assert [taken.kind for taken in desk.latest] == [CallbackKind.SUCCESS] * 4
    assert_reconciled(tmp_path / "rivermon.db")


async def test_looking_around_again_and_again_sends_nothing_twice(tmp_path, desk):
    number = 400
    async with at_work(tmp_path, host_of(desk)) as house:
        await asyncio.gather(
            *(house.receive(f"c{n}", url_of(desk, f"c{n}")) for n in range(number))
        )
        while desk.tally.settled < number:
            house.outbox._feed.tell([LedgerChanged()])
            await desk.wait_for_settled(min(desk.tally.settled + 5, number), timeout_s=10)
        await house.told.state(CallbackState.SUCCESS, times=number)
    assert desk.tally.total == number


async def test_a_large_body_is_read_again_when_it_is_sent(tmp_path, desk):
    async with at_work(tmp_path, host_of(desk)) as house:
        body = event_body("c1", url_of(desk), ai_response={"data": {"text": "x" * 100_000}})
        await house.intake.receive(signed_arrival(body, house.clock.now()))
        await house.told.state(CallbackState.SUCCESS)
    assert json.loads(desk.latest[0].body)["data"]["text"] == "x" * 100_000
