"""Another program holds the database longer than anybody waits."""

import asyncio
from pathlib import Path

from tests.fault.store_story import held, story


async def test_nobody_waits_long_for_a_lock_and_all_goes_on_after_it(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(3)
        with held(told.database):
            crowd = await asyncio.gather(*(told.post() for _ in range(60)))
            assert {answered.status for answered in crowd} == {503}
            assert max(answered.took_s for answered in crowd) < 6, "ModelRiver waits 30 s"
            assert await told.health() == "unavailable"
            late = await told.post()
            assert late.status == 503
            assert late.took_s < 1, "nobody waits behind a lock that is known"
        await told.until_health("ok")
        await told.take(3)
        await told.stopped()
        assert len(told.channels()) == 6
        told.adds_up()


async def test_a_lock_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(1)
        await told.stopped()
        with held(told.database):
            await asyncio.to_thread(told.served.start)
            assert (await told.post()).status == 503
        await told.until_health("ok")
        await told.take(1)
        await told.stopped()
        told.adds_up()
