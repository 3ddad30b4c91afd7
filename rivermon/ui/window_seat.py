"""What the operator was doing in a window, carried over to the one that takes its place.

Place, view, columns, splitter and tab are the window's own to remember. Does not know why there is
another window.
"""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rivermon.core.filter import BadFilter, parse
from rivermon.core.listing import View
from rivermon.ui.main_window import MainWindow
from rivermon.ui.settings_pages import Page
from rivermon.ui.view_page import ViewPage


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed in the filter box, and of each view its filter and the row selected in it.

    `tops` are the rows at the upper edge of those tables that did not follow the newest. `focus` is
    the place among `_seats` of what had the focus; None when it was elsewhere. `settings` is
    the page of the settings that was open, if they were, and `field` which of its fields had the
    focus.
    """

    typed: str
    filters: Mapping[View, str]
    selected: Mapping[View, int]
    tops: Mapping[View, int]
    paused: bool
    focus: int | None = None
    settings: Page | None = None
    field: int | None = None


def seat_in(window: MainWindow) -> Seat:
    """What the operator is doing in `window`."""
    pages = {view: window.views.of(view) for view in View}
    chosen = {view: page.rows.selected_id for view, page in pages.items()}
    return Seat(
        typed=window.filter_bar.box.text(),
        filters={view: page.filter_text for view, page in pages.items()},
        selected={view: row_id for view, row_id in chosen.items() if row_id is not None},
        tops={view: top for view, page in pages.items() if (top := _top(page)) is not None},
        paused=window.views.paused,
        focus=_focused(window),
        settings=window.setting_up.open_page,
        field=window.setting_up.open_field,
    )


def take_seat(window: MainWindow, seat: Seat) -> None:
    """Have a new window go on where another one was left; rows are selected as they come."""
    for view, text in seat.filters.items():
        term = parse(text)
        if text and not isinstance(term, BadFilter):
            window.views.of(view).set_filter(text, term)
    window.filter_bar.box.set_text_now(seat.typed)
    for view in View:
        if view in seat.selected or view in seat.tops:
            _Return(window.views.of(view), seat.selected.get(view), seat.tops.get(view))
    if seat.paused:
        window.views.pause(seat.paused)
        window.top_bar.show_paused(seat.paused)
    if seat.focus is not None:
        _seats(window)[seat.focus].setFocus()
    if seat.settings is not None:
        QTimer.singleShot(0, window, lambda: window.setting_up.go_on(seat.settings, seat.field))


def _seats(window: MainWindow) -> tuple[QWidget, ...]:
    """Places that take the focus; those of the health only where it is in front."""
    seats = (window.views.page.rows, window.filter_bar.box)
    return (*seats, window.health.spans, window.health) if window.front.health else seats


def _top(page: ViewPage) -> int | None:
    if page.rows.following or not page.table.rowCount():
        return None
    return page.table.id_at(page.rows.places_in_view()[0])


def _focused(window: MainWindow) -> int | None:
    focused: QWidget | None = window.focusWidget()
    if focused is None:
        return None
    for place, seat in enumerate(_seats(window)):
        if seat is focused or seat.isAncestorOf(focused):
            return place
    # The details come later than the focus has to be somewhere: then it is in the row they are of.
    return 0 if window.detail.isAncestorOf(focused) else None


class _Return(QObject):
    """Selects and scrolls once the rows are there, unless the operator does so before."""

    def __init__(self, page: ViewPage, selected: int | None, top: int | None) -> None:
        super().__init__(page)
        self._page = page
        self._selected = selected
        self._top = top
        # Not while a table is in the middle of a change: what is selected then is not noted.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        page.counted.connect(self._soon.start)
        page.rows.row_selected.connect(self._on_selected)

    @Slot(object)
    def _on_selected(self, row_id: int | None) -> None:
        if row_id is not None:
            self.deleteLater()

    @Slot()
    def _look(self) -> None:
        rows, table = self._page.rows, self._page.table
        if self._selected is None and not rows.following:
            self.deleteLater()  # the operator went on
            return
        wanted = (self._selected, self._top)
        places = [None if row_id is None else table.place_of(row_id) for row_id in wanted]
        if self._selected is not None and places[0] is not None:
            rows.select_id(self._selected)
        if self._top is not None and places[1] is not None:
            rows.scrollTo(table.index(places[1], 0), QAbstractItemView.ScrollHint.PositionAtTop)
            if rows.following:
                rows.hold()
