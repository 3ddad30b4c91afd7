"""What the operator sees of a public address that is closed and opened again."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from rivermon.core.feed import Trouble
from rivermon.core.tunnel import TunnelKind, TunnelState
from rivermon.ui.qt_loop import run
from tests.story.reverse_proxy import ReverseProxy
from tests.story.story_webhooks import generated
from tests.story.window_on_stage import on_stage
from tests.ui.stand_in_tray import MemoryTray


def test_a_public_address_that_is_closed_is_said_and_trying_again_finds_it_open(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with (
            ReverseProxy() as proxy,
            on_stage(qapp, tmp_path, tray, tunnel=TunnelKind.URL, public_url=proxy.origin) as stage,
        ):
            banner, public = stage.window.banner, stage.house.public
            proxy.leads_to = stage.house.listener.url or ""
            await public.try_now()
            await stage.until(lambda: public.way.state is TunnelState.UP, lambda: public.way)
            await stage.send(generated("Came in", stage.desk))
            assert banner.trouble is None
            await proxy.close()
            stage.window.close()
            for _ in range(2):
                await public.try_now()
            await stage.until(lambda: banner.trouble is Trouble.PUBLIC, lambda: banner.sentence)
            assert banner.sentence.startswith("The public address is down")
            await stage.until(lambda: len(tray.told) > 1, lambda: tray.told)
            title, text = tray.told[-1]
            assert title == "The public address is down"
            assert text.startswith("It cannot be reached: ")
            tray.click_message()
            await stage.until(stage.window.isVisible)
            await proxy.open()
            stage.press_button("Try again", banner)
            await stage.until(lambda: banner.trouble is None, lambda: banner.sentence)
            assert public.way.state is TunnelState.UP

    run(qapp, story)
