"""What is chosen in the menu of the real window takes effect at once, in the tray too."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import run
from tests.story.story_webhooks import generated
from tests.story.window_on_stage import Stage, on_stage
from tests.ui.stand_in_tray import MemoryTray

CONTROL = Qt.KeyboardModifier.ControlModifier


def choose_language(window: MainWindow, name: str) -> None:
    """Choose a language by what it calls itself; the menu around it may speak any."""
    (entry,) = [each for each in window.findChildren(QAction) if each.text() == name]
    entry.trigger()


async def another_window(stage: Stage) -> MainWindow:
    """Wait for the window that stands in the place of the one on the stage."""

    before = [each for each in QApplication.topLevelWidgets() if each.isVisible()]

    def others() -> list[MainWindow]:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        windows = [each for each in shown if isinstance(each, MainWindow)]
        return [each for each in windows if each not in before]

    await stage.until(others)
    (window,) = others()
    return window


def test_another_language_is_a_window_and_a_tray_that_speak_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        tray = MemoryTray()
        async with on_stage(qapp, tmp_path, tray, language="en") as stage:
            await stage.send(generated("Inception", stage.desk))
            await stage.until_titles("Inception")
            assert "Send a test webhook" in tray.entries()
            choose_language(stage.window, "简体中文")
            window = await another_window(stage)
            table = window.views.page.table
            await stage.until(lambda: table.rowCount() == 1)
            assert not window.rail._entries[View.RECORDS].text().isascii()
            await stage.until(lambda: "Send a test webhook" not in tray.entries(), tray.entries)
            window.close()
            assert not window.isVisible()
            await stage.send(generated("While it was closed", stage.desk))
            tray.click()
            await stage.until(lambda: window.isVisible() and table.rowCount() == 2)
            choose_language(window, "English")
            await another_window(stage)
            await stage.until(lambda: "Send a test webhook" in tray.entries(), tray.entries)

    run(qapp, story)


def test_larger_text_is_a_window_that_goes_on_where_the_other_was(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(*(generated(f"Title {number}", stage.desk) for number in range(3)))
            await stage.until(lambda: stage.table.rowCount() == 3)
            stage.rows.select_id(2)
            high = stage.window.status.height()
            stage.press(Qt.Key.Key_Plus, CONTROL)
            window = await another_window(stage)
            assert window.status.height() > high
            await stage.until(lambda: window.views.page.rows.selected_id == 2)

    run(qapp, story)
