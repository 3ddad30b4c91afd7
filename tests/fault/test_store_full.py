"""The disk is full: ModelRiver is asked to come again, and rivermon goes on when there is room."""

from pathlib import Path

from tests.fault.store_story import as_root, small_disk, story


@as_root
async def test_a_full_disk_loses_nothing_and_is_survived(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 10240):
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(4 * 1024 * 1024))
        async with story(tmp_path, disk / "rivermon.db") as told:
            await told.take(20)
            refused = await told.until_refused()
            assert refused.took_s < 5
            assert await told.health() == "unavailable"
            assert (await told.post()).status == 503
            assert "the disk is full" in told.logged()
            ballast.unlink()
            await told.until_health("ok")
            await told.take(20)
            await told.stopped()
            told.adds_up()


@as_root
async def test_a_disk_that_stays_full_is_not_taken_for_mended(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 3072):
        async with story(tmp_path, disk / "rivermon.db") as told:
            await told.until_refused()
            assert told.logged().count("Webhooks are answered 503") == 1
            for _ in range(30):
                await told.post()
            lines = told.logged().count("Webhooks are answered 503")
            assert lines < 5, "who is refused again and again does not fill the log"
