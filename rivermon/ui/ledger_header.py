"""The headers of a table: which columns there are, in what order, how wide, and what is sorted by.

Does not know the rows. Until the operator sets a width, the columns share the room.
"""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from rivermon.core.listing import Sort
from rivermon.ui.appearance import Appearance
from rivermon.ui.column import Column, shared_widths

HEIGHT = 28
_STRETCH_LEAST = 140
_BESIDE_ARROW = "\u00a0" * 4


class Section(msgspec.Struct, frozen=True):
    """How one column stands.

    `width` is in pixels at the usual text size, and 0 while it is the program's to choose.
    """

    key: str
    shown: bool
    width: int = 0


class LedgerHeader(QHeaderView):
    """Movable, resizable, sortable sections; one of them takes the room that is left."""

    sort_asked = Signal(int)
    """A column was clicked to be sorted by: its place."""

    menu_asked = Signal(QPoint)
    """The menu of the columns is wanted, at a point of the screen."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._appearance = appearance
        self._columns: Sequence[Column] = ()
        self._by_hand = False
        self._fitting = False
        self._room = 0
        self._clicked = -1
        self.setFixedHeight(appearance.px(HEIGHT))
        self.setFont(appearance.header_font())
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(appearance.px(40))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.sectionClicked.connect(self._on_clicked)

    def setSelectionModel(self, _model: QItemSelectionModel) -> None:
        """Keep to a selection of its own, which is empty: a header shows none.

        Of the rows' selection Qt would ask of every row whether the column is selected in it, and
        for that takes seconds once a million are selected.
        """

    def take_charge(self, columns: Sequence[Column]) -> None:
        """Begin to fit `columns`; the header has its model by now."""
        self.set_columns(columns)
        self.sectionResized.connect(self._on_resized)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have other columns; those that were there before stay as they are."""
        known = {section.key for section in self.sections()}
        self._columns = tuple(self._scaled(column) for column in columns)
        for place, column in enumerate(columns):
            if column.key not in known:
                self.setSectionHidden(place, not column.shown)
            mode = QHeaderView.ResizeMode.Interactive
            if column.stretches:
                mode = QHeaderView.ResizeMode.Fixed
            self.setSectionResizeMode(place, mode)
            if column.key not in known and self._by_hand:
                self.resizeSection(place, self._columns[place].width)
        self.fit(self._room)

    def sections(self) -> list[Section]:
        """How the columns stand, from left to right."""
        places = (self.logicalIndex(at) for at in range(min(self.count(), len(self._columns))))
        return [
            Section(
                self._columns[place].key,
                shown=not self.isSectionHidden(place),
                width=self._usual(self.sectionSize(place)) if self._by_hand else 0,
            )
            for place in places
            if 0 <= place < len(self._columns)
        ]

    def arrange(self, sections: Sequence[Section]) -> None:
        """Have the columns stand as `sections` says; what it does not name stays behind."""
        places = {column.key: place for place, column in enumerate(self._columns)}
        self._fitting = True
        known = [section for section in sections if section.key in places]
        for at, section in enumerate(known):
            place = places[section.key]
            self.moveSection(self.visualIndex(place), at)
            self.setSectionHidden(place, not section.shown)
            if section.width:
                self._by_hand = True
                self.resizeSection(place, self._appearance.px(section.width))
        self._fitting = False
        self.fit(self._room)

    def arrange_anew(self) -> None:
        """Have the columns as they were at first."""
        self._by_hand = False
        self.arrange([Section(column.key, shown=column.shown) for column in self._columns])

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if shown or self.count() - self.hiddenSectionCount() > 1:
            self._fitting = True  # a section that comes is not one that was drawn wider
            self.setSectionHidden(place, not shown)
            if shown and self.sectionSize(place) < self._columns[place].width:
                self.resizeSection(place, self._columns[place].width)
            self._fitting = False
            self.fit(self._room)

    def show_sort(self, sort: Sort) -> None:
        """Mark the column that is sorted by, if there is one."""
        # Two columns may be sorted by the same: the one that was clicked has the arrow.
        for place in (self._clicked, *range(len(self._columns))):
            if 0 <= place < len(self._columns) and self._columns[place].sort == sort.by:
                # Qt draws its arrow the other way round than the eye reads it: falling is down.
                order = Qt.SortOrder.AscendingOrder
                if not sort.descending:
                    order = Qt.SortOrder.DescendingOrder
                self.setSortIndicator(place, order)
                self.setSortIndicatorShown(True)
                return
        self.setSortIndicatorShown(False)

    def fit(self, room: int) -> None:
        """Share `room` pixels; widths set by hand stay, only one column gives and takes."""
        self._room = room
        if room <= 0 or not self._columns:
            return
        places = [place for place in range(len(self._columns)) if not self.isSectionHidden(place)]
        self._fitting = True
        if self._by_hand:
            self._stretch(places, room)
        else:
            widths = shared_widths([self._columns[place] for place in places], room)
            for place, width in zip(places, widths, strict=True):
                self.resizeSection(place, width)
        self._fitting = False

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, place: int) -> None:
        """Keep a title that stands at the right clear of the arrow, which Qt paints over it."""
        super().initStyleOptionForIndex(option, place)
        at_the_right = option.textAlignment & Qt.AlignmentFlag.AlignRight
        if at_the_right and self.isSortIndicatorShown() and place == self.sortIndicatorSection():
            option.text += _BESIDE_ARROW

    def _stretch(self, places: Sequence[int], room: int) -> None:
        for place in places:
            if self._columns[place].stretches:
                others = self.length() - self.sectionSize(place)
                least = self._appearance.px(_STRETCH_LEAST)
                self.resizeSection(place, max(least, room - others))

    def _usual(self, width: int) -> int:
        return round(width / self._appearance.scale)

    def _scaled(self, column: Column) -> Column:
        """The column with its widths at the text size that is on."""
        px = self._appearance.px
        return replace(column, width=px(column.width), roomy=px(column.roomy))

    @Slot(int, int, int)
    def _on_resized(self, _section: int, _old: int, new: int) -> None:
        if not self._fitting and new:
            self._by_hand = True
            self.fit(self._room)

    @Slot(int)
    def _on_clicked(self, place: int) -> None:
        self._clicked = place
        self.sort_asked.emit(place)

    @Slot(QPoint)
    def _ask_for_menu(self, at: QPoint) -> None:
        self.menu_asked.emit(self.mapToGlobal(at))
