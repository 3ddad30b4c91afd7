"""The Compare tab: what differs between one record that is kept and the one that is shown.

Does not read records: both are handed in.
"""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.entities import Detail
from rivermon.core.json_difference import Change, Difference
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.comparer import Comparer, Pair
from rivermon.ui.detail_words import title_words
from rivermon.ui.difference_list import DifferenceList
from rivermon.ui.difference_words import summary_words
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.empty_note import EmptyNote
from rivermon.ui.field_list import Words

_SILENT_MS = 100


class CompareTab(QWidget):
    """Keeps one side; the other is whatever is shown."""

    def __init__(
        self, appearance: Appearance, tasks: OwnedTasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept: Detail | None = None
        self._other: Detail | None = None
        self._shown: Detail | None = None
        self._asked: Pair | None = None
        self._answered: Pair | None = None
        self._difference = Difference(())
        self._stale = True
        self._comparer = Comparer(tasks, self)
        self._comparer.found.connect(self._on_found)
        self._patience = QTimer(self, singleShot=True, interval=_SILENT_MS)
        self._patience.timeout.connect(self._say_comparing)
        self._note = EmptyNote("", "", self)
        self._note.acted.connect(self.keep_shown)
        self._left = ElidedLabel(parent=self)
        self._right = ElidedLabel(parent=self)
        self._let_go = QPushButton(self.tr("Let go"), self)
        self._let_go.setToolTip(self.tr("Do not compare with the left one any more"))
        self._let_go.clicked.connect(self.let_go)
        self._summary = Words(self)
        self._summary.setProperty("role", "muted")
        self._all = QToolButton(self)
        self._all.setText(self.tr("Show the same, too"))
        self._all.setToolTip(self.tr("Show the places that do not differ, too"))
        self._all.setCheckable(True)
        self._all.setProperty("role", "segment")
        self._all.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._all.toggled.connect(self._show_places)
        self._list = DifferenceList(appearance, self)
        self._pages = QStackedWidget(self)
        self._lay_out()

    @property
    def keeps(self) -> bool:
        """True while one side is kept for the next one that is selected."""
        return self._kept is not None

    def show_detail(self, detail: Detail) -> None:
        """Compare with what is shown now; two that were chosen stay while one of them is shown."""
        self._shown = detail
        if _same(detail, self._kept):
            self._kept = detail
        elif _same(detail, self._other):
            self._other = detail
        else:
            self._other = None
        self._look()

    def compare(self, left: Detail, right: Detail) -> None:
        """Compare two, whichever is shown."""
        self._kept, self._other = left, right
        self._look()

    @Slot()
    def keep_shown(self) -> None:
        """Keep what is shown, to be compared with the next one that is selected."""
        self._kept, self._other = self._shown, None
        self._look()

    @Slot()
    def let_go(self) -> None:
        """Keep nothing."""
        self._kept = self._other = None
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Compare what was to be compared while nobody could see it."""
        super().showEvent(event)
        if self._stale:
            self._look()

    def _look(self) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        kept, shown = self._kept, self._other or self._shown
        if kept is None or shown is None:
            self._say_how()
        elif _same(kept, shown):
            self._say_next(kept)
        else:
            self._compare((kept, shown))

    def _say_how(self) -> None:
        self._ask_nothing()
        hint = self.tr(
            "Select two rows and press Ctrl+D. Or keep this one, and select the other after it."
        )
        keep = self.tr("Compare with the next one I select")
        self._note.say(self.tr("Nothing to compare with yet."), hint, keep)
        self._pages.setCurrentIndex(0)

    def _say_next(self, kept: Detail) -> None:
        self._ask_nothing()
        line = self.tr("{0} is kept as the left side.").format(_name(kept))
        self._note.say(line, self.tr("Select another row to compare it with."))
        self._pages.setCurrentIndex(0)

    def _ask_nothing(self) -> None:
        self._asked = self._answered = None
        self._comparer.forget()
        self._patience.stop()

    def _compare(self, pair: Pair) -> None:
        if pair == self._asked:
            return
        self._asked = pair
        if not _are_same(pair, self._answered) and not self._patience.isActive():
            self._patience.start()
        self._comparer.compare(pair)

    @Slot()
    def _say_comparing(self) -> None:
        self._note.say(self.tr("Comparing…"), "")
        self._pages.setCurrentIndex(0)

    @Slot(object, object)
    def _on_found(self, pair: Pair, found: Difference) -> None:
        """Show it; also when they changed meanwhile, or one that changes always would never be."""
        if not _are_same(pair, self._asked):
            return
        self._patience.stop()
        again = _are_same(pair, self._answered)
        self._answered = pair
        self._left.show_text(f"{Change.REMOVED.value}  {_name(pair[0])}")
        self._right.show_text(f"{Change.ADDED.value}  {_name(pair[1])}")
        if not again or found != self._difference:
            self._difference = found
            self._show_places()
        self._pages.setCurrentIndex(1)

    @Slot()
    def _show_places(self) -> None:
        self._summary.show_sentences(summary_words(self._difference))
        everything = self._all.isChecked()
        self._list.show_places(
            [
                place
                for place in self._difference.places
                if everything or place.change is not Change.SAME
            ]
        )

    def _lay_out(self) -> None:
        page = QWidget(self)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self._left)
        names.addWidget(self._right)
        above = QHBoxLayout()
        above.setContentsMargins(12, 12, 12, 0)
        above.setSpacing(8)
        above.addLayout(names, 1)
        above.addWidget(self._let_go, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.setSpacing(8)
        below.addWidget(self._summary, 1)
        below.addWidget(self._all)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self._list, 1)
        self._pages.addWidget(self._note)
        self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)


def _same(one: Detail, other: Detail | None) -> bool:
    return other is not None and one.delivery.id == other.delivery.id


def _are_same(pair: Pair, other: Pair | None) -> bool:
    """True for the same two, whatever has changed in them."""
    return other is not None and _same(pair[0], other[0]) and _same(pair[1], other[1])


def _name(detail: Detail) -> str:
    if detail.record is not None:
        return f"{detail.record.id} · {title_words(detail)}"
    return f"{detail.delivery.id} · {title_words(detail)}"
