"""What the keyboard does in the window, apart from moving in a table or a text.

Does not do it: the window, its views and the operator do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rivermon.core.entities import CallbackRow
from rivermon.core.listing import View
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_columns import host_to_allow
from rivermon.ui.operator import Operator
from rivermon.ui.public_address_item import KEY

if TYPE_CHECKING:
    from rivermon.ui.key_list import KeyList
    from rivermon.ui.main_window import MainWindow

Act = Callable[[], object]


class WindowKeys(QObject):
    """The shortcuts of one window."""

    def __init__(self, window: MainWindow, appearance: Appearance, operator: Operator) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._operator = operator
        self._list: KeyList | None = None
        for keys, act in self._everywhere():
            QShortcut(keys, window).activated.connect(act)
        for view in View:
            rows = window.views.of(view).rows
            self._in_table(rows, "E", lambda: window.views.page.find_failure(1))
            self._in_table(rows, "Shift+E", lambda: window.views.page.find_failure(-1))
            self._in_table(rows, "A", self._allow_host_of_selected)
            self._in_table(rows, "Left", lambda: window.detail.step_tab(-1))
            self._in_table(rows, "Right", lambda: window.detail.step_tab(1))

    def allow_host_of(self, view: View, row_id: int) -> None:
        """Let a held callback's host have callbacks, if the row is one."""
        line = self._window.views.of(view).table.line_of(row_id)
        if line is not None and isinstance(line.row, CallbackRow):
            host = host_to_allow(line.row.callback)
            if host is not None:
                self._operator.allow_host(host)

    def show_list(self) -> None:
        """Show the list of keys."""
        from rivermon.ui.key_list import KeyList  # noqa: PLC0415 - no window has to wait for it

        if self._list is None:
            self._list = KeyList(self._appearance, self._window)
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()

    def _everywhere(self) -> tuple[tuple[QKeySequence, Act], ...]:
        window = self._window
        numbered = (
            (QKeySequence(f"Ctrl+{number}"), lambda view=view: window.show_view(view))
            for number, view in enumerate(View, 1)
        )
        return (
            *numbered,
            (QKeySequence("Ctrl+4"), window.show_health),
            (QKeySequence("Ctrl+Q"), window.quit),
            (QKeySequence("Ctrl+W"), window.close),
            (QKeySequence("Ctrl+F"), self._go_to_filter),
            (QKeySequence(KEY), window.status.public.click),
            (QKeySequence("Ctrl+Shift+P"), window.front.toggle_pause),
            (QKeySequence(Qt.Key.Key_F1), self.show_list),
            (QKeySequence(Qt.Key.Key_Escape), window.front.step_back),
        )

    def _go_to_filter(self) -> None:
        if self._window.front.health:  # there is nothing to be filtered
            self._window.show_view(self._window.views.page.view)
        self._window.filter_bar.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.filter_bar.box.selectAll()

    def _in_table(self, rows: QWidget, keys: str, act: Act) -> None:
        # Single letters act in the table alone: elsewhere they are text.
        shortcut = QShortcut(QKeySequence(keys), rows)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def _allow_host_of_selected(self) -> None:
        page = self._window.views.page
        if page.rows.selected_id is not None:
            self.allow_host_of(page.view, page.rows.selected_id)
