"""The table and the detail pane, side by side or one under the other.

Does not know what either shows.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.window_memory import Kept, WindowMemory

NARROW = 1100
DETAIL_WIDTH = 420
_DETAIL_HEIGHT = 300


class Workbench(QSplitter):
    """A splitter that turns when the window gets narrow, and remembers both ways."""

    def __init__(
        self,
        table: QWidget,
        detail: QWidget,
        memory: WindowMemory,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._memory = memory
        self._px = appearance.px
        self._placed = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(table)
        self.addWidget(detail)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        table.setMinimumSize(320, 160)
        detail.setMinimumSize(280, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it."""
        # Before it is shown it has sizes that nobody chose.
        if self.isVisible():
            self._arrange()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the place that was remembered."""
        self._arrange()
        super().showEvent(event)

    def remember(self) -> None:
        """Keep where the handle is."""
        if self._placed:
            self._memory.keep(self._kept(), self.saveState())

    def _arrange(self) -> None:
        narrow = self.width() < self._px(NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if not self._placed or wanted is not self.orientation():
            if self._placed:
                self.remember()
            self._placed = True
            self.setOrientation(wanted)
            self._place()

    def _place(self) -> None:
        state = self._memory.state(self._kept())
        orientation = self.orientation()
        if state is not None and self.restoreState(state):
            self.setOrientation(orientation)
            self.setHandleWidth(1)
            return
        beside = orientation is Qt.Orientation.Horizontal
        room = self.width() if beside else self.height()
        below = max(160, min(self._px(_DETAIL_HEIGHT), room // 2))
        detail = self._px(DETAIL_WIDTH) if beside else below
        self.setSizes([max(1, room - detail), detail])

    def _kept(self) -> Kept:
        beside = self.orientation() is Qt.Orientation.Horizontal
        return Kept.BESIDE if beside else Kept.BELOW
