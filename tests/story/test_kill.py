"""A power cut in the middle of it all loses nothing, and doubles nothing."""

import asyncio
import random
import sqlite3
from pathlib import Path

from rivermon.core.entities import Scheme
from rivermon.core.outbox import IN_FLIGHT
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import signed_samples
from tests.story.served import KEY, SECRET, Served

COUNT = 600


async def test_kill_in_the_middle_ends_at_the_same_records_each_called_back(tmp_path: Path):
    async with CallbackDesk(api_key=KEY) as desk:
        host = desk.base_url.removeprefix("http://")
        with Served(tmp_path, RIVERMON_CALLBACK_HOSTS=host) as served:
            webhooks = list(
                signed_samples(
                    random.Random(1),
                    count=COUNT,
                    scheme=Scheme.RAW_BODY,
                    secret=SECRET,
                    callback_base=desk.base_url,
                )
            )
            async with Sender(served.url, speed=20) as sender:
                sending = asyncio.get_running_loop().create_task(
                    sender.send_many(webhooks, rate=400)
                )
                await desk.wait_for(COUNT // 4, timeout_s=30)
                served.kill()
                await asyncio.to_thread(served.start)
                summary = await sending
            await desk.wait_for_settled(COUNT, timeout_s=60)
            # The last answers are noted before the process ends.
            assert await asyncio.to_thread(served.stop) == 0
    assert (summary.delivered, summary.dead) == (COUNT, 0)
    assert summary.retried > 0
    _check_database(tmp_path / "rivermon.db", {each.sample.channel_id for each in webhooks})
    tallies = desk.tally.channels()
    assert {len(set(tally.task_ids)) for tally in tallies.values()} == {1}
    assert desk.tally.repeated <= IN_FLIGHT
    assert desk.tally.refused == 0


def _check_database(path: Path, channels: set[str]) -> None:
    database = sqlite3.connect(path)
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = [row[0] for row in database.execute("SELECT channel_id FROM ai_content")]
        assert len(kept) == len(channels)
        assert set(kept) == channels
        states = "SELECT kind, state, count(*) FROM callback GROUP BY 1, 2"
        assert database.execute(states).fetchall() == [("success", "Success", len(channels))]
    finally:
        database.close()
