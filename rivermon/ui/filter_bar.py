"""The filter's row: the box, how many match, the saved filters; below it what there is to say.

Does not search: it is told how many match, how far a search is, and what failed.
"""

from collections.abc import Iterator

from PySide6.QtCore import QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from rivermon.core.filter import BadFilter, parse
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.filter_box import FilterBox
from rivermon.ui.filter_completer import ValuesSeen
from rivermon.ui.reason_words import reason_words
from rivermon.ui.saved_filters import SavedFilters
from rivermon.ui.search_progress import SearchProgress
from rivermon.ui.window_memory import WindowMemory

HEIGHT = 58
_ABOVE = 9
_ROW = 30
_LINE = 17
_SIDE = 12


class FilterBar(QFrame):
    """A bar of one height, so that nothing below it moves when it has something to say.

    The box's middle is 24 pixels below the top edge: beside it stands what belongs in a bar of 48.
    """

    cancelled = Signal()
    """The operator does not want to wait for the search any longer."""
    search_again = Signal()
    """The operator wants the search that was stopped after all."""

    def __init__(
        self,
        appearance: Appearance,
        values_seen: ValuesSeen,
        tasks: OwnedTasks,
        memory: WindowMemory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self.setFixedHeight(appearance.px(HEIGHT))
        self._appearance = appearance
        self._bad = ""
        self._failed = ""
        self.box = FilterBox(appearance, values_seen, tasks, self)
        self.box.setFixedHeight(appearance.px(_ROW))
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._selected = QLabel(self)
        self._selected.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("role", "muted")
        self._count.setFont(appearance.fixed_font())
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.saved = SavedFilters(memory, self._savable, self)
        self.saved.chosen.connect(self._use)
        self._bookmark = self._make_bookmark()
        self._reason = ElidedLabel(parent=self)
        self._reason.setObjectName("filterReason")
        self.progress = SearchProgress(self)
        self.progress.cancelled.connect(self.cancelled)
        self.progress.search_again.connect(self.search_again)
        self._row = QHBoxLayout()
        self._lay_out()
        self.box.bad_changed.connect(self._on_bad)
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_count(None, 0)
        self._show_reason()

    def add_beside(self, widget: QWidget) -> None:
        """Put `widget` at the right end of the row."""
        self._row.addWidget(widget)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show `widget` in the place of the filter; None shows the filter again."""
        if widget is not None and self._row.indexOf(widget) < 0:
            self._row.insertWidget(0, widget, 1)
        own = (self.box, self._count, self._bookmark, self._below)
        other = tuple(self._before_the_box())
        going, coming = (other, own) if widget is None else (own, other)
        # Both at once would make the window wider than it was.
        for part in going:
            part.hide()
        for part in coming:
            part.show()

    def _before_the_box(self) -> Iterator[QWidget]:
        box = self._row.indexOf(self.box)
        for child in self.children():
            if isinstance(child, QWidget) and 0 <= self._row.indexOf(child) < box:
                yield child

    def show_count(self, matching: int | None, total: int) -> None:
        """Say how many rows match of all in the view; None when there is no filter."""
        locale = QLocale()
        whole = locale.toString(total)
        if matching is None:
            self._count.setText(whole)
            self._count.setToolTip(self.tr("Rows in this view"))
        else:
            self._count.setText(self.tr("{0} of {1}").format(locale.toString(matching), whole))
            self._count.setToolTip(self.tr("Rows that match, of all in this view"))
        # Room for the widest there can be, so that the box keeps its width while one types.
        widest = self.tr("{0} of {1}").format(whole, whole)
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance(widest))

    def show_selected(self, count: int) -> None:
        """Say how many rows are selected; of one nothing is said, for that is seen."""
        self._selected.setText(self.tr("%Ln selected", "", count) if count > 1 else "")

    def show_progress(self, done: float | None) -> None:
        """Show that `done` of the search (0 to 1) is over; None when it has ended."""
        self.progress.show_progress(done)

    def show_stopped(self, found: int) -> None:
        """Say that the search was cancelled when it had found so many rows."""
        self.progress.show_stopped(found)

    def show_bad(self, reason: str | None) -> None:
        """Say why the filter cannot be read; None when it can."""
        self._bad = reason_words(reason or "")
        self._show_reason()

    def show_failed(self, words: str | None) -> None:
        """Say why the store could not answer; None when it did."""
        self._failed = reason_words(words or "")
        self._show_reason()

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.box, 1)
        self._row.addWidget(self._count)
        self._row.addWidget(self._bookmark)
        px = self._appearance.px
        small = self._appearance.header_font()
        small.setWeight(self._appearance.text_font().weight())
        below = self._below = QWidget(self)
        below.setFixedHeight(px(_LINE))
        line = QHBoxLayout(below)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._reason, 1000)
        line.addWidget(self.progress)
        line.addStretch(1)
        line.addWidget(self._selected)
        for widget in (self._reason, self._selected, *self.progress.findChildren(QWidget)):
            widget.setFont(small)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, px(_ABOVE), _SIDE, px(HEIGHT - _ABOVE - _ROW - _LINE) - 1)
        column.setSpacing(1)
        column.addLayout(self._row)
        column.addWidget(below)

    def _make_bookmark(self) -> QToolButton:
        made = QToolButton(self)
        made.setIconSize(self._appearance.icon_size)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setToolTip(self.tr("Saved filters"))
        made.setAccessibleName(self.tr("Saved filters"))
        made.clicked.connect(self._open_saved)
        return made

    @Slot()
    def _open_saved(self) -> None:
        # popup(), because a button's own menu is executed in a loop of its own.
        self.saved.popup(self._bookmark.mapToGlobal(QPoint(0, self._bookmark.height() + 2)))

    @Slot(str)
    def _use(self, text: str) -> None:
        self.box.set_text_now(text)
        self.box.setFocus()

    @Slot(object)
    def _on_bad(self, bad: BadFilter | None) -> None:
        self.show_bad(bad.reason if bad is not None else None)

    def _savable(self) -> str:
        """The text of a filter that is worth keeping; empty for none."""
        text = self.box.text().strip()
        return "" if isinstance(parse(text), BadFilter) else text

    def _show_reason(self) -> None:
        words = self._bad or self._failed
        self._reason.show_text(words)
        self._reason.setVisible(bool(words))

    @Slot()
    def _dress(self) -> None:
        self._bookmark.setIcon(self._appearance.icon(Icon.BOOKMARK))
