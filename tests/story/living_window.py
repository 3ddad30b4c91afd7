"""A whole rivermon with its window, as the program runs it: it may close and open again.

Everything is real but the desktop and the keyring. Does not know the stories.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from rivermon.chosen import Chosen
from rivermon.core.tasks import OwnedTasks
from rivermon.safe import Safe
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.operator import Act
from rivermon.ui.qt_loop import run
from rivermon.ui.theme import SchemeChoice
from rivermon.window import live
from tests.story.test_second_window import eventually, opened_by, rows, send

PATIENCE_S = 60.0


class Life:
    """A rivermon whose window may close and open again, and what its acts came to."""

    def __init__(self, window: MainWindow, life: asyncio.Task[bool], chosen: Chosen) -> None:
        self.life = life
        self.chosen = chosen
        self.take(window)

    def take(self, window: MainWindow) -> None:
        self.window = window
        self.done: list[tuple[Act, object]] = []
        self.refused: list[str] = []
        window.operator.done.connect(lambda act, result: self.done.append((act, result)))
        window.operator.refused.connect(lambda _, words: self.refused.append(words))

    async def listening(self) -> str:
        await eventually(lambda: self.window.status.url)
        return self.window.status.url

    async def send(self, count: int) -> None:
        await send(await self.listening(), count)
        await eventually(lambda: rows(self.window) >= count)

    async def opened_again(self) -> None:
        """Wait for the next window."""
        old = self.window

        def others() -> list[MainWindow]:
            there = QApplication.topLevelWidgets()
            return [w for w in there if isinstance(w, MainWindow) and w.isVisible() and w != old]

        await eventually(lambda: others() or self.life.done())
        assert not self.life.done(), await self.life
        self.take(others()[0])
        await self.listening()

    async def quit(self) -> None:
        self.window.quit()
        assert await self.life


@asynccontextmanager
async def living(
    appearance: Appearance, settings: Settings, home: Path, safe: Safe
) -> AsyncIterator[Life]:
    """Run rivermon with its settings file in `home`."""
    chosen = Chosen(settings, home / "config" / "settings.toml")
    async with OwnedTasks("test") as tasks, asyncio.timeout(PATIENCE_S):
        window, task = await opened_by(live(chosen, lambda: safe, appearance, demo=False), tasks)
        yield Life(window, task, chosen)


def played(qapp: QApplication, story: Callable[[Appearance], Awaitable[None]]) -> None:
    """Tell a story on the window's own loop."""
    appearance = Appearance(qapp, SchemeChoice.LIGHT)

    async def told() -> None:
        await story(appearance)

    run(qapp, told)
