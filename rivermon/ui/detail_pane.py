"""The pane beside the table: everything about the selected record.

Does not know the table. Answers that come after another record was asked for are ignored.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from rivermon.core.entities import CallbackKind, RecordDetail
from rivermon.core.feed import CallbackChanged, CallbackOwed, Fact
from rivermon.core.ports import Clock, Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.headers_tab import HeadersTab
from rivermon.ui.operator import Operator
from rivermon.ui.payload_tab import PayloadTab
from rivermon.ui.plain_text import one_line
from rivermon.ui.record_tab import RecordTab
from rivermon.ui.state_look import state_look
from rivermon.ui.state_pill import StatePill

_SILENT_MS = 100


class DetailPane(QWidget):
    """A heading and the tabs Record, Payload, Headers and Callback."""

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
        self.setAccessibleName(self.tr("Details of the selected record"))
        self._appearance = appearance
        self._ledger = ledger
        self._clock = clock
        self._tasks = tasks
        self._wanted: int | None = None
        self._shown: RecordDetail | None = None
        self._turn = 0
        self._title = ElidedLabel(parent=self)
        self._title.setFont(appearance.heading_font())
        self._where = ElidedLabel(parent=self)
        self._where.setProperty("role", "muted")
        self._pill = StatePill(appearance, self)
        self._record = RecordTab(appearance, self)
        self._payload = PayloadTab(appearance, self)
        self._headers = HeadersTab(appearance, self)
        self._callback = CallbackTab(appearance, operator, self)
        self._note = EmptyNote("", "", self)
        self._pages = self._lay_out()
        self._patience = QTimer(self, singleShot=True, interval=_SILENT_MS)
        self._patience.timeout.connect(self._say_reading)
        self.show_record(None)

    @property
    def tabs(self) -> QTabWidget:
        """The tabs; the one that is open stays open when the selection moves."""
        return self._tabs

    @Slot(object)
    def show_record(self, record_id: int | None) -> None:
        """Show a record, or say that none is selected."""
        self._wanted = record_id
        self._turn += 1
        if record_id is None:
            self._patience.stop()
            self._shown = None
            self._say(
                self.tr("Select a record to see all of it."),
                self.tr("Arrow keys or j and k move, Esc lets go, End follows."),
            )
        else:
            self._patience.start()
            self._tasks.start(self._read(record_id, self._turn), "record detail")

    def take(self, facts: Sequence[Fact]) -> None:
        """Read the shown record again if its callback changed."""
        changed = {
            fact.callback.record_id
            for fact in facts
            if isinstance(fact, CallbackChanged | CallbackOwed)
        }
        if self._wanted is not None and self._wanted in changed:
            self._turn += 1
            self._tasks.start(self._read(self._wanted, self._turn), "record detail")

    @Slot()
    def tick(self) -> None:
        """Show the state as it stands now: a retry's time runs."""
        if self._shown is None:
            return
        now = self._clock.now()
        histories = self._shown.callbacks
        self._callback.show_callbacks(self._shown.record.id, histories, now)
        main = [h.callback for h in histories if h.callback.kind is CallbackKind.SUCCESS]
        if main:
            callback = main[0]
            self._pill.show_look(
                state_look(callback.state, callback.attempts, callback.deadline, now)
            )
        else:
            self._pill.show_look(None)

    async def _read(self, record_id: int, turn: int) -> None:
        try:
            detail = await self._ledger.detail(record_id)
        except StoreUnavailable as why:
            if turn == self._turn:
                self._say(self.tr("The record could not be read."), one_line(str(why)))
            return
        if turn != self._turn:
            return
        self._patience.stop()
        if detail is None:
            self._say(self.tr("This record is no longer there."), self.tr("Select another one."))
        else:
            self._show(detail)

    def _show(self, detail: RecordDetail) -> None:
        self._shown = detail
        record = detail.record
        self._title.show_text(record.title or self.tr("(no title)"))
        where = (record.event_name, record.category)
        self._where.show_text(" · ".join(part for part in where if part))
        self.tick()
        self._record.show_detail(detail)
        self._payload.show_body(detail.delivery.body)
        self._headers.show_headers(detail.delivery.headers)
        self._pages.setCurrentWidget(self._content)

    @Slot()
    def _say_reading(self) -> None:
        self._say(self.tr("Reading the record…"), "")

    def _say(self, line: str, hint: str) -> None:
        self._patience.stop()
        self._note.say(line, hint)
        self._pages.setCurrentWidget(self._note)

    def _lay_out(self) -> QStackedWidget:
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._record, self.tr("Record"))
        self._tabs.addTab(self._payload, self.tr("Payload"))
        self._tabs.addTab(self._headers, self.tr("Headers"))
        self._tabs.addTab(self._callback, self.tr("Callback"))
        self._tabs.tabBar().setExpanding(False)
        self._tabs.tabBar().setDrawBase(False)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self._title, 1)
        heading.addWidget(self._pill)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 4)
        head.setSpacing(4)
        head.addLayout(heading)
        head.addWidget(self._where)
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._tabs, 1)
        pages = QStackedWidget(self)
        pages.addWidget(self._note)
        pages.addWidget(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(pages)
        return pages
