"""What is in front: a view of the ledger, live or still, or the health; the bars fit what is.

Does not know the window, which puts the one or the other there.
"""

from PySide6.QtCore import QObject, Slot

from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.late_health import LateHealth
from rivermon.ui.rail import Rail
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.top_bar import TopBar
from rivermon.ui.view_stack import ViewStack


class Front(QObject):
    """Changes between the tables and the health; the table in front goes on, or stands still."""

    def __init__(
        self,
        page: LateHealth,
        views: ViewStack,
        rail: Rail,
        bars: tuple[TopBar, FilterBar],
        parent: QObject | None = None,
    ) -> None:
        """Begin with a table in front."""
        super().__init__(parent)
        self._page = page
        self._views = views
        self._rail = rail
        self._top_bar, self._filter_bar = bars
        self._health = False

    @property
    def health(self) -> bool:
        """True while the health is in front."""
        return self._health

    def show_health(self) -> None:
        """Bring the health to the front; the table behind it sleeps, and nothing filters it."""
        self._rail.show_health()
        if not self._health:
            self._views.page.finder.sleep()
            self._dress(health=True)

    def show_table(self) -> None:
        """Make way for a table, which the views are to show."""
        if self._health:
            self._dress(health=False)

    @Slot()
    def toggle_live(self) -> None:
        """Hold still, or follow again; a paused table goes on."""
        if self._health:
            return
        rows = self._views.page.rows
        if self._views.paused:
            self.toggle_pause()
        elif rows.following:
            rows.hold()
        else:
            rows.follow()

    @Slot()
    def toggle_pause(self) -> None:
        """Let the table stand still while storage goes on, or catch up."""
        if self._health:
            return
        self._views.pause(not self._views.paused)
        self._top_bar.show_paused(self._views.paused)

    @Slot()
    def step_back(self) -> None:
        """Undo one step: the pause, the selection, the hold, the filter."""
        if self._health:
            return
        if self._views.paused:
            self.toggle_pause()
        elif not self._views.page.rows.step_back() and self._views.page.filter_text:
            self._filter_bar.box.set_text_now("")

    def _dress(self, *, health: bool) -> None:
        self._health = health
        if health:  # what goes goes first, or the window would get wider
            self._top_bar.show_live(not health)
        self._filter_bar.show_instead(self._page.have().head if health else None)
        self._top_bar.show_live(not health)
        tab_as_laid_out(self._top_bar)
