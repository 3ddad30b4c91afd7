"""Ten thousand callbacks are owed at the start: oldest deadline first, each once, in no hurry."""

import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import quantiles

import pytest

from rivermon.core.callback_gate import NO_API_KEY
from rivermon.core.entities import CallbackKind
from rivermon.core.outbox import IN_FLIGHT
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.callback_tally import TakenCallback
from tests.fault.many_owed import BODY_BYTES, owe
from tests.fault.posting import Posting
from tests.fault.process import rows
from tests.story.served import KEY, Served

pytestmark = pytest.mark.usefixtures("reconciled")

IN_TIME = 9_500
TOO_LATE = 500


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as desk:
        yield desk


def _address(served: Served) -> tuple[str, int]:
    host, port = served.url.split("/")[2].split(":")
    return host, int(port)


def _most_memory_mb(served: Served) -> float:
    """The most memory that the process ever had, in MB; zero where nobody says so."""
    assert served._process is not None
    if sys.platform != "linux":
        return 0.0
    status = Path(f"/proc/{served._process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def _memory_at_rest_mb(folder: Path) -> float:
    folder.mkdir()
    with Served(folder) as idle:
        return _most_memory_mb(idle)


async def _all_ended(folder: Path, within_s: float) -> None:
    async with asyncio.timeout(within_s):
        while rows(folder, "SELECT 1 FROM callback WHERE state = 'Progress' LIMIT 1"):  # noqa: ASYNC110 - another process commits
            await asyncio.sleep(0.05)


async def test_ten_thousand_go_out_while_webhooks_come_in(tmp_path: Path, desk: CallbackDesk):
    owed = await owe(tmp_path, desk.base_url, in_time=IN_TIME, too_late=TOO_LATE)
    at_rest_mb = await asyncio.to_thread(_memory_at_rest_mb, tmp_path / "idle")
    taken: list[TakenCallback] = []
    desk.subscribe(taken.append)
    host = desk.base_url.removeprefix("http://")
    with Served(tmp_path, RIVERMON_CALLBACK_HOSTS=host) as served:
        posting = Posting(desk.base_url, per_s=100, connections=4)
        async with posting.to(lambda: _address(served)):
            await desk.wait_for_settled(IN_TIME, timeout_s=60)
        await _all_ended(tmp_path, within_s=30)
        grown_mb = _most_memory_mb(served) - at_rest_mb
        assert await asyncio.to_thread(served.stop) == 0
    old = [each for each in taken if not each.channel.startswith("channel-")]
    content = [each.channel for each in old if each.kind is CallbackKind.SUCCESS]
    assert sorted(content) == sorted(owed)
    place = {channel: nth for nth, channel in enumerate(owed)}
    assert max(abs(place[channel] - nth) for nth, channel in enumerate(content)) <= IN_FLIGHT
    assert [each.kind for each in old[IN_TIME:]] == [CallbackKind.ERROR] * TOO_LATE
    assert desk.tally.repeated == desk.tally.refused == 0
    assert grown_mb < IN_TIME * BODY_BYTES / 1e6 / 2
    assert posting.again == 0
    assert quantiles(posting.answers_s, n=20)[-1] < 0.25
    assert max(posting.answers_s) < 2
    _check_states(tmp_path, posting)


def _check_states(folder: Path, posting: Posting) -> None:
    states = rows(
        folder, "SELECT kind, state, attempts, count(*) FROM callback GROUP BY 1, 2, 3 ORDER BY 1"
    )
    assert sorted(states) == [
        ("error", "Success", 1, TOO_LATE),
        ("success", "Success", 1, IN_TIME + len(posting.acknowledged)),
        ("success", "Timeout", 0, TOO_LATE),
    ]
    words = "the 5 minutes were over before it could be sent"
    reasons = rows(folder, "SELECT DISTINCT reason FROM callback WHERE state = 'Timeout'")
    assert reasons == [(words,)]


async def test_thousands_held_for_a_key_do_not_keep_the_listener_closed(
    tmp_path: Path, desk: CallbackDesk
):
    number = 2_000
    await owe(tmp_path, desk.base_url, in_time=number, held_because=NO_API_KEY)
    host = desk.base_url.removeprefix("http://")
    began = time.monotonic()
    with Served(tmp_path, RIVERMON_CALLBACK_HOSTS=host) as served:
        assert time.monotonic() - began < 10
        await desk.wait_for_settled(number, timeout_s=30)
        await _all_ended(tmp_path, within_s=10)
        assert await asyncio.to_thread(served.stop) == 0
    assert desk.tally.total == number
