"""The database as a whole: backed up, moved, restored after a question, and where it all is."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.backup import Backup
from rivermon.core.ports import Progress
from rivermon.core.tasks import OwnedTasks
from rivermon.log import start_logging
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.operator import Operator
from rivermon.ui.settings_data_page import DataPage
from tests.ui.stand_ins import NotedControls, SettableClock


class SlowlyCopying(NotedControls):
    """A quarter is copied at once, the rest when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.going_on = asyncio.Event()

    async def back_up(self, file: Path, progress: Progress) -> Backup:
        progress(1, 4)
        await self.going_on.wait()
        await super().back_up(file, lambda done, of: None)
        return Backup(file=str(file), size=12_000_000, records=48_120)


@pytest.fixture
def controls() -> SlowlyCopying:
    return SlowlyCopying()


@pytest.fixture
def chosen(tmp_path: Path) -> Chosen:
    return Chosen(Settings(db=str(tmp_path / "river.db")), tmp_path / "settings.toml")


@pytest.fixture
def page(
    chosen: Chosen,
    controls: SlowlyCopying,
    tasks: OwnedTasks,
    clock: SettableClock,
    appearance: Appearance,
    qtbot: QtBot,
) -> DataPage:
    made = DataPage(chosen, Operator(controls, tasks), clock, appearance)
    qtbot.addWidget(made)
    made.resize(600, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, bare; it is handed back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers = handlers
    root.setLevel(level)


def button(page: DataPage, words: str) -> QPushButton:
    buttons = page.findChildren(QPushButton)
    return next(each for each in buttons if each.text() == words)


def click(where: QPushButton) -> None:
    assert where.isVisible()
    QTest.mouseClick(where, Qt.MouseButton.LeftButton)


def dialog_of(page: DataPage, act: QPushButton, qtbot: QtBot) -> QFileDialog:
    """Press a button that asks for a file or a folder."""
    click(act)
    (dialog,) = page.findChildren(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_it_shows_where_everything_is(page: DataPage, tmp_path: Path) -> None:
    assert page.database.text() == str(tmp_path / "river.db")
    assert page.file.text() == str(tmp_path / "settings.toml")
    assert page.database.isReadOnly()
    page.chosen.change(db=str(tmp_path / "elsewhere" / "river.db"))
    assert page.database.text() == str(tmp_path / "elsewhere" / "river.db")


def test_it_says_how_large_the_database_is(page: DataPage, tmp_path: Path) -> None:
    assert page.size_said == "0 bytes on disk"
    (tmp_path / "river.db").write_bytes(bytes(1_500_000))
    (tmp_path / "river.db-wal").write_bytes(bytes(500_000))
    page.hide()
    page.show()
    assert page.size_said == "2.0 MB on disk"


def test_it_shows_the_log_that_is_written(
    page: DataPage, tmp_path: Path, root_logger: logging.Logger
) -> None:
    names = {each.accessibleName(): each for each in page.findChildren(QPushButton)}
    assert page.log.text() == "No log is kept in a file"
    assert not names["Open: Log"].isEnabled()
    start_logging(secrets=(), file=tmp_path / "rivermon.log")
    page.show_settings(page.chosen.settings)
    assert page.log.text() == str(tmp_path / "rivermon.log")
    assert names["Open: Log"].isEnabled()


def test_a_back_up_shows_how_far_it_is_and_what_it_came_to(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not page.cancel.isVisible()
    dialog = dialog_of(page, page.back_up, qtbot)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert [Path(each).name for each in dialog.selectedFiles()] == ["rivermon-2026-03-01.db"]
    copy = tmp_path / "rivermon-2026-03-01.db"
    dialog.accept()
    qtbot.waitUntil(lambda: page.said == "Copying… 25 %")
    assert not page.back_up.isEnabled()
    assert page.cancel.isVisible()
    controls.going_on.set()
    qtbot.waitUntil(lambda: page.said == f"Backed up 48,120 records to {copy} (12.0 MB).")
    qtbot.waitUntil(page.back_up.isEnabled)
    assert controls.asked == [("back_up", copy)]
    assert not page.cancel.isVisible()


def test_a_back_up_is_cancelled(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    page.choose_back_up(str(tmp_path / "copy.db"))
    qtbot.waitUntil(lambda: page.said == "Copying… 25 %")
    click(page.cancel)
    qtbot.waitUntil(lambda: page.said == "The back-up was cancelled; no file was made.")
    assert controls.asked == []
    assert page.back_up.isEnabled()


def test_why_there_is_no_back_up_is_said(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    controls.failure = "The disk is full: free some space"
    controls.going_on.set()
    page.choose_back_up(str(tmp_path / "copy.db"))
    qtbot.waitUntil(lambda: page.said == "The disk is full: free some space")
    assert page.back_up.property("bad") is True


def test_the_database_is_moved(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = dialog_of(page, page.move_there, qtbot)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(tmp_path / "new"))
    qtbot.waitUntil(lambda: controls.asked == [("move_data", tmp_path / "new")])
    assert page.said == "rivermon closes, moves the database, and opens again."
    dialog.reject()


def test_a_refused_move_is_said(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    controls.failure = "You may not write to /somewhere: choose another folder."
    page.choose_folder(str(tmp_path))
    qtbot.waitUntil(lambda: page.said == controls.failure)


def test_a_back_up_is_restored_once_that_is_confirmed(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"")
    dialog = dialog_of(page, page.restore, qtbot)
    dialog.selectFile(str(copy))
    dialog.accept()
    sure = button(page, "Restore “copy.db”")
    qtbot.waitUntil(sure.isVisible)
    assert "What is stored now is kept aside" in page.said
    assert controls.asked == []
    click(sure)
    qtbot.waitUntil(lambda: controls.asked == [("restore", copy)])
    assert not sure.isVisible()


def test_what_there_is_is_kept(page: DataPage, controls: SlowlyCopying, tmp_path: Path) -> None:
    below = page.file.mapTo(page, page.file.rect().topLeft())
    page.choose_restored(str(tmp_path / "copy.db"))
    assert page.file.mapTo(page, page.file.rect().topLeft()) == below
    keep = button(page, "Keep what there is")
    click(keep)
    assert not keep.isVisible()
    assert page.said == ""
    assert controls.asked == []


def test_another_act_takes_the_question_back(
    page: DataPage, controls: SlowlyCopying, tmp_path: Path, qtbot: QtBot
) -> None:
    page.choose_restored(str(tmp_path / "copy.db"))
    page.choose_folder(str(tmp_path / "new"))
    assert not button(page, "Keep what there is").isVisible()
    qtbot.waitUntil(lambda: controls.asked == [("move_data", tmp_path / "new")])


def test_a_demo_has_no_settings_file_to_open(
    controls: SlowlyCopying,
    tasks: OwnedTasks,
    clock: SettableClock,
    appearance: Appearance,
    qtbot: QtBot,
) -> None:
    page = DataPage(Chosen(Settings(), None), Operator(controls, tasks), clock, appearance)
    qtbot.addWidget(page)
    assert page.file.text() == "Changes end with this demo"
    names = {each.accessibleName(): each.isEnabled() for each in page.findChildren(QPushButton)}
    assert names["Open: Settings file"] is False
    assert names["Open: Database"] is True


def test_a_database_that_a_variable_names_says_so(
    controls: SlowlyCopying,
    tasks: OwnedTasks,
    clock: SettableClock,
    appearance: Appearance,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    chosen = Chosen(Settings(), tmp_path / "settings.toml", {"db": "RIVERMON_DB"})
    page = DataPage(chosen, Operator(controls, tasks), clock, appearance)
    qtbot.addWidget(page)
    assert any("RIVERMON_DB is set" in each for each in texts(page))


def texts(page: DataPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel)]
