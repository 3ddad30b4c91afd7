"""The tabs of the detail pane: everything about one delivery, each part under its name.

Does not read anything, and does not know which row was selected.
"""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from rivermon.core.entities import Detail
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.compare_tab import CompareTab
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.headers_tab import HeadersTab
from rivermon.ui.operator import Operator
from rivermon.ui.payload_tab import Mode, PayloadTab
from rivermon.ui.record_tab import RecordTab
from rivermon.ui.signature_tab import SignatureTab
from rivermon.ui.timeline_tab import TimelineTab


class DetailTabs(QTabWidget):
    """Seven tabs; the one that is open stays open when another delivery is shown."""

    def __init__(
        self,
        appearance: Appearance,
        operator: Operator,
        tasks: OwnedTasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._timeline = TimelineTab(appearance, self)
        self._record = RecordTab(appearance, self)
        self._payload = PayloadTab(appearance, self)
        self._headers = HeadersTab(appearance, self)
        self.signature = SignatureTab(appearance, operator, self)
        self._callback = CallbackTab(appearance, operator, self)
        self.compare = CompareTab(appearance, tasks, self)
        self._timeline.tab_asked.connect(self.open_tab)
        self.setDocumentMode(True)
        for page, words in (
            (self._timeline, self.tr("Timeline")),
            (self._record, self.tr("Record")),
            (self._payload, self.tr("Payload")),
            (self._headers, self.tr("Headers")),
            (self.signature, self.tr("Signature")),
            (self._callback, self.tr("Callback")),
            (self.compare, self.tr("Compare")),
        ):
            self.addTab(page, words)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(self.tr("Parts of the details"))

    @property
    def tab(self) -> DetailTab:
        """The tab in front."""
        return list(DetailTab)[self.currentIndex()]

    @Slot(str)
    def open_tab(self, tab: str) -> None:
        """Bring a tab to the front, by its name."""
        self.setCurrentIndex(list(DetailTab).index(DetailTab(tab)))

    def step(self, by: int) -> None:
        """Bring the tab so many places further to the front; behind the last comes the first."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def state(self) -> str:
        """How the operator left the tabs, as a text to be remembered."""
        return f"{self.tab.value} {self._payload.mode.value}"

    def restore(self, state: str) -> None:
        """Have the tabs as `state` gave them; what is not understood changes nothing."""
        for word in state.split():
            if word in set(DetailTab):
                self.open_tab(word)
            elif word in set(Mode):
                self._payload.choose(Mode(word))

    def show_detail(self, detail: Detail, now: datetime) -> None:
        """Show what is known, seen at `now`; callbacks are shown apart."""
        self._timeline.show_detail(detail, now)
        self._record.show_detail(detail, now)
        self._payload.show_body(detail.delivery.body)
        self._headers.show_headers(detail.delivery.headers)
        self.signature.show_delivery(detail.delivery)
        self.compare.show_detail(detail)

    def show_callbacks(
        self, detail: Detail, now: datetime, *, first: int | None, gone: bool
    ) -> None:
        """Show the callbacks, the one with the id `first` before the others.

        Nothing can be sent again for what is gone.
        """
        record_id = None if detail.record is None or gone else detail.record.id
        self._callback.show_callbacks(record_id, detail.callbacks, now, first=first)

    def tick(self, now: datetime) -> None:
        """Go on with the time."""
        self._timeline.tick(now)
        self._record.tick(now)
