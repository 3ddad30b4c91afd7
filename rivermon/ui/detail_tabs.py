"""The tabs of the detail pane: everything about one delivery, each part under its name.

Each is made when it is first shown. Does not read anything, and does not know which row was
selected.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from rivermon.chosen import Chosen
from rivermon.core.entities import Detail
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.late_page import LatePage
from rivermon.ui.operator import Operator
from rivermon.ui.payload_mode import Mode

if TYPE_CHECKING:
    from rivermon.ui.callback_tab import CallbackTab
    from rivermon.ui.compare_tab import CompareTab
    from rivermon.ui.headers_tab import HeadersTab
    from rivermon.ui.payload_tab import PayloadTab
    from rivermon.ui.record_tab import RecordTab
    from rivermon.ui.signature_tab import SignatureTab
    from rivermon.ui.timeline_tab import TimelineTab


class DetailTabs(QTabWidget):
    """Seven tabs; the one that is open stays open when another delivery is shown."""

    pin_asked = Signal()
    """The record is to be pinned, or its pin to be taken off."""

    note_asked = Signal()
    """The note on the record is to be edited."""

    def __init__(
        self,
        appearance: Appearance,
        operator: Operator,
        tasks: OwnedTasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._operator = operator
        self._tasks = tasks
        self._mode = Mode.TREE
        self._timeline = LatePage(self._made_timeline, self)
        self._record = LatePage(self._made_record, self)
        self._payload = LatePage(self._made_payload, self)
        self._headers = LatePage(self._made_headers, self)
        self._signature = LatePage(self._made_signature, self)
        self._callback = LatePage(self._made_callback, self)
        self._compare = LatePage(self._made_compare, self)
        self.setDocumentMode(True)
        for page, words in (
            (self._timeline, self.tr("Timeline")),
            (self._record, self.tr("Record")),
            (self._payload, self.tr("Payload")),
            (self._headers, self.tr("Headers")),
            (self._signature, self.tr("Signature")),
            (self._callback, self.tr("Callback")),
            (self._compare, self.tr("Compare")),
        ):
            self.addTab(page, words)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(self.tr("Parts of the details"))

    @property
    def tab(self) -> DetailTab:
        """The tab in front."""
        return list(DetailTab)[self.currentIndex()]

    @property
    def unsent(self) -> bool:
        """True while changes to some record's AI data were neither sent nor let go."""
        return self._callback.page is not None and self._callback.page.unsent

    @property
    def compare(self) -> CompareTab:
        """What compares the shown one with another; it keeps its side while nobody looks."""
        return self._compare.have()

    @Slot(str)
    def open_tab(self, tab: str) -> None:
        """Bring a tab to the front, by its name."""
        self.setCurrentIndex(list(DetailTab).index(DetailTab(tab)))

    def step(self, by: int) -> None:
        """Bring the tab so many places further to the front; behind the last comes the first."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def state(self) -> str:
        """How the operator left the tabs, as a text to be remembered."""
        mode = self._mode if self._payload.page is None else self._payload.page.mode
        return f"{self.tab.value} {mode.value}"

    def restore(self, state: str) -> None:
        """Have the tabs as `state` gave them; what is not understood changes nothing."""
        for word in state.split():
            if word in set(DetailTab):
                self.open_tab(word)
            elif word in set(Mode):
                self._choose(Mode(word))

    def follow(self, chosen: Chosen) -> None:
        """Say what the rules of the approval gate are, now and whenever they change."""
        self._callback.act("rules", lambda tab: tab.follow(chosen))

    def watch_only(self) -> None:
        """The window only watches: it has no secrets to look at signatures with."""
        self._signature.act("watch", lambda tab: tab.watch_only())

    def show_detail(self, detail: Detail, now: datetime) -> None:
        """Show what is known, seen at `now`; callbacks are shown apart."""
        delivery = detail.delivery
        self._timeline.act("detail", lambda tab: tab.show_detail(detail, now))
        self._record.act("detail", lambda tab: tab.show_detail(detail, now))
        self._payload.act("body", lambda tab: tab.show_body(delivery.body))
        self._headers.act("headers", lambda tab: tab.show_headers(delivery.headers))
        self._signature.act("delivery", lambda tab: tab.show_delivery(delivery))
        self._compare.act("detail", lambda tab: tab.show_detail(detail))

    def show_callbacks(
        self, detail: Detail, now: datetime, *, first: int | None, gone: bool
    ) -> None:
        """Show the callbacks, the one with the id `first` before the others.

        Nothing can be sent again for what is gone.
        """
        record_id = None if detail.record is None or gone else detail.record.id
        self._callback.act(
            "callbacks",
            lambda tab: tab.show_callbacks(record_id, detail.callbacks, now, first=first),
        )

    def tick(self, now: datetime) -> None:
        """Go on with the time."""
        self._timeline.act("tick", lambda tab: tab.tick(now))
        self._record.act("tick", lambda tab: tab.tick(now))

    def _choose(self, mode: Mode) -> None:
        self._mode = mode
        self._payload.act("mode", lambda tab: tab.choose(mode))

    # Each is loaded, too, when it is first shown: no window has to wait for what nobody looks at.

    def _made_timeline(self, parent: QWidget) -> TimelineTab:
        from rivermon.ui.timeline_tab import TimelineTab  # noqa: PLC0415

        made = TimelineTab(self._appearance, parent)
        made.tab_asked.connect(self.open_tab)
        return made

    def _made_record(self, parent: QWidget) -> RecordTab:
        from rivermon.ui.record_tab import RecordTab  # noqa: PLC0415

        made = RecordTab(self._appearance, parent)
        made.pin_asked.connect(self.pin_asked)
        made.note_asked.connect(self.note_asked)
        return made

    def _made_payload(self, parent: QWidget) -> PayloadTab:
        from rivermon.ui.payload_tab import PayloadTab  # noqa: PLC0415

        return PayloadTab(self._appearance, parent)

    def _made_headers(self, parent: QWidget) -> HeadersTab:
        from rivermon.ui.headers_tab import HeadersTab  # noqa: PLC0415

        return HeadersTab(self._appearance, parent)

    def _made_signature(self, parent: QWidget) -> SignatureTab:
        from rivermon.ui.signature_tab import SignatureTab  # noqa: PLC0415

        return SignatureTab(self._appearance, self._operator, parent)

    def _made_callback(self, parent: QWidget) -> CallbackTab:
        from rivermon.ui.callback_tab import CallbackTab  # noqa: PLC0415

        return CallbackTab(self._appearance, self._operator, parent)

    def _made_compare(self, parent: QWidget) -> CompareTab:
        from rivermon.ui.compare_tab import CompareTab  # noqa: PLC0415

        return CompareTab(self._appearance, self._tasks, parent)
