"""What the window's tests share: Qt without a display, and a loop that Qt's waits drive."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.entities import RecordRow
from rivermon.core.feed import ChangeFeed
from rivermon.core.listing import View
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.ledger_view import LedgerView
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import ReadyQueueLoop, run
from rivermon.ui.theme import SchemeChoice
from rivermon.ui.view_page import ViewPage
from tests.ui.stand_ins import MemoryLedger, NotedControls, SettableClock

Run = Callable[[Callable[[], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture
def loop(qapp: QApplication, qtbot: QtBot) -> Iterator[ReadyQueueLoop]:
    """A loop that runs while the test waits with qtbot."""
    loop = ReadyQueueLoop(qapp, already_running=True)
    yield loop
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    qtbot.waitUntil(lambda: all(task.done() for task in left))
    qapp.aboutToQuit.disconnect(loop._after_run_forever)
    asyncio.events._set_running_loop(None)
    # stop() would call QApplication.exit(), and no later event loop of a test would run.
    loop._QEventLoop__is_running = False
    loop.close()


@pytest.fixture
def on_loop(qapp: QApplication) -> Run:
    """Runs a coroutine function to its end on a loop of its own."""
    return partial(run, qapp)


@pytest.fixture
def tasks(loop: ReadyQueueLoop, qtbot: QtBot) -> Iterator[OwnedTasks]:
    """Tasks that end with the test: a timer that fires later begins nothing."""
    made = OwnedTasks("test window")
    yield made
    closing = loop.create_task(made.close())
    qtbot.waitUntil(closing.done)


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    made = Appearance(qapp, SchemeChoice.LIGHT)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def controls() -> NotedControls:
    return NotedControls()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


class Stage:
    """A window with everything it is handed, ready to be told facts."""

    def __init__(
        self,
        qtbot: QtBot,
        appearance: Appearance,
        clock: SettableClock,
        controls: NotedControls,
        tasks: OwnedTasks,
        settings: QSettings,
        rows: list[RecordRow],
    ) -> None:
        self.qtbot = qtbot
        self.appearance = appearance
        self.clock = clock
        self.controls = controls
        self.tasks = tasks
        self.ledger = MemoryLedger(rows)
        self.feed = ChangeFeed()
        self.closed: list[bool] = []
        self.resets: list[str] = []
        self.chosen = Chosen(Settings(), None)
        self.window = MainWindow(
            appearance=appearance,
            ledger=self.ledger,
            feed=self.feed,
            controls=controls,
            chosen=self.chosen,
            clock=clock,
            tasks=tasks,
            memory=settings,
            database="/data/rivermon.db",
            version="0.1.0",
            on_close=lambda: self.closed.append(True),
        )
        qtbot.addWidget(self.window)
        for view in View:
            table = self.window.views.of(view).table
            for signal in (table.modelReset, table.layoutChanged):
                signal.connect(lambda *_: self.resets.append("reset"))

    @property
    def page(self) -> ViewPage:
        """The page in front."""
        return self.window.views.page

    @property
    def table(self) -> LedgerTable:
        """The rows of the page in front."""
        return self.page.table

    @property
    def rows(self) -> LedgerView:
        """The table on the screen."""
        return self.page.rows

    def show(self) -> "Stage":
        """Show the window and wait until its first page is there."""
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        expected = len(self.ledger.of(self.page.view))
        self.qtbot.waitUntil(lambda: self.table.rowCount() >= expected)
        self.qtbot.waitUntil(lambda: not expected or self.table.row_at(0) is not None)
        self.window.activateWindow()
        self.rows.setFocus()
        return self

    def show_view(self, view: View) -> "Stage":
        """Bring a view to the front and wait until its rows are there."""
        self.window.show_view(view)
        expected = len(self.ledger.of(view))
        self.qtbot.waitUntil(lambda: self.table.rowCount() == expected)
        first, _ = self.rows.places_in_view()
        self.qtbot.waitUntil(lambda: not expected or self.table.row_at(first) is not None)
        return self

    def ids(self) -> list[int]:
        """The ids of the rows in front, from the top down."""
        return self.table.ids_between(0, self.table.rowCount())

    def filter(self, text: str) -> None:
        """Put a filter in the box, and wait until its search has ended."""
        self.window.filter_bar.box.set_text_now(text)
        assert self.window.filter_bar.box.bad is None
        self.qtbot.waitUntil(lambda: self.page.finder.search.whole)

    def top_of(self, row_id: int) -> int:
        """How many pixels below the upper edge of the table a row begins."""
        place = self.table.place_of(row_id)
        assert place is not None
        return self.rows.rowViewportPosition(place)

    def tell(self, *facts: object) -> None:
        """Tell facts after a quiet time, so that they are shown at once."""
        self.clock.pass_s(0.05)
        self.feed.tell(facts)  # type: ignore[arg-type]


@pytest.fixture
def stage(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    tasks: OwnedTasks,
    settings: QSettings,
) -> Iterator[Callable[[list[RecordRow]], Stage]]:
    """Makes stages on the same settings."""
    made: list[Stage] = []

    def make(rows: list[RecordRow]) -> Stage:
        made.append(Stage(qtbot, appearance, clock, controls, tasks, settings, rows))
        return made[-1]

    yield make
    for one in made:
        assert one.resets == []
        one.window._gatherer.close()
