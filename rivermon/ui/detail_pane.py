"""The pane beside the table: everything about the selected row, whichever view it is of.

Does not know the tables. Answers that come after another row was asked for are ignored; what was
shown stays when it is dropped.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rivermon.core.entities import Detail
from rivermon.core.feed import (
    Fact,
    LedgerChanged,
    RowsDropped,
    Trouble,
    TroubleEnded,
    Watching,
)
from rivermon.core.listing import View
from rivermon.core.ports import Clock, Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_heading import DetailHeading
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.detail_tabs import DetailTabs
from rivermon.ui.detail_words import gone_words, reading_words, select_words, unread_words
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.operator import Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.shown_row import ShownRow

_SILENT_MS = 100
# Another rivermon may write all the time: what is shown is read again four times a second at most.
_AGAIN_MS = 250


class DetailPane(QWidget):
    """A heading and the tabs under it; the tab that is open stays open."""

    def __init__(
        self,
        *,
        appearance: Appearance,
        ledger: Ledger,
        clock: Clock,
        tasks: OwnedTasks,
        operator: Operator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Details of what is selected"))
        self._ledger = ledger
        self._clock = clock
        self._tasks = tasks
        self._wanted: ShownRow | None = None
        self._turn = 0
        self._reading = self._stale = self._gone = False
        self._heading = DetailHeading(appearance, self)
        self._tabs = DetailTabs(appearance, operator, tasks, self)
        self._note = EmptyNote("", "", self)
        self._pages = self._lay_out()
        self._patience = QTimer(self, singleShot=True, interval=_SILENT_MS)
        self._patience.timeout.connect(self._say_reading)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._read_again)
        self.show_row(View.RECORDS, None)

    @property
    def tabs(self) -> DetailTabs:
        """The tabs; the one that is open stays open when the selection moves."""
        return self._tabs

    def step_tab(self, by: int) -> None:
        """Bring the tab so many places further to the front."""
        self._tabs.step(by)

    def compare(self, view: View, first_id: int, second_id: int) -> None:
        """Show how two rows of a view differ, the first on the left."""
        self._tasks.start(self._compare(view, first_id, second_id), "compare")

    def compare_with_next(self) -> None:
        """Keep what is shown, to be compared with the next row that is selected."""
        self._tabs.compare.keep_shown()
        self._tabs.open_tab(DetailTab.COMPARE)

    @property
    def shown(self) -> Detail | None:
        """What is shown; None while nothing is selected or the selected row is still read."""
        return self._wanted.detail if self._wanted else None

    @Slot(object, object)
    def show_row(self, view: View, row_id: int | None) -> None:
        """Show the row of a view, or say that none is selected; the row that is shown stays."""
        wanted = self._wanted
        if wanted is not None and wanted.detail and (wanted.view, wanted.row_id) == (view, row_id):
            self._read_again()
            return
        self._turn += 1
        self._reading = self._stale = self._gone = False
        self._patience.stop()
        self._again.stop()
        if row_id is None:
            self._wanted = None
            hint = self.tr("Arrow keys or j and k move, Esc lets go, End follows.")
            self._say(select_words(view), hint)
        else:
            self._wanted = ShownRow(view, row_id)
            self._patience.start()
            self._read_again()

    def take(self, facts: Sequence[Fact]) -> None:
        """Read what is shown again if it changed, and mark it when it was dropped."""
        if any(isinstance(fact, Watching) for fact in facts):
            self._tabs.watch_only()
        wanted = self._wanted
        if wanted is None or self._gone:
            return
        if any(isinstance(fact, RowsDropped) and wanted.is_among(fact) for fact in facts):
            self._say_gone(wanted)
        elif any(wanted.may_change_with(fact) for fact in facts):
            self._read_again()
        elif any(_means_anything(fact) for fact in facts) and not self._again.isActive():
            self._again.start()

    @Slot()
    def tick(self) -> None:
        """Show the state as it stands now: a retry's time runs."""
        if self._wanted is not None and self._wanted.detail is not None:
            self._show_times(self._wanted, self._wanted.detail)
            self._tabs.tick(self._clock.now())

    @Slot()
    def _read_again(self) -> None:
        if self._wanted is None or self._gone:
            return
        # An answer is never thrown away for a newer one: if they are slow none would ever come.
        self._stale = self._reading
        if not self._reading:
            self._reading = True
            self._tasks.start(self._read(self._wanted, self._turn), "detail")

    async def _read(self, wanted: ShownRow, turn: int) -> None:
        try:
            detail = await self._ledger.detail(wanted.view, wanted.row_id)
        except StoreUnavailable as why:
            if turn == self._turn:
                self._say_unread(wanted, one_line(str(why)))
            return
        finally:
            if turn == self._turn:
                self._reading = False
        if turn != self._turn or self._gone:
            return
        if detail is None:
            self._say_gone(wanted)
        else:
            self._show(wanted, detail)
        if self._stale:
            self._read_again()

    async def _compare(self, view: View, first_id: int, second_id: int) -> None:
        try:
            left = await self._ledger.detail(view, first_id)
            right = await self._ledger.detail(view, second_id)
        except StoreUnavailable as why:
            self._heading.show_note(
                self.tr("Could not be compared: {0}").format(one_line(str(why)))
            )
            return
        if left is None or right is None:
            self._heading.show_note(self.tr("Could not be compared: one is no longer stored."))
            return
        self._tabs.compare.compare(left, right)
        self._tabs.open_tab(DetailTab.COMPARE)
        if self._wanted is None:
            self.show_row(view, second_id)

    def _show(self, wanted: ShownRow, detail: Detail) -> None:
        self._patience.stop()
        wanted.detail = detail
        self._heading.show_note("")
        self._show_times(wanted, detail)
        self._tabs.show_detail(detail, self._clock.now())
        self._pages.setCurrentWidget(self._content)

    def _show_times(self, wanted: ShownRow, detail: Detail) -> None:
        now = self._clock.now()
        self._heading.show_detail(wanted.view, wanted.row_id, detail, now)
        first = wanted.row_id if wanted.view is View.CALLBACKS else None
        self._tabs.show_callbacks(detail, now, first=first, gone=self._gone)

    def _say_gone(self, wanted: ShownRow) -> None:
        self._gone = True
        if wanted.detail is None:
            self._say(gone_words(wanted.view), self.tr("Select another one."))
            return
        self._heading.show_note(self.tr("No longer stored"))
        self._show_times(wanted, wanted.detail)

    def _say_unread(self, wanted: ShownRow, why: str) -> None:
        if wanted.detail is None:
            self._say(unread_words(wanted.view), why)
        elif not self._gone:
            self._heading.show_note(self.tr("Could not be read again: {0}").format(why))

    @Slot()
    def _say_reading(self) -> None:
        if self._wanted is not None:
            self._say(reading_words(self._wanted.view), "")

    def _say(self, line: str, hint: str) -> None:
        self._patience.stop()
        self._note.say(line, hint)
        self._pages.setCurrentWidget(self._note)

    def _lay_out(self) -> QStackedWidget:
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._tabs, 1)
        pages = QStackedWidget(self)
        pages.addWidget(self._note)
        pages.addWidget(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(pages)
        return pages


def _means_anything(fact: Fact) -> bool:
    if isinstance(fact, TroubleEnded):
        return fact.trouble is Trouble.STORE
    return isinstance(fact, LedgerChanged)
