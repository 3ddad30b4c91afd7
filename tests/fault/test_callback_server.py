"""A callback server that does all that a server can do wrong: tries, waits, end, and words."""

import asyncio
import json
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from rivermon.core.entities import CallbackKind, CallbackState
from tests.core.fake_clock import FakeClock
from tests.fault import fault_server as does
from tests.fault.fault_server import FaultServer, Gigabyte, content_only, one_after_another
from tests.fault.house import House, house_of, waits_until_ended
from tests.net.plain_server import PlainServer, Turn, says

pytestmark = pytest.mark.usefixtures("reconciled")

WINDOW_FILLED = [1, 2, 4, 8, 16, 32, 60, 60, 60]
"""The waits of a callback that never gets through: one more would end after the window."""

CLOSED = "the connection was closed before an answer"


async def _receive(house: House[FakeClock], server: PlainServer) -> None:
    await house.receive("c1", server.url)


async def _told_once(house: House[FakeClock], server: FaultServer, why: str) -> None:
    """ModelRiver was told once, in words, that there will be no content."""
    await house.told.state(CallbackState.SUCCESS, CallbackKind.ERROR)
    assert server.brought(b'"processing_failed"') == 1
    said = json.loads(server.exchanges[-1].body)
    assert said["error"] == "processing_failed"
    assert why in said["message"]
    assert (await house.store.counts()).owed == 0


