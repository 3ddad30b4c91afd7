"""The window is there before the keyring has answered."""

import asyncio
import threading
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.app import listen
from rivermon.chosen import Chosen
from rivermon.controls import CannotBeDone, OperatorControls
from rivermon.core.feed import ChangeFeed
from rivermon.core.tasks import OwnedTasks
from rivermon.moving_in import move_in
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import run
from rivermon.ui.theme import SchemeChoice

PATIENCE_S = 20.0
SECRET = "whsec_in_the_keyring"


def windows() -> list[MainWindow]:
    widgets = QApplication.topLevelWidgets()
    return [each for each in widgets if isinstance(each, MainWindow) and each.isVisible()]


def test_a_keyring_that_takes_its_time_does_not_keep_the_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    asked, answered = threading.Event(), threading.Event()

    def slow_keyring() -> Safe:
        asked.set()
        assert answered.wait(PATIENCE_S)
        return Safe(Secrets((SECRET,)))

    async def story() -> None:
        settings = Settings(db=str(tmp_path / "rivermon.db"), port=0)
        async with OwnedTasks("test") as tasks, AsyncExitStack() as stack:
            moving = tasks.start(
                move_in(
                    stack,
                    Chosen(settings, None),
                    slow_keyring,
                    ChangeFeed(),
                    appearance,
                    asyncio.Event(),
                    memory_file=tmp_path / "window.ini",
                    show_first=True,
                ),
                "moving in",
            )
            assert moving is not None
            await asyncio.to_thread(asked.wait, PATIENCE_S)
            (window,) = windows()
            assert window.isVisible()
            assert not moving.done()
            answered.set()
            house, moved_into = await moving
            assert moved_into is window
            assert house.secrets.webhook == (SECRET,)
            await listen(house)
        assert not windows()

    appearance = Appearance(qapp, SchemeChoice.LIGHT)
    run(qapp, story)


async def test_what_is_asked_for_too_early_is_refused_in_words() -> None:
    async with AsyncExitStack() as stack:
        controls = OperatorControls(stack, None)
        for act in (
            controls.send_test(),
            controls.send_again([1], lambda *_: None),
            controls.reject([1], "not fit"),
            controls.approve([1]),
            controls.replay(1),
            controls.diagnose(1),
            controls.pin([1], pinned=True),
            controls.write_note(1, "a note"),
            controls.delete([1], lambda *_: None),
            controls.delete_deliveries([1], lambda *_: None),
            controls.allow_host("a.b"),
            controls.listen_again(),
            controls.keep_secrets([]),
            controls.keep_api_key(""),
            controls.listen_at("127.0.0.1", 0, None, 1),
            controls.start_at_login(wanted=True),
        ):
            with pytest.raises(CannotBeDone, match="still starting"):
                await act
