"""The rail at the left: the views, how much is in each, and which one is shown.

Does not show a view: it tells which one was chosen. Counts nothing itself.
"""

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.entities import Counts
from rivermon.core.listing import View
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.listed_words import listed
from rivermon.ui.rail_entry import RailEntry
from rivermon.ui.tally import Tally

WIDTH = 168
NARROW_WIDTH = 48
_HEAD_HEIGHT = 48
_MARK = 24
_ICONS = {
    View.RECORDS: Icon.RECORDS,
    View.DELIVERIES: Icon.DELIVERIES,
    View.CALLBACKS: Icon.CALLBACKS,
}


class Rail(QFrame):
    """The product's name, one entry for each view, and a button that folds the words away."""

    view_chosen = Signal(object)
    """The operator chose this View."""

    health_chosen = Signal()
    """The operator chose the health."""

    def __init__(self, appearance: Appearance, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Views"))
        self._appearance = appearance
        self._tally = tally
        self._collapsed = False
        self._mark = QLabel(self)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = QLabel(self.tr("rivermon"), self)
        self._name.setFont(appearance.heading_font())
        self._entries = {view: self._make_entry(view) for view in View}
        self._health = RailEntry(
            appearance,
            Icon.HEALTH,
            self.tr("Health"),
            self.tr("How it fared, and that nothing was lost (Ctrl+4)"),
            self,
        )
        self._group = QButtonGroup(self)
        for entry in self._all:
            self._group.addButton(entry)
        self._group.buttonClicked.connect(self._choose)
        self._fold = QToolButton(self)
        self._fold.setIconSize(appearance.icon_size)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fold.clicked.connect(self._toggle)
        self._lay_out()
        tally.changed.connect(self._show_counts)
        appearance.changed.connect(self._dress)
        self.show_view(View.RECORDS)
        self._show_counts()
        self._arrange()

    @property
    def collapsed(self) -> bool:
        """True when only the icons are shown."""
        return self._collapsed

    @collapsed.setter
    def collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self._arrange()

    @property
    def view(self) -> View | None:
        """The view whose entry is marked; None while it is the health's."""
        marked = (view for view, entry in self._entries.items() if entry.isChecked())
        return next(marked, None)

    def show_view(self, view: View) -> None:
        """Mark the entry of `view`; nothing is told."""
        self._entries[view].setChecked(True)

    def show_health(self) -> None:
        """Mark the entry of the health; nothing is told."""
        self._health.setChecked(True)

    @property
    def _all(self) -> tuple[RailEntry, ...]:
        return (*self._entries.values(), self._health)

    def _make_entry(self, view: View) -> RailEntry:
        name, help_text = {
            View.RECORDS: (self.tr("Records"), self.tr("What was generated (Ctrl+1)")),
            View.DELIVERIES: (
                self.tr("Deliveries"),
                self.tr("Every request that came in, also the rejected ones (Ctrl+2)"),
            ),
            View.CALLBACKS: (
                self.tr("Callbacks"),
                self.tr("What is owed to ModelRiver, and what failed (Ctrl+3)"),
            ),
        }[view]
        return RailEntry(self._appearance, _ICONS[view], name, help_text, self)

    def _lay_out(self) -> None:
        head = QWidget(self)
        px = self._appearance.px
        head.setFixedHeight(px(_HEAD_HEIGHT))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(NARROW_WIDTH - _MARK) // 2, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._name, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        for entry in self._all:
            column.addWidget(entry)
        column.addStretch(1)
        column.addLayout(foot)

    @Slot(QAbstractButton)
    def _choose(self, _: QAbstractButton) -> None:
        if self.view is None:
            self.health_chosen.emit()
        else:
            self.view_chosen.emit(self.view)

    @Slot()
    def _toggle(self) -> None:
        self.collapsed = not self._collapsed

    @Slot()
    def _arrange(self) -> None:
        self.setFixedWidth(self._appearance.px(NARROW_WIDTH if self._collapsed else WIDTH))
        self._name.setVisible(not self._collapsed)
        for entry in self._all:
            entry.show_narrow(narrow=self._collapsed)
        words = self.tr("Show the names") if self._collapsed else self.tr("Show the icons only")
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        icon = Icon.EXPAND if self._collapsed else Icon.COLLAPSE
        self._fold.setIcon(self._appearance.icon(icon))
        mark = self._appearance.application_icon()
        size = self._appearance.px(_MARK)
        self._mark.setPixmap(mark.pixmap(QSize(size, size), self.devicePixelRatioF()))

    @Slot()
    def _show_counts(self) -> None:
        counts, locale = self._tally.counts, QLocale()
        self._entries[View.RECORDS].show_count(locale.toString(counts.records))
        self._entries[View.DELIVERIES].show_count(locale.toString(counts.deliveries))
        self._entries[View.CALLBACKS].show_count(self._callback_words(counts))

    def _callback_words(self, counts: Counts) -> str:
        parts = []
        if counts.owed:
            parts.append(self.tr("%Ln owed", "", counts.owed))
        if counts.held:
            parts.append(self.tr("%Ln held", "", counts.held))
        return listed(parts) or QLocale().toString(counts.callbacks)
