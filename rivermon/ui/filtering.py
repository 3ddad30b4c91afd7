"""Between the filter bar and the view in front: what is typed, found, counted and stopped.

Does not parse, search or count.
"""

from PySide6.QtCore import QObject, Slot

from rivermon.core.filter_terms import Term
from rivermon.core.listing import View
from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.tally import Tally
from rivermon.ui.view_page import ViewPage
from rivermon.ui.view_stack import ViewStack


class Filtering(QObject):
    """Each view keeps its own filter; the one box shows that of the view in front."""

    def __init__(
        self, bar: FilterBar, views: ViewStack, tally: Tally, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._views = views
        self._tally = tally
        bar.box.filter_changed.connect(self._on_filter)
        bar.box.left_down.connect(self._leave_box)
        bar.cancelled.connect(self._cancel)
        bar.search_again.connect(self._search_again)
        views.view_changed.connect(self._on_view_changed)
        tally.changed.connect(self._show_count)
        for view in View:
            self._connect(views.of(view))

    @property
    def _page(self) -> ViewPage:
        return self._views.page

    def _connect(self, page: ViewPage) -> None:
        page.counted.connect(self._show_count)
        page.clear_asked.connect(lambda: self._bar.box.set_text_now(""))
        page.finder.search.progressed.connect(lambda done: self._show_progress(page, done))
        page.finder.search.stopped.connect(lambda: self._show_stopped(page))
        page.finder.answers.failed.connect(lambda why: self._show_failed(page, why))

    @Slot(object)
    def _on_filter(self, term: Term | None) -> None:
        self._page.set_filter(self._bar.box.text(), term)
        self._show_count()

    @Slot(object)
    def _on_view_changed(self, _view: View) -> None:
        self._bar.show_progress(None)
        self._bar.box.set_text_now(self._page.filter_text)
        self._show_count()

    @Slot()
    def _cancel(self) -> None:
        self._page.finder.search.cancel()

    @Slot()
    def _search_again(self) -> None:
        self._page.finder.ask_again()

    @Slot()
    def _leave_box(self) -> None:
        self._page.setFocus()

    @Slot()
    def _show_count(self) -> None:
        page, counts = self._page, self._tally.counts
        total = {
            View.RECORDS: counts.records,
            View.DELIVERIES: counts.deliveries,
            View.CALLBACKS: counts.callbacks,
        }[page.view]
        matching = page.table.rowCount()
        filtered = page.query.filter is not None
        self._bar.show_count(matching if filtered else None, max(total, matching))

    def _show_progress(self, page: ViewPage, done: float | None) -> None:
        if page is self._page:
            self._bar.show_progress(done)
            self._show_count()

    def _show_stopped(self, page: ViewPage) -> None:
        if page is self._page:
            self._bar.show_stopped(page.table.rowCount())

    def _show_failed(self, page: ViewPage, why: str) -> None:
        if page is self._page:
            self._bar.show_failed(why or None)
