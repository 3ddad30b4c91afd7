"""What is set that makes the window anew, or closes and opens it: look, language, the database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from rivermon.ui.appearance import Appearance
from rivermon.ui.language import OWN_NAMES, LanguageChoice
from rivermon.ui.qt_loop import run
from rivermon.ui.settings_data_page import DataPage
from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_look_page import LookPage
from rivermon.ui.settings_pages import Page
from tests.ledger_check import assert_reconciled
from tests.story.living_window import living, played
from tests.story.settings_hand import choose_file, page_of, pick, press_in, settings_of
from tests.story.story_webhooks import generated
from tests.story.test_data_folder import at_home, safe, settings
from tests.story.test_main_menu import another_window
from tests.story.test_second_window import eventually, rows
from tests.story.window_eye import Eye
from tests.story.window_on_stage import Stage, on_stage

__all__ = ["at_home"]


async def chosen_anew(stage: Stage, box: QComboBox, words: str) -> tuple[Eye, SettingsDialog]:
    """Choose what makes the window anew, and wait for the settings that are open above it."""
    before = box.window()
    box.setFocus()
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())
    eye = Eye(await another_window(stage))
    dialog = await settings_of(eye)
    assert dialog is not before
    return eye, dialog


def focused(dialog: SettingsDialog) -> LookPage:
    content = dialog.content(dialog.page)
    assert isinstance(content, LookPage)
    return content


def test_the_theme_is_another_while_the_settings_stay(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path, theme="light") as stage:
            page = await page_of(stage, Page.LOOK, LookPage)
            before = page.window().grab().toImage().pixelColor(2, 2)
            pick(page.theme, "Dark")
            after = page.window().grab().toImage().pixelColor(2, 2)
            assert before.lightness() > 2 * after.lightness()
            assert page.isVisible()
            assert page.theme.hasFocus()

    run(qapp, story)


def test_size_and_language_are_others_and_the_settings_go_on_where_they_were(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path, language="en") as stage:
            page = await page_of(stage, Page.LOOK, LookPage)
            high = page.theme.height()
            eye, dialog = await chosen_anew(stage, page.text_size, "150 %")
            page = focused(dialog)
            await eye.until(page.text_size.hasFocus)
            assert page.theme.height() > high
            eye, dialog = await chosen_anew(stage, page.language, OWN_NAMES[LanguageChoice.CHINESE])
            page = focused(dialog)
            await eye.until(page.language.hasFocus)
            assert dialog.windowTitle() == "设置"
            eye, dialog = await chosen_anew(stage, page.language, OWN_NAMES[LanguageChoice.ENGLISH])
            assert dialog.windowTitle() == "Settings"
            QTest.keyClick(focused(dialog).language, Qt.Key.Key_Escape)
            await eye.until(lambda: not eye.window.findChildren(SettingsDialog))

    run(qapp, story)


def test_a_back_up_is_made_of_all_that_is_stored(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "a copy.db"

    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(*(generated(f"Title {number}", stage.desk) for number in range(3)))
            page = await page_of(stage, Page.DATA, DataPage)
            await choose_file(stage, page, page.back_up, str(file))
            await stage.until(lambda: page.said.startswith("Backed up 3 records to "))
            assert str(file) in page.said

    run(qapp, story)
    assert_reconciled(file)
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_database_is_moved_and_an_older_one_restored_from_the_settings(
    qapp: QApplication, tmp_path: Path, at_home: Path
) -> None:
    db, new, copy = tmp_path / "data" / "river.db", tmp_path / "new", tmp_path / "copy.db"
    new.mkdir()
    no_copy = tmp_path / "notes.db"
    no_copy.write_text("to do: nothing\n" * 1000)

    async def story(appearance: Appearance) -> None:
        async with living(appearance, settings(db), at_home, safe()) as told:
            await told.send(3)
            eye = Eye(told.window)
            page = await page_of(eye, Page.DATA, DataPage)
            await choose_file(eye, page, page.back_up, str(copy))
            await eventually(lambda: told.done)
            await choose_file(eye, page, page.move_there, str(new))
            await told.opened_again()
            await told.send(5)
            eye = Eye(told.window)
            page = await page_of(eye, Page.DATA, DataPage)
            assert page.database.text() == str(new / "river.db")
            await choose_file(eye, page, page.restore, str(copy))
            press_in(page, "Keep what there is")
            await choose_file(eye, page, page.restore, str(no_copy))
            press_in(page, "Restore “notes.db”")
            await eventually(lambda: "not an SQLite database" in page.said)
            assert page.restore.isEnabled()
            await choose_file(eye, page, page.restore, str(copy))
            press_in(page, "Restore “copy.db”")
            await told.opened_again()
            await eventually(lambda: rows(told.window) == 3)
            await told.quit()

    played(qapp, story)
    assert_reconciled(new / "river.db")
    assert not db.exists()
