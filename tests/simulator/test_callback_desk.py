import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest

from rivermon.core.entities import CallbackKind
from rivermon.core.tasks import OwnedTasks
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.callback_tally import TakenCallback
from rivermon.simulator.scripted import Manner, Scripted

SUCCESS = {"data": {"title": "A", "id": 7}, "task_id": "sqlite_7", "metadata": {"record_id": 7}}
FAILURE = {"error": "processing_failed", "message": "rejected"}


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as opened:
        yield opened


async def call_back(
    session: aiohttp.ClientSession, desk: CallbackDesk, channel: str, body: Any, **options: Any
) -> tuple[int, Mapping[str, str], bytes]:
    url = f"{desk.base_url}/v1/callback/{channel}"
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with session.post(url, data=data, allow_redirects=False, **options) as response:
        return response.status, response.headers, await response.read()


async def status_of(
    session: aiohttp.ClientSession,
    desk: CallbackDesk,
    channel: str,
    body: Any = SUCCESS,
    **options: Any,
) -> int:
    return (await call_back(session, desk, channel, body, **options))[0]


async def test_a_success_is_taken_and_counted(session):
    async with CallbackDesk() as desk:
        status, headers, body = await call_back(session, desk, "c1", SUCCESS)
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert headers["Content-Type"] == "application/json"
    assert (desk.tally.total, desk.tally.accepted, desk.tally.settled) == (1, 1, 1)
    assert desk.tally.channel("c1").successes == 1
    assert desk.tally.channel("c1").task_ids == ("sqlite_7",)
    [taken] = desk.latest
    assert (taken.kind, taken.nth, taken.status) == (CallbackKind.SUCCESS, 1, 200)
    assert json.loads(taken.body) == SUCCESS


async def test_an_error_callback_is_counted_apart(session):
    async with CallbackDesk() as desk:
        assert await status_of(session, desk, "c1", FAILURE) == 200
    assert desk.tally.channel("c1").errors == 1
    assert desk.tally.channel("c1").successes == 0
    assert desk.tally.settled == 1


async def test_a_second_success_is_noticed(session):
    async with CallbackDesk() as desk:
        for task_id in ("sqlite_7", "sqlite_7", "sqlite_8"):
            await status_of(session, desk, "c1", {**SUCCESS, "task_id": task_id})
        await status_of(session, desk, "c2")
    assert (desk.tally.accepted, desk.tally.settled, desk.tally.repeated) == (4, 2, 2)
    assert list(desk.tally.repeats) == ["c1", "c1"]
    assert desk.tally.channel("c1").task_ids == ("sqlite_7", "sqlite_8")


@pytest.mark.parametrize("given", [None, "Bearer wrong", "mr_live_key", "Basic mr_live_key"])
async def test_without_the_right_key_it_is_401(session, given):
    headers = {} if given is None else {"Authorization": given}
    async with CallbackDesk(api_key="mr_live_key") as desk:
        assert await status_of(session, desk, "c1", headers=headers) == 401
    assert (desk.tally.total, desk.tally.refused, desk.tally.accepted) == (1, 1, 0)
    assert desk.tally.channel("c1").came == 0


async def test_the_right_key_is_let_in(session):
    headers = {"Authorization": "Bearer mr_live_key"}
    async with CallbackDesk(api_key="mr_live_key") as desk:
        assert await status_of(session, desk, "c1", headers=headers) == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"nope", b"[]", b'"text"', b"{}", b'{"data":[1]}', b'{"data":null}', b'{"error":1}'],
)
async def test_what_is_no_callback_is_400(session, body):
    async with CallbackDesk() as desk:
        status, _, answer = await call_back(session, desk, "c1", body)
    assert status == 400
    assert "Invalid callback" in json.loads(answer)["error"]
    assert desk.tally.refused == 1


async def test_other_paths_and_methods_are_not_callbacks(session):
    async with CallbackDesk() as desk:
        async with session.get(f"{desk.base_url}/v1/callback/c1") as response:
            assert response.status == 405
        async with session.post(f"{desk.base_url}/elsewhere") as response:
            assert response.status == 404
    assert desk.tally.total == 0


async def test_a_script_says_what_each_call_gets(session):
    def script(channel: str, nth: int) -> Scripted:
        if channel == "limited" and nth == 1:
            return Scripted(status=429, headers={"Retry-After": "3"})
        if channel == "moved":
            return Scripted(status=302, headers={"Location": "/elsewhere"})
        return Scripted(status=500 if nth <= 2 else 200)

    async with CallbackDesk(script=script) as desk:
        assert [await status_of(session, desk, "shaky") for _ in range(3)] == [500, 500, 200]
        status, headers, _ = await call_back(session, desk, "limited", SUCCESS)
        assert (status, headers["Retry-After"]) == (429, "3")
        assert await status_of(session, desk, "moved") == 302
    assert desk.tally.channel("shaky").came == 3
    assert desk.tally.channel("shaky").successes == 1
    assert desk.tally.settled == 1


