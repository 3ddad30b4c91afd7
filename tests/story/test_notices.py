"""What the operator is told of when nobody looks, and where a click on it leads."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.core.notice import NoticeKind
from rivermon.simulator.scripted import Scripted
from rivermon.ui.qt_loop import run
from tests.fault.store_story import held
from tests.story.story_webhooks import forged, generated
from tests.story.window_on_stage import Stage, on_stage
from tests.ui.stand_in_tray import MemoryTray

GOES_ON = "rivermon goes on listening"
LEFT_ALONE_S = 4.0


async def told(stage: Stage, tray: MemoryTray, count: int = 1) -> list[tuple[str, str]]:
    """Wait for so many notices, that the window was closed excepted."""

    def notices() -> list[tuple[str, str]]:
        return [each for each in tray.told if each[0] != GOES_ON]

    await stage.until(lambda: len(notices()) >= count, notices)
    return notices()


async def fail(stage: Stage, title: str) -> None:
    """Have a callback answered 404, which no further try would change."""
    webhook = generated(title, stage.desk)
    stage.desk.plan(webhook.sample.channel_id, *[Scripted(status=404)] * 2)
    await stage.send(webhook)


def test_a_failed_callback_is_told_and_a_click_opens_it(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray) as stage:
            await stage.send(*(generated(f"Fine {number}", stage.desk) for number in range(3)))
            stage.window.close()
            await stage.until(lambda: not stage.window.isVisible())
            await fail(stage, "Inception")
            ((title, text),) = await told(stage, tray)
            assert title == "A callback failed"
            assert "404" in text
            tray.click_message()
            await stage.until(lambda: stage.page.view is View.CALLBACKS)
            await stage.until(lambda: stage.rows.selected_id is not None)
            assert stage.window.isVisible()
            (place,) = [index.row() for index in stage.rows.selectionModel().selectedRows()]
            await stage.until_is(lambda: stage.cell(place, "title"), "Inception")
            assert stage.selected() == [stage.rows.selected_id]

    run(qapp, story)


def test_ten_refused_requests_are_one_notice_that_says_ten(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray) as stage:
            stage.window.close()
            posts = [stage.post(forged(stage.desk, f"Forged {number}")) for number in range(10)]
            statuses = asyncio.gather(*posts)
            ((title, _),) = await told(stage, tray)
            assert title == "10 webhooks were refused"
            assert set(await statuses) == {401}
            tray.click_message()
            await stage.until(lambda: stage.page.view is View.DELIVERIES)
            await stage.until(lambda: stage.rows.selected_id is not None)
            shown = await stage.house.store.detail(View.DELIVERIES, stage.rows.selected_id or 0)
            assert shown is not None
            assert shown.delivery.status == 401

    run(qapp, story)


def test_content_that_waits_is_told_and_a_click_opens_the_record(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray, hold_events=("article_written",)) as stage:
            stage.window.close()
            await stage.send(generated("<b>Dark & stormy</b>", stage.desk))
            ((title, text),) = await told(stage, tray)
            assert title == "Content waits for your approval"
            assert text.startswith("‹b›Dark ＆ stormy‹/b›. ")  # noqa: RUF001 - made harmless
            assert not stage.desk.latest
            tray.click_message()
            await stage.until(lambda: stage.open_record == 1)
            assert stage.page.view is View.RECORDS

    run(qapp, story)


def test_trouble_with_the_store_is_told_and_shown_by_the_icon(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray) as stage:
            await stage.send(generated("Before", stage.desk))
            stage.window.close()
            with held(tmp_path / "rivermon.db"):
                assert await stage.post(generated("Lost", stage.desk)) == 503
                ((title, text),) = await told(stage, tray)
                assert title == "The database is in trouble"
                assert "another program holds the database" in text
                await stage.until(lambda: "Something is wrong" in tray.tip, lambda: tray.tip)
            await stage.until(lambda: "Something is wrong" not in tray.tip, lambda: tray.tip)
            assert tray.tip.startswith("rivermon\nListening")

    run(qapp, story)


@pytest.mark.parametrize("on", [NoticeKind.STORE, NoticeKind.SIGNATURES])
def test_kinds_that_are_off_are_silent(qapp: QApplication, tmp_path: Path, on: NoticeKind) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray, notify=(on.value,)) as stage:
            stage.window.close()
            await fail(stage, "Inception")
            assert await stage.post(forged(stage.desk)) == 401
            if on is NoticeKind.SIGNATURES:
                ((title, _),) = await told(stage, tray)
                assert title == "A webhook was refused"
                return
            started_s = stage.house.clock.monotonic_s()
            await stage.until(lambda: stage.house.clock.monotonic_s() > started_s + LEFT_ALONE_S)
            assert [title for title, _ in tray.told] == [GOES_ON]

    run(qapp, story)


def test_who_looks_at_the_window_is_told_nothing(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray) as stage:
            await fail(stage, "Seen")
            await stage.until(lambda: "Error" in stage.texts("state"), lambda: stage.texts("state"))
            started_s = stage.house.clock.monotonic_s()
            await stage.until(lambda: stage.house.clock.monotonic_s() > started_s + LEFT_ALONE_S)
            assert tray.told == []

    run(qapp, story)


def test_a_closed_window_goes_on_listening_and_the_key_ends_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray) as stage:
            stage.window.close()
            assert [title for title, _ in tray.told] == [GOES_ON]
            await stage.send(generated("While it was closed", stage.desk))
            tray.click()
            await stage.until(stage.window.isVisible)
            await stage.until_titles("While it was closed")
            stage.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
            await stage.until(lambda: not stage.window.isVisible())
        assert not tray.is_up

    run(qapp, story)
