"""The window: bars, banner, table and detail pane, put together and told the feed's facts.

Builds the parts and hands each what it needs. Never ends the program: it tells that it was closed.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from rivermon.core.feed import ChangeFeed, Fact, Trouble, TroubleEnded
from rivermon.core.ports import Clock, Controls, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.banner import Banner
from rivermon.ui.detail_pane import DetailPane
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.empty_state import EmptyState
from rivermon.ui.fact_gatherer import FactGatherer
from rivermon.ui.operator import Operator
from rivermon.ui.records_table import RecordsTable
from rivermon.ui.records_view import RecordsView
from rivermon.ui.status_bar import StatusBar
from rivermon.ui.tally import Tally
from rivermon.ui.top_bar import TopBar
from rivermon.ui.window_memory import Kept, WindowMemory
from rivermon.ui.workbench import Workbench

_FIRST_SIZE = (1280, 800)
_SILENT_MS = 150


class MainWindow(QMainWindow):
    """rivermon's window."""

    def __init__(
        self,
        *,
        appearance: Appearance,
        ledger: Ledger,
        feed: ChangeFeed,
        controls: Controls,
        clock: Clock,
        tasks: OwnedTasks,
        memory: QSettings,
        database: str,
        version: str,
        on_close: Callable[[], None],
        known: Sequence[Fact] = (),
    ) -> None:
        """Build the window inside a running loop; it subscribes to `feed` at once.

        Args:
            appearance: Theme, icons and fonts.
            ledger: Read for rows, details and counts.
            feed: Told facts; every part of the window lives on them.
            controls: What the operator can do.
            clock: The time.
            tasks: Own everything the window does in the background.
            memory: Where the window's place, columns and splitter are kept.
            database: The database's path, to be shown.
            version: The program's version, to be shown.
            on_close: Called each time the operator closes the window, which is hidden.
            known: Facts that were told before the window came, such as Listening.
        """
        super().__init__()
        self.setWindowTitle(self.tr("rivermon {0}").format(version))
        self._memory = WindowMemory(memory)
        self._on_close = on_close
        self._gatherer = FactGatherer(feed, clock, self)
        operator = Operator(controls, tasks, self)
        self._tally = Tally(ledger, tasks, self)
        self.table = RecordsTable(ledger, tasks, self)
        self.records = RecordsView(self.table, appearance, clock, self)
        self.detail = DetailPane(
            appearance=appearance,
            ledger=ledger,
            clock=clock,
            tasks=tasks,
            operator=operator,
            parent=self,
        )
        self.top_bar = TopBar(appearance, operator, self._tally, self)
        self.banner = Banner(appearance, operator, self)
        self.empty_state = EmptyState(appearance, operator, self)
        self.status = StatusBar(appearance, clock, self._tally, database, self)
        self._reading = EmptyNote(self.tr("Reading the records…"), "", self)
        self._workbench = Workbench(self.records, self.detail, self._memory, self)
        self._pages = self._lay_out()
        self._connect(operator)
        self._add_shortcuts()
        self._recall()
        self.take(known)
        self.table.fetchMore(self.records.rootIndex())
        self._tally.refresh()

    @Slot(object)
    def take(self, facts: Sequence[Fact]) -> None:
        """Tell every part of the window a batch of facts."""
        self.table.take(facts)
        self.detail.take(facts)
        self.top_bar.take(facts)
        self.banner.take(facts)
        self.empty_state.take(facts)
        self.status.take(facts)
        self._tally.take(facts)
        if any(isinstance(f, TroubleEnded) and f.trouble is Trouble.STORE for f in facts):
            self.table.fetchMore(self.records.rootIndex())
            self._tally.refresh()

    def remember(self) -> None:
        """Keep the window's place, columns, splitter and tab."""
        self._memory.keep(Kept.GEOMETRY, self.saveGeometry())
        self._memory.keep(Kept.COLUMNS, self.records.header.columns_state())
        self._memory.keep(Kept.TAB, self.detail.tabs.currentIndex())
        self._workbench.remember()
        self._memory.write()

    def end(self) -> None:
        """Take leave: no more facts, no more timers; the widget goes when the loop is idle."""
        self.remember()
        self._gatherer.close()
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide, and tell; whether the program ends is for others to say."""
        self.remember()
        # An accepted close of the last window would let Qt end the loop before the house is shut.
        event.ignore()
        self.hide()
        self._on_close()

    def _lay_out(self) -> QStackedWidget:
        pages = QStackedWidget(self)
        pages.addWidget(self._reading)
        pages.addWidget(self.empty_state)
        pages.addWidget(self._workbench)
        pages.setCurrentWidget(self._workbench)
        page = QWidget(self)
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addWidget(pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(page)
        return pages

    def _connect(self, operator: Operator) -> None:
        self._gatherer.gathered.connect(self.take)
        operator.failed.connect(self.banner.show_failure)
        self.records.record_selected.connect(self.detail.show_record)
        self.records.following_changed.connect(self.top_bar.show_following)
        self.top_bar.live_clicked.connect(self._toggle_live)
        self.table.page_loaded.connect(self._show_page)
        self.table.rowsInserted.connect(self._show_page)
        self._patience = QTimer(self, singleShot=True, interval=_SILENT_MS)
        self._patience.timeout.connect(self._say_reading)
        self._patience.start()
        # One pulse for all: the time a retry has left reads the same everywhere.
        self._pulse = QTimer(self, interval=1000)
        for tick in (self.records.tick, self.detail.tick, self.status.tick):
            self._pulse.timeout.connect(tick)
        self._pulse.start()

    def _add_shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence("Ctrl+Q"), self.close),
            (QKeySequence("Ctrl+W"), self.close),
            (QKeySequence(Qt.Key.Key_Escape), self.records.step_back),
        ):
            QShortcut(keys, self).activated.connect(act)

    def _recall(self) -> None:
        self.resize(*_FIRST_SIZE)
        if (geometry := self._memory.state(Kept.GEOMETRY)) is not None:
            self.restoreGeometry(geometry)
        if (columns := self._memory.state(Kept.COLUMNS)) is not None:
            self.records.header.restore_columns(columns)
        self.detail.tabs.setCurrentIndex(self._memory.number(Kept.TAB))

    @Slot()
    def _toggle_live(self) -> None:
        if self.records.following:
            self.records.hold()
        else:
            self.records.follow()

    @Slot()
    def _show_page(self) -> None:
        self._patience.stop()
        empty = self.table.rowCount() == 0
        page = self.empty_state if empty else self._workbench
        if self._pages.currentWidget() is not page or self.focusWidget() is None:
            self._pages.setCurrentWidget(page)
            (self.empty_state if empty else self.records).setFocus()

    @Slot()
    def _say_reading(self) -> None:
        if self.table.rowCount() == 0:
            self._pages.setCurrentWidget(self._reading)