@pytest.mark.parametrize(
    ("fault", "status", "why"),
    [
        (does.hang, None, "no answer within 0.2 s"),
        (does.drip_head, None, "no answer within 0.2 s"),
        (does.reset_in_head, None, CLOSED),
        (does.endless_headers, None, "not proper HTTP (Too many headers received)"),
        (does.endless_header, None, "not proper HTTP (Got more than"),
        (does.no_http, None, "not proper HTTP"),
        (says("500 Internal Server Error"), 500, "answered 500"),
        (says("503 Busy"), 503, "answered 503"),
        (says("429 Slow Down"), 429, "answered 429"),
        (says("408 Timeout"), 408, "answered 408"),
        (says("429 Slow", b"", "Retry-After: yesterday, perhaps"), 429, "answered 429"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
async def test_what_may_pass_is_tried_until_the_window_is_over(
    tmp_path: Path, fault: Turn, status: int | None, why: str
):
    async with (
        FaultServer(content_only(fault)) as server,
        house_of(tmp_path, server.host, clock=FakeClock(), timeout_s=0.2) as house,
    ):
        await _receive(house, server)
        assert await waits_until_ended(house) == WINDOW_FILLED
        await _told_once(house, server, why)
        ended = await house.callback()
        assert ended.callback.state is CallbackState.TIMEOUT
        assert why in (ended.callback.reason or "")
        assert [attempt.status for attempt in ended.attempts] == [status] * 10
        assert server.brought(b'"task_id"') == 10


async def test_refused_connections_end_when_the_server_is_there_again(tmp_path: Path):
    async with FaultServer(does.hang) as gone:
        port = gone.port
    async with house_of(tmp_path, gone.host, clock=FakeClock()) as house:
        await house.receive("c1", gone.url)
        assert await waits_until_ended(house) == WINDOW_FILLED
        await house.told.state(CallbackState.PROGRESS, CallbackKind.ERROR)
        async with FaultServer(says("200 OK"), port=port) as server:
            house.clock.move(1)
            await _told_once(house, server, "Connection refused")
            assert server.brought(b'"task_id"') == 0
        ended = (await house.callback()).callback
        assert (ended.state, ended.attempts) == (CallbackState.TIMEOUT, 10)


async def test_an_error_callback_that_never_gets_through_ends_too(tmp_path: Path):
    async with (
        FaultServer(says("500 Internal Server Error")) as server,
        house_of(tmp_path, server.host, clock=FakeClock()) as house,
    ):
        await _receive(house, server)
        assert await waits_until_ended(house) == WINDOW_FILLED
        assert await waits_until_ended(house, CallbackKind.ERROR) == [1, 2, 4, 8, 16]
        told = (await house.callback(CallbackKind.ERROR)).callback
        assert (told.state, told.attempts) == (CallbackState.TIMEOUT, 6)
        assert (await house.store.counts()).owed == 0


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "404 Not Found", "410 Gone", "422 No"])
async def test_what_will_not_change_is_an_error_at_once(tmp_path: Path, status: str):
    async with (
        FaultServer(content_only(says(status, b"because"))) as server,
        house_of(tmp_path, server.host, clock=FakeClock()) as house,
    ):
        await _receive(house, server)
        assert await waits_until_ended(house) == []
        await _told_once(house, server, f"answered {status[:3]}")
        ended = await house.callback()
        assert (ended.callback.state, ended.callback.attempts) == (CallbackState.ERROR, 1)
        assert ended.attempts[0].answer == "because"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
async def test_a_redirect_to_another_host_is_an_error_and_that_host_sees_nothing(
    tmp_path: Path, status: str
):
    async with FaultServer(says("200 OK")) as other:
        moved = content_only(says(status, b"", f"Location: http://localhost:{other.port}/steal"))
        async with (
            FaultServer(moved) as server,
            house_of(tmp_path, server.host, other.host, "localhost", clock=FakeClock()) as house,
        ):
            await _receive(house, server)
            assert await waits_until_ended(house) == []
            await _told_once(house, server, "a redirect, which is not followed")
            assert (await house.callback()).callback.state is CallbackState.ERROR
        assert other.connections == 0


async def test_retry_after_is_waited_for_in_seconds_and_until_a_date(tmp_path: Path):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    then = datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    date, later = (format_datetime(m, usegmt=True) for m in (then, then + timedelta(seconds=70)))
    turn = one_after_another(
        says("429 Slow", b"", "Retry-After: 37"),
        says("503 Busy", b"", f"Retry-After: {soon}"),
        says("429 Slow", b"", f"Date: {date}", f"Retry-After: {later}"),
        says("429 Slow", b"", "Retry-After: 1"),
        says("200 OK", b'{"status": "ok"}'),
    )
    async with (
        FaultServer(turn) as server,
        house_of(tmp_path, server.host, clock=FakeClock()) as house,
    ):
        await _receive(house, server)
        seconds, until_date, by_their_clock, no_less_than_planned = await waits_until_ended(house)
        assert (await house.callback()).callback.state is CallbackState.SUCCESS
    assert seconds == 37
    assert 45 < until_date <= 50
    assert by_their_clock == 70
    assert no_less_than_planned == 8


async def test_a_retry_after_beyond_the_window_gives_up_at_once(tmp_path: Path):
    async with (
        FaultServer(content_only(says("429 Slow", b"", "Retry-After: 3600"))) as server,
        house_of(tmp_path, server.host, clock=FakeClock()) as house,
    ):
        await _receive(house, server)
        assert await waits_until_ended(house) == []
        await _told_once(house, server, "answered 429")
        assert (await house.callback()).callback.state is CallbackState.TIMEOUT


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
async def test_of_a_gigabyte_64_kib_are_read_and_the_connection_is_dropped(
    tmp_path: Path, status: str
):
    body = Gigabyte(status)
    async with (
        FaultServer(content_only(body)) as server,
        house_of(tmp_path, server.host, clock=FakeClock()) as house,
    ):
        tracemalloc.start()
        await _receive(house, server)
        assert await waits_until_ended(house) == []
        await asyncio.wait_for(body.cut_off.wait(), 10)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        ended = await house.callback()
    assert most < 16_000_000
    # Most of what left is in the buffers of the two sockets.
    assert body.sent < 50_000_000
    expected = CallbackState.SUCCESS if status == "200 OK" else CallbackState.ERROR
    assert (ended.callback.state, ended.callback.attempts) == (expected, 1)
    assert ended.attempts[0].answer == "x" * 2_048


@pytest.mark.parametrize(("fault", "answer"), [(does.drip_body, "."), (does.reset_in_body, "so")])
async def test_a_success_counts_though_its_body_does_not_come(
    tmp_path: Path, fault: Turn, answer: str
):
    began = time.monotonic()
    async with (
        FaultServer(fault) as server,
        house_of(tmp_path, server.host, clock=FakeClock(), timeout_s=20) as house,
    ):
        await _receive(house, server)
        assert await waits_until_ended(house) == []
        ended = await house.callback()
    assert time.monotonic() - began < 10
    assert (ended.callback.state, ended.callback.attempts) == (CallbackState.SUCCESS, 1)
    assert ended.attempts[0].answer.startswith(answer)
    assert len(server.exchanges) == 1
