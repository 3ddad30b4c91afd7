"""The whole way: simulator → listener → row → callback → state in the table, all of it real."""

import asyncio
import contextlib
import os
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from aiohttp import ClientSession
from PySide6.QtWidgets import QApplication

from rivermon.app import House, listen
from rivermon.chosen import Chosen
from rivermon.core.entities import CallbackRow, CallbackState, Delivery, RecordRow, Scheme
from rivermon.core.feed import ChangeFeed, Fact, Listening
from rivermon.core.listing import Row, View
from rivermon.core.ports import ListenerUnavailable
from rivermon.moving_in import move_in
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import run
from rivermon.ui.theme import SchemeChoice
from tests.story.served import KEY, SECRET

PATIENCE_S = 20.0


def state_of(row: Row | None) -> CallbackState | None:
    match row:
        case RecordRow():
            return row.state
        case CallbackRow():
            return row.callback.state
    return None


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

    @property
    def table(self) -> LedgerTable:
        """The rows of the view in front."""
        return self.window.views.page.table

    def rows(self) -> list[Row | None]:
        """The rows in front from the top down, None where one is not read yet."""
        return [self.table.row_at(place) for place in range(self.table.rowCount())]

    def record(self, place: int) -> RecordRow:
        """A record that is shown."""
        found = self.table.row_at(place)
        assert isinstance(found, RecordRow)
        return found

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of the table in front."""
        changed = asyncio.Event()
        table = self.table
        signals = (table.rowsInserted, table.rowsRemoved, table.dataChanged)
        for signal in signals:
            signal.connect(changed.set)
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                changed.clear()
                await changed.wait()
        for signal in signals:
            signal.disconnect(changed.set)

    async def until_shown(self, states: list[CallbackState]) -> None:
        """Wait until the table of records shows just these states, newest first."""
        await self.until(lambda: [state_of(row) for row in self.rows()] == states)

    async def until_known(self) -> None:
        """Wait until the row that is selected is in the detail pane."""
        async with asyncio.timeout(PATIENCE_S):
            while self.window.detail.shown is None:
                await self.house.store.counts()  # the reader answers in turn


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
            Chosen(settings, None),
            lambda: Safe(secrets or Secrets((SECRET,), KEY)),
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
            row = stage.record(0)
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
            records = [stage.record(place) for place in range(300)]
            ids = [record.id for record in records]
            assert ids == sorted(ids, reverse=True)
            shown = {record.channel_id for record in records}
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
            assert stage.record(0).event_name == "rivermon_test"

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
            assert "No webhook secret is set" in stage.window.banner.sentence

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
            stage.window.views.page.rows.select_place(0)
            await stage.until_known()
            await stage.until(lambda: stage.window.detail.shown is not None)
            stage.window.detail.tabs.open_tab(DetailTab.CALLBACK)
            tab = stage.window.detail.findChild(CallbackTab)
            assert tab is not None
            tab._again.click()
            await stage.until_shown([CallbackState.SUCCESS])
            assert stage.record(0).attempts == 2

    run(qapp, story)


def test_a_filter_finds_what_failed_and_a_second_try_takes_it_out(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            webhooks = stage.webhooks(5)
            desk.plan(webhooks[2].sample.channel_id, Scripted(status=404), Scripted())
            await stage.send(webhooks)
            good = CallbackState.SUCCESS
            await stage.until(
                lambda: (
                    sorted(str(state_of(row)) for row in stage.rows())
                    == ["Error", *["Success"] * 4]
                )
            )
            stage.window.filter_bar.box.set_text_now("status:failed")
            await stage.until_shown([CallbackState.ERROR])
            assert stage.record(0).channel_id == webhooks[2].sample.channel_id
            stage.window.views.page.rows.select_place(0)
            await stage.until_known()
            await stage.until(lambda: stage.window.detail.shown is not None)
            stage.window.detail.tabs.open_tab(DetailTab.CALLBACK)
            tab = stage.window.detail.findChild(CallbackTab)
            assert tab is not None
            tab._again.click()
            await stage.until(lambda: stage.table.rowCount() == 0)
            assert stage.window.detail.shown is not None
            stage.window.filter_bar.box.set_text_now("")
            await stage.until_shown([good] * 5)

    run(qapp, story)


def test_deliveries_and_callbacks_have_views_of_their_own(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as desk, on_stage(qapp, tmp_path, desk) as stage:
            await stage.send(stage.webhooks(3))
            await stage.until_shown([CallbackState.SUCCESS] * 3)
            async with ClientSession() as stranger:
                forged = await stranger.post(stage.house.listener.url or "", data=b"{}")
            assert forged.status == 401
            stage.window.show_view(View.DELIVERIES)
            await stage.until(lambda: stage.table.rowCount() == 4 and None not in stage.rows())
            (newest, *others) = stage.rows()
            assert isinstance(newest, Delivery)
            assert newest.failed
            assert not any(row is None or row.failed for row in others)
            stage.window.show_view(View.CALLBACKS)
            await stage.until_shown([CallbackState.SUCCESS] * 3)

    run(qapp, story)
