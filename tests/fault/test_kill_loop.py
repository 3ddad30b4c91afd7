"""The process is killed again and again under load: what got its 200 is there, once, for good."""

import asyncio
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from rivermon.core.outbox import IN_FLIGHT
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Manner, Scripted
from tests.fault.extent import extent
from tests.fault.posting import Posting
from tests.fault.process import rows
from tests.story.served import KEY, Served

pytestmark = pytest.mark.usefixtures("reconciled")

KILLS = extent(full=50, short=6)
"""The callbacks that one kill can leave sent but not noted, to be sent once more."""


class Mortal(Served):
    """A process that may be killed before it listens."""

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.url.split("/")[2].split(":")
        return host, int(port)

    def die_while_starting(self, after_s: float) -> None:
        """Begin to start, and be killed so many seconds later, listening or not."""
        command = [sys.executable, "-m", "rivermon", "serve"]
        nowhere = subprocess.DEVNULL
        with subprocess.Popen(
            command, env=dict(self._environment), stdout=nowhere, stderr=nowhere
        ) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(after_s)
            assert process.returncode is None, "it ended by itself"
            process.kill()


def _moody(channel: str, nth: int) -> Scripted:
    """Most callbacks are taken; some are not at first, and some are answered late."""
    number = int(channel.rpartition("-")[2])
    if nth == 1 and number % 7 == 0:
        return Scripted(status=503)
    if nth == 1 and number % 11 == 0:
        return Scripted(manner=Manner.RESET)
    if number % 29 == 0:
        return Scripted(status=404)
    return Scripted(delay_s=0.05 if number % 5 == 0 else 0.0)


async def test_after_every_kill_all_that_was_acknowledged_is_there_once(tmp_path: Path):
    chance = random.Random(50)
    async with CallbackDesk(api_key=KEY, script=_moody) as desk:
        host = desk.base_url.removeprefix("http://")
        served = Mortal(tmp_path, RIVERMON_CALLBACK_HOSTS=host)
        await asyncio.to_thread(served.die_while_starting, chance.uniform(0.05, 0.4))
        with served:
            posting = Posting(desk.base_url, per_s=200, connections=16)
            async with posting.to(lambda: served.address):
                for nth in range(1, KILLS):
                    await asyncio.sleep(chance.uniform(0.05, 0.8))
                    served.kill()
                    if nth % 4 == 0:
                        after_s = chance.uniform(0.05, 0.6)
                        await asyncio.to_thread(served.die_while_starting, after_s)
                    await asyncio.to_thread(served.start)
                    _check_acknowledged(tmp_path, posting.acknowledged)
            await _all_ended(tmp_path)
            assert await asyncio.to_thread(served.stop) == 0
    assert posting.acknowledged == posting.begun
    assert posting.again > 0
    _check_acknowledged(tmp_path, posting.acknowledged)
    _check_callbacks(tmp_path, posting.begun)
    tallies = desk.tally.channels()
    assert desk.tally.refused == 0
    assert {len(set(tally.task_ids)) for tally in tallies.values()} == {1}
    assert desk.tally.repeated <= KILLS * IN_FLIGHT


def _check_acknowledged(folder: Path, acknowledged: set[str]) -> None:
    """Every channel that got a 200 has its one record, and no channel has two."""
    kept = [row[0] for row in rows(folder, "SELECT channel_id FROM ai_content")]
    assert len(kept) == len(set(kept))
    assert acknowledged <= set(kept)


def _check_callbacks(folder: Path, channels: set[str]) -> None:
    """Every record has its one success callback, which ended as its server would have it."""
    assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
    ended = rows(
        folder,
        "SELECT record.channel_id, callback.kind, callback.state FROM callback "
        "JOIN ai_content record ON record.id = callback.record_id ORDER BY 1, 2",
    )
    expected = []
    for channel in sorted(channels):
        refused = int(channel.rpartition("-")[2]) % 29 == 0
        expected += [(channel, "error", "Error")] * refused
        expected.append((channel, "success", "Error" if refused else "Success"))
    assert ended == expected


async def _all_ended(folder: Path) -> None:
    """Wait until nothing is owed any more."""
    async with asyncio.timeout(60):
        while rows(folder, "SELECT 1 FROM callback WHERE state = 'Progress' LIMIT 1"):  # noqa: ASYNC110 - another process commits
            await asyncio.sleep(0.1)