async def test_a_plan_comes_before_the_script_and_ends(session):
    async with CallbackDesk(script=lambda *_: Scripted(status=202)) as desk:
        desk.plan("c1", Scripted(status=401), Scripted(status=503, body=b"busy"))
        desk.plan("c1")
        assert await status_of(session, desk, "c2") == 202
        assert await status_of(session, desk, "c1") == 401
        status, _, body = await call_back(session, desk, "c1", SUCCESS)
        assert (status, body) == (503, b"busy")
        assert await status_of(session, desk, "c1") == 202


async def test_a_delayed_answer_comes_in_the_end(session):
    async with CallbackDesk() as desk:
        desk.plan("slow", Scripted(status=202, delay_s=0.01))
        assert await status_of(session, desk, "slow") == 202


async def test_a_delayed_callback_has_come_before_it_is_answered(session):
    async with OwnedTasks("callers") as callers:
        async with CallbackDesk() as desk:
            desk.plan("slow", Scripted(delay_s=600))
            called = callers.start(status_of(session, desk, "slow"), "slow")
            await desk.wait_for(1, 5)
            assert (desk.tally.total, desk.tally.accepted) == (1, 0)
        assert called is not None
        assert await called == 200  # a desk that closes waits for nothing
    assert desk.tally.accepted == 1


@pytest.mark.parametrize("answer", [Scripted(delay_s=600), Scripted(manner=Manner.HANG)])
async def test_a_caller_who_leaves_is_noted_without_an_answer(session, answer):
    async with CallbackDesk() as desk, OwnedTasks("callers") as callers:
        noted = asyncio.Event()
        desk.subscribe(lambda _: noted.set())
        desk.plan("slow", answer)
        callers.start(status_of(session, desk, "slow"), "slow")
        await desk.wait_for(1, 5)
        await callers.close()
        async with asyncio.timeout(5):
            await noted.wait()
        assert [taken.status for taken in desk.latest] == [None]
    assert desk.tally.accepted == 0


async def test_a_hanging_call_does_not_hold_the_desk_open(session):
    async with CallbackDesk() as desk:
        desk.plan("hang", Scripted(manner=Manner.HANG))
        url = f"{desk.base_url}/v1/callback/hang"
        hanging = asyncio.gather(session.post(url, json=SUCCESS), return_exceptions=True)
        await desk.wait_for(1, 5)
    [failure] = await hanging
    assert isinstance(failure, aiohttp.ClientError | ConnectionResetError)


async def test_a_reset_breaks_the_connection(session):
    async with CallbackDesk() as desk:
        desk.plan("reset", Scripted(manner=Manner.RESET))
        with pytest.raises((aiohttp.ClientError, ConnectionResetError)):
            await status_of(session, desk, "reset")
        assert await status_of(session, desk, "reset") == 200
    assert desk.tally.channel("reset").came == 2


async def test_waiting_for_callbacks_is_not_polling(session):
    async with CallbackDesk() as desk:
        desk.plan("c0", Scripted(status=500))
        async with asyncio.TaskGroup() as group:
            group.create_task(desk.wait_for(6, 5))
            group.create_task(desk.wait_for_settled(5, 5))
            for number in range(5):
                await status_of(session, desk, f"c{number}")
            await status_of(session, desk, "c0")
        assert (desk.tally.total, desk.tally.settled) == (6, 5)
        with pytest.raises(TimeoutError):
            await desk.wait_for(7, 0.01)


async def test_subscribers_hear_of_every_callback_even_if_one_fails(session, caplog):
    def fail(_):
        raise LookupError("ours")

    heard: list[TakenCallback] = []
    async with CallbackDesk(api_key="k") as desk:
        desk.subscribe(fail)
        desk.subscribe(heard.append)
        assert await status_of(session, desk, "c1") == 401
        headers = {"Authorization": "Bearer k"}
        assert await status_of(session, desk, "c1", FAILURE, headers=headers) == 200
    assert [(taken.status, taken.kind) for taken in heard] == [
        (401, None),
        (200, CallbackKind.ERROR),
    ]
    assert "subscriber of the callback desk failed" in caplog.text


async def test_what_is_kept_is_bounded(session):
    async with CallbackDesk(keep=2, remember=3) as desk:
        for number in range(5):
            await status_of(session, desk, f"c{number}")
    assert [taken.channel for taken in desk.latest] == ["c3", "c4"]
    assert list(desk.tally.channels()) == ["c2", "c3", "c4"]
    assert desk.tally.settled == 5


async def test_a_taken_port_is_an_os_error():
    async with CallbackDesk() as desk:
        port = int(desk.base_url.rpartition(":")[2])
        with pytest.raises(OSError, match="address"):
            await CallbackDesk(port=port).__aenter__()


def test_a_desk_has_no_address_before_it_listens():
    with pytest.raises(RuntimeError, match="async with"):
        _ = CallbackDesk().base_url
