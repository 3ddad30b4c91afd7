"""The whole way: simulator → listener → row → callback → state in the table, all of it real."""

import asyncio
import contextlib
import os
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from rivermon.app import House, listen
from rivermon.core.entities import CallbackState, Scheme
from rivermon.core.feed import ChangeFeed, Fact, Listening
from rivermon.core.ports import ListenerUnavailable
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_tab import CallbackTab
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
    app: QApplication,
    folder: Path,
    desk: CallbackDesk,
    *,
    secrets: Secrets | None = None,
    allowed: str | None = None,
    port: int = 0,
) -> AsyncIterator[Stage]:
    settings = Settings(
        db=str(folder / "rivermon.db"),
        port=port,
        callback_hosts=(allowed or desk.base_url.removeprefix("http://"),),
    )
    stop, feed = asyncio.Event(), ChangeFeed()
    async with AsyncExitStack() as stack:
        house, window = await move_in(
            stack,
            settings,
            secrets or Secrets((SECRET,), KEY),
            feed,
            Appearance(app, SchemeChoice.LIGHT),
            stop,
            memory_file=folder / "window.ini",
        )
        window.show()
        with contextlib.suppress(ListenerUnavailable):
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


def test_a_held_callback_leaves_when_the_operator_allows_its_host(qapp, tmp_path):
    async def story() -> None:
        async with (
            CallbackDesk(api_key=KEY) as desk,
            on_stage(qapp, tmp_path, desk, allowed="api.modelriver.com") as stage,
        ):
            await stage.send(stage.webhooks(2))
            await stage.until_shown([CallbackState.HELD] * 2)
            assert desk.base_url.removeprefix("http://") in stage.window.banner.sentence
            assert desk.tally.total == 0
            stage.window.banner._action.click()
            await stage.until_shown([CallbackState.SUCCESS] * 2)
            assert not stage.window.banner.isVisible()

    run(qapp, story)


def test_a_taken_port_is_had_at_the_second_try(qapp, tmp_path):
    async def story() -> None:
        other = await asyncio.start_server(lambda _r, writer: writer.close(), "127.0.0.1", 0)
        port = other.sockets[0].getsockname()[1]
        async with (
            CallbackDesk(api_key=KEY) as desk,
            on_stage(qapp, tmp_path, desk, port=port) as stage,
        ):
            assert str(port) in stage.window.banner.sentence
            listening = asyncio.Event()

            def hear(facts: Sequence[Fact]) -> None:
                if any(isinstance(fact, Listening) for fact in facts):
                    listening.set()

            stage.house.feed.subscribe(hear)
            other.close()
            await other.wait_closed()
            stage.window.banner._action.click()
            async with asyncio.timeout(PATIENCE_S):
                await listening.wait()
            await stage.send(stage.webhooks(1))
            await stage.until_shown([CallbackState.SUCCESS])
            assert not stage.window.banner.isVisible()

    run(qapp, story)


def test_the_operator_sends_a_callback_again_from_the_detail_pane(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            (webhook,) = webhooks = stage.webhooks(1)
            desk.plan(webhook.sample.channel_id, Scripted(status=404), Scripted())
            await stage.send(webhooks)
            await stage.until_shown([CallbackState.ERROR])
            stage.window.records.select_record(stage.window.table.row_at(0).id)
            # The pane asks the reader first, and the reader answers in turn.
            await asyncio.sleep(0)
            await stage.house.store.counts()
            tab = stage.window.detail.findChild(CallbackTab)
            assert tab is not None
            tab._again.click()
            await stage.until_shown([CallbackState.SUCCESS])
            assert stage.window.table.row_at(0).attempts == 2

    run(qapp, story)
