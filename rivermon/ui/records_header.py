"""The headers of the records table: fonts, widths, and whose widths they are.

Does not know the rows. Until the operator sets a width or an order, the columns share the room.
"""

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.record_columns import Column, shared_widths

HEIGHT = 28
_TITLE_LEAST = 140


class RecordsHeader(QHeaderView):
    """Movable, resizable sections; the title takes the room that is left."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._by_hand = False
        self._fitting = False
        self.setFixedHeight(HEIGHT)
        self.setFont(appearance.header_font())
        self.setSectionsMovable(True)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def take_charge(self) -> None:
        """Begin to fit; the header has its model by now."""
        self._set_modes()
        self.sectionResized.connect(self._on_touched)
        self.sectionMoved.connect(self._on_touched)

    def columns_state(self) -> QByteArray:
        """The widths and order that the operator set; empty when there are none."""
        return self.saveState() if self._by_hand else QByteArray()

    def restore_columns(self, state: QByteArray) -> None:
        """Bring back what `columns_state` gave."""
        self._fitting = True
        self._by_hand = self.restoreState(state)
        self._set_modes()
        self._fitting = False

    def fit(self, room: int) -> None:
        """Share `room` pixels; widths set by hand stay, only the title gives and takes."""
        self._fitting = True
        if self._by_hand:
            others = self.length() - self.sectionSize(Column.TITLE)
            self.resizeSection(Column.TITLE, max(_TITLE_LEAST, room - others))
        else:
            for column, width in shared_widths(room).items():
                self.resizeSection(column, width)
        self._fitting = False

    def _set_modes(self) -> None:
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Fixed)

    @Slot(int, int, int)
    def _on_touched(self, _section: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self._by_hand = True
            self.fit(self.viewport().width())
