"""The whole way: simulator → listener → row → callback → state in the table, all of it real."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from rivermon.app import House, listen
from rivermon.core.entities import CallbackState, Scheme
from rivermon.core.feed import ChangeFeed
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import run
from rivermon.ui.theme import SchemeChoice
from rivermon.window import move_in
from tests.story.served import KEY, SECRET

PATIENCE_S = 20.0


class Stage(NamedTuple):
    """A whole house with its window, listening."""

    house: House
    window: MainWindow
    desk: CallbackDesk
    stop: asyncio.Event

    def webhooks(self, count: int, event: str | None = None) -> list[SignedSample]:
        return list(
            signed_samples(
                random.Random(5),
                count=count,
                scheme=Scheme.RAW_BODY,
                secret=SECRET,
                callback_base=self.desk.base_url,
                event=event,
            )
        )

    async def send(self, webhooks: list[SignedSample]) -> None:
        async with Sender(self.house.listener.url or "") as sender:
            summary = await sender.send_many(webhooks)
        assert summary.delivered == len(webhooks)

    async def until_shown(self, states: list[CallbackState]) -> None:
        """Wait until the table shows just these states, newest first."""
        changed = asyncio.Event()
        table = self.window.table
        for signal in (table.rowsInserted, table.dataChanged):
            signal.connect(changed.set)
        async with asyncio.timeout(PATIENCE_S):
            while [table.row_at(row).state for row in range(table.rowCount())] != states:
                changed.clear()
                await changed.wait()


@asynccontextmanager
async def on_stage(
    app: QApplication, folder: Path, desk: CallbackDesk, *, secrets: Secrets | None = None
) -> AsyncIterator[Stage]:
    settings = Settings(
        db=str(folder / "rivermon.db"),
        port=0,
        callback_hosts=(desk.base_url.removeprefix("http://"),),
    )
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        house, window = await move_in(
            stack,
            settings,
            secrets or Secrets((SECRET,), KEY),
            ChangeFeed(),
            Appearance(app, SchemeChoice.LIGHT),
            stop,
            memory_file=folder / "window.ini",
        )
        window.show()
        await listen(house)
        yield Stage(house, window, desk, stop)


def test_a_webhook_becomes_a_row_whose_callback_succeeds(qapp: QApplication, tmp_path: Path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            (webhook,) = webhooks = stage.webhooks(1, event="new_movie_suggestion")
            desk.plan(webhook.sample.channel_id, Scripted(status=500))
            await stage.send(webhooks)
            await stage.until_shown([CallbackState.PROGRESS])
            await stage.until_shown([CallbackState.SUCCESS])
            row = stage.window.table.row_at(0)
            assert row.channel_id == webhook.sample.channel_id
            assert row.event_name == "new_movie_suggestion"
            assert row.attempts == 2
            assert desk.tally.channel(webhook.sample.channel_id).successes == 1

    run(qapp, story)


def test_many_webhooks_at_once_are_all_shown_newest_first(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            webhooks = stage.webhooks(300)
            await stage.send(webhooks)
            await stage.until_shown([CallbackState.SUCCESS] * 300)
            table = stage.window.table
            ids = [table.row_at(row).id for row in range(table.rowCount())]
            assert ids == sorted(ids, reverse=True)
            shown = {table.row_at(row).channel_id for row in range(table.rowCount())}
            assert shown == {webhook.sample.channel_id for webhook in webhooks}

    run(qapp, story)


def test_what_was_stored_before_is_there_at_the_next_start(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk:
            async with on_stage(qapp, tmp_path, desk) as stage:
                await stage.send(stage.webhooks(3))
                await stage.until_shown([CallbackState.SUCCESS] * 3)
            async with on_stage(qapp, tmp_path, desk) as stage:
                await stage.until_shown([CallbackState.SUCCESS] * 3)

    run(qapp, story)


def test_a_test_webhook_goes_the_whole_way(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            stage.window.empty_state._test.click()
            await stage.until_shown([CallbackState.SUCCESS])
            assert stage.window.table.row_at(0).event_name == "rivermon_test"

    run(qapp, story)


def test_closing_the_window_asks_the_house_to_stop(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            stage.window.close()
            async with asyncio.timeout(PATIENCE_S):
                await stage.stop.wait()

    run(qapp, story)


def test_without_a_secret_the_window_says_so(qapp, tmp_path):
    async def story() -> None:
        async with (
            CallbackDesk(api_key=KEY) as desk,
            on_stage(qapp, tmp_path, desk, secrets=Secrets()) as stage,
        ):
            assert stage.window.banner.isVisible()
            assert "MODELRIVER_WEBHOOK_SECRET" in stage.window.banner.sentence

    run(qapp, story)
