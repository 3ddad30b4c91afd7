"""The database may not be written to: at the start, and from one moment to the next."""

import asyncio
from pathlib import Path

from tests.fault.store_story import as_root, read_only, story, unchangeable


@as_root
async def test_a_read_only_folder_is_refused_in_words(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(1)
        await told.stopped()
        with read_only(told.database.parent):
            code, said = await asyncio.to_thread(told.run, "serve", "--port", "0")
        assert code == 1
        assert "check the file's and the folder's permissions" in said


@as_root
async def test_a_file_that_may_not_be_written_any_more_is_survived(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(3)
        log = Path(f"{told.database}-wal")
        with unchangeable(told.database, log):
            await told.until_refused(most=1)
            assert await told.health() == "unavailable"
        await told.until_health("ok")
        await told.take(3)
        assert told.aside() == [], "only damage sets a file aside"
        await told.stopped()
        told.adds_up()


@as_root
async def test_a_removed_file_is_put_back_once_its_folder_may_be_written(tmp_path: Path) -> None:
    async with story(tmp_path) as told:
        await told.take(3)
        told.database.unlink()
        with unchangeable(told.database.parent):
            await told.until_health("unavailable")
            assert (await told.post()).status == 503
            assert not told.database.exists()
        await told.until_health("ok")
        await told.take(3)
        await told.stopped()
        told.adds_up()
