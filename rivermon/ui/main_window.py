"""The window: rail, bars, banner, tables and detail pane, put together and told the feed's facts.

Builds the parts and hands each what it needs. Never ends the program: it tells that it was closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from rivermon.chosen import Chosen
from rivermon.core.feed import ChangeFeed, Fact, Trouble, TroubleEnded, Watching
from rivermon.core.listing import View
from rivermon.core.ports import Clock, Controls, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.acting import Acting
from rivermon.ui.appearance import Appearance
from rivermon.ui.banner import Banner
from rivermon.ui.detail_pane import DetailPane
from rivermon.ui.empty_state import EmptyState
from rivermon.ui.fact_gatherer import FactGatherer
from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.filtering import Filtering
from rivermon.ui.front import Front
from rivermon.ui.late_health import LateHealth
from rivermon.ui.operator import Operator
from rivermon.ui.pages import make_pages
from rivermon.ui.rail import Rail
from rivermon.ui.row_opener import RowOpener
from rivermon.ui.setting_up import SettingUp
from rivermon.ui.status_bar import StatusBar
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.tally import Tally
from rivermon.ui.top_bar import TopBar
from rivermon.ui.view_stack import ViewStack
from rivermon.ui.window_frame import WindowFrame
from rivermon.ui.window_keys import WindowKeys
from rivermon.ui.window_memory import Kept, WindowMemory
from rivermon.ui.window_menu import WindowMenu
from rivermon.ui.window_pages import WindowPages
from rivermon.ui.window_sheets import WindowSheets
from rivermon.ui.workbench import Workbench

if TYPE_CHECKING:
    from rivermon.ui.health_page import HealthPage

_FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """rivermon's window."""

    told = Signal(object)
    """A batch of facts that every part of the window was told."""

    def __init__(
        self,
        *,
        appearance: Appearance,
        ledger: Ledger,
        feed: ChangeFeed,
        controls: Controls,
        chosen: Chosen,
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
            chosen: The settings as they stand, and the way to change them.
            clock: The time.
            tasks: Own everything the window does in the background.
            memory: Where the window's place, columns and splitter are kept.
            database: The database's path, to be shown.
            version: The program's version, to be shown.
            on_close: Called each time the operator closes the window, which is hidden.
            known: Facts that were told before the window came, such as Listening.
        """
        super().__init__()
        watching = any(isinstance(fact, Watching) for fact in known)
        title = self.tr("rivermon {0} (watching)") if watching else self.tr("rivermon {0}")
        self.setWindowTitle(title.format(version))
        self._memory = WindowMemory(memory)
        self._on_close = on_close
        self._gatherer = FactGatherer(feed, clock, self)
        self.goes_on: Callable[[], bool] = lambda: False
        """Asked when the window is closed: True leaves rivermon at work, behind the tray's icon."""
        self.operator = operator = Operator(controls, tasks, self)
        self._tally = Tally(ledger, tasks, self)
        pages = make_pages(appearance, ledger, clock, tasks, self)
        self.views = ViewStack(pages, self._memory, self)
        self.detail = DetailPane(
            appearance=appearance,
            ledger=ledger,
            clock=clock,
            tasks=tasks,
            operator=operator,
            parent=self,
        )
        self.rail = Rail(appearance, self._tally, self)
        self.filter_bar = FilterBar(
            appearance, ledger.values_seen, tasks, WindowMemory(memory), self
        )
        self.top_bar = TopBar(appearance, operator, self.filter_bar, self)
        self.banner = Banner(appearance, operator, self)
        self.empty_state = EmptyState(appearance, operator, self)
        self.status = StatusBar(appearance, clock, self._tally, database, self)
        self._workbench = Workbench(self.views, self.detail, self._memory, appearance, self)
        self._health = LateHealth(
            appearance=appearance,
            ledger=ledger,
            clock=clock,
            tasks=tasks,
            memory=self._memory,
            parent=self,
        )
        self.front = Front(
            self._health, self.views, self.rail, (self.top_bar, self.filter_bar), self
        )
        self._pages = WindowPages(
            front=self.front,
            views=self.views,
            workbench=self._workbench,
            empty_state=self.empty_state,
            health=self._health,
            parent=self,
        )
        column = (self.top_bar, self.banner, self._pages)
        frame = WindowFrame(self.rail, column, self.status, self)
        self.setCentralWidget(frame)
        self._filtering = Filtering(self.filter_bar, self.views, self._tally, self)
        self.acting = Acting(
            views=self.views,
            detail=self.detail,
            bar=self.filter_bar,
            ledger=ledger,
            tasks=tasks,
            operator=operator,
            appearance=appearance,
            chosen=chosen,
        )
        self._opener = RowOpener(self)
        self.keys = WindowKeys(self, appearance, operator)
        self.menu = WindowMenu(self, appearance, chosen, version, database, known)
        self.sheets = WindowSheets(
            self, chosen=chosen, ledger=ledger, clock=clock, tasks=tasks, appearance=appearance
        )
        self.setting_up = SettingUp(
            self, chosen=chosen, ledger=ledger, clock=clock, tasks=tasks, appearance=appearance
        )
        tasks.start(self._order_tab(frame), "order of Tab")
        self._connect(operator)
        self._recall()
        self.take(known)
        self._tally.refresh()

    @Slot(object)
    def take(self, facts: Sequence[Fact]) -> None:
        """Tell every part of the window a batch of facts."""
        self.views.take(facts)
        self.detail.take(facts)
        self.top_bar.take(facts)
        self.banner.take(facts)
        self.empty_state.take(facts)
        self.status.take(facts)
        self._health.take(facts)
        self._tally.take(facts)
        if any(isinstance(f, TroubleEnded) and f.trouble is Trouble.STORE for f in facts):
            self._tally.refresh()
        self.told.emit(facts)

    def remember(self) -> None:
        """Keep the window's place, view, tables, splitter and tab."""
        self._memory.keep(Kept.GEOMETRY, self.saveGeometry())
        self._memory.keep(Kept.RAIL, int(self.rail.collapsed))
        view = len(View) if self.front.health else list(View).index(self.views.page.view)
        self._memory.keep(Kept.VIEW, view)
        self._memory.keep(Kept.TAB, self.detail.tabs.state())
        self.views.remember()
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
        goes_on = self.goes_on()
        self.hide()
        if not goes_on:
            self._on_close()

    @Slot()
    def quit(self) -> None:
        """Hide, and tell that rivermon is to end, wherever its window is."""
        self.remember()
        self.hide()
        self._on_close()

    @property
    def health(self) -> HealthPage:
        """The Health view; made now if nobody looked at it before."""
        return self._health.have()

    def open_row(self, view: View, row_id: int) -> None:
        """Come to the front with a row selected, wherever it is in its view."""
        self._opener.open(view, row_id)

    async def opened(self) -> None:
        """Return once what the window opens with is painted, or is a long time coming."""
        await self._pages.opened()

    @Slot()
    def show_health(self) -> None:
        """Bring the health to the front."""
        self.front.show_health()
        self._pages.choose()
        if not self.rail.isAncestorOf(self.focusWidget()):
            self.health.setFocus()

    def show_view(self, view: View) -> None:
        """Bring a view to the front."""
        self.front.show_table()
        self.views.show_view(view)
        self._pages.choose()
        self.views.page.setFocus()

    async def _order_tab(self, frame: QWidget) -> None:
        """Nobody presses Tab before there is something to see, and it would be there later."""
        await self.opened()
        tab_as_laid_out(frame)

    def _connect(self, operator: Operator) -> None:
        self._gatherer.gathered.connect(self.take)
        operator.failed.connect(self.banner.show_failure)
        self.rail.view_chosen.connect(self._on_view_chosen)
        self.rail.health_chosen.connect(self.show_health)
        self.views.view_changed.connect(self._on_view_changed)
        self.top_bar.live_clicked.connect(self.front.toggle_live)
        self._tally.changed.connect(self._pages.choose)
        self.acting.said.connect(self.status.say)
        for view in View:
            self._connect_page(view, operator)
        # One pulse for all: the time a retry has left reads the same everywhere.
        self._pulse = QTimer(self, interval=1000)
        for tick in (self.views.tick, self.detail.tick, self.status.tick, self._health.tick):
            self._pulse.timeout.connect(tick)
        self._pulse.start()

    def _connect_page(self, view: View, operator: Operator) -> None:
        page = self.views.of(view)
        page.row_selected.connect(lambda row_id: self._show_detail(view, row_id))
        page.rows.following_changed.connect(self._show_following)
        page.rows.link_clicked.connect(lambda row_id: self.keys.allow_host_of(view, row_id))
        page.said.connect(self.status.say)

    def _recall(self) -> None:
        self.resize(*_FIRST_SIZE)
        if (geometry := self._memory.state(Kept.GEOMETRY)) is not None:
            self.restoreGeometry(geometry)
        self.rail.collapsed = bool(self._memory.number(Kept.RAIL))
        self.detail.tabs.restore(self._memory.text(Kept.TAB))
        views, kept = list(View), self._memory.number(Kept.VIEW)
        self.views.show_view(views[kept] if kept < len(views) else View.RECORDS)
        if kept == len(views):
            self.show_health()

    def _show_detail(self, view: View, row_id: int | None) -> None:
        if view is self.views.page.view:
            self.detail.show_row(view, row_id)

    @Slot(object)
    def _on_view_chosen(self, view: View) -> None:
        self.front.show_table()
        self.views.show_view(view)
        self._pages.choose()
        if not self.rail.isAncestorOf(self.focusWidget()):  # arrow keys go on in the rail
            self.views.page.setFocus()

    @Slot(object)
    def _on_view_changed(self, view: View) -> None:
        self.rail.show_view(view)
        self._show_following()
        self.detail.show_row(view, self.views.page.rows.selected_id)

    @Slot()
    def _show_following(self) -> None:
        self.top_bar.show_following(self.views.page.rows.following)
