"""The Timeline tab: all that happened to one webhook, at a glance and in words.

Does not know the other tabs: it says which one a moment belongs to.
"""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rivermon.core.entities import Detail
from rivermon.core.moment import Lane, Moment, Standing
from rivermon.core.timeline import owes, timeline
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.timeline_list import TimelineList
from rivermon.ui.timeline_strip import TimelineStrip

_WIDE = 560
_LOW = 320


class TimelineTab(QWidget):
    """A strip with time from left to right, and the list of its moments below.

    Where there is room to the side only, as in a pane below the table, the list stands first and
    the strip beside it.
    """

    tab_asked = Signal(str)
    """The DetailTab that a moment belongs to."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._detail: Detail | None = None
        self._strip = TimelineStrip(appearance, self)
        self._list = TimelineList(appearance, self)
        for part in (self._strip, self._list):
            part.opened.connect(self._open)
        around = QVBoxLayout()
        around.setContentsMargins(12, 12, 12, 0)
        around.addWidget(self._strip)
        around.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addLayout(around)
        self._layout.addWidget(self._list, 1)
        self.setFocusProxy(self._list)

    def show_detail(self, detail: Detail, now: datetime) -> None:
        """Show what is known, seen at `now`."""
        self._detail = detail
        moments = timeline(detail, now)
        self._strip.show_moments(moments, now)
        self._list.show_moments(moments, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the strip where there is room for it."""
        super().resizeEvent(event)
        px = self._appearance.px
        beside = self.width() >= px(_WIDE) and self.height() < px(_LOW)
        way = QBoxLayout.Direction.RightToLeft if beside else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(way)
        self._layout.setStretch(0, 1 if beside else 0)

    def tick(self, now: datetime) -> None:
        """Go on with the time while something is owed."""
        if self._detail is not None and owes(self._detail):
            self.show_detail(self._detail, now)

    @Slot(object)
    def _open(self, moment: Moment) -> None:
        self.tab_asked.emit(_tab_of(moment))


def _tab_of(moment: Moment) -> DetailTab:
    if moment.lane is Lane.RECORD:
        return DetailTab.RECORD
    if moment.lane in {Lane.CALLBACK, Lane.ERROR_CALLBACK}:
        return DetailTab.CALLBACK
    refused = moment.standing is Standing.BAD
    return DetailTab.SIGNATURE if refused else DetailTab.PAYLOAD
