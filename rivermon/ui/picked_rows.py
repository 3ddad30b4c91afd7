"""What is selected in the view in front, and the records and details behind it.

Reads what an act needs. Does not act.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rivermon.core.entities import CallbackRow, Delivery, Detail, RecordRow
from rivermon.core.listing import Row, View
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.act_refusals import Picked
from rivermon.ui.bulk_search import records_behind
from rivermon.ui.detail_pane import DetailPane
from rivermon.ui.plain_text import one_line
from rivermon.ui.view_page import ViewPage
from rivermon.ui.view_stack import ViewStack

_TITLE = 60


class PickedRows(QObject):
    """Answers for the selection as it is when it is asked."""

    said = Signal(str)
    """Why what was asked for cannot be had."""

    def __init__(
        self,
        views: ViewStack,
        detail: DetailPane,
        ledger: Ledger,
        tasks: OwnedTasks,
        window: QWidget,
    ) -> None:
        """Look at the `views` of a window."""
        super().__init__(window)
        self._views = views
        self._detail = detail
        self._ledger = ledger
        self._tasks = tasks
        self._window = window

    def picked(self) -> Picked:
        """What is selected in the view in front."""
        page = self.page
        if not self._views.isVisibleTo(self._window):
            return Picked(view=page.view, count=0)
        count = page.rows.selected_count
        return Picked(
            view=page.view,
            count=count,
            row=self._only_row() if count == 1 else None,
            there=page.table.rowCount(),
        )

    def pinned(self) -> bool:
        """Whether the current row's record is pinned, as far as that is known."""
        row = self.current_row()
        if isinstance(row, RecordRow):
            return row.pinned
        record = self._detail.shown.record if self._detail.shown is not None else None
        return record is not None and record.pinned_at is not None

    def event_name(self) -> str | None:
        """The name of the current row's event, as far as it is known."""
        match self.current_row():
            case RecordRow(event_name=event) | CallbackRow(event=event) | Delivery(event=event):
                return event
        return None

    @property
    def page(self) -> ViewPage:
        """The page in front."""
        return self._views.page

    @property
    def ids(self) -> Sequence[int]:
        """The ids of what is selected."""
        return self.page.rows.selected_ids

    def _only_row(self) -> Row | None:
        line = self.page.table.line_of(self.ids[0])
        return None if line is None else line.row

    def current_row(self) -> Row | None:
        """The current row, as far as it is known."""
        at = self.page.rows.selected_id
        line = None if at is None else self.page.table.line_of(at)
        return None if line is None else line.row

    def name(self) -> str:
        """What the only selected row is about, in one line."""
        match self.current_row():
            case RecordRow(title=title):
                return one_line(title, _TITLE) or self.tr("(no title)")
            case CallbackRow(title=title):
                return one_line(title or "", _TITLE)
        return ""

    def with_records(self, use: Callable[[Sequence[int], str], object]) -> None:
        """Use the records that the selection is about, and the only one's name."""
        view, ids = self.page.view, self.ids
        name = self.name() if len(ids) == 1 else ""

        def use_them(records: Sequence[int]) -> None:
            if not records:
                self.said.emit(self.tr("There is no record to do this with."))
                return
            use(records, name)

        if view is View.RECORDS:
            use_them(ids)
        else:
            self._ask(lambda: records_behind(self._ledger, view, ids), use_them)

    def with_detail(self, use: Callable[[Detail], object]) -> None:
        """Use all that is known of the only selected row."""
        view, row_id = self.page.view, self.ids[0]

        def use_if_there(detail: Detail | None) -> None:
            if detail is None:
                self.said.emit(self.tr("The row is no longer stored."))
            else:
                use(detail)

        self._ask(lambda: self._ledger.detail(view, row_id), use_if_there)

    def _ask(self, question: Callable[[], Any], use: Callable[[Any], object]) -> None:
        async def asking() -> None:
            try:
                answer = await question()
            except StoreUnavailable as why:
                self.said.emit(one_line(str(why)))
            else:
                use(answer)

        self._tasks.start(asking(), "rows to act on")
