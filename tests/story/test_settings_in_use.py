"""What is set while webhooks come: where it leads from, what stands in the way, what is told."""

import socket
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rivermon.core.feed import Trouble
from rivermon.core.notice import NoticeKind
from rivermon.core.tunnel import TunnelKind, TunnelState
from rivermon.safe import Safe
from rivermon.settings import Secrets
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.sender import Sender
from rivermon.ui.qt_loop import run
from rivermon.ui.settings_connection_page import ConnectionPage
from rivermon.ui.settings_notices_page import NoticesPage
from rivermon.ui.settings_pages import Page
from rivermon.ui.settings_public_page import PublicPage
from rivermon.ui.settings_secrets_page import SecretsPage
from tests.story.reverse_proxy import ReverseProxy
from tests.story.served import KEY, SECRET
from tests.story.settings_hand import page_of, paste_in, press_in, settings_of, type_in
from tests.story.story_webhooks import forged, generated
from tests.story.window_on_stage import Stage, on_stage
from tests.ui.stand_in_tray import MemoryTray

Tell = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def tell(qapp: QApplication) -> Tell:
    """Tells a story on the window's own loop."""
    return lambda story: run(qapp, story)


async def status_at(url: str, stage: Stage, title: str) -> int | None:
    webhook = generated(title, stage.desk)
    async with Sender(url) as sender:
        return (await sender.post(webhook.sample, webhook.headers)).status


def words(stage: Stage, page: ConnectionPage) -> str:
    return "\n".join(stage.words_in(page))


def test_where_the_banner_leads_a_key_releases_what_waited(
    qapp: QApplication, tmp_path: Path, tell: Tell
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path, safe=Safe(Secrets((SECRET,)))) as stage:
            banner = stage.window.banner
            await stage.send(generated("Waiting", stage.desk))
            await stage.until(lambda: banner.trouble is Trouble.NO_API_KEY)
            stage.press_button("Settings…", banner)
            dialog = await settings_of(stage)
            page = dialog.content(dialog.page)
            assert isinstance(page, SecretsPage)
            paste_in(page.key.field.line, KEY)
            await stage.until(lambda: banner.trouble is None)
            await stage.until_is(lambda: stage.desk.tally.total, 1)
            await stage.until_is(lambda: page.key.said, "It is in use from now on.")

    tell(story)


def test_what_became_of_a_key_and_what_is_typed_outlast_another_secret(
    qapp: QApplication, tmp_path: Path, tell: Tell
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            page = await page_of(stage, Page.SECRETS, SecretsPage)
            page.key.field.line.setFocus()
            QTest.keyClicks(page.key.field.line, "_half")
            paste_in(page.secrets.field.line, "whsec_5f3c9a1e7b2d4680")
            await stage.until(lambda: len(page.secrets.rows) == 2)
            assert page.key.field.line.text() == f"{KEY}_half"
            QTest.keyClick(page.key.field.line, Qt.Key.Key_Return)
            await stage.until_is(lambda: stage.house.safe.held.api_key, f"{KEY}_half")
            await stage.until_is(lambda: page.key.said, "It is in use from now on.")
            stage.click(page.secrets.rows[1].remove)
            await stage.until(lambda: len(page.secrets.rows) == 1)
            assert page.key.said == "It is in use from now on."
            assert not page.unsent

    tell(story)


def test_a_taken_port_is_said_beside_it_and_had_once_it_is_free(
    qapp: QApplication, tmp_path: Path, tell: Tell
) -> None:
    async def story() -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = other.getsockname()[1]
            async with on_stage(qapp, tmp_path) as stage:
                old = stage.house.listener.url or ""
                page = await page_of(stage, Page.CONNECTION, ConnectionPage)
                type_in(page.port, str(taken))
                await stage.until(lambda: f"Port {taken}" in words(stage, page))
                assert page.port.text() == str(taken)
                assert await status_at(old, stage, "At the old") == 200
                other.close()
                press_in(page, "&Listen there")
                await stage.until(lambda: "rivermon listens there now." in words(stage, page))
                new = f"http://127.0.0.1:{taken}/webhooks/modelriver"
                await stage.until_is(lambda: stage.window.status.url, new)
                assert await status_at(new, stage, "At the new") == 200
                await stage.until_found("At the old", "At the new")

    tell(story)


def test_a_public_address_of_ones_own_is_up_once_it_is_typed(
    qapp: QApplication, tmp_path: Path, tell: Tell
) -> None:
    async def story() -> None:
        async with ReverseProxy() as proxy, on_stage(qapp, tmp_path) as stage:
            proxy.leads_to = stage.house.listener.url or ""
            page = await page_of(stage, Page.PUBLIC, PublicPage)
            QTest.keyClick(page.form.kinds.button_of(TunnelKind.URL), Qt.Key.Key_Space)
            type_in(page.form.fields.url.line, proxy.origin)
            public = stage.house.public
            await stage.until(lambda: public.way.state is TunnelState.UP, lambda: public.way)
            await stage.until(lambda: page.form.view.way.state is TunnelState.UP)
            assert await status_at(public.way.url, stage, "From outside") == 200

    tell(story)


def test_what_is_switched_off_is_not_told(qapp: QApplication, tmp_path: Path, tell: Tell) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray) as stage:
            page = await page_of(stage, Page.NOTICES, NoticesPage)
            for switch in (page.kinds[NoticeKind.SIGNATURES], page.stays):
                switch.setFocus()
                QTest.keyClick(switch, Qt.Key.Key_Space)
            (await settings_of(stage)).close()
            stage.window.close()
            assert await stage.post(forged(stage.desk)) == 401
            lost = generated("Lost", stage.desk)
            stage.desk.plan(lost.sample.channel_id, *[Scripted(status=404)] * 2)
            await stage.send(lost)
            await stage.until(lambda: tray.told)
            assert [title for title, _ in tray.told] == ["A callback failed"]

    tell(story)
