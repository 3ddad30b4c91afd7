"""The views of the ledger, one in front: who is awake, what is filtered, what is remembered.

Does not know the bars, nor the details of a row.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from rivermon.core.feed import Fact
from rivermon.core.listing import View
from rivermon.ui.column_layout import from_text, to_text
from rivermon.ui.view_page import ViewPage
from rivermon.ui.window_memory import Kept, WindowMemory

_KEPT = {
    View.RECORDS: Kept.RECORDS,
    View.DELIVERIES: Kept.DELIVERIES,
    View.CALLBACKS: Kept.CALLBACKS,
}


class ViewStack(QStackedWidget):
    """Pages by their view; only the one in front follows what happens, unless it is paused."""

    view_changed = Signal(object)
    """Another View is in front."""

    def __init__(
        self, pages: Iterable[ViewPage], memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._memory = memory
        self._paused = False
        self._by_view = {page.view: page for page in pages}
        for page in self._by_view.values():
            self.addWidget(page)
            page.arrange(from_text(memory.text(_KEPT[page.view])))

    @property
    def paused(self) -> bool:
        """True while the page in front stands still."""
        return self._paused

    @property
    def page(self) -> ViewPage:
        """The page in front."""
        page = self.currentWidget()
        assert isinstance(page, ViewPage)  # noqa: S101 - nothing else was put in
        return page

    def of(self, view: View) -> ViewPage:
        """The page of a view."""
        return self._by_view[view]

    def take(self, facts: Sequence[Fact]) -> None:
        """Tell every page a batch of facts."""
        for page in self._by_view.values():
            page.take(facts)

    def show_view(self, view: View) -> None:
        """Bring a view to the front, and wake it."""
        page = self._by_view[view]
        if self.currentWidget() is not page:
            self.page.finder.sleep()
            self.setCurrentWidget(page)
        if not self._paused or not page.finder.search.whole:
            page.finder.wake()  # also while paused there is to be something that stands still
        if self._paused:
            page.finder.sleep()
        self.view_changed.emit(view)

    def pause(self, paused: bool) -> None:  # noqa: FBT001 - a state to have
        """Let the page in front stand still, or catch up and go on."""
        self._paused = paused
        if paused:
            self.page.finder.sleep()
        else:
            self.page.finder.wake()

    @Slot()
    def tick(self) -> None:
        """Show the time as it stands now."""
        self.page.rows.tick()

    def remember(self) -> None:
        """Keep how each table is arranged."""
        for view, page in self._by_view.items():
            self._memory.keep(_KEPT[view], to_text(page.layout_of_columns()))
