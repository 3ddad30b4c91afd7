"""A rivermon that stays when its window is closed, and is then told to quit by the system."""

import asyncio
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from rivermon.chosen import Chosen
from rivermon.core.tasks import OwnedTasks
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window
from rivermon.window import live
from tests.story.test_second_window import opened_by


async def story(appearance: Appearance) -> None:
    home = Path(sys.argv[1])
    chosen = Chosen(Settings(db=str(home / "r.db"), port=0), home / "settings.toml")
    safe = Safe(Secrets())
    async with OwnedTasks("test") as tasks, asyncio.timeout(60):
        window, life = await opened_by(live(chosen, lambda: safe, appearance, demo=False), tasks)
        window.goes_on = lambda: True
        if sys.argv[2] == "closed":
            window.close()
        QApplication.quit()
        assert await life
        sys.stdout.write("shut\n")


if __name__ == "__main__":
    run_window(story, version="0")
